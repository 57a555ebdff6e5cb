#include "core/plan/entitlements_diff.hpp"

#include <algorithm>

#include "core/plan/lifecycle.hpp"
#include "core/plan/rights_change.hpp"

namespace rosterd::plan
{

namespace
{

using Item = EntitlementChange::Item;
using model::Right;
using model::RightKind;

// What somebody ends up with under one matrix.
struct Outcome {
    std::vector<Item> items;
    std::vector<model::Finding> refused;
};

class Matrix
{
public:
    Matrix(const PlanInput& input, const model::Entitlements& entitlements)
        : named_{model::named_rights(entitlements)}
    {
        with_.policy = input.policy;
        with_.policy.entitlements = entitlements;
        with_.rights = input.rights;
        with_.now = input.now;
        with_.language = input.language;
    }

    Outcome of(const PersonCase& person, const std::vector<std::string>& departments) const
    {
        Target target;
        target.from = &person;
        target.fate = person.link ? Fate::keep : Fate::create;
        target.userid = person.link ? person.link->userid : "";
        target.entitled = entitled_to(person.person, departments, with_.policy);
        RightsChange change = compare_rights(target, with_, named_);
        Findings findings{with_.language};
        keep_apart(target, with_, change, findings);
        Outcome out{items_of(target, change), findings.take()};
        return out;
    }

private:
    // What is held and not taken back, and what is granted.
    std::vector<Item> items_of(const Target& target, const RightsChange& change) const
    {
        std::map<Right, std::string> has = change.grants;
        if (const auto held = with_.rights.find(target.userid); held != with_.rights.end()) {
            for (const HeldRight& one : held->second) {
                const auto kept = change.kept.find(one.right);
                if (!change.revokes.contains(one.right) && !moved_out(one.right, change)) {
                    has[one.right] = kept == change.kept.end() ? "by hand" : kept->second;
                }
            }
        }
        std::vector<Item> items;
        for (const auto& [right, rule] : has) {
            items.push_back(
                {right.kind == RightKind::role ? "role" : "attendance_group", right.name, rule});
        }
        add(items, "hide_mobile", target.entitled.hide_mobile);
        add(items, "senior_mode", target.entitled.senior_mode);
        return items;
    }

    // Being added to one attendance group moves out of another.
    static bool moved_out(const Right& right, const RightsChange& change)
    {
        return right.kind == RightKind::attendance &&
               std::ranges::any_of(change.grants, [](const auto& grant) {
                   return grant.first.kind == RightKind::attendance;
               });
    }

    static void add(std::vector<Item>& items, const char* kind,
                    const std::optional<Entitled::Switch>& one)
    {
        if (one) {
            items.push_back({kind, one->on ? "true" : "false", one->rule});
        }
    }

    PlanInput with_;
    std::set<Right> named_;
};

// What `some` has and `others` has not, whichever rule says so.
std::vector<Item> only_in(const std::vector<Item>& some, const std::vector<Item>& others)
{
    std::vector<Item> out;
    std::ranges::copy_if(some, std::back_inserter(out), [&](const Item& item) {
        return std::ranges::none_of(others, [&](const Item& other) {
            return other.kind == item.kind && other.name == item.name;
        });
    });
    return out;
}

// Combinations that are refused then and were not before.
std::vector<model::Finding> only_then(std::vector<model::Finding> then,
                                      const std::vector<model::Finding>& now)
{
    std::erase_if(then, [&](const model::Finding& one) {
        return std::ranges::any_of(
            now, [&](const model::Finding& other) { return other.value == one.value; });
    });
    return then;
}

} // namespace

std::vector<EntitlementChange> compare_entitlements(const PlanInput& input,
                                                    const model::Entitlements& other)
{
    const Lifecycle lifecycle{input};
    const auto paths = record_paths(input.department_records);
    const Matrix now{input, input.policy.entitlements};
    const Matrix then{input, other};
    std::vector<EntitlementChange> out;
    for (const PersonCase& one : input.people) {
        const Fate fate = lifecycle.verdict(one).fate;
        if (fate != Fate::find && fate != Fate::keep && fate != Fate::create) {
            continue;
        }
        const auto departments = department_paths(one.person, paths);
        const Outcome before = now.of(one, departments);
        Outcome after = then.of(one, departments);
        EntitlementChange change{one.person.origin.source,
                                 one.person.employee_id,
                                 one.person.name,
                                 only_in(after.items, before.items),
                                 only_in(before.items, after.items),
                                 only_then(std::move(after.refused), before.refused)};
        if (!change.gains.empty() || !change.loses.empty() || !change.refused.empty()) {
            out.push_back(std::move(change));
        }
    }
    return out;
}

} // namespace rosterd::plan
