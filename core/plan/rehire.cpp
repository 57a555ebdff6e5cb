#include "core/plan/rehire.hpp"

#include <algorithm>

#include "core/plan/switches.hpp"

namespace rosterd::plan
{

namespace
{

const model::Former& former_of(const Target& target)
{
    return *target.from->link->former;
}

void restore_extension(const model::Former& former, const model::Person& person,
                       model::Json& fields)
{
    const model::Json kept = former.fields.value("extension", model::Json::object());
    for (const auto& [name, value] : kept.items()) {
        if (!person.ext.contains(name)) {
            fields["extension"][name] = value;
        }
    }
}

} // namespace

bool is_rehire(const Target& target)
{
    return target.fate == Fate::create && target.from->link && target.from->link->former;
}

void restore_fields(const Target& target, const model::Policy& policy, model::Json& fields)
{
    if (!policy.rehire.fields || !is_rehire(target)) {
        return;
    }
    const model::Person& person = target.person();
    const model::Former& former = former_of(target);
    for (const model::TextField& field : model::kTextFields) {
        const std::string name{field.api_name};
        if (!(person.*field.desired) && former.fields.contains(name)) {
            fields[name] = former.fields.at(name);
        }
    }
    for (const AccountSwitch& one : kSwitches) {
        const std::string name{one.field};
        if (!(person.*one.stated) && !(target.entitled.*one.entitled) &&
            former.fields.contains(name)) {
            fields[name] = former.fields.at(name);
        }
    }
    restore_extension(former, person, fields);
}

std::optional<std::vector<Place>> former_places(const Target& target, const model::Policy& policy,
                                                const Tree& tree)
{
    if (!policy.rehire.departments || !is_rehire(target)) {
        return std::nullopt;
    }
    std::vector<Place> places;
    for (const model::Json& id :
         former_of(target).fields.value("dept_id_list", model::Json::array())) {
        const auto dept_id = id.get<model::DeptId>();
        const bool goes = std::ranges::count(tree.unused, dept_id, &DepartmentLink::dept_id) > 0;
        if (tree.observed.contains(dept_id) && tree.managed(dept_id) && !goes) {
            const auto node = tree.by_id.find(dept_id);
            places.push_back({node == tree.by_id.end() ? "" : node->second->key, dept_id});
        }
    }
    return places.empty() ? std::nullopt : std::optional{places};
}

std::map<model::Right, std::string> former_rights(const Target& target, const PlanInput& input,
                                                  const std::set<model::Right>& named)
{
    std::map<model::Right, std::string> rights;
    // Where what is given by hand is taken back, it is not given again first.
    if (!input.policy.rehire.rights || !is_rehire(target) ||
        input.policy.entitlements.drift == model::RightDrift::take_back) {
        return rights;
    }
    const bool in_a_group =
        std::ranges::any_of(target.entitled.rights, [](const Entitled::Grant& grant) {
            return grant.right.kind == model::RightKind::attendance;
        });
    for (const model::Right& right : former_of(target).by_hand) {
        const bool second_group = in_a_group && right.kind == model::RightKind::attendance;
        if (named.contains(right) && input.rights_known.contains(right) && !second_group) {
            rights[right] = "rehire";
        }
    }
    return rights;
}

} // namespace rosterd::plan
