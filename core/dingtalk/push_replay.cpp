#include "core/dingtalk/push_replay.hpp"

#include <charconv>

namespace rosterd::dingtalk
{

std::optional<model::Instant> push_time(std::string_view timestamp)
{
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), number);
    if (error != std::errc{} || end != timestamp.data() + timestamp.size() || number < 0 ||
        timestamp.size() > 13) {
        return std::nullopt;
    }
    return model::Instant{model::Duration{timestamp.size() <= 11 ? number * 1000 : number}};
}

ReplayGuard::Verdict ReplayGuard::judge(const std::string& timestamp, const std::string& nonce,
                                        model::Instant now)
{
    while (!by_end_.empty() && by_end_.begin()->first < now) {
        seen_.erase(by_end_.begin()->second);
        by_end_.erase(by_end_.begin());
    }
    const auto sent = push_time(timestamp);
    if (!sent || *sent < now - kWindow || *sent > now + kWindow) {
        return Verdict::out_of_time;
    }
    Mark mark{timestamp, nonce};
    if (!seen_.insert(mark).second) {
        return Verdict::repeated;
    }
    by_end_.emplace(*sent + kWindow, std::move(mark));
    return Verdict::fresh;
}

void ReplayGuard::forget(const std::string& timestamp, const std::string& nonce)
{
    const Mark mark{timestamp, nonce};
    seen_.erase(mark);
    std::erase_if(by_end_, [&](const auto& each) { return each.second == mark; });
}

} // namespace rosterd::dingtalk
