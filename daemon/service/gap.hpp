// What to make up for after a time in which DingTalk could not tell rosterd of changes.
#pragma once

#include <optional>

#include "core/model/time.hpp"

namespace rosterd::service
{

// DingTalk repeats an event after 10 and again after 30 seconds.
inline constexpr model::Duration kRepeats{std::chrono::seconds{40}};
// What came to nothing then is listed 3 to 5 minutes later.
inline constexpr model::Duration kListed{std::chrono::minutes{6}};

struct Catching {
    bool backlog = false; // fetch what could not be delivered, now and when all of it is listed
    bool full = false;    // read everything
};

// `away`: for how long; nothing where nobody knows. Over HTTP the list tells what was missed; that
// it covers Stream mode is stated nowhere, so there everything is read after a longer while.
inline Catching catch_up(bool stream, std::optional<model::Duration> away)
{
    if (!away) {
        return {true, true};
    }
    return {*away > model::Duration{0}, stream && *away > kRepeats};
}

} // namespace rosterd::service
