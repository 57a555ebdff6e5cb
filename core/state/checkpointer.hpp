// Brings the write-ahead log home to the database file while the writer goes on: after a big commit
// that is as much work as the commit was. Private to this room.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

struct sqlite3;

namespace rosterd::state
{

class Checkpointer
{
public:
    // Watches the commits of `connection`, which must outlive it.
    Checkpointer(std::string path, sqlite3* connection);
    ~Checkpointer(); // waits for a checkpoint that is under way
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;

private:
    static int committed(void* self, sqlite3*, const char*, int pages);
    void work();

    std::string path_;
    sqlite3* connection_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool wanted_ = false;
    bool stopping_ = false;
    std::thread thread_; // started by the first big commit
};

} // namespace rosterd::state
