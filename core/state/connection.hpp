// One SQLite connection with its prepared statements. Private to this room.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include "core/model/json.hpp"
#include "core/model/time.hpp"
#include "core/state/store.hpp"

namespace rosterd::state
{

class Connection
{
public:
    Connection(const std::string& path, int flags);

    // A prepared statement, kept for the next time and handed out without bindings. Not to be used
    // twice at once.
    SQLite::Statement& statement(const char* sql);

    // In a transaction of its own, or in the one that is open.
    void transaction(const std::function<void()>& work);

    SQLite::Database& database() { return database_; }

private:
    SQLite::Database database_;
    std::map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
    bool open_ = false;
};

// Binds the arguments in order and hands each row to `row`.
template <typename Row, typename... Arguments>
void each(Connection& connection, const char* sql, Row row, const Arguments&... arguments)
{
    SQLite::Statement& statement = connection.statement(sql);
    SQLite::bind(statement, arguments...);
    while (statement.executeStep()) {
        row(statement);
    }
    statement.reset();
}

template <typename... Arguments>
int execute(Connection& connection, const char* sql, const Arguments&... arguments)
{
    SQLite::Statement& statement = connection.statement(sql);
    SQLite::bind(statement, arguments...);
    const int changed = statement.exec();
    statement.reset();
    return changed;
}

inline std::int64_t to_number(model::Instant at)
{
    return at.time_since_epoch().count();
}

inline model::Instant to_instant(std::int64_t number)
{
    return model::Instant{model::Duration{number}};
}

inline std::string to_text(const model::Json& json)
{
    return json.dump(-1, ' ', false, model::Json::error_handler_t::replace);
}

} // namespace rosterd::state
