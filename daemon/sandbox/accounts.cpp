// The new-style calls: enterprise accounts' lifecycle and the record of leavers.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

using NewOutcome = tl::expected<Json, NewRefusal>;

// The enterprise account named by userId, owned by this company.
tl::expected<const User*, NewRefusal> account(const Company& company, Parameters& parameters)
{
    if (!parameters.has("userId")) {
        return refuse_new(400, "invalid.param", "userId is empty");
    }
    const auto* user = company.organisation.user(parameters.text("userId").value_or(""));
    if (user == nullptr) {
        return refuse_new(400, "user.not.exist", "用户不存在");
    }
    const bool own = !user->exclusive_type.empty() && user->outer_corp.empty();
    const bool ordinary = user->exclusive_type.empty();
    if (!own && !(ordinary && company.rules.disables_ordinary_accounts)) {
        return refuse_new(400, "exclusive.account.only", "仅支持操作本企业的企业账号");
    }
    return user;
}

NewOutcome set_disabled(Company& company, Parameters& parameters, bool disabled)
{
    const auto found = account(company, parameters);
    if (!found) {
        return tl::unexpected{found.error()};
    }
    auto user = **found;
    user.disabled = disabled;
    if (const auto done = company.organisation.replace_user(std::move(user), company.rules);
        !done) {
        return refuse_new(500, "system.busy", done.error().message);
    }
    return Json{{"result", true}};
}

// [disable-an-exclusive-account]
NewOutcome disable(Company& company, Parameters& parameters)
{
    return set_disabled(company, parameters, true);
}

// [enable-a-dedicated-account]
NewOutcome enable(Company& company, Parameters& parameters)
{
    return set_disabled(company, parameters, false);
}

// [force-logout-from-dedicated-account]
NewOutcome sign_out(Company& company, Parameters& parameters)
{
    const auto found = account(company, parameters);
    return found ? NewOutcome{Json{{"result", true}}} : tl::unexpected{found.error()};
}

// [query-dedicated-account-status-1]
NewOutcome status(Company& company, Parameters& parameters)
{
    const auto found = account(company, parameters);
    return found ? NewOutcome{Json{{"disable", (*found)->disabled}}}
                 : tl::unexpected{found.error()};
}

struct LeavePage {
    model::Instant from;
    model::Instant to;
    std::size_t skip = 0;
    std::size_t most = 0;
};

tl::expected<LeavePage, NewRefusal> read_leave_page(const Company& company, Parameters& parameters)
{
    const auto from = model::parse_instant(parameters.text("startTime").value_or(""));
    const auto to = parameters.has("endTime")
                        ? model::parse_instant(parameters.text("endTime").value_or(""))
                        : std::optional{company.now};
    const auto skip = parameters.integer("nextToken").value_or(0);
    const auto most = parameters.integer("maxResults").value_or(0);
    const bool good = from && to && *to >= *from && *to - *from <= std::chrono::days{365} &&
                      skip >= 0 && most >= 1 && most <= 50;
    if (parameters.refused() || !good) {
        return refuse_new(400, "invalidParameter.param.invalid", "参数错误");
    }
    return LeavePage{*from, *to, static_cast<std::size_t>(skip), static_cast<std::size_t>(most)};
}

// [query-the-details-of-employees-who-have-left-office]
NewOutcome leave_records(Company& company, Parameters& parameters)
{
    const auto page = read_leave_page(company, parameters);
    if (!page) {
        return tl::unexpected{page.error()};
    }
    Json answer{{"records", Json::array()}};
    std::size_t at = 0;
    const auto days = std::chrono::days{company.rules.leave_record_days};
    for (const auto& record : company.organisation.leave_records()) {
        const bool kept = days.count() == 0 || company.now - record.left_at <= days;
        if (!kept || record.left_at < page->from || record.left_at > page->to ||
            at++ < page->skip) {
            continue;
        }
        if (answer["records"].size() == page->most) {
            answer["nextToken"] = std::to_string(page->skip + page->most);
            break;
        }
        answer["records"].push_back({{"userId", record.userid},
                                     {"name", record.name},
                                     {"stateCode", record.state_code},
                                     {"mobile", record.mobile},
                                     {"leaveTime", model::to_string(record.left_at)},
                                     {"leaveReason", record.reason}});
    }
    return answer;
}

constexpr std::array<NewEndpoint, 5> kEndpoints{{
    {"/v1.0/contact/orgAccounts/disable", "POST", disable},
    {"/v1.0/contact/orgAccounts/enable", "POST", enable},
    {"/v1.0/contact/orgAccounts/signOut", "POST", sign_out},
    {"/v1.0/contact/orgAccounts/status", "GET", status},
    {"/v1.0/contact/empLeaveRecords", "GET", leave_records},
}};

} // namespace

std::span<const NewEndpoint> account_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
