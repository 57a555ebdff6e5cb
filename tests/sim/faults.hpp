// What can go wrong in a simulated run, how likely, and how often it did.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tests/sim/dice.hpp"

namespace rosterd::sim
{

enum class Fault {
    refused,         // the connection is refused: nothing was sent
    reset_before,    // the request is lost
    reset_after,     // the request was applied, the answer is lost
    timeout_before,  // likewise, and nobody says so
    timeout_after,   //
    http_500,        // a gateway in trouble, nothing applied
    http_500_after,  // ... or applied all the same
    html,            // a page instead of JSON
    truncated,       // applied, half of the answer arrives
    busy,            // errcode -1
    busy_after,      // errcode -1, yet applied
    throttled,       // 90018
    ip_block,        // five minutes of the block's page
    token_revoked,   // every token ends at once
    late_visibility, // a new account can't be seen for some seconds
    late_department, // likewise
    killed_at_wire,  // the process ends before or after a request
    killed_at_disk,  // ... or between two writes to the state
    disk_full,       //
    clock_jump,      // the machine's wall clock is set
    stopped,         // SIGTERM in the middle of a run
    source_broken,   // the HRIS can't be read
    event_lost,      // DingTalk tells of a change and nobody hears it
    event_doubled,   // ... or hears it twice
    event_late,      // ... or after other ones
    changed_by_hand, // in DingTalk's console
    number_refused,  // by this company's DingTalk, of an account that is not activated
    group_taken,     // a role group whose making was told to nobody is refused
};
inline constexpr std::size_t kFaults = 28;

inline constexpr std::array<std::string_view, kFaults> kFaultNames{"refused",
                                                                   "reset before applied",
                                                                   "reset after applied",
                                                                   "time-out before applied",
                                                                   "time-out after applied",
                                                                   "http 500",
                                                                   "http 500 though applied",
                                                                   "html",
                                                                   "answer cut short",
                                                                   "-1",
                                                                   "-1 though applied",
                                                                   "throttled",
                                                                   "ip block",
                                                                   "token revoked",
                                                                   "late visibility",
                                                                   "late department",
                                                                   "killed at the wire",
                                                                   "killed at the disk",
                                                                   "disk full",
                                                                   "clock jump",
                                                                   "stopped",
                                                                   "source broken",
                                                                   "event lost",
                                                                   "event twice",
                                                                   "event late",
                                                                   "changed by hand",
                                                                   "number refused",
                                                                   "role group taken"};

// How likely each is at each occasion; of one seed. One in eight has fair weather. What comes of
// DingTalk's rules alone needs no weather.
class Weather
{
public:
    Weather() = default; // fair
    explicit Weather(Dice& dice)
    {
        if (dice.chance(0.125)) {
            return;
        }
        for (double& likely : likely_) {
            likely = dice.chance(0.4) ? 0.002 * dice.between(1, 40) : 0;
        }
    }
    double of(Fault fault) const { return likely_[static_cast<std::size_t>(fault)]; }
    bool fair() const { return likely_ == std::array<double, kFaults>{}; }

private:
    std::array<double, kFaults> likely_{};
};

// How often each struck.
class Coverage
{
public:
    void add(Fault fault) { ++struck_[static_cast<std::size_t>(fault)]; }
    void add(const Coverage& other)
    {
        for (std::size_t i = 0; i < kFaults; ++i) {
            struck_[i] += other.struck_[i];
        }
    }
    std::int64_t of(Fault fault) const { return struck_[static_cast<std::size_t>(fault)]; }

private:
    std::array<std::int64_t, kFaults> struck_{};
};

} // namespace rosterd::sim
