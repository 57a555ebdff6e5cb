// What outlives a process: DingTalk, HR, the disk, true time - and the trouble it is in for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/sandbox/service.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/disk.hpp"
#include "tests/sim/faults.hpp"
#include "tests/sim/hr.hpp"
#include "tests/sim/ledger.hpp"

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
    // What the sandbox says to a call now; what was carried out is remembered.
    http::HttpServerResponse ask(const http::HttpServerRequest& request);
    // A call leaves the process: what it changes is in the journal.
    void sent(const http::HttpServerRequest& request);
    void revoke_tokens();
    void clear_up() { weather = Weather{}; }

    Dice dice;
    model::Instant now;
    Hr hr;
    Weather weather;
    Coverage coverage;
    Disk& disk = Disk::installed();
    sandbox::Rules rules; // of this company's DingTalk
    sandbox::SandboxService dingtalk;
    std::map<std::string, std::string> by_hand;   // userid or "#dept_id" -> its JSON: not rosterd's
    std::map<std::string, model::Instant> hidden; // ... that can't be seen before
    // What rosterd manages nothing of: remarks, and holders of a role that no rule names. Of an
    // account as it was made then: whoever is made anew has neither.
    std::map<std::string, std::pair<std::uint64_t, std::string>> remarks;
    std::map<std::string, std::uint64_t> foreign_holders;
    Ledger ledger;
    // Of the process that lives now; empty between two.
    std::function<std::vector<state::JournalEntry>()> open_entries;
    std::function<void()> rings; // there may be something to be told of
    model::Instant blocked_until{};
    model::Duration clock_error{0}; // of the machine's wall clock
    bool recreates_on_new_number = false;
    bool hr_tells_changes = false; // and not everything each time
    bool listens = false;          // to DingTalk's events
    std::int64_t writes = 0;       // changes of one object each that rosterd's calls made
    std::int64_t done = 0;         // operations that rosterd reports as done
    bool ever_foul = false;        // the weather of this seed was not fair
    bool traced = false;
    std::string trace;
};

// Accounts and departments that are there before rosterd comes; some are employees', found by their
// number.
void populate(World& world);

// Where a group without a role stands in no list and its name can't be taken again, one whose
// making was told to nobody is found by nobody: an administrator gives each a role, as the finding
// says.
void fill_role_groups(World& world);

} // namespace rosterd::sim
