#include "core/plan/room.hpp"

#include <algorithm>

namespace rosterd::plan
{

namespace
{

class Room
{
public:
    explicit Room(const PlanInput& input) : limit_{input.policy.members_per_department}
    {
        for (const auto& [id, members] : input.member_counts) {
            members_[std::to_string(id)] = members;
        }
    }

    bool takes(const Place& place)
    {
        std::int64_t& members =
            members_[place.dept_id ? std::to_string(*place.dept_id) : place.key];
        if (members >= limit_) {
            return false;
        }
        ++members;
        return true;
    }

private:
    std::int64_t limit_;
    std::map<std::string, std::int64_t> members_; // by dept_id, or key where there is none yet
};

bool is_member(const Target& target, const Place& place)
{
    return target.account != nullptr && place.dept_id &&
           std::ranges::count(target.account->dept_ids, *place.dept_id) > 0;
}

} // namespace

void keep_room(Targets& targets, const PlanInput& input, Findings& findings)
{
    if (input.policy.members_per_department == 0) {
        return;
    }
    Room room{input};
    for (Target& target : targets) {
        if (!target.places || target.blocked) {
            continue;
        }
        std::erase_if(*target.places, [&](const Place& place) {
            if (is_member(target, place) || room.takes(place)) {
                return false;
            }
            findings.about(target,
                           {"department.full",
                            "departments",
                            place.key,
                            {{"person", describe(target)},
                             {"limit", std::to_string(input.policy.members_per_department)}}});
            return true;
        });
        if (target.places->empty()) {
            target.places.reset();
            target.blocked |= target.fate == Fate::create;
        }
    }
}

} // namespace rosterd::plan
