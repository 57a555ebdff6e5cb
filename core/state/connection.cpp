#include "core/state/connection.hpp"

#include <sqlite3.h>

namespace rosterd::state
{

Connection::Connection(const std::string& path, int flags) : database_{path, flags, 10'000} {}

SQLite::Statement& Connection::statement(const char* sql)
{
    std::unique_ptr<SQLite::Statement>& kept = statements_[sql];
    if (!kept) {
        kept = std::make_unique<SQLite::Statement>(database_, sql);
    } else {
        kept->tryReset();
        kept->clearBindings();
    }
    return *kept;
}

void Connection::transaction(const std::function<void()>& work)
{
    if (open_) {
        work();
        return;
    }
    // IMMEDIATE: a writer waits for its turn here, not in the middle.
    database_.exec("BEGIN IMMEDIATE");
    open_ = true;
    try {
        work();
        database_.exec("COMMIT");
    } catch (...) {
        open_ = false;
        for (auto& [sql, statement] : statements_) {
            statement->tryReset();
        }
        // A full disk may have rolled back by itself.
        if (sqlite3_get_autocommit(database_.getHandle()) == 0) {
            database_.exec("ROLLBACK");
        }
        throw;
    }
    open_ = false;
}

} // namespace rosterd::state
