#include "core/plan/plan.hpp"

#include <algorithm>
#include <cstdio>
#include <tuple>

#include "core/model/paths.hpp"
#include "core/model/record.hpp"
#include "core/plan/about.hpp"
#include "core/plan/departments.hpp"
#include "core/plan/managers.hpp"
#include "core/plan/match.hpp"
#include "core/plan/owners.hpp"
#include "core/plan/removals.hpp"
#include "core/plan/rights.hpp"
#include "core/plan/room.hpp"
#include "core/plan/succession.hpp"

namespace rosterd::plan
{

namespace
{

// One employee_id in two sources needs the source in the ids of its operations.
void name_tails(Targets& targets, const PlanInput& input)
{
    std::unordered_map<std::string, std::string> source_of;
    std::unordered_set<std::string> ambiguous;
    const auto note = [&](const std::string& employee_id, const std::string& source) {
        const auto [at, fresh] = source_of.emplace(employee_id, source);
        if (!fresh && at->second != source) {
            ambiguous.insert(employee_id);
        }
    };
    for (const Target& target : targets) {
        note(target.person().employee_id, target.person().origin.source);
    }
    for (const KnownPerson& known : input.known_people) {
        note(known.employee_id, known.source);
    }
    for (Target& target : targets) {
        const model::Person& person = target.person();
        target.tail = person.employee_id;
        if (ambiguous.contains(person.employee_id)) {
            target.tail += "@" + person.origin.source;
        }
    }
}

Targets look_at(const PlanInput& input, const Lifecycle& lifecycle)
{
    Targets targets;
    targets.reserve(input.people.size());
    for (const PersonCase& from : input.people) {
        Target& target = targets.emplace_back();
        target.from = &from;
        target.verdict = lifecycle.verdict(from);
    }
    std::ranges::stable_sort(targets, [](const Target& a, const Target& b) {
        return std::tie(a.person().origin.source, a.person().employee_id) <
               std::tie(b.person().origin.source, b.person().employee_id);
    });
    name_tails(targets, input);
    return targets;
}

void report_spared(Targets& targets, Findings& findings)
{
    for (Target& target : targets) {
        if (target.verdict.spared) {
            findings.about(target, {"protected",
                                    "userid",
                                    target.userid,
                                    {{"person", describe(target)}, {"why", target.verdict.rule}}});
        }
    }
}

// A pattern that fits nothing manages nobody, which looks like "nothing to do".
void report_idle_scope(const PlanInput& input, Findings& findings)
{
    if (!input.department_records.empty()) { // their paths are known only once they have places
        return;
    }
    for (const std::string& pattern : input.policy.scope.departments) {
        const bool fits = std::ranges::any_of(input.departments_in_use, [&](const auto& used) {
            return model::matches(pattern, used.first);
        });
        if (!fits) {
            findings.about({"", "policy.scope", "", 0}, "",
                           {"scope.nobody", "departments", pattern, {}});
        }
    }
}

std::vector<model::DepartmentAdoption> adopted(const Tree& tree)
{
    std::vector<model::DepartmentAdoption> adoptions;
    for (const Node* node : tree.downward) {
        if (node->adopted && node->dept_id) {
            adoptions.push_back({node->key, *node->dept_id, node->was, node->others});
        }
    }
    return adoptions;
}

// Their departments are known again by them, so they are looked at until the link is stored.
std::vector<std::size_t> in_departments_that_go_on(const Targets& targets, const Tree& tree)
{
    std::vector<std::size_t> found;
    if (std::ranges::none_of(tree.downward, [](const Node* node) { return !node->was.empty(); })) {
        return found;
    }
    for (std::size_t i = 0; i < targets.size(); ++i) {
        for (const model::DepartmentKey& key : model::departments_of(targets[i].person())) {
            const Node* node = tree.find(key);
            while (node != nullptr && node->was.empty()) {
                node = tree.find(node->parent);
            }
            if (node != nullptr) {
                found.push_back(i);
                break;
            }
        }
    }
    return found;
}

} // namespace

std::string fingerprint_of(const model::Plan& plan)
{
    std::uint64_t mixed = 1;
    const auto mix = [&mixed](std::string_view text) { mixed = model::fingerprint(text, mixed); };
    for (const model::Operation& operation : plan.operations) {
        mix(operation.id);
        mix(operation.name);
        mix(model::fingerprint_of(operation));
        for (const std::string& need : operation.needs) {
            mix(need);
        }
        for (const auto& [field, rule] : operation.rules) {
            mix(field);
            mix(rule);
        }
    }
    for (const model::Adoption& adoption : plan.adoptions) {
        mix(adoption.source);
        mix(adoption.employee_id);
        mix(adoption.userid);
        if (!adoption.was.empty()) {
            mix(adoption.was);
        }
    }
    for (const model::DepartmentAdoption& adoption : plan.department_adoptions) {
        mix(adoption.key);
        mix(std::to_string(adoption.dept_id));
        mix(adoption.was);
        for (const std::string& other : adoption.others) {
            mix(other);
        }
    }
    for (const model::Hold& hold : plan.held) {
        mix(hold.guard);
        for (const std::string& operation : hold.operations) {
            mix(operation);
        }
    }
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(mixed));
    return text;
}

