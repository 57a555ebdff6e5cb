#include "core/dingtalk/quota.hpp"

#include <algorithm>
#include <array>

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kChina = 8h;
constexpr auto kLookAgain = 1h;

// A family of calls that is exempt as a whole.
constexpr std::array<std::string_view, 6> kExemptFamilies{
    "/v1.0/oauth2/", "/topapi/v2/department/", "/topapi/role/",
    "/role/",        "/topapi/extcontact/",    "/v1.0/contact/seniorSettings",
};
constexpr std::array<std::string_view, 24> kExempt{
    "/gettoken",
    "/topapi/v2/user/create",
    "/topapi/v2/user/update",
    "/topapi/v2/user/get",
    "/topapi/v2/user/delete",
    "/topapi/v2/user/list",
    "/topapi/v2/user/getbymobile",
    "/topapi/user/listsimple",
    "/topapi/user/listid",
    "/topapi/user/count",
    "/topapi/user/getbyunionid",
    "/topapi/user/listadmin",
    "/topapi/user/get_admin_scope",
    "/topapi/inactive/user/v2/get",
    "/v1.0/contact/empLeaveRecords",
    "/topapi/smartwork/hrm/employee/addpreentry",
    "/topapi/smartwork/hrm/employee/querypreentry",
    "/topapi/smartwork/hrm/employee/queryonjob",
    "/topapi/smartwork/hrm/employee/v2/update",
    "/v1.0/hrm/rosters/lists/query",
    "/topapi/smartwork/hrm/roster/meta/get",
    "/v1.0/hrm/employees/dimissionInfos",
    "/v1.0/hrm/processes/transfer",
    "/v1.0/hrm/employees/dismissions",
};

} // namespace

bool is_metered(std::string_view path)
{
    return std::find(kExempt.begin(), kExempt.end(), path) == kExempt.end() &&
           std::none_of(kExemptFamilies.begin(), kExemptFamilies.end(),
                        [&](std::string_view family) { return path.starts_with(family); });
}

bool is_quota_used_up(std::string_view code)
{
    return code == "90020" || code == "Forbidden.AccessDenied.ApiCountLimitForOrg";
}

ApiError quota_error()
{
    ApiError error;
    error.retry = RetryClass::wait;
    error.code = "90020";
    error.message = "not sent: within the last hour DingTalk said that the quota is used up";
    return error;
}

net::Instant end_of_month(net::Instant now)
{
    using namespace std::chrono;
    const year_month_day today{floor<days>(now + kChina)};
    const year_month next = today.year() / today.month() + months{1};
    return sys_days{next / 1} - kChina;
}

void Quota::turn(net::Instant now)
{
    if (!at_.month_end || now >= *at_.month_end) {
        at_.month_end = end_of_month(now);
        at_.closed_until.reset();
        at_.used = 0;
    }
}

bool Quota::may_go(std::string_view path, net::Instant now)
{
    turn(now);
    if (!is_metered(path) || !at_.closed_until) {
        return true;
    }
    if (now < *at_.closed_until) {
        return false;
    }
    at_.closed_until = now + kLookAgain; // this one looks; its answer opens or keeps closed
    return true;
}

void Quota::counted(std::string_view path, net::Instant now)
{
    turn(now);
    if (is_metered(path)) {
        at_.closed_until.reset();
        ++at_.used;
    }
}

void Quota::used_up(net::Instant now)
{
    turn(now);
    at_.closed_until = now + kLookAgain;
}

std::int64_t Quota::used(net::Instant now)
{
    turn(now);
    return at_.used;
}

QuotaStanding Quota::standing(net::Instant now)
{
    turn(now);
    return at_;
}

void Quota::resume(const QuotaStanding& standing, net::Instant now)
{
    at_ = standing;
    if (at_.closed_until) { // the clock may have been set back
        at_.closed_until = std::min(*at_.closed_until, now + kLookAgain);
    }
    turn(now);
}

} // namespace rosterd::dingtalk
