#include "daemon/sandbox/monthly.hpp"

#include "core/dingtalk/quota.hpp"

namespace rosterd::sandbox
{

void MonthlyCalls::turn(model::Instant now)
{
    if (now >= ends_) {
        used_ = 0;
        ends_ = dingtalk::end_of_month(now);
    }
}

bool MonthlyCalls::admits(std::string_view path, const Rules& rules, model::Instant now)
{
    turn(now);
    const bool account = path.starts_with("/v1.0/contact/orgAccounts");
    if (!dingtalk::is_metered(path) || (account && rules.accounts_are_exempt)) {
        return true;
    }
    if (rules.calls_a_month > 0 && used_ >= rules.calls_a_month) {
        return false;
    }
    ++used_;
    return true;
}

model::Json MonthlyCalls::to_json(const Rules& rules, model::Instant now)
{
    turn(now);
    return {{"used", used_}, {"limit", rules.calls_a_month}, {"ends", model::to_string(ends_)}};
}

} // namespace rosterd::sandbox
