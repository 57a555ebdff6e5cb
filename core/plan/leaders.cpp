#include "core/plan/leaders.hpp"

#include <algorithm>
#include <set>

namespace rosterd::plan
{

namespace
{

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        std::string_view part = text.substr(0, end);
        while (part.starts_with(' ')) {
            part.remove_prefix(1);
        }
        while (part.ends_with(' ')) {
            part.remove_suffix(1);
        }
        if (!part.empty()) {
            parts.emplace_back(part);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

} // namespace

Leaders::Leaders(const PlanInput& input, const Targets& targets, const Index& index,
                 Findings& findings)
    : targets_{targets}, index_{index}
{
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i].account != nullptr) {
            target_of_.emplace(targets[i].userid, i);
        }
    }
    for (const Leader& leader : input.leaders) {
        const std::size_t target = index.target_of_person(leader.source, leader.employee_id);
        if (target != kNone && targets[target].verdict.over) {
            continue; // as the store leaves them out from then on
        }
        // A source without a department or a person named somebody before, and still has its say.
        state(leader.department, leader.source, leader.employee_id, leader.userid);
    }
    for (const model::Department& record : input.department_records) {
        if (record.manager_ids) {
            state_managers(record, findings);
        }
    }
}

void Leaders::state(const model::DepartmentKey& department, const std::string& source,
                    const std::string& employee_id, const std::string& userid)
{
    sources_.insert(source);
    auto& chosen = stated_[department];
    const std::size_t target = index_.target_of_person(source, employee_id);
    if (target != kNone) {
        chosen.push_back({targets_[target].userid, target});
    } else if (!userid.empty()) {
        chosen.push_back({userid, kNone});
        source_of_.emplace(userid, source);
    }
}

void Leaders::state_managers(const model::Department& record, Findings& findings)
{
    const std::string& source = record.origin.source;
    sources_.insert(source);
    stated_[record.key]; // stated to have nobody, if the list is empty
    for (const std::string& id : split(*record.manager_ids)) {
        const KnownPerson* known = index_.known(source, id);
        const bool found = index_.target_of_person(source, id) != kNone || known != nullptr;
        state(record.key, source, id, known == nullptr ? "" : known->userid);
        if (!found) {
            findings.about(record.origin, "",
                           {"leader.unknown", "manager_ids", id, {{"department", record.key}}});
        }
    }
}

// DingTalk only takes members as managers (40031) [address-book-update-department].
bool Leaders::can_lead(const Target& target, const Place& place) const
{
    const bool untouched = target.fate == Fate::leave_alone && target.account != nullptr &&
                           !target.account->disabled && !target.verdict.spared;
    return (target.wanted() || untouched) && is_in(target, place);
}

// Of somebody who is not looked at: if the account is not known either, nothing has changed about
// it, and the source's word stands.
bool Leaders::is_member(const std::string& userid, const Place& place) const
{
    const model::ObservedUser* account = index_.account(userid);
    return account == nullptr ||
           (place.dept_id && std::ranges::count(account->dept_ids, *place.dept_id) > 0);
}

// Who is left of the present managers: one that leaves the department or the company is dropped by
// DingTalk itself.
std::vector<std::string> Leaders::remaining(const Node& node, const Place& place) const
{
    std::vector<std::string> left;
    if (node.observed == nullptr) {
        return left;
    }
    for (const std::string& userid : node.observed->manager_userids) {
        const auto target = target_of_.find(userid);
        if (target != target_of_.end()) {
            const Target& person = targets_[target->second];
            if (person.fate == Fate::remove || person.fate == Fate::recreate ||
                !is_in(person, place)) {
                continue;
            }
        }
        left.push_back(userid);
    }
    std::ranges::sort(left);
    return left;
}

bool Leaders::all_ours(const std::vector<std::string>& userids) const
{
    return std::ranges::all_of(userids, [this](const std::string& userid) {
        if (const auto target = target_of_.find(userid); target != target_of_.end()) {
            return sources_.contains(targets_[target->second].person().origin.source);
        }
        if (const KnownPerson* owner = index_.owner_of(userid); owner != nullptr) {
            return sources_.contains(owner->source);
        }
        const auto leader = source_of_.find(userid);
        return leader != source_of_.end() && sources_.contains(leader->second);
    });
}

void Leaders::find_concerned(LeaderChange& change) const
{
    std::vector<std::string> userids;
    std::ranges::set_symmetric_difference(change.before, change.after, std::back_inserter(userids));
    for (const std::size_t leader : change.leaders) {
        if (std::ranges::binary_search(userids, targets_[leader].userid)) {
            change.concerned.push_back(leader);
        }
    }
    for (const std::string& userid : userids) {
        const auto target = target_of_.find(userid);
        if (target != target_of_.end()) {
            change.concerned.push_back(target->second);
        }
    }
    std::ranges::sort(change.concerned);
}

std::optional<LeaderChange> Leaders::change_of(const Node& node) const
{
    const Place place{node.key, node.dept_id};
    LeaderChange change;
    const auto left = remaining(node, place);
    if (node.observed != nullptr) {
        change.before = node.observed->manager_userids;
        std::ranges::sort(change.before);
    }
    const auto stated = stated_.find(node.key);
    if (stated == stated_.end()) {
        if (left.empty() || !all_ours(left)) {
            return std::nullopt;
        }
        find_concerned(change);
        return change;
    }
    std::set<std::string> wanted;
    for (const Chosen& chosen : stated->second) {
        if (chosen.target != kNone && !can_lead(targets_[chosen.target], place)) {
            continue;
        }
        if (chosen.target == kNone && !is_member(chosen.userid, place)) {
            continue;
        }
        if (wanted.insert(chosen.userid).second && chosen.target != kNone) {
            change.leaders.push_back(chosen.target);
        }
    }
    change.after.assign(wanted.begin(), wanted.end());
    if (change.after == left) {
        return std::nullopt;
    }
    // Whoever is deleted and created again is no manager by then, nor whose userid another gets.
    for (const std::size_t leader : change.leaders) {
        if (targets_[leader].fate == Fate::recreate || targets_[leader].creates()) {
            std::erase(change.before, targets_[leader].userid);
        }
    }
    find_concerned(change);
    return change;
}

} // namespace rosterd::plan
