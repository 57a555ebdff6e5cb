#include "tests/sim/hand.hpp"

#include <algorithm>

#include "tests/sim/matrix.hpp"

namespace rosterd::sim
{

namespace
{

using model::Json;
using model::OperationKind;
using sandbox::ChangeKind;
using sandbox::User;

void ask(World& world, const std::string& method, const std::string& what, const Json& body)
{
    http::HttpServerRequest request;
    request.method = method;
    request.path = "/sandbox/" + what;
    request.body = body.dump();
    world.ask(request);
}

// Accounts that rosterd made or took over.
std::vector<const User*> managed(World& world)
{
    std::vector<const User*> out;
    for (const User* user : world.dingtalk.organisation().users()) {
        if (!user->job_number.empty()) {
            out.push_back(user);
        }
    }
    return out;
}

void set(World& world, const User& user, const Json& fields)
{
    const std::vector<Write> writes{{{name_of(OperationKind::user_update, user.userid)}, fields}};
    world.ledger.by_hand(writes);
    ask(world, "POST", "users/" + user.userid, fields);
}

void remark(World& world, const User& user)
{
    const std::string text = "手記" + std::to_string(world.dice.between(1, 1000));
    world.remarks[user.userid] = {user.number, text};
    set(world, user, {{"remark", text}});
}

void remove(World& world, const User& user)
{
    const std::string userid = user.userid;
    const std::vector<Write> writes{{{name_of(OperationKind::user_delete, userid)}, Json{}}};
    world.ledger.by_hand(writes);
    world.ledger.by_hand(writes_of_removal(userid, world.dingtalk.organisation()));
    ask(world, "DELETE", "users/" + userid, Json::object());
}

// A role that the matrix names: given to somebody, or taken from them.
void turn_role(World& world, const User& user)
{
    sandbox::Roles& roles = world.dingtalk.organisation().roles();
    std::vector<const sandbox::Role*> named;
    for (const sandbox::Role* role : roles.roles()) {
        const sandbox::RoleGroup* group = roles.group(role->group_id);
        if (!sandbox::Roles::is_default(*role) && group->name != kForeignGroup) {
            named.push_back(role);
        }
    }
    if (named.empty()) {
        return;
    }
    const sandbox::Role& role = *world.dice.one_of(named);
    const bool held = role.holders.contains(user.userid);
    const std::string name = roles.group(role.group_id)->name + "/" + role.name;
    const std::vector<Write> writes{
        {{name_of(held ? OperationKind::role_revoke : OperationKind::role_grant,
                  name + " " + user.userid)},
         Json::object()}};
    world.ledger.by_hand(writes);
    held ? roles.revoke(role.id, user.userid) : roles.grant(role.id, user.userid);
    world.dingtalk.organisation().note({ChangeKind::role_holders_changed,
                                        "",
                                        0,
                                        {role.id},
                                        {user.userid},
                                        held ? "remove" : "add"});
    ask(world, "DELETE", "calls", Json::object()); // any call: with it this is told of
}

void rename_department(World& world)
{
    std::vector<const sandbox::Department*> ours;
    for (const sandbox::DeptId id : world.dingtalk.organisation().department_ids()) {
        const auto* department = world.dingtalk.organisation().department(id);
        if (!department->source_identifier.empty()) {
            ours.push_back(department);
        }
    }
    if (ours.empty()) {
        return;
    }
    const sandbox::Department& one = *world.dice.one_of(ours);
    const Json fields{{"name", one.name + "改"}};
    const std::vector<Write> writes{
        {{name_of(OperationKind::department_update, "#" + std::to_string(one.dept_id)),
          name_of(OperationKind::department_update, "~" + one.source_identifier)},
         fields}};
    world.ledger.by_hand(writes);
    ask(world, "POST", "departments/" + std::to_string(one.dept_id), fields);
}

bool holds_foreign_role(const sandbox::Organisation& company, const std::string& userid)
{
    const auto held = company.roles().held_by(userid);
    return std::ranges::any_of(held, [](const auto* role) { return role->name == kForeignRole; });
}

} // namespace

void change_by_hand(World& world)
{
    const auto people = managed(world);
    if (people.empty()) {
        return;
    }
    const User user = *world.dice.one_of(people);
    switch (world.dice.between(0, 7)) {
    case 0:
    case 1:
        return remark(world, user);
    case 2:
        return set(world, user, {{"title", "別職"}});
    case 3:
        return set(world, user, {{"name", user.name + "改"}});
    case 4:
        return remove(world, user);
    case 5:
    case 6:
        return turn_role(world, user);
    default:
        return rename_department(world);
    }
}

std::vector<std::string> faults_of_hands_off(World& world)
{
    std::vector<std::string> faults;
    const sandbox::Organisation& company = world.dingtalk.organisation();
    for (const auto& [userid, remark] : world.remarks) {
        const User* user = company.user(userid);
        if (user != nullptr && user->number == remark.first && user->remark != remark.second) {
            faults.push_back("the remark of " + userid + " was touched");
        }
    }
    for (const auto& [userid, number] : world.foreign_holders) {
        const User* user = company.user(userid);
        if (user != nullptr && user->number == number && !holds_foreign_role(company, userid)) {
            faults.push_back(userid + " lost a role that no rule names");
        }
    }
    const auto* group = company.attendance().of_user("byhand");
    if (group == nullptr || group->name != kForeignAttendance) {
        faults.emplace_back("byhand is in another attendance group");
    }
    return faults;
}

} // namespace rosterd::sim
