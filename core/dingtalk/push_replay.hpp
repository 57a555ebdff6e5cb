// Whether a pushed request came before: told the time, it remembers what it was shown.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/time.hpp"

namespace rosterd::dingtalk
{

// DingTalk's `timestamp`: digits only, seconds (up to 11 of them) or milliseconds.
std::optional<model::Instant> push_time(std::string_view timestamp);

// Shown only requests whose signature was right, so that only DingTalk can fill it. It forgets at a
// restart: an event is counted once by its eventId all the same.
class ReplayGuard
{
public:
    static constexpr model::Duration kWindow = std::chrono::minutes{5};

    enum class Verdict { fresh, out_of_time, repeated };
    // `fresh` once for each (timestamp, nonce) within five minutes of `now`, before or after.
    Verdict judge(const std::string& timestamp, const std::string& nonce, model::Instant now);
    // What was fresh could not be kept: DingTalk may send the same again.
    void forget(const std::string& timestamp, const std::string& nonce);

private:
    using Mark = std::pair<std::string, std::string>;
    std::set<Mark> seen_;
    std::multimap<model::Instant, Mark> by_end_; // until when each is of any use
};

} // namespace rosterd::dingtalk
