// What has to be said to one kind of database so that a read is one snapshot, can't write, and
// needs little memory however many rows there are.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/time.hpp"

namespace rosterd::sql
{

struct Dialect {
    // Keywords for the connection, besides what is configured.
    std::vector<std::pair<std::string, std::string>> keywords;
    std::vector<std::string> on_connect; // statements, each its own transaction
    std::string begin;                   // begins the read; empty: the first query does
    // The driver keeps a whole result in memory: read it in pages, by its key.
    bool pages = false;
};

struct Limits {
    model::Duration connect{15'000};
    model::Duration statement{300'000};
    std::size_t page = 10'000; // rows that are fetched at a time
};

// The text for the first connection, before the driver is known. MariaDB's waits for ever for a
// server that accepts and then says nothing; others do not mind the keyword.
std::string with_greeting_timeout(std::string connection, const Limits& limits);

// `database` and `driver` as the driver names them: "PostgreSQL", "psqlodbcw.so". Of a database
// that is not known here, a read is as consistent and as careful as its driver's default.
Dialect dialect_of(std::string_view database, std::string_view driver, const Limits& limits);

} // namespace rosterd::sql
