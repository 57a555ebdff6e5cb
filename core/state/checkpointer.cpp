#include "core/state/checkpointer.hpp"

#include <memory>
#include <system_error>

#include <sqlite3.h>

namespace rosterd::state
{

namespace
{

constexpr int kPages = 1000; // as SQLite by itself: 4 MB

// Passive: it waits for nobody and nobody for it. Whatever it could not do, the next or the last to
// close the file does.
void checkpoint(sqlite3* database)
{
    // A connection that has read nothing yet does not know that there is a log.
    sqlite3_exec(database, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
    sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

} // namespace

Checkpointer::Checkpointer(std::string path, sqlite3* connection)
    : path_{std::move(path)}, connection_{connection}
{
    sqlite3_wal_hook(connection_, &Checkpointer::committed, this);
}

Checkpointer::~Checkpointer()
{
    sqlite3_wal_hook(connection_, nullptr, nullptr);
    if (thread_.joinable()) {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }
}

int Checkpointer::committed(void* self, sqlite3*, const char*, int pages)
{
    if (pages >= kPages) {
        auto& to = *static_cast<Checkpointer*>(self);
        {
            const std::lock_guard lock{to.mutex_};
            to.wanted_ = true;
        }
        if (!to.thread_.joinable()) {
            try {
                to.thread_ = std::thread{[&to] { to.work(); }};
            } catch (const std::system_error&) { // SQLite, which called, knows no exceptions
                checkpoint(to.connection_);
                return SQLITE_OK;
            }
        }
        to.changed_.notify_one();
    }
    return SQLITE_OK;
}

void Checkpointer::work()
{
    sqlite3* opened = nullptr;
    const int answer = sqlite3_open_v2(path_.c_str(), &opened,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database{opened, &sqlite3_close};
    std::unique_lock lock{mutex_};
    while (true) {
        changed_.wait(lock, [this] { return wanted_ || stopping_; });
        if (stopping_) {
            return;
        }
        wanted_ = false;
        lock.unlock();
        if (answer == SQLITE_OK) {
            checkpoint(database.get());
        }
        lock.lock();
    }
}

} // namespace rosterd::state
