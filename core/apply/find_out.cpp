#include "core/apply/find_out.hpp"

#include "core/apply/fields.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::Directory;
using model::ObservedDepartment;
using model::ObservedUser;
using Done = std::function<void(Outcome)>;
using Kind = model::OperationKind;

constexpr const char* kNotCarriedOut = "was not carried out; the next plan does it again";

Outcome read_failed(const dingtalk::ApiError& error)
{
    if (error.code == "50002" || error.code == "50004") { // this one object may not be seen
        return failed(error.code, "what became of it can't be seen: " + error.message);
    }
    Outcome out = failed(error);
    out.message = "could not be found out: " + error.message;
    out.unknown = true;
    out.unreachable = !error.stopped;
    out.outcome = OperationOutcome::not_started;
    return out;
}

Outcome judge(Kind kind, const model::Json& fields, std::optional<ObservedUser> account)
{
    if (kind == Kind::user_create && account && !fits(*account, fields)) {
        return taken("60102", *account);
    }
    Outcome out;
    out.fields = fields;
    out.absent = !account;
    bool carried_out = false;
    switch (kind) {
    case Kind::user_create:
        carried_out = account.has_value();
        break;
    case Kind::user_update:
        carried_out = account && !difference(*account, fields);
        break;
    case Kind::user_disable:
        carried_out = account && account->disabled;
        break;
    case Kind::user_enable:
        carried_out = account && !account->disabled;
        break;
    case Kind::user_delete:
        carried_out = !account;
        break;
    case Kind::department_create:
    case Kind::department_update:
    case Kind::department_delete:
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::role_revoke:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        break;
    }
    out.account = std::move(account);
    if (!carried_out) {
        out.outcome = OperationOutcome::failed;
        out.message = kNotCarriedOut;
    }
    return out;
}

void ask_user(Directory& directory, const model::Operation& operation, const model::Json& fields,
              const Done& done)
{
    directory.get_user(operation.userid, [kind = operation.kind, fields, done](auto account) {
        done(account ? judge(kind, fields, std::move(*account)) : read_failed(account.error()));
    });
}

bool is_marked(const ObservedDepartment& department, const model::Json& fields)
{
    const std::string mark = fields.value("source_identifier", "");
    return !mark.empty() && department.source_identifier == mark;
}

const ObservedDepartment* wanted_among(const std::vector<ObservedDepartment>& children,
                                       const model::Json& fields)
{
    const ObservedDepartment* named = nullptr;
    for (const ObservedDepartment& child : children) {
        if (is_marked(child, fields)) {
            return &child;
        }
        if (child.name == fields.value("name", "")) {
            named = &child;
        }
    }
    return named;
}

void ask_parent(Directory& directory, const model::Json& fields, const Done& done)
{
    const auto parent = fields.at("parent_id").get<model::DeptId>();
    directory.sub_departments(parent, [fields, done](auto children) {
        if (!children) {
            done(read_failed(children.error()));
            return;
        }
        if (const ObservedDepartment* child = wanted_among(*children, fields)) {
            Outcome out;
            out.fields = fields;
            out.dept_id = child->dept_id;
            out.department = *child;
            // Every creation sends a mark: without it somebody else made this department.
            out.adopted = !is_marked(*child, fields);
            done(out);
            return;
        }
        Outcome out = failed("", kNotCarriedOut);
        out.fields = fields;
        out.absent = true;
        done(out);
    });
}

void ask_department(Directory& directory, const model::Operation& operation,
                    const model::Json& fields, const Done& done)
{
    directory.get_department(
        operation.dept_id, [kind = operation.kind, fields, done](auto department) {
            if (!department) {
                done(read_failed(department.error()));
                return;
            }
            Outcome out;
            out.fields = fields;
            out.absent = !department->has_value();
            const bool carried_out = kind == Kind::department_delete
                                         ? out.absent
                                         : !out.absent && !difference(**department, fields);
            out.department = *department;
            if (!carried_out) {
                out.outcome = OperationOutcome::failed;
                out.message = kNotCarriedOut;
            }
            done(out);
        });
}

} // namespace

void find_out(Directory& directory, const model::Operation& operation, const model::Json& fields,
              const Done& done)
{
    switch (operation.kind) {
    case Kind::user_create:
    case Kind::user_update:
    case Kind::user_disable:
    case Kind::user_enable:
    case Kind::user_delete:
        ask_user(directory, operation, fields, done);
        return;
    case Kind::department_create:
        ask_parent(directory, fields, done);
        return;
    case Kind::department_update:
    case Kind::department_delete:
        ask_department(directory, operation, fields, done);
        return;
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::role_revoke:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        done(failed("", "is found out by RightsFoundOut alone")); // a defect
        return;
    }
}

} // namespace rosterd::apply
