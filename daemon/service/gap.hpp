// What to make up for after a time in which DingTalk could not tell rosterd of changes.
#pragma once

#include <optional>
#include <utility>

#include "core/model/time.hpp"

namespace rosterd::service
{

// DingTalk repeats an event after 10 and again after 30 seconds, as far as it is told over HTTP.
inline constexpr model::Duration kFirstRepeat{std::chrono::seconds{10}};
// What came to nothing then is listed 3 to 5 minutes later.
inline constexpr model::Duration kListed{std::chrono::minutes{6}};

struct Catching {
    bool backlog = false; // fetch what could not be delivered, now and when all of it is listed
    bool full = false;    // read everything
};

// `away`: for how long; nothing where nobody knows. `begun`: this process has not listened before.
// Whoever is only handed over and back before the first repeat missed nothing, and DingTalk hands
// over often: the list is a metered call. Over HTTP the list tells what was missed; that it covers
// Stream mode, or that an event is repeated there, is stated nowhere: everything is read.
inline Catching catch_up(bool stream, std::optional<model::Duration> away, bool begun)
{
    if (!away) {
        return {true, true};
    }
    const bool missed = *away >= kFirstRepeat;
    return {begun || missed, stream && missed};
}

// Whether the next run is to fetch the list of what could not be delivered.
class Backlog
{
public:
    // Events were missed: some are listed by now, all of them later.
    void missed(model::Instant now)
    {
        owed_ = true;
        again_ = now + kListed;
    }
    // An event came and could not be stored. DingTalk repeats it, and lists it if that fails too.
    void not_kept(model::Instant now) { again_ = now + kListed; }
    // The run that was to fetch it came to nothing.
    void owe() { owed_ = true; }

    // True once for each time that all of it is listed: a run is wanted.
    bool falls_due(model::Instant now)
    {
        if (!again_ || now < *again_) {
            return false;
        }
        again_.reset();
        owed_ = true;
        return true;
    }
    // By the run that begins.
    bool take() { return std::exchange(owed_, false); }

private:
    bool owed_ = false;
    std::optional<model::Instant> again_;
};

} // namespace rosterd::service
