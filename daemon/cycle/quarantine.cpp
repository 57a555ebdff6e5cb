#include "daemon/cycle/quarantine.hpp"

#include <algorithm>
#include <utility>

namespace rosterd::cycle
{

void keep_people_in_faulty_records(const std::vector<state::PersonRef>& missing,
                                   const Spooled<model::Record>& records,
                                   const std::vector<bool>& faulty, state::Store& store,
                                   RefSet& kept)
{
    std::vector<std::pair<std::uint64_t, state::PersonRef>> names;
    names.reserve(missing.size());
    for (const state::PersonRef& ref : missing) {
        for (const state::RosterPerson& one : store.roster().people({&ref, 1})) {
            names.emplace_back(model::fingerprint(one.person.name), ref);
        }
    }
    std::ranges::sort(names);
    records.each_of([&](std::size_t at) { return faulty[at]; },
                    [&](std::size_t, const model::Record& record) {
                        for (const model::Cell& cell : record.cells) {
                            const auto hash = model::fingerprint(cell.text);
                            for (auto one = std::ranges::lower_bound(
                                     names, std::pair{hash, state::PersonRef{0}});
                                 one != names.end() && one->first == hash; ++one) {
                                kept.insert(one->second);
                            }
                        }
                    });
}

} // namespace rosterd::cycle
