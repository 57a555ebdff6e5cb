// The migrations of migrations/*.sql, embedded at build time.
#pragma once

#include <string>
#include <vector>

namespace rosterd::state
{

struct Migration {
    int version;      // the file's number; 1, 2, 3, ...
    std::string name; // the file's name without its ending
    std::string sql;
};

const std::vector<Migration>& embedded_migrations();

} // namespace rosterd::state
