#include "tests/sim/disk.hpp"

#include <filesystem>
#include <new>
#include <system_error>

#include <sqlite3.h>

namespace rosterd::sim
{

void Disk::revive()
{
    dead_ = false;
    die_at_ = 0;
    full_for_ = 0;
    was_full_ = false;
}

void Disk::bring_home(const std::string& state)
{
    constexpr std::uintmax_t kLong = 200'000;
    std::error_code none;
    const auto size = std::filesystem::file_size(state + "-wal", none);
    sqlite3* database = nullptr;
    if (none || size < kLong || sqlite3_open(state.c_str(), &database) != SQLITE_OK) {
        return;
    }
    sqlite3_exec(database, "SELECT count(*) FROM sqlite_master", nullptr, nullptr,
                 nullptr); // opens it
    sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_close(database);
}

void Disk::fill_at(std::int64_t writes, std::int64_t attempts)
{
    full_from_ = written_ + writes;
    full_for_ = attempts;
}

int Disk::write()
{
    ++written_;
    if (die_at_ != 0 && written_ >= die_at_) {
        dead_ = true;
    }
    if (dead_) {
        return SQLITE_IOERR_WRITE;
    }
    if (full_for_ > 0 && written_ >= full_from_) {
        --full_for_;
        was_full_ = true;
        return SQLITE_FULL;
    }
    return SQLITE_OK;
}

namespace
{

// The real file stands behind ours in the same piece of memory.
struct File {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real();
}
const sqlite3_io_methods& methods(sqlite3_file* file)
{
    return *real(file)->pMethods;
}

sqlite3_vfs* below = nullptr; // SQLite's own
Disk disk;

int close(sqlite3_file* f)
{
    return methods(f).xClose(real(f));
}
int read(sqlite3_file* f, void* into, int amount, sqlite3_int64 at)
{
    return methods(f).xRead(real(f), into, amount, at);
}
int write(sqlite3_file* f, const void* from, int amount, sqlite3_int64 at)
{
    const int code = disk.write();
    return code != SQLITE_OK ? code : methods(f).xWrite(real(f), from, amount, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size)
{
    return disk.dead() ? SQLITE_IOERR_TRUNCATE : methods(f).xTruncate(real(f), size);
}
// Processes end here, machines do not: what was written is there.
int sync(sqlite3_file*, int)
{
    return disk.dead() ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
int file_size(sqlite3_file* f, sqlite3_int64* size)
{
    return methods(f).xFileSize(real(f), size);
}
// One connection at a time has the file: locks would only be calls into the kernel.
int lock(sqlite3_file*, int)
{
    return SQLITE_OK;
}
int reserved(sqlite3_file*, int* out)
{
    *out = 0;
    return SQLITE_OK;
}
int control(sqlite3_file* f, int what, void* argument)
{
    return methods(f).xFileControl(real(f), what, argument);
}
int sector(sqlite3_file* f)
{
    return methods(f).xSectorSize(real(f));
}
int characteristics(sqlite3_file* f)
{
    return methods(f).xDeviceCharacteristics(real(f));
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out)
{
    return methods(f).xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file*, int, int, int)
{
    return SQLITE_OK;
}
void shm_barrier(sqlite3_file* f)
{
    methods(f).xShmBarrier(real(f));
}
int shm_unmap(sqlite3_file* f, int remove)
{
    return methods(f).xShmUnmap(real(f), remove);
}

const sqlite3_io_methods kMethods{
    2,         close,    read,    write,  truncate,        sync,    file_size, lock,
    lock,      reserved, control, sector, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,  nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out)
{
    auto* ours = new (file) File{};
    const int code = below->xOpen(below, name, ours->real(), flags, out);
    ours->base.pMethods = ours->real()->pMethods == nullptr ? nullptr : &kMethods;
    return code;
}
int remove(sqlite3_vfs*, const char* name, int sync_folder)
{
    static_cast<void>(sync_folder);
    return disk.dead() ? SQLITE_IOERR_DELETE : below->xDelete(below, name, 0);
}

} // namespace

Disk& Disk::installed()
{
    static sqlite3_vfs ours = [] {
        sqlite3_initialize();
        below = sqlite3_vfs_find(nullptr);
        sqlite3_vfs vfs = *below;
        vfs.zName = "simulated";
        vfs.szOsFile = static_cast<int>(sizeof(File)) + below->szOsFile;
        vfs.xOpen = open;
        vfs.xDelete = remove;
        return vfs;
    }();
    static const int registered = sqlite3_vfs_register(&ours, 1);
    static_cast<void>(registered);
    return disk;
}

} // namespace rosterd::sim
