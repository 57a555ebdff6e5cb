// SQLite's files inside a simulation: a process can die between two writes, and the disk can be
// full. One for the whole program, since SQLite keeps one list of file systems.
#pragma once

#include <cstdint>
#include <string>

namespace rosterd::sim
{

class Disk
{
public:
    // Takes the place of SQLite's own from now on.
    static Disk& installed();

    // A new life: all writes go through.
    void revive();
    // A log that many short lives left is brought home, as one long life does: every start reads it
    // from its beginning.
    static void bring_home(const std::string& state);
    // The process ends at its n-th write from now; what was written before stays. 0: never.
    void die_at(std::int64_t writes) { die_at_ = writes == 0 ? 0 : written_ + writes; }
    // Nothing is written any more, whatever unwinding still tries.
    void die() { dead_ = true; }
    bool dead() const { return dead_; }
    // From the n-th write from now on the disk is full, for so many attempts.
    void fill_at(std::int64_t writes, std::int64_t attempts);
    bool was_full() const { return was_full_; }

    // For the file system: how a write ends, an SQLite code.
    int write();

private:
    std::int64_t written_ = 0;
    std::int64_t die_at_ = 0;
    std::int64_t full_from_ = 0, full_for_ = 0;
    bool dead_ = false, was_full_ = false;
};

} // namespace rosterd::sim
