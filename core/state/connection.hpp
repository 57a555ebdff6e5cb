// One SQLite connection with its prepared statements. Private to this room.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include "core/model/document.hpp"
#include "core/model/json_text.hpp"
#include "core/model/time.hpp"
#include "core/state/store.hpp"

namespace rosterd::state
{

// Makes an empty file that only its owner may read. One that is there already stays as it is.
// SQLite gives the files beside it the same mode.
void make_private(const std::string& path);

// As StoreBusy, StoreOutOfReach or StoreError.
[[noreturn]] void rethrow(const SQLite::Exception& error);

class Connection
{
public:
    Connection(const std::string& path, int flags);

    // A prepared statement, kept for the next time and handed out without bindings. Not to be used
    // twice at once.
    SQLite::Statement& statement(const char* sql);

    // In a transaction of its own, or in the one that is open.
    void transaction(const std::function<void()>& work);
    // The same for reading only: SQLite need not look for other writers before each statement.
    void snapshot(const std::function<void()>& work);

    SQLite::Database& database() { return database_; }

private:
    void enclose(const char* begin, const std::function<void()>& work);

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
        rethrow(error);
    } catch (const model::Json::exception& error) {
        throw StoreError{std::string{"a stored document is damaged: "} + error.what()};
    } catch (const model::DamagedDocument& error) {
        throw StoreError{error.what()};
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
        rethrow(error);
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

// Holds until the statement's next step.
inline std::string_view text_of(const SQLite::Column& column)
{
    return {column.getText(), static_cast<std::size_t>(column.getBytes())};
}

inline std::string to_text(const model::Json& json)
{
    std::string out;
    model::append(out, json);
    return out;
}

} // namespace rosterd::state
