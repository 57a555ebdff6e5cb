// What outlives a process: DingTalk, HR, the disk, true time - and the trouble it is in for.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "daemon/sandbox/service.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/disk.hpp"
#include "tests/sim/faults.hpp"
#include "tests/sim/hr.hpp"

namespace rosterd::sim
{

// Thrown where the process ends. Not a std::exception: nobody may catch it on the way.
struct Killed {
};

struct World {
    World(std::uint64_t seed, bool traced);

    static constexpr int kDays = 2; // as long as HR changes anything

    // With the probability of this seed's weather, `weight` times as much; then it counts.
    bool strikes(Fault fault, double weight = 1);
    // Likewise, for what counts only once it has done harm.
    bool threatens(Fault fault, double weight);
    void note(const std::string& line); // to the trace
    // What the sandbox says to a call now; `applied` writes are remembered.
    http::HttpServerResponse ask(const http::HttpServerRequest& request);
    void revoke_tokens();
    void clear_up() { weather = Weather{}; }

    Dice dice;
    model::Instant now;
    Hr hr;
    Weather weather;
    Coverage coverage;
    Disk& disk = Disk::installed();
    sandbox::SandboxService dingtalk;
    std::map<std::string, std::string> by_hand;   // userid or "#dept_id" -> its JSON: not rosterd's
    std::map<std::string, model::Instant> hidden; // new accounts that can't be seen before
    model::Instant blocked_until{};
    model::Duration clock_error{0}; // of the machine's wall clock
    bool recreates_on_new_number = false;
    bool hr_tells_changes = false; // and not everything each time
    std::int64_t writes = 0;       // calls that change something, answered with success
    std::int64_t done = 0;         // operations that rosterd reports as done
    bool ever_foul = false;        // the weather of this seed was not fair
    bool traced = false;
    std::string trace;
};

// Paths of calls that change something.
bool changes_something(const std::string& path);

// Accounts and departments that are there before rosterd comes; some are employees', found by their
// number.
void populate(World& world);

} // namespace rosterd::sim
