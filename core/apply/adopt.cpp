#include "core/apply/adopt.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/model/paths.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::apply
{

namespace
{

// Why an account that rosterd did not make is its own to manage.
void audit(state::Store& store, const std::string& run_id, const model::Adoption& adoption,
           model::Instant now)
{
    const auto person = store.roster().find(adoption.source, adoption.employee_id);
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = adoption.was.empty() ? "user.adopt" : "user.renumber";
    entry.employee_id = adoption.employee_id;
    if (!adoption.was.empty()) {
        entry.before = {{"employee_id", adoption.was}};
        entry.after = {{"employee_id", adoption.employee_id}};
    }
    entry.target = adoption.userid;
    entry.cause = {{"source", adoption.source},
                   {"where", person ? person->person.origin.where : ""},
                   {"rule", adoption.was.empty() ? "match." + adoption.rule : adoption.rule}};
    store.audit().append(entry);
}

void audit(state::Store& store, const std::string& run_id,
           const model::DepartmentAdoption& adoption, model::Instant now)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = adoption.was.empty() ? "department.adopt" : "department.goes_on";
    entry.target = adoption.key;
    if (!adoption.was.empty()) {
        entry.before = {{"department", adoption.was}};
    }
    entry.after = {{"dept_id", adoption.dept_id}};
    entry.cause = {{"rule", adoption.was.empty() ? "match.name" : "match.people"}};
    store.audit().append(entry);
}

// The link under the former employee id; nullopt: it is not what the plan saw any more.
std::optional<state::PersonLink> former_link(state::MirrorStore& mirror,
                                             const model::Adoption& adoption)
{
    auto link = mirror.link_of(adoption.source, adoption.was);
    const bool same = link && link->userid == adoption.userid;
    return same && !mirror.link_of(adoption.source, adoption.employee_id) ? link : std::nullopt;
}

// Else it is theirs already or somebody else's by now, or they have another account: a saved plan
// may be old. A link whose account is gone stands in nobody's way.
bool is_free(state::MirrorStore& mirror, const model::Adoption& adoption)
{
    const auto link = mirror.link_of(adoption.source, adoption.employee_id);
    return !mirror.link_to(adoption.userid) && (!link || !mirror.has_user(link->userid));
}

bool adopt(state::MirrorStore& mirror, const model::Adoption& one, model::Instant now)
{
    if (!one.was.empty()) {
        auto link = former_link(mirror, one);
        if (link) {
            mirror.remove_link(one.source, one.was);
            link->employee_id = one.employee_id;
            mirror.put(*link);
        }
        return link.has_value();
    }
    if (!is_free(mirror, one)) {
        return false;
    }
    mirror.put(state::PersonLink{one.source, one.employee_id, one.userid, false, now, {}});
    mirror.remove_invitation(one.source, one.employee_id);
    return true;
}

// The mark that rosterd leaves on what it makes outlives a lost link.
bool made_by_us(const std::vector<model::ObservedDepartment>& departments,
                const model::DepartmentAdoption& adoption)
{
    const auto found = std::find_if(departments.begin(), departments.end(), [&](const auto& one) {
        return one.dept_id == adoption.dept_id;
    });
    return found != departments.end() &&
           found->source_identifier == plan::department_mark(adoption.key);
}

// A reading that somebody has yet to approve, and whatever would go on below it.
class Waiting
{
public:
    explicit Waiting(const model::Plan& plan)
    {
        std::set<std::string_view> held;
        for (const model::Hold& hold : plan.held) {
            held.insert(hold.operations.begin(), hold.operations.end());
        }
        for (const model::DepartmentAdoption& one : plan.department_adoptions) {
            const auto operations = model::operations_of(one, plan.operations);
            if (!one.others.empty() && std::ranges::any_of(operations, [&](const auto* operation) {
                    return held.contains(operation->id);
                })) {
                keys_.insert(one.key);
            }
        }
    }

    bool includes(const model::DepartmentKey& key) const
    {
        if (!model::is_path(key)) {
            return keys_.contains(key);
        }
        return std::ranges::any_of(model::ancestors_of(key),
                                   [&](const std::string& above) { return keys_.contains(above); });
    }

private:
    std::set<model::DepartmentKey> keys_;
};

class DepartmentAdopter
{
public:
    DepartmentAdopter(state::Store& store, const model::Plan& plan)
        : mirror_{store.mirror()}, waiting_{plan}
    {
        for (const state::DepartmentLink& link : mirror_.department_links()) {
            linked_.emplace(link.key, link);
        }
        departments_ = mirror_.departments();
    }

    // False: it is linked so already, has to wait, or is no longer what the plan saw.
    bool adopt(const model::DepartmentAdoption& one)
    {
        const auto present = linked_.find(one.key);
        const auto was = linked_.find(one.was);
        const bool gone =
            !one.was.empty() && (was == linked_.end() || was->second.dept_id != one.dept_id);
        if ((present != linked_.end() && present->second.dept_id == one.dept_id) || gone ||
            waiting_.includes(one.key)) {
            return false;
        }
        bool ours = made_by_us(departments_, one);
        if (was != linked_.end()) {
            ours = was->second.created;
            mirror_.remove_department_link(one.was);
        }
        mirror_.put(state::DepartmentLink{one.key, one.dept_id, ours});
        return true;
    }

private:
    state::MirrorStore& mirror_;
    Waiting waiting_;
    std::map<model::DepartmentKey, state::DepartmentLink> linked_;
    std::vector<model::ObservedDepartment> departments_;
};

} // namespace

Adopted adopt(state::Store& store, const model::Plan& plan, const std::string& run_id,
              model::Instant now)
{
    Adopted adopted;
    if (plan.adoptions.empty() && plan.department_adoptions.empty()) {
        return adopted;
    }
    state::MirrorStore& mirror = store.mirror();
    store.transaction([&] {
        for (const model::Adoption& one : plan.adoptions) {
            if (adopt(mirror, one, now)) {
                audit(store, run_id, one, now);
                adopted.accounts.push_back(one);
            }
        }
        if (plan.department_adoptions.empty()) {
            return;
        }
        DepartmentAdopter departments{store, plan};
        for (const model::DepartmentAdoption& one : plan.department_adoptions) {
            if (departments.adopt(one)) {
                audit(store, run_id, one, now);
                adopted.departments.push_back(one);
            }
        }
    });
    return adopted;
}

} // namespace rosterd::apply
