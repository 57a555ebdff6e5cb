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

// Makes an empty file that only its owner may read. One that is there already stays as it is.
// SQLite gives the files beside it the same mode.
void make_private(const std::string& path);

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
    void run_and_commit(const std::function<void()>& work);

    SQLite::Database database_;
    std::map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
    bool open_ = false;
};

// Ends a statement however its use ends: a read left open would hold up every writer.
class OpenStatement
{
public:
    explicit OpenStatement(SQLite::Statement& statement) : statement_{statement} {}
    ~OpenStatement() { statement_.tryReset(); }
    OpenStatement(const OpenStatement&) = delete;
    OpenStatement& operator=(const OpenStatement&) = delete;

private:
    SQLite::Statement& statement_;
};

// Binds the arguments in order and hands each row to `row`. Throws StoreError, also where a stored
// document can't be read.
template <typename Row, typename... Arguments>
void each(Connection& connection, const char* sql, Row row, const Arguments&... arguments)
{
    try {
        SQLite::Statement& statement = connection.statement(sql);
        const OpenStatement ended{statement};
        SQLite::bind(statement, arguments...);
        while (statement.executeStep()) {
            row(statement);
        }
    } catch (const SQLite::Exception& error) {
        throw StoreError{error.what()};
    } catch (const model::Json::exception& error) {
        throw StoreError{std::string{"a stored document is damaged: "} + error.what()};
    }
}

// Answers how many rows changed. Throws StoreError.
template <typename... Arguments>
int execute(Connection& connection, const char* sql, const Arguments&... arguments)
{
    try {
        SQLite::Statement& statement = connection.statement(sql);
        const OpenStatement ended{statement};
        SQLite::bind(statement, arguments...);
        return statement.exec();
    } catch (const SQLite::Exception& error) {
        throw StoreError{error.what()};
    }
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
