#include "core/apply/made_now.hpp"

#include <algorithm>

namespace rosterd::apply
{

namespace
{

using Kind = model::OperationKind;

template <typename Id>
bool is_recent(const std::map<Id, model::Instant>& made, const Id& id, model::Instant now)
{
    const auto found = made.find(id);
    return found != made.end() && now - found->second < kKnownWithin;
}

} // namespace

void MadeNow::resume(state::Store& store, model::Instant now)
{
    std::map<model::DepartmentKey, model::Instant> keys;
    for (const state::JournalEntry& entry : store.journal().done_entries(now - kKnownWithin)) {
        const model::Instant at = entry.ended.value_or(now);
        if (entry.operation.kind == Kind::user_create) {
            users_[entry.operation.userid] = at;
        } else if (entry.operation.kind == Kind::department_create) {
            keys[entry.operation.department] = at;
        }
    }
    if (keys.empty()) {
        return;
    }
    for (const state::DepartmentLink& link : store.mirror().department_links()) {
        if (const auto found = keys.find(link.key); found != keys.end()) {
            departments_[link.dept_id] = found->second;
        }
    }
}

bool MadeNow::has(const std::string& userid, model::Instant now) const
{
    return is_recent(users_, userid, now);
}

bool MadeNow::has(model::DeptId dept_id, model::Instant now) const
{
    return is_recent(departments_, dept_id, now);
}

bool MadeNow::concerns(const model::Operation& operation, const model::Json& fields,
                       model::Instant now) const
{
    const auto named = [&](const char* list, auto&& is_new) {
        const model::Json all = fields.value(list, model::Json::array());
        return all.is_array() && std::ranges::any_of(all, is_new);
    };
    const model::Json parent = fields.value("parent_id", model::Json());
    const model::Json manager = fields.value("manager_userid", model::Json());
    return (operation.kind != Kind::user_create && has(operation.userid, now)) ||
           has(operation.dept_id, now) ||
           (manager.is_string() && has(manager.get<std::string>(), now)) ||
           (parent.is_number() && has(parent.get<model::DeptId>(), now)) ||
           named("dept_id_list",
                 [&](const model::Json& id) { return has(id.get<model::DeptId>(), now); }) ||
           named("dept_manager_userid_list",
                 [&](const model::Json& id) { return has(id.get<std::string>(), now); });
}

} // namespace rosterd::apply
