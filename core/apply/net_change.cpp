#include "core/apply/net_change.hpp"

#include <map>
#include <utility>

#include "core/model/entitlements.hpp"

namespace rosterd::apply
{

namespace
{

using model::Operation;
using Kind = model::OperationKind;

ObjectKind object_of(Kind kind)
{
    switch (kind) {
    case Kind::department_create:
    case Kind::department_update:
    case Kind::department_delete:
        return ObjectKind::department;
    case Kind::user_create:
    case Kind::user_update:
    case Kind::user_disable:
    case Kind::user_enable:
    case Kind::user_delete:
        return ObjectKind::account;
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::role_revoke:
        return ObjectKind::role;
    case Kind::attendance_add:
    case Kind::attendance_remove:
        return ObjectKind::attendance;
    }
    return ObjectKind::account;
}

// Of attendance groups an account has one, so all of them together are one object.
std::string key_of(const Operation& operation)
{
    switch (object_of(operation.kind)) {
    case ObjectKind::department:
        return "d:" + operation.department;
    case ObjectKind::account:
        return "u:" + operation.userid;
    case ObjectKind::role:
        return "r:" + operation.userid + "\n" + model::right_of(operation)->name;
    case ObjectKind::attendance:
        return "a:" + operation.userid;
    }
    return {};
}

void add_fields(NetChange& net, const Operation& operation)
{
    if (operation.before.is_object()) {
        for (const auto& [field, value] : operation.before.items()) {
            net.before.emplace(field, value);
        }
    }
    if (operation.after.is_object()) {
        net.after.update(operation.after);
    }
}

void add_right(NetChange& net, const Operation& operation)
{
    if (net.first == &operation && operation.before.is_object()) {
        net.before = operation.before;
    }
    net.after = operation.after.is_object() ? operation.after : model::Json::object();
}

void add(NetChange& net, const Operation& operation)
{
    switch (operation.kind) {
    case Kind::user_create:
    case Kind::department_create:
        net.made_anew = net.made_anew || net.removed;
        net.created = net.created || (net.first == &operation);
        net.removed = false;
        net.after = operation.after;
        return;
    case Kind::user_delete:
    case Kind::department_delete:
        net.removed = true;
        return;
    case Kind::user_update:
    case Kind::department_update:
        return add_fields(net, operation);
    case Kind::user_disable:
    case Kind::user_enable:
        net.before.emplace("disabled", operation.kind == Kind::user_enable);
        net.after["disabled"] = operation.kind == Kind::user_disable;
        return;
    case Kind::role_create:
        return;
    case Kind::role_grant:
    case Kind::role_revoke:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        return add_right(net, operation);
    }
}

} // namespace

std::vector<NetChange> net_changes(const std::vector<Operation>& done)
{
    std::map<std::string, std::size_t> at;
    std::vector<NetChange> changes;
    for (const Operation& operation : done) {
        if (operation.kind == Kind::role_create) {
            continue;
        }
        const auto [found, fresh] = at.emplace(key_of(operation), changes.size());
        if (fresh) {
            changes.push_back({.object = object_of(operation.kind), .first = &operation});
        }
        NetChange& net = changes[found->second];
        net.last = &operation;
        add(net, operation);
    }
    return changes;
}

} // namespace rosterd::apply
