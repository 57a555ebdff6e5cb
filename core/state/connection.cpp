#include "core/state/connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace rosterd::state
{

void make_private(const std::string& path)
{
    // O_EXCL: to open and close a database in use would drop this process's locks on it.
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
}

void rethrow(const SQLite::Exception& error)
{
    if (error.getErrorCode() == SQLITE_BUSY) {
        throw StoreBusy{error.what()};
    }
    switch (error.getErrorCode()) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
        throw StoreOutOfReach{error.what()};
    default:
        throw StoreError{error.what()};
    }
}

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
    enclose("BEGIN IMMEDIATE", work); // a writer waits for its turn here, not in the middle
}

void Connection::snapshot(const std::function<void()>& work)
{
    enclose("BEGIN DEFERRED", work);
}

void Connection::enclose(const char* begin, const std::function<void()>& work)
try {
    if (open_) {
        work();
        return;
    }
    database_.exec(begin);
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
} catch (const SQLite::Exception& error) {
    rethrow(error);
}

} // namespace rosterd::state
