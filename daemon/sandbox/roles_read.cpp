// Reading roles: /topapi/role/list and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"
#include "daemon/sandbox/role_holders.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Span {
    std::size_t from = 0;
    std::size_t size = 20;
};

// `size` and `offset` are given both or not at all [obtains-a-list-of-enterprise-roles].
Outcome<Span> read_span(Parameters& parameters, std::int64_t most)
{
    const auto size = parameters.integer("size");
    const auto offset = parameters.integer("offset");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (size.has_value() != offset.has_value()) {
        return refuse(400002, "size and offset go together");
    }
    if (size.value_or(20) < 1 || size.value_or(20) > most) {
        return refuse(40069, "size");
    }
    if (offset.value_or(0) < 0) {
        return refuse(40068, "offset");
    }
    return Span{static_cast<std::size_t>(offset.value_or(0)),
                static_cast<std::size_t>(size.value_or(20))};
}

// [obtains-a-list-of-enterprise-roles]: pages count roles, and a group may go on in the next one.
Outcome<Json> list(Company& company, Parameters& parameters)
{
    const auto span = read_span(parameters, 200);
    if (!span) {
        return tl::unexpected{span.error()};
    }
    const auto& state = company.organisation.roles();
    const auto all = state.roles();
    const auto to = std::min(all.size(), span->from + span->size);
    auto groups = Json::array();
    for (auto at = std::min(span->from, to); at < to; ++at) {
        const auto& role = *all[at];
        if (groups.empty() || groups.back()["groupId"] != role.group_id) {
            groups.push_back({{"groupId", role.group_id},
                              {"name", state.group(role.group_id)->name},
                              {"roles", Json::array()}});
        }
        groups.back()["roles"].push_back({{"id", role.id}, {"name", role.name}});
    }
    return Json{{"result", {{"hasMore", to < all.size()}, {"list", std::move(groups)}}}};
}

Json scope_json(const Organisation& organisation, const Role& role, const std::string& userid)
{
    auto scope = Json::array();
    if (const auto held = role.holders.find(userid); held != role.holders.end()) {
        for (const auto id : held->second) {
            if (const auto* department = organisation.department(id)) {
                scope.push_back({{"dept_id", id}, {"name", department->name}});
            }
        }
    }
    return scope;
}

// [obtain-the-list-of-employees-of-a-role]
Outcome<Json> simple_list(Company& company, Parameters& parameters)
{
    parameters.need({"role_id"});
    const auto id = parameters.integer("role_id").value_or(0);
    const auto span = read_span(parameters, 100);
    if (!span) {
        return tl::unexpected{span.error()};
    }
    const auto* role = company.organisation.roles().role(id);
    if (role == nullptr) {
        return refuse(33011);
    }
    const auto holders = holders_of(company.organisation, *role);
    const auto to = std::min(holders.size(), span->from + span->size);
    auto members = Json::array();
    for (auto at = std::min(span->from, to); at < to; ++at) {
        members.push_back({{"userid", holders[at]},
                           {"name", company.organisation.user(holders[at])->name},
                           {"manageScopes", scope_json(company.organisation, *role, holders[at])}});
    }
    Json result{{"hasMore", to < holders.size()}, {"list", std::move(members)}};
    if (to < holders.size()) {
        result["nextCursor"] = to;
    }
    return Json{{"result", std::move(result)}};
}

// [queries-role-details]
Outcome<Json> get_role(Company& company, Parameters& parameters)
{
    parameters.need({"roleId"});
    const auto id = parameters.integer("roleId").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto* role = company.organisation.roles().role(id);
    if (role == nullptr) {
        return refuse(33011);
    }
    return Json{{"role", {{"name", role->name}, {"groupId", role->group_id}}}};
}

// [obtains-the-role-group-information]
Outcome<Json> get_role_group(Company& company, Parameters& parameters)
{
    parameters.need({"group_id"});
    const auto id = parameters.integer("group_id").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto& state = company.organisation.roles();
    const auto* group = state.group(id);
    if (group == nullptr) {
        return refuse(400002, "group_id");
    }
    auto roles = Json::array();
    for (const auto* role : state.roles()) {
        if (role->group_id == id) {
            roles.push_back({{"role_id", role->id}, {"role_name", role->name}});
        }
    }
    return Json{{"role_group", {{"group_name", group->name}, {"roles", std::move(roles)}}}};
}

constexpr std::array<OldEndpoint, 4> kEndpoints{{
    {"/topapi/role/list", list},
    {"/topapi/role/simplelist", simple_list},
    {"/topapi/role/getrole", get_role},
    {"/topapi/role/getrolegroup", get_role_group},
}};

} // namespace

std::vector<std::string> holders_of(const Organisation& organisation, const Role& role)
{
    std::vector<std::string> holders;
    if (!Roles::is_default(role)) {
        for (const auto& [userid, scope] : role.holders) {
            holders.push_back(userid);
        }
        return holders;
    }
    for (const auto* user : organisation.users()) {
        const auto held = roles_of(organisation, *user);
        if (std::ranges::find(held, &role) != held.end()) {
            holders.push_back(user->userid);
        }
    }
    return holders;
}

std::vector<const Role*> roles_of(const Organisation& organisation, const User& user)
{
    const auto& state = organisation.roles();
    auto held = state.held_by(user.userid);
    if (user.admin_level != 0) {
        held.push_back(state.role(user.admin_level == 1 ? Roles::kMainAdministrator
                                                        : Roles::kSubAdministrator));
    }
    const bool leads = std::ranges::any_of(user.positions, [&](const Position& position) {
        const auto& managers = organisation.department(position.dept_id)->managers;
        return std::ranges::find(managers, user.userid) != managers.end();
    });
    if (leads) {
        held.push_back(state.role(Roles::kManager));
    }
    return held;
}

std::span<const OldEndpoint> role_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
