// The store: everything rosterd remembers. A small port; SQLite stands behind it and nothing else
// in rosterd speaks SQL. Defects of the database file throw StoreError; what can be expected is
// returned.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "core/model/result.hpp"
#include "core/state/audit_store.hpp"
#include "core/state/event_store.hpp"
#include "core/state/field_store.hpp"
#include "core/state/journal_store.hpp"
#include "core/state/mirror_store.hpp"
#include "core/state/rights_store.hpp"
#include "core/state/roster_store.hpp"
#include "core/state/run_store.hpp"
#include "core/state/scim_store.hpp"

namespace rosterd::state
{

struct StoreError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The disk is full, read-only or faulty. What was begun is in the journal, or was not done.
struct StoreOutOfReach : StoreError {
    using StoreError::StoreError;
};

// Another connection is writing, and went on for longer than this one waits. Nothing was done; the
// same may go through a moment later.
struct StoreBusy : StoreError {
    using StoreError::StoreError;
};

// One thread at a time may use a store and its parts; another thread opens one of its own.
class Store
{
public:
    virtual ~Store() = default;
    virtual RosterStore& roster() = 0;
    virtual MirrorStore& mirror() = 0;
    virtual JournalStore& journal() = 0;
    virtual RunStore& runs() = 0;
    virtual EventStore& events() = 0;
    virtual RightsStore& rights() = 0;
    virtual AuditStore& audit() = 0;
    virtual ScimStore& scim() = 0;
    virtual FieldStore& fields() = 0;

    // Runs `work` in one transaction; nothing of it stays if it throws. Transactions do not nest;
    // every single call above is one by itself otherwise.
    virtual void transaction(const std::function<void()>& work) = 0;

    // Everything that `work` reads is of one moment, and read faster than one by one. It must not
    // write. Inside a transaction it is part of that.
    virtual void snapshot(const std::function<void()>& work) = 0;

    // A consistent copy while others read and write. `progress(done, total)` counts pages.
    virtual model::Result<void> backup(const std::string& file,
                                       const std::function<void(int, int)>& progress) = 0;
    virtual int schema_version() = 0;
};

enum class Access {
    write, // takes the writer's lock; fails with ErrorKind::conflict and names the holder
    share, // writes without the lock: a second connection of the process that holds it
    read,  // never writes, needs no lock; fails with not_found where there is no file
};

struct StoreOptions {
    std::string path;
    Access access = Access::write;
    std::string holder; // who takes the lock, for the other's error message: "rosterd run"
    bool checkpoint_beside = true; // false: on the caller's thread, so that a run can be replayed
    // How long a call waits for another connection's write before it throws StoreBusy. Opening
    // itself always waits ten seconds.
    model::Duration patience{std::chrono::seconds{10}};
};

// Creates the file (mode 0600) and migrates it forward as needed. A file of a newer version is
// refused.
model::Result<std::unique_ptr<Store>> open_store(const StoreOptions& options);

// Whether a process holds the writer's lock of the state at `path` now. True where that can't be
// told.
bool in_use(const std::string& path);

} // namespace rosterd::state
