#include "daemon/cycle/drift.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/apply/fields.hpp"
#include "core/plan/owners.hpp"
#include "daemon/cycle/learning.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;

constexpr std::array<const char*, 16> kFields{
    "name",        "job_number", "mobile",       "email",          "org_email", "telephone",
    "title",       "work_place", "remark",       "hired_date",     "extension", "hide_mobile",
    "senior_mode", "disabled",   "dept_id_list", "manager_userid",
};
constexpr std::size_t kMostInSummary = 100;

void compare(const state::PersonLink& link, const model::ObservedUser& before,
             const model::ObservedUser& now, std::vector<Drift>& out)
{
    for (const char* field : kFields) {
        Json was = apply::field_of(before, field);
        Json is = apply::field_of(now, field);
        const Json expected{{field, was}};
        if (apply::difference(now, expected)) {
            out.push_back({link.source, link.employee_id, link.userid, field, std::move(was),
                           std::move(is), nullptr, ""});
        }
    }
}

void compare(const state::DepartmentLink& link, const model::ObservedDepartment& before,
             const model::ObservedDepartment* now, std::vector<Drift>& out)
{
    const auto note = [&](const char* field, Json was, Json is) {
        out.push_back({"", "", "", field, std::move(was), std::move(is), nullptr, "", link.key});
    };
    if (now == nullptr) {
        note("dept_id", before.dept_id, nullptr);
        return;
    }
    for (const char* field : {"name", "parent_id", "dept_manager_userid_list"}) {
        Json was = apply::field_of(before, field);
        Json is = apply::field_of(*now, field);
        if (was != is) {
            note(field, std::move(was), std::move(is));
        }
    }
}

bool is_personal(const std::string& field)
{
    return field == "mobile" || field == "email" || field == "org_email" || field == "telephone";
}

// The canonical name of what changed; of several custom fields, the first that has an owner.
std::string canonical_name(const Drift& one, const model::Policy& policy)
{
    if (one.field == "hired_date") {
        return "hired_on";
    }
    if (one.field != "extension") {
        return one.field;
    }
    const auto entry = [](const Json& all, const std::string& name) {
        return all.is_object() ? all.value(name, "") : "";
    };
    for (const auto& [field, owner] : policy.fields) {
        const std::string name = field.starts_with("ext.") ? field.substr(4) : "";
        if (!name.empty() && entry(one.was, name) != entry(one.now, name)) {
            return field;
        }
    }
    return one.field;
}

const char* left_alone_since(const Drift& one)
{
    switch (one.owner) {
    case model::FieldOwner::hr:
        return "changed in DingTalk by hand; left alone, since HR does not state this field";
    case model::FieldOwner::dingtalk:
        return "changed in DingTalk by hand; left alone, since policy.fields gives this field to "
               "DingTalk";
    case model::FieldOwner::newest:
        return "changed in DingTalk by hand; left alone, since the newest counts and HR has not "
               "changed this field since";
    }
    return "";
}

Json shown(const Drift& one, const Json& value)
{
    return is_personal(one.field) && !value.is_null() ? Json("…") : value;
}

Json json_of(const Drift& one)
{
    return {{"source", one.source},
            {"employee_id", one.employee_id},
            {"userid", one.userid},
            {"department", one.department},
            {"field", one.field},
            {"was", shown(one, one.was)},
            {"now", shown(one, one.now)},
            {"hr", shown(one, one.says)},
            {"owner", model::to_string(one.owner)},
            {"operation", one.operation}};
}

} // namespace

std::vector<std::string> userids_of(std::span<const state::ChangedUser> changed)
{
    std::vector<std::string> userids;
    userids.reserve(changed.size());
    for (const state::ChangedUser& one : changed) {
        userids.push_back(one.userid);
    }
    return userids;
}

