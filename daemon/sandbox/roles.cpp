#include "daemon/sandbox/roles.hpp"

#include <algorithm>

namespace rosterd::sandbox
{

using model::Json;

Roles::Roles()
{
    groups_[kDefaultGroup] = {kDefaultGroup, "默认"};
    RoleId id = kDefaultGroup;
    for (const auto* name : {"负责人", "主管", "主管理员", "子管理员"}) {
        ++id;
        roles_[id] = {id, kDefaultGroup, name, {}};
    }
}

const RoleGroup* Roles::group(RoleId id) const
{
    const auto found = groups_.find(id);
    return found == groups_.end() ? nullptr : &found->second;
}

const RoleGroup* Roles::group_named(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        groups_, [name](const auto& entry) { return entry.second.name == name; });
    return found == groups_.end() ? nullptr : &found->second;
}

std::vector<const RoleGroup*> Roles::groups() const
{
    std::vector<const RoleGroup*> all;
    all.reserve(groups_.size());
    for (const auto& [id, group] : groups_) {
        all.push_back(&group);
    }
    return all;
}

const Role* Roles::role(RoleId id) const
{
    const auto found = roles_.find(id);
    return found == roles_.end() ? nullptr : &found->second;
}

const Role* Roles::role_named(RoleId group, std::string_view name) const
{
    const auto found = std::ranges::find_if(roles_, [&](const auto& entry) {
        return entry.second.group_id == group && entry.second.name == name;
    });
    return found == roles_.end() ? nullptr : &found->second;
}

std::vector<const Role*> Roles::roles() const
{
    std::vector<const Role*> all;
    all.reserve(roles_.size());
    for (const auto& [id, role] : roles_) {
        all.push_back(&role);
    }
    std::ranges::stable_sort(all, {}, &Role::group_id);
    return all;
}

std::vector<const Role*> Roles::held_by(std::string_view userid) const
{
    std::vector<const Role*> all;
    if (const auto found = held_.find(userid); found != held_.end()) {
        for (const auto id : found->second) {
            all.push_back(&roles_.at(id));
        }
    }
    return all;
}

RoleId Roles::add_group(std::string name)
{
    ++revision_;
    groups_[next_] = {next_, std::move(name)};
    return next_++;
}

RoleId Roles::add_role(std::string name, RoleId group)
{
    ++revision_;
    roles_[next_] = {next_, group, std::move(name), {}};
    return next_++;
}

void Roles::rename(RoleId id, std::string name)
{
    ++revision_;
    roles_.at(id).name = std::move(name);
}

void Roles::remove(RoleId id)
{
    ++revision_;
    for (const auto& [userid, scope] : roles_.at(id).holders) {
        held_[userid].erase(id);
    }
    roles_.erase(id);
}

void Roles::grant(RoleId id, const std::string& userid)
{
    ++revision_;
    roles_.at(id).holders.try_emplace(userid);
    held_[userid].insert(id);
}

void Roles::revoke(RoleId id, const std::string& userid)
{
    ++revision_;
    roles_.at(id).holders.erase(userid);
    held_[userid].erase(id);
}

void Roles::limit(RoleId id, const std::string& userid, std::vector<model::DeptId> departments)
{
    ++revision_;
    roles_.at(id).holders.at(userid) = std::move(departments);
}

void Roles::forget(const std::string& userid)
{
    const auto found = held_.find(userid);
    if (found == held_.end()) {
        return;
    }
    ++revision_;
    for (const auto id : found->second) {
        roles_.at(id).holders.erase(userid);
    }
    held_.erase(found);
}

Json Roles::to_json() const
{
    Json json{{"groups", Json::array()}, {"roles", Json::array()}};
    for (const auto& [id, group] : groups_) {
        if (id != kDefaultGroup) {
            json["groups"].push_back({{"id", id}, {"name", group.name}});
        }
    }
    for (const auto& [id, role] : roles_) {
        if (!is_default(role)) {
            json["roles"].push_back({{"id", id},
                                     {"group_id", role.group_id},
                                     {"name", role.name},
                                     {"holders", role.holders}});
        }
    }
    return json;
}

void Roles::restore(const Json& json)
{
    for (const auto& group : json.value("groups", Json::array())) {
        const RoleId id = group.at("id");
        groups_[id] = {id, group.at("name")};
        next_ = std::max(next_, id + 1);
    }
    for (const auto& stored : json.value("roles", Json::array())) {
        Role role{stored.at("id"), stored.at("group_id"), stored.at("name"), {}};
        stored.at("holders").get_to(role.holders);
        for (const auto& [userid, scope] : role.holders) {
            held_[userid].insert(role.id);
        }
        next_ = std::max(next_, role.id + 1);
        roles_[role.id] = std::move(role);
    }
    ++revision_;
}

} // namespace rosterd::sandbox
