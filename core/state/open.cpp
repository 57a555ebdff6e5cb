// Opens a state file: lock, connection, migrations; and the store made of its parts.
#include <filesystem>
#include <optional>
#include <system_error>

#include <sqlite3.h>

#include "core/state/backup.hpp"
#include "core/state/checkpointer.hpp"
#include "core/state/lock.hpp"
#include "core/state/migrate.hpp"
#include "core/state/sqlite_audit.hpp"
#include "core/state/sqlite_events.hpp"
#include "core/state/sqlite_fields.hpp"
#include "core/state/sqlite_journal.hpp"
#include "core/state/sqlite_mirror.hpp"
#include "core/state/sqlite_rights.hpp"
#include "core/state/sqlite_roster.hpp"
#include "core/state/sqlite_runs.hpp"
#include "core/state/sqlite_scim.hpp"

namespace rosterd::state
{

namespace
{

class SqliteStore final : public Store
{
public:
    SqliteStore(std::string path, int flags, std::unique_ptr<Lock> lock)
        : path_{std::move(path)}, lock_{std::move(lock)}, connection_{path_, flags}
    {
    }

    RosterStore& roster() override { return roster_; }
    MirrorStore& mirror() override { return mirror_; }
    JournalStore& journal() override { return journal_; }
    RunStore& runs() override { return runs_; }
    EventStore& events() override { return events_; }
    RightsStore& rights() override { return rights_; }
    AuditStore& audit() override { return audit_; }
    ScimStore& scim() override { return scim_; }
    FieldStore& fields() override { return fields_; }
    Connection& connection() { return connection_; }

    void checkpoint_beside() { checkpointer_.emplace(path_, connection_.database().getHandle()); }

    void transaction(const std::function<void()>& work) override { connection_.transaction(work); }
    void snapshot(const std::function<void()>& work) override { connection_.snapshot(work); }

    model::Result<void> backup(const std::string& file,
                               const std::function<void(int, int)>& progress) override
    {
        return copy_to(connection_.database(), path_, file, progress);
    }

    int schema_version() override { return version_of(connection_); }

private:
    std::string path_;
    std::unique_ptr<Lock> lock_;
    Connection connection_;
    std::optional<Checkpointer> checkpointer_; // ends before the connection
    SqliteRoster roster_{connection_};
    SqliteMirror mirror_{connection_};
    SqliteJournal journal_{connection_};
    SqliteRuns runs_{connection_};
    SqliteEvents events_{connection_};
    SqliteRights rights_{connection_};
    SqliteAudit audit_{connection_};
    SqliteScim scim_{connection_};
    SqliteFields fields_{connection_};
};

void configure(Connection& connection, Access access)
{
    SQLite::Database& database = connection.database();
    database.exec("PRAGMA foreign_keys = ON");
    if (access == Access::read) {
        database.exec("PRAGMA query_only = ON");
        return;
    }
    database.exec("PRAGMA journal_mode = WAL");
    // What a commit said is on the disk: the journal and pushed records rest on it.
    database.exec("PRAGMA synchronous = FULL");
    // Filled only by what is looked at; with the default, 2 MB, a changed roster is read twice.
    database.exec("PRAGMA cache_size = -131072");
    // A read of a million leaves gigabytes of log: not for ever.
    database.exec("PRAGMA journal_size_limit = 67108864");
}

model::Result<void> find_place(const StoreOptions& options)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path folder = fs::absolute(options.path).parent_path();
    if (!fs::is_directory(folder, error)) {
        return model::fail(model::ErrorKind::permanent,
                           "the folder " + folder.string() + " is not there",
                           "create it, or name another in state.path");
    }
    if (options.access == Access::read && !fs::exists(options.path, error)) {
        return model::fail(model::ErrorKind::not_found,
                           "there is no state at " + options.path + " yet",
                           "the first 'rosterd sync' makes it");
    }
    return {};
}

} // namespace

model::Result<std::unique_ptr<Store>> open_store(const StoreOptions& options)
{
    // Before SQLite is used at all: its statistics of memory cost a lock for every allocation.
    static const int unneeded = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(unneeded);
    if (auto place = find_place(options); !place) {
        return tl::unexpected(place.error());
    }
    std::unique_ptr<Lock> lock;
    if (options.access == Access::write) {
        auto taken = Lock::take(options.path, options.holder);
        if (!taken) {
            return tl::unexpected(taken.error());
        }
        lock = std::move(*taken);
    }
    try {
        // Readers open for writing too: after a kill the write-ahead log must be recovered by
        // whoever comes.
        const int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX |
                          (options.access == Access::read ? 0 : SQLite::OPEN_CREATE);
        if (options.access != Access::read) {
            make_private(options.path);
        }
        auto store = std::make_unique<SqliteStore>(options.path, flags, std::move(lock));
        const auto ready = options.access == Access::read
                               ? readable(store->connection(), embedded_migrations())
                               : migrate(store->connection(), embedded_migrations());
        if (!ready) {
            return model::fail(ready.error().kind, options.path + ": " + ready.error().message,
                               ready.error().hint);
        }
        // Only now: another program's file is refused as it is.
        configure(store->connection(), options.access);
        if (options.access != Access::read) {
            seal_older_entries(store->connection());
        }
        if (options.access != Access::read && options.checkpoint_beside) {
            store->checkpoint_beside();
        }
        store->connection().database().setBusyTimeout(static_cast<int>(options.patience.count()));
        return store;
    } catch (const std::runtime_error& error) { // of SQLite, or already a StoreError
        return model::fail(model::ErrorKind::permanent, options.path + ": " + error.what(),
                           "check the file and the disk; restore a backup if it is damaged");
    }
}

} // namespace rosterd::state
