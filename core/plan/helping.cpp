#include "core/plan/helping.hpp"

namespace rosterd::plan
{

using model::Operation;

Draft manager_later(Draft& first)
{
    Operation& before = first.operation;
    Draft later{.operation = before, .rank = Rank::user_update, .needs = {}};
    Operation& then = later.operation;
    const bool creates = before.kind == model::OperationKind::user_create;
    then.id.replace(0, then.id.find('-', 2), creates ? "u-update" : "u-manager");
    then.kind = model::OperationKind::user_update;
    then.cause.rule = "manager.ring";
    then.rules.clear();
    then.after = {{"manager_userid", before.after.at("manager_userid")}};
    then.before = {
        {"manager_userid", creates ? model::Json("") : before.before.at("manager_userid")}};
    before.after.erase("manager_userid");
    if (!creates) {
        before.before.erase("manager_userid");
    }
    return later;
}

Draft release_of(const Draft& update)
{
    Draft release{.operation = update.operation, .rank = Rank::release, .needs = {}};
    release.operation.id.replace(0, std::string{"u-update"}.size(), "u-release");
    release.operation.cause.rule = "number.swap";
    release.operation.rules.clear();
    release.operation.before = release.operation.after = model::Json::object();
    return release;
}

void leave_empty(Draft& release, Draft& update, const std::string& field)
{
    model::Json& before = update.operation.before;
    model::Json& after = update.operation.after;
    release.operation.before[field] = before.at(field);
    release.operation.after[field] = "";
    if (after.at(field).get_ref<const std::string&>().empty()) {
        before.erase(field);
        after.erase(field);
    } else {
        before[field] = "";
    }
}

Draft other_name(Draft& change)
{
    Operation& operation = change.operation;
    Draft release{.operation = operation, .rank = Rank::release, .needs = {}};
    Operation& rename = release.operation;
    const std::string temporary = "rosterd " + std::to_string(operation.dept_id);
    rename.id = "d-release-" + operation.department;
    rename.kind = model::OperationKind::department_update;
    rename.cause.rule = "name.swap";
    rename.before = {{"name", change.present_name}};
    rename.after = {{"name", temporary}};
    if (operation.kind == model::OperationKind::department_delete) {
        operation.before["name"] = temporary;
        return release;
    }
    if (!operation.after.contains("name")) { // it only goes below another parent
        operation.after["name"] = change.present_name;
    }
    operation.before["name"] = temporary;
    return release;
}

} // namespace rosterd::plan
