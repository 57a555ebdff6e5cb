#include "connectors/sql/dialect.hpp"

#include <algorithm>

#include "connectors/sql/connection_text.hpp"

namespace rosterd::sql
{

namespace
{

std::string seconds(model::Duration duration)
{
    return std::to_string(std::max<std::int64_t>(1, (duration.count() + 999) / 1000));
}

// Without UseDeclareFetch the driver fetches everything before the first row is seen. A peer that
// vanished without a word is noticed by keep-alives.
std::vector<std::pair<std::string, std::string>> psqlodbc_keywords(const Limits& limits)
{
    return {{"UseDeclareFetch", "1"},
            {"Fetch", std::to_string(limits.page)},
            {"BoolsAsChar", "0"},
            {"pqopt", "connect_timeout=" + seconds(limits.connect) +
                          " keepalives_idle=30 keepalives_interval=10 keepalives_count=3"
                          " tcp_user_timeout=60000"}};
}

std::vector<std::pair<std::string, std::string>> maodbc_keywords(const Limits& limits)
{
    return {{"CHARSET", "utf8mb4"},
            {"CONN_TIMEOUT", seconds(limits.connect)},
            {"READ_TIMEOUT", seconds(limits.statement + limits.connect)}};
}

Dialect postgresql(const Limits& limits)
{
    Dialect out;
    out.on_connect = {
        "set session characteristics as transaction isolation level repeatable read, read only",
        "set time zone 'UTC'",
        "set statement_timeout = " + std::to_string(limits.statement.count()),
    };
    return out;
}

Dialect mariadb(std::string_view database, const Limits& limits)
{
    Dialect out;
    out.on_connect = {
        "set session transaction isolation level repeatable read, read only",
        "set time_zone = '+00:00'",
        database == "MariaDB"
            ? "set max_statement_time = " + seconds(limits.statement)
            : "set max_execution_time = " + std::to_string(limits.statement.count()),
    };
    out.begin = "start transaction with consistent snapshot, read only";
    out.pages = true;
    return out;
}

} // namespace

std::string with_greeting_timeout(std::string connection, const Limits& limits)
{
    add_keyword(connection, "READ_TIMEOUT", seconds(limits.connect));
    return connection;
}

Dialect dialect_of(std::string_view database, std::string_view driver, const Limits& limits)
{
    Dialect out;
    if (database == "PostgreSQL") {
        out = postgresql(limits);
    } else if (database == "MariaDB" || database == "MySQL") {
        out = mariadb(database, limits);
    }
    if (driver.starts_with("psqlodbc")) {
        out.keywords = psqlodbc_keywords(limits);
    } else if (driver.starts_with("libmaodbc")) {
        out.keywords = maodbc_keywords(limits);
    }
    return out;
}

} // namespace rosterd::sql
