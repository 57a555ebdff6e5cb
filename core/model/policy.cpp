#include "core/model/policy.hpp"

#include "core/model/json.hpp"
#include "core/model/record.hpp"

namespace rosterd::model
{

namespace
{

Json limit_json(const Limit& limit)
{
    return {limit.count, limit.percent, limit.window.count()};
}

} // namespace

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
    const std::uint64_t mixed = fingerprint(all.dump());
    return policy.entitlements == Entitlements{}
               ? mixed
               : fingerprint(std::to_string(fingerprint_of(policy.entitlements)), mixed);
}

} // namespace rosterd::model
