#include "core/state/backup.hpp"

#include <chrono>
#include <filesystem>
#include <thread>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "core/state/connection.hpp"

namespace rosterd::state
{

namespace
{

namespace fs = std::filesystem;

constexpr int kPages = 2'000;                   // at once: 8 MB, well below a tenth of a second
constexpr std::chrono::milliseconds kPause{20}; // for writers that wait

// Reads one moment of the database from here on. Without it SQLite starts the copy again whenever
// another connection commits, which beside a busy daemon is for ever.
class Moment
{
public:
    explicit Moment(SQLite::Database& database) : database_{database}
    {
        database_.exec("BEGIN");
        database_.execAndGet("SELECT count(*) FROM sqlite_master"); // only a read starts it
    }
    ~Moment() { database_.tryExec("ROLLBACK"); }
    Moment(const Moment&) = delete;
    Moment& operator=(const Moment&) = delete;

private:
    SQLite::Database& database_;
};

void copy(SQLite::Database& from, const std::string& file,
          const std::function<void(int, int)>& progress)
{
    const Moment moment{from};
    make_private(file);
    SQLite::Database to{file, SQLite::OPEN_READWRITE};
    SQLite::Backup backup{to, from};
    for (int result = SQLITE_OK; result != SQLITE_DONE;) {
        result = backup.executeStep(kPages);
        const int total = backup.getTotalPageCount();
        progress(total - backup.getRemainingPageCount(), total);
        if (result == SQLITE_BUSY || result == SQLITE_LOCKED) {
            std::this_thread::sleep_for(kPause);
        }
    }
}

bool is_whole(const std::string& file)
{
    SQLite::Database copy{file, SQLite::OPEN_READWRITE};
    copy.exec("PRAGMA journal_mode = DELETE"); // one file, without a log beside it
    return copy.execAndGet("PRAGMA integrity_check").getString() == "ok";
}

} // namespace

model::Result<void> copy_to(SQLite::Database& from, const std::string& live,
                            const std::string& file, const std::function<void(int, int)>& progress)
{
    std::error_code error;
    if (fs::equivalent(live, file, error)) {
        return model::fail(model::ErrorKind::invalid, file + " is the live state itself",
                           "name another file");
    }
    const std::string part = file + ".tmp";
    try {
        fs::remove(part, error);
        copy(from, part, progress);
        if (!is_whole(part)) {
            fs::remove(part, error);
            return model::fail(model::ErrorKind::permanent, "the copy is not whole",
                               "check the disk");
        }
        fs::rename(part, file);
    } catch (const std::exception& failed) {
        fs::remove(part, error);
        return model::fail(model::ErrorKind::permanent, file + ": " + failed.what(),
                           "a folder that exists, with room for the copy");
    }
    return {};
}

} // namespace rosterd::state
