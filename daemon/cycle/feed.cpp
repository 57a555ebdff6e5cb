#include "daemon/cycle/feed.hpp"

#include <algorithm>
#include <cstdio>

#include "core/model/json.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;

constexpr std::size_t kRemembered = 400; // a year of daily exports

std::string setting_of(const std::string& source)
{
    return "feed." + source;
}

// {"rosters": [[digest, when], ...], oldest first; "before": when, or null}
Json history_of(state::Store& store, const std::string& source)
{
    const auto stored = store.runs().setting(setting_of(source));
    return stored ? Json::parse(*stored) : Json{{"rosters", Json::array()}, {"before", nullptr}};
}

} // namespace

// A sum, so that the order does not matter; each part stirred, so that parts don't cancel out.
std::string digest_of(std::span<const state::SeenRecord> records)
{
    std::uint64_t sum = records.size();
    for (const state::SeenRecord& record : records) {
        std::uint64_t part = record.fingerprint;
        part = (part ^ (part >> 31)) * 0x9E37'79B9'7F4A'7C15U;
        sum += part ^ (part >> 29);
    }
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(sum));
    return text;
}

void note_roster(state::Store& store, const std::string& source,
                 std::span<const state::SeenRecord> records, model::Instant now)
{
    Json history = history_of(store, source);
    Json& rosters = history["rosters"];
    const Json digest = digest_of(records);
    if (!rosters.empty() && rosters.back().front() == digest) {
        return;
    }
    const auto before =
        std::ranges::find_if(rosters, [&](const Json& one) { return one.front() == digest; });
    history["before"] = before == rosters.end() ? Json{} : before->back();
    if (before != rosters.end()) {
        rosters.erase(before);
    }
    rosters.push_back({digest, model::to_string(now)});
    if (rosters.size() > kRemembered) {
        rosters.erase(0);
    }
    store.runs().set_setting(setting_of(source), history.dump());
}

std::optional<model::Instant> read_before(state::Store& store, const std::string& source)
{
    const Json history = history_of(store, source);
    const Json& before = history.at("before");
    return before.is_string() ? model::parse_instant(before.get<std::string>()) : std::nullopt;
}

void let_pass(state::Store& store, const std::string& source)
{
    Json history = history_of(store, source);
    if (!history.at("before").is_null()) {
        history["before"] = nullptr;
        store.runs().set_setting(setting_of(source), history.dump());
    }
}

} // namespace rosterd::cycle