namespace
{

std::vector<Outlook> outlooks_of(const PlanInput& input, const Targets& targets, const Index& index,
                                 const model::Plan& plan, const Directory& directory)
{
    std::vector<bool> busy(targets.size(), false);
    for (const std::size_t i : directory.concerned) {
        busy[i] = true;
    }
    const auto mark = [&](const std::string& source, const std::string& employee_id) {
        if (const auto i = index.target_of_person(source, employee_id); i != kNone) {
            busy[i] = true;
        }
    };
    for (const model::Operation& operation : plan.operations) {
        if (operation.department.empty()) {
            mark(operation.source, operation.employee_id);
        }
    }
    for (const model::Adoption& adoption : plan.adoptions) {
        mark(adoption.source, adoption.employee_id);
    }
    std::vector<Outlook> outlooks;
    outlooks.reserve(input.people.size());
    for (const PersonCase& from : input.people) {
        const model::Person& person = from.person;
        const std::size_t i = index.target_of_person(person.origin.source, person.employee_id);
        outlooks.push_back({person.origin.source, person.employee_id,
                            !busy[i] && !targets[i].troubled, targets[i].verdict.due,
                            targets[i].verdict.over});
    }
    return outlooks;
}

// What a plan turned out to be wrong about, for the next attempt; both only grow.
struct Corrections {
    std::set<model::DeptId> stay;            // counted as removed, and cannot be
    std::set<model::DepartmentKey> new_ones; // read as departments that cannot be there
};

// nullopt: there is more to heed.
std::optional<PlanResult> make(const Succession& succession, Corrections& heed)
{
    const PlanInput& input = succession.input();
    PlanResult result;
    model::Plan& plan = result.plan;
    plan.created_at = input.now;
    Findings findings{input.language};

    const Lifecycle lifecycle{input};
    Targets targets = look_at(input, lifecycle);
    succession.hold_back(targets, findings);
    const Index index{input, targets};
    Matched matched = match(targets, index, input, findings);
    plan.adoptions = std::move(matched.adoptions);
    plan.adoptions.insert(plan.adoptions.end(), succession.adoptions().begin(),
                          succession.adoptions().end());
    std::ranges::sort(plan.adoptions, [](const model::Adoption& a, const model::Adoption& b) {
        return std::tie(a.source, a.employee_id) < std::tie(b.source, b.employee_id);
    });
    heed_owners(targets, input);
    report_spared(targets, findings);
    report_idle_scope(input, findings);

    Tree tree = grow_tree(input, lifecycle, targets, heed.new_ones, findings);
    tree.unused = unused_departments(input, tree);
    settle_slots(tree, heed.stay, findings);
    if (const auto new_ones = without_their_place(tree); !new_ones.empty()) {
        heed.new_ones.insert(new_ones.begin(), new_ones.end());
        return std::nullopt;
    }
    plan.department_adoptions = adopted(tree);
    find_places(targets, tree, input.policy, findings);
    keep_room(targets, input, findings);
    const std::vector<std::size_t> reorganised = in_departments_that_go_on(targets, tree);
    const auto handovers = settle_values(targets, index, input, lifecycle, findings);
    find_managers(targets, index, findings);
    drop_needless(tree, targets);
    result.switch_endings = entitle(targets, input);

    Drafts drafts;
    Directory directory;
    directory.concerned = reorganised;
    draft_creations(tree, drafts, directory);
    draft_users(targets, handovers, matched.userids, input, drafts, directory);
    result.endings = draft_rights(targets, input, directory, drafts, findings);
    const Leaders leaders{input, targets, index, findings};
    const auto cannot_go =
        draft_changes(input, tree, targets, leaders, drafts, directory, findings);
    if (!cannot_go.empty()) {
        heed.stay.insert(cannot_go.begin(), cannot_go.end());
        return std::nullopt;
    }

    plan.operations = arrange(std::move(drafts));
    tell_about(plan.operations, targets, input);
    plan.findings = findings.take();
    guard(plan, input);
    plan.fingerprint = fingerprint_of(plan);
    plan.forecast = forecast(plan, input.policy.qps, input.transfers);
    result.outlooks = outlooks_of(input, targets, index, plan, directory);
    return result;
}

} // namespace

PlanResult make(const PlanInput& input)
{
    const Succession succession{input};
    Corrections heed;
    for (;;) {
        if (auto result = make(succession, heed)) {
            return std::move(*result);
        }
    }
}

} // namespace rosterd::plan