void note_drift(state::MirrorStore& mirror, std::span<const state::ChangedUser> changed,
                Report& report)
{
    for (const state::ChangedUser& one : changed) {
        const auto link = one.before ? mirror.link_to(one.userid) : std::nullopt;
        if (!link) {
            continue;
        }
        const auto now = mirror.users({&one.userid, 1});
        if (now.empty()) {
            report.drift.push_back({link->source, link->employee_id, one.userid, "userid",
                                    one.userid, nullptr, nullptr, ""});
        } else {
            compare(*link, *one.before, now.front(), report.drift);
        }
    }
}

void note_drift(state::MirrorStore& mirror, std::span<const model::ObservedDepartment> before,
                Report& report)
{
    std::unordered_map<model::DeptId, const model::ObservedDepartment*> known;
    for (const model::ObservedDepartment& department : before) {
        known.emplace(department.dept_id, &department);
    }
    const std::vector<model::ObservedDepartment> departments = mirror.departments();
    std::unordered_map<model::DeptId, const model::ObservedDepartment*> present;
    for (const model::ObservedDepartment& department : departments) {
        present.emplace(department.dept_id, &department);
    }
    for (const state::DepartmentLink& link : mirror.department_links()) {
        if (const auto was = known.find(link.dept_id); was != known.end()) {
            const auto is = present.find(link.dept_id);
            compare(link, *was->second, is == present.end() ? nullptr : is->second, report.drift);
        }
    }
}

std::map<std::string, std::set<std::string>> drifted_fields(std::span<const Drift> drift)
{
    std::map<std::string, std::set<std::string>> fields;
    for (const Drift& one : drift) {
        if (one.department.empty()) {
            fields[one.userid].insert(one.field);
        }
    }
    return fields;
}

void compare_with_plan(std::span<Drift> drift, const model::Plan& plan)
{
    using Operations = std::unordered_map<std::string_view, const model::Operation*>;
    Operations accounts; // by userid
    Operations departments;
    for (const model::Operation& operation : plan.operations) {
        switch (operation.kind) {
        case model::OperationKind::user_update:
        case model::OperationKind::user_create:
            accounts[operation.userid] = &operation;
            break;
        case model::OperationKind::department_update:
        case model::OperationKind::department_create:
            departments[operation.department] = &operation;
            break;
        default:
            break;
        }
    }
    for (Drift& one : drift) {
        const Operations& operations = one.department.empty() ? accounts : departments;
        const auto found = operations.find(one.department.empty() ? one.userid : one.department);
        if (found == operations.end()) {
            continue;
        }
        const model::Operation& operation = *found->second;
        const bool made_anew = one.field == "userid" || one.field == "dept_id";
        if (made_anew || operation.after.contains(one.field)) {
            one.operation = operation.id;
            one.says = made_anew ? one.was : operation.after.at(one.field);
        }
    }
}

void name_owners(Surroundings& with, std::span<Drift> drift)
{
    for (Drift& one : drift) {
        const std::string name = canonical_name(one, with.policy);
        one.owner = one.department.empty() ? model::owner_of(with.policy, name) : one.owner;
        const auto person = one.owner == model::FieldOwner::hr
                                ? std::nullopt
                                : case_of(with.store, with.policy, one.source, one.employee_id);
        if (!person || !person->account || !one.operation.empty()) {
            continue;
        }
        for (const plan::OwnedField& field :
             plan::owned_fields(*person, *person->account, with.policy, with.loop.now())) {
            if (field.name == name && field.hr) {
                one.says = *field.hr;
            }
        }
    }
}

Json json_of(std::span<const Drift> drift)
{
    Json list = Json::array();
    for (const Drift& one : drift.first(std::min(drift.size(), kMostInSummary))) {
        list.push_back(json_of(one));
    }
    return list;
}

void tell(log::Log& log, const std::string& run_id, std::span<const Drift> drift)
{
    for (const Drift& one : drift) {
        Json fields = json_of(one);
        fields["run_id"] = run_id;
        fields["message"] = one.operation.empty()
                                ? left_alone_since(one)
                                : "changed in DingTalk by hand; the plan sets what HR says";
        log.warning("drift", fields);
    }
}

} // namespace rosterd::cycle
