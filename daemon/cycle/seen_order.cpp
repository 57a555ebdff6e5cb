#include "daemon/cycle/seen_order.hpp"

#include <unordered_map>
#include <unordered_set>

namespace rosterd::cycle
{

void finish_order(std::vector<state::SeenRecord>& order,
                  const std::vector<std::size_t>& record_of_person,
                  const std::vector<state::PersonRef>& refs,
                  const std::vector<state::PersonRef>& kept)
{
    std::unordered_map<std::size_t, state::PersonRef> by_record;
    for (std::size_t i = 0; i < refs.size(); ++i) {
        by_record[record_of_person[i]] = refs[i];
    }
    const std::unordered_set<state::PersonRef> doubtful{kept.begin(), kept.end()};
    std::size_t record = 0;
    for (state::SeenRecord& seen : order) {
        if (seen.person == 0) {
            const auto found = by_record.find(record++);
            seen.person = found == by_record.end() ? 0 : static_cast<std::uint32_t>(found->second);
        }
        if (doubtful.contains(seen.person)) {
            seen.fingerprint = 0;
        }
    }
    std::erase_if(order, [](const state::SeenRecord& seen) { return seen.person == 0; });
    std::unordered_set<std::uint32_t> listed;
    for (const state::SeenRecord& seen : order) {
        if (seen.fingerprint == 0) {
            listed.insert(seen.person);
        }
    }
    for (const state::PersonRef ref : kept) {
        if (!listed.contains(static_cast<std::uint32_t>(ref))) {
            order.push_back({0, static_cast<std::uint32_t>(ref), 0});
        }
    }
}

std::vector<state::SeenRecord> merged_order(std::vector<state::SeenRecord> before,
                                            const std::vector<state::SeenRecord>& changed)
{
    std::unordered_set<std::uint32_t> touched;
    for (const state::SeenRecord& seen : changed) {
        touched.insert(seen.person);
    }
    std::erase_if(before,
                  [&](const state::SeenRecord& seen) { return touched.contains(seen.person); });
    before.insert(before.end(), changed.begin(), changed.end());
    return before;
}

} // namespace rosterd::cycle
