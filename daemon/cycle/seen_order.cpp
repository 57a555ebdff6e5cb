#include "daemon/cycle/seen_order.hpp"

namespace rosterd::cycle
{

NewRecords::NewRecords(std::vector<state::SeenRecord>& order) : order_{order}
{
    for (std::size_t at = 0; at < order.size(); ++at) {
        if (order[at].person == 0) {
            at_.push_back(static_cast<std::uint32_t>(at));
        }
    }
}

void finish_order(std::vector<state::SeenRecord>& order, const RefSet& kept)
{
    std::erase_if(order, [](const state::SeenRecord& seen) { return seen.person == 0; });
    RefSet listed;
    for (state::SeenRecord& seen : order) {
        if (kept.contains(seen.person)) {
            seen.fingerprint = 0;
            listed.insert(seen.person);
        }
    }
    for (const state::PersonRef ref : kept.refs()) {
        if (!listed.contains(ref)) {
            order.push_back({0, static_cast<std::uint32_t>(ref), 0});
        }
    }
}

std::vector<state::SeenRecord> merged_order(std::vector<state::SeenRecord> before,
                                            const std::vector<state::SeenRecord>& changed)
{
    RefSet touched;
    for (const state::SeenRecord& seen : changed) {
        touched.insert(seen.person);
    }
    std::erase_if(before,
                  [&](const state::SeenRecord& seen) { return touched.contains(seen.person); });
    before.insert(before.end(), changed.begin(), changed.end());
    return before;
}

} // namespace rosterd::cycle
