#include "daemon/cycle/superseded.hpp"

namespace rosterd::cycle
{

void Superseded::note(const model::Person& person, const std::optional<state::RosterPerson>& before,
                      std::uint32_t record, state::RosterStore& roster, const std::string& source)
{
    const std::string& former = person.previous_employee_id;
    if (former.empty() || (before && before->present)) {
        return;
    }
    if (const auto one = roster.find(source, former)) {
        all_.push_back({record, one->ref, former});
    }
}

void Superseded::free(RefSet& come, const RefSet& kept)
{
    std::erase_if(all_,
                  [&](const One& one) { return come.contains(one.ref) || kept.contains(one.ref); });
    for (const One& one : all_) {
        come.insert(one.ref);
    }
}

std::vector<std::string> Superseded::employee_ids(const std::vector<bool>& faulty) const
{
    std::vector<std::string> out;
    for (const One& one : all_) {
        if (!faulty[one.record]) {
            out.push_back(one.employee_id);
        }
    }
    return out;
}

} // namespace rosterd::cycle
