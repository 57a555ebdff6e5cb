// Looking things up as an application sees them: whether they exist, whether they are in scope.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

// [obtain-corpsecret-authorization-scope]
Outcome<Json> scopes(Company& company, Parameters& /*parameters*/)
{
    Json fields = {"name", "userid", "active", "avatar", "job_number", "title", "telephone"};
    if (company.rules.sees_mobile) {
        fields.push_back("mobile");
    }
    if (company.rules.sees_personal) {
        for (const auto* name : {"email", "org_email", "work_place", "remark", "extension"}) {
            fields.push_back(name);
        }
    }
    return Json{{"auth_user_field", std::move(fields)},
                {"condition_field", Json::array()},
                {"auth_org_scopes",
                 {{"authed_user", Json::array()}, {"authed_dept", company.rules.visible}}}};
}

constexpr std::array<OldEndpoint, 1> kEndpoints{{{"/auth/scopes", scopes, "GET"}}};

bool whole_company(const Company& company)
{
    return company.by_hand || std::ranges::find(company.rules.visible, model::kCompanyRoot) !=
                                  company.rules.visible.end();
}

} // namespace

std::span<const OldEndpoint> scope_endpoints()
{
    return kEndpoints;
}

Outcome<const User*> find_user(const Company& company, std::string_view userid)
{
    if (const auto* user = company.organisation.user(userid); is_known(company, user)) {
        return user;
    }
    if (company.rules.unknown_user_code != 0) {
        return refuse(company.rules.unknown_user_code);
    }
    // The page names 33012; the FAQ tells 60121 for people who left.
    return refuse(company.organisation.has_left(userid) ? 60121 : 33012);
}

bool is_visible_yet(const Company& company, const User& user)
{
    const auto delay = std::chrono::milliseconds{company.rules.visibility_delay_ms};
    const auto created = model::parse_instant(user.create_time);
    return delay.count() == 0 || company.by_hand || !created || company.now - *created >= delay;
}

bool is_visible_yet(const Company& company, const Department& department)
{
    const auto delay = std::chrono::milliseconds{company.rules.visibility_delay_ms};
    return delay.count() == 0 || company.by_hand || company.now - department.created >= delay;
}

bool is_known(const Company& company, const User* user)
{
    return user != nullptr && (!company.rules.late_to_writes || is_visible_yet(company, *user));
}

bool is_known(const Company& company, const Department* department)
{
    return department != nullptr &&
           (!company.rules.late_to_writes || is_visible_yet(company, *department));
}

Outcome<const Department*> find_department(const Company& company, DeptId id)
{
    if (id < 0) {
        return refuse(40009); // the home-school departments -1 and -7
    }
    if (const auto* department = company.organisation.department(id);
        is_known(company, department)) {
        return department;
    }
    return refuse(60003);
}

bool sees(const Company& company, DeptId department)
{
    if (whole_company(company)) {
        return true;
    }
    return std::ranges::any_of(company.organisation.chain(department), [&company](DeptId id) {
        return std::ranges::find(company.rules.visible, id) != company.rules.visible.end();
    });
}

bool sees(const Company& company, const User& user)
{
    return whole_company(company) ||
           std::ranges::any_of(user.positions, [&company](const Position& position) {
               return sees(company, position.dept_id);
           });
}

} // namespace rosterd::sandbox
