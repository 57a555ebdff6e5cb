#include "daemon/cycle/limits.hpp"

#include <algorithm>

#include "core/dingtalk/quota.hpp"

namespace rosterd::cycle
{

namespace
{

constexpr const char* kSetting = "dingtalk.standing";

} // namespace

dingtalk::Standing kept_standing(state::Store& store)
{
    return dingtalk::standing_of(store.runs().setting(kSetting).value_or(""));
}

void keep_standing(state::Store& store, const dingtalk::Standing& standing)
{
    try {
        store.runs().set_setting(kSetting, dingtalk::to_text(standing));
    } catch (const state::StoreError&) { // the next run learns anew: no reason to fail this one
    }
}

QuotaUse quota_use(const dingtalk::Standing& standing, std::int64_t monthly, model::Instant now)
{
    dingtalk::Quota quota;
    quota.resume(standing.quota, now);
    const dingtalk::QuotaStanding at = quota.standing(now);
    QuotaUse use;
    use.used = at.used;
    use.refused = at.closed_until.has_value();
    use.left = use.refused ? 0 : std::max<std::int64_t>(0, monthly - at.used);
    use.of = monthly;
    use.month_end = at.month_end.value_or(dingtalk::end_of_month(now));
    return use;
}

Calls since(const Calls& before, const Calls& now)
{
    Calls out;
    for (const auto& [path, count] : now) {
        const auto found = before.find(path);
        const dingtalk::CallCount was =
            found == before.end() ? dingtalk::CallCount{} : found->second;
        const dingtalk::CallCount more{count.sent - was.sent,
                                       count.refused_by_rate - was.refused_by_rate,
                                       count.failed - was.failed, count.metered - was.metered};
        if (more.sent + more.failed > 0) {
            out.emplace(path, more);
        }
    }
    return out;
}

} // namespace rosterd::cycle
