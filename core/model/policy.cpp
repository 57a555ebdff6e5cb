#include "core/model/policy.hpp"

#include <array>

#include "core/model/json.hpp"
#include "core/model/record.hpp"

namespace rosterd::model
{

namespace
{

Json limit_json(const Limit& limit)
{
    Json json{limit.count, limit.percent, limit.window.count()};
    if (limit.floor > 0) { // stored fingerprints know of no floor
        json.push_back(limit.floor);
    }
    return json;
}

Json limits_json(const std::map<Counted, Limit>& limits)
{
    Json json = Json::object();
    for (const auto& [kind, limit] : limits) {
        json[std::string{to_string(kind)}] = limit_json(limit);
    }
    return json;
}

Json rehire_json(const Rehire& rehire)
{
    return {rehire.same_userid, rehire.departments, rehire.fields, rehire.rights};
}

template <typename T>
Json stated_json(const std::optional<T>& value)
{
    return value ? Json(static_cast<std::int64_t>(*value)) : Json();
}

Json lifecycle_json(const std::vector<LifecycleRule>& rules)
{
    const auto duration = [](const std::optional<Duration>& value) {
        return value ? Json(value->count()) : Json();
    };
    Json json = Json::array();
    for (const LifecycleRule& rule : rules) {
        json.push_back({fingerprint_of(rule.when), duration(rule.create_before),
                        stated_json(rule.ordinary_leaver), stated_json(rule.enterprise_leaver),
                        duration(rule.leaves_at), duration(rule.grace)});
    }
    return json;
}

// Limits that few companies have: nothing where there are none.
Json special_limits(const Policy& policy)
{
    Json json = Json::array();
    if (!policy.other_limits.empty()) {
        json.push_back(limits_json(policy.other_limits));
    }
    for (const DepartmentLimits& one : policy.department_limits) {
        json.push_back({one.match, limits_json(one.limits)});
    }
    return json;
}

} // namespace

FieldOwner owner_of(const Policy& policy, std::string_view field)
{
    const auto found = policy.fields.find(field);
    return found == policy.fields.end() ? FieldOwner::hr : found->second;
}

const Limit* limit_of(const Policy& policy, Counted kind)
{
    switch (kind) {
    case Counted::leavers:
        return &policy.leavers;
    case Counted::updates:
        return &policy.updates;
    case Counted::department_deletes:
        return &policy.department_deletes;
    case Counted::creates:
    case Counted::enables:
    case Counted::rights:
        break;
    }
    const auto found = policy.other_limits.find(kind);
    return found == policy.other_limits.end() ? nullptr : &found->second;
}

std::string_view to_string(Counted kind)
{
    static constexpr std::array<std::string_view, 6> names{
        "leavers", "updates", "department_deletes", "creates", "enables", "rights"};
    return names[static_cast<std::size_t>(kind)];
}

std::uint64_t fingerprint_of(const Policy& policy)
{
    Json match = Json::array();
    for (const MatchRule rule : policy.match) {
        match.push_back(static_cast<int>(rule));
    }
    Json rollout = Json::array();
    for (const Ring& ring : policy.rollout) {
        rollout.push_back({ring.name, ring.departments, ring.employee_ids, ring.percent});
    }
    const Json all{policy.scope.departments,
                   policy.scope.employee_ids,
                   to_string(policy.account_kind),
                   match,
                   policy.create_before.count(),
                   static_cast<int>(policy.ordinary_leaver),
                   static_cast<int>(policy.enterprise_leaver),
                   policy.leaves_at.count(),
                   policy.overlap.count(),
                   policy.grace.count(),
                   static_cast<int>(policy.absent),
                   static_cast<int>(policy.mobile_change),
                   limit_json(policy.leavers),
                   limit_json(policy.updates),
                   limit_json(policy.department_deletes),
                   policy.source_shrinks_percent,
                   limit_json(policy.emptied_fields),
                   limit_json(policy.moved_values),
                   limit_json(policy.vanished_branches),
                   limit_json(policy.earlier_read),
                   rollout,
                   policy.protected_userids,
                   policy.protect_administrators,
                   policy.region,
                   policy.time_zone,
                   policy.root_dept_id};
    std::uint64_t mixed = fingerprint(all.dump());
    if (const Json special = special_limits(policy); !special.empty()) {
        mixed = fingerprint(special.dump(), mixed);
    }
    if (policy.members_per_department != 0) {
        mixed = fingerprint(std::to_string(policy.members_per_department), mixed);
    }
    if (policy.rehire != Rehire{}) {
        mixed = fingerprint(rehire_json(policy.rehire).dump(), mixed);
    }
    if (!policy.lifecycle_rules.empty()) {
        mixed = fingerprint(lifecycle_json(policy.lifecycle_rules).dump(), mixed);
    }
    for (const auto& [field, owner] : policy.fields) {
        mixed = fingerprint(field, fingerprint(to_string(owner), mixed));
    }
    return policy.entitlements == Entitlements{}
               ? mixed
               : fingerprint(std::to_string(fingerprint_of(policy.entitlements)), mixed);
}

} // namespace rosterd::model
