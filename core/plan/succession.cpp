#include "core/plan/succession.hpp"

#include <algorithm>
#include <utility>

namespace rosterd::plan
{

namespace
{

bool had_another(const PersonCase& one)
{
    const std::string& before = one.person.previous_employee_id;
    return one.present && !before.empty() && before != one.person.employee_id;
}

} // namespace

Succession::Succession(const PlanInput& input) : given_{input}
{
    if (std::ranges::any_of(input.people, had_another)) {
        look();
    }
}

void Succession::look()
{
    for (std::size_t i = 0; i < given_.people.size(); ++i) {
        const model::Person& person = given_.people[i].person;
        place_.emplace(std::pair{person.origin.source, person.employee_id}, i);
    }
    std::map<std::size_t, std::vector<std::size_t>> claims; // predecessor -> who says so
    for (std::size_t i = 0; i < given_.people.size(); ++i) {
        const auto predecessor = before(i);
        if (!predecessor) {
            continue;
        }
        if (goes_round(i)) {
            doubt(i, "succession.circle", {i, *predecessor});
        } else if (!given_.people[i].link && given_.people[*predecessor].link) {
            claims[*predecessor].push_back(i);
        }
    }
    for (const auto& [predecessor, claimants] : claims) {
        judge(predecessor, claimants);
    }
}

void Succession::judge(std::size_t predecessor, const std::vector<std::size_t>& claimants)
{
    if (claimants.size() > 1) {
        for (const std::size_t i : claimants) {
            doubt(i, "succession.claimed", claimants);
        }
        doubt(predecessor, "succession.claimed", claimants);
    } else if (given_.people[predecessor].present) {
        doubt(claimants.front(), "succession.both", {claimants.front(), predecessor});
    } else {
        move(predecessor, claimants.front());
    }
}

std::optional<std::size_t> Succession::before(std::size_t person) const
{
    const PersonCase& one = given_.people[person];
    if (!had_another(one)) {
        return std::nullopt;
    }
    const auto found = place_.find({one.person.origin.source, one.person.previous_employee_id});
    return found == place_.end() ? std::nullopt : std::optional{found->second};
}

bool Succession::goes_round(std::size_t person) const
{
    std::optional<std::size_t> at = before(person);
    for (std::size_t steps = 0; at && steps < given_.people.size(); ++steps) {
        if (*at == person) {
            return true;
        }
        at = before(*at);
    }
    return false;
}

void Succession::doubt(std::size_t person, std::string_view text,
                       const std::vector<std::size_t>& people)
{
    std::vector<std::string> names;
    for (const std::size_t i : people) {
        const model::Person& one = given_.people[i].person;
        names.push_back(describe(one.origin.source, one.employee_id));
    }
    std::ranges::sort(names);
    std::string all;
    for (const std::string& name : names) {
        all += (all.empty() ? "" : ", ") + name;
    }
    doubts_.push_back({person, text, std::move(all)});
}

void Succession::move(std::size_t from, std::size_t to)
{
    if (!moved_) {
        moved_ = given_;
    }
    PersonCase& before = moved_->people[from];
    PersonCase& now = moved_->people[to];
    now.link = std::exchange(before.link, std::nullopt);
    now.account = std::exchange(before.account, std::nullopt);
    adoptions_.push_back({now.person.origin.source, now.person.employee_id, now.link->userid,
                          "previous_employee_id", before.person.employee_id});
}

void Succession::hold_back(Targets& targets, Findings& findings) const
{
    for (const Doubt& one : doubts_) {
        const PersonCase* person = &input().people[one.person];
        const auto target = std::ranges::find(targets, person, &Target::from);
        target->verdict = {};
        findings.about(*target, {one.text,
                                 "previous_employee_id",
                                 person->person.previous_employee_id,
                                 {{"person", describe(*target)}, {"people", one.people}}});
    }
}

} // namespace rosterd::plan
