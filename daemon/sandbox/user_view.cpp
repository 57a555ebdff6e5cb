#include "daemon/sandbox/user_view.hpp"

#include <algorithm>

#include "daemon/sandbox/role_holders.hpp"

namespace rosterd::sandbox
{

namespace
{

void add_texts(Json& json, const Company& company, const User& user)
{
    for (const auto& text : kUserTexts) {
        const auto& value = user.*text.member;
        if (text.name == "login_email" || text.name == "nickname") {
            continue; // never shown for ordinary accounts
        }
        if (!text.personal || (company.rules.sees_personal && !value.empty())) {
            json.emplace(std::string{text.name}, value);
        }
    }
    if (company.rules.sees_personal && !user.extension.is_null()) {
        json["extension"] = user.extension.dump();
    }
    if (company.rules.sees_mobile && !user.mobile.empty()) {
        json["mobile"] = user.mobile;
        json["state_code"] = user.state_code;
    }
}

void add_enterprise_account(Json& json, const User& user)
{
    if (user.exclusive_type.empty()) {
        return;
    }
    json["exclusive_account_type"] = user.exclusive_type;
    const bool own = user.outer_corp.empty();
    json["exclusive_account_corp_id"] = own ? "dingsandbox" : user.outer_corp;
    json["exclusive_account_corp_name"] = own ? "sandbox" : user.outer_corp;
    json["disable_status"] = user.disabled;
    json["nickname"] = user.nickname.empty() ? user.name : user.nickname;
    if (!user.login_id.empty()) {
        json["login_id"] = user.login_id;
    }
}

} // namespace

Json member_facts(const Company& company, const User& user)
{
    Json json = Json::object(); // field by field: a list of pairs is copied, and pages are long
    json.emplace("userid", user.userid);
    json.emplace("unionid", user.unionid);
    json.emplace("hide_mobile", user.hide_mobile);
    json.emplace("active", user.active);
    json.emplace("real_authed", user.active);
    json.emplace("senior", user.senior_mode);
    json.emplace("admin", user.admin_level != 0);
    json.emplace("boss", user.boss);
    json.emplace("exclusive_account", !user.exclusive_type.empty());
    add_texts(json, company, user);
    add_enterprise_account(json, user);
    if (const auto* manager = company.organisation.manager_of(user)) {
        json["manager_userid"] = manager->userid;
    }
    if (user.hired_date != 0) {
        json["hired_date"] = user.hired_date;
    }
    if (!user.extension_i18n.is_null()) {
        json["extension_i18n"] = user.extension_i18n;
    }
    auto& ids = json["dept_id_list"] = Json::array();
    for (const auto& position : user.positions) {
        ids.push_back(position.dept_id);
    }
    return json;
}

bool leads(const Company& company, const User& user, DeptId department)
{
    const auto& managers = company.organisation.department(department)->managers;
    return std::ranges::find(managers, user.userid) != managers.end();
}

Json user_details(const Company& company, const User& user)
{
    auto json = member_facts(company, user);
    json["create_time"] = user.create_time;
    json["union_emp_ext"] = Json::object();
    for (const auto* role : roles_of(company.organisation, user)) {
        json["role_list"].push_back(
            {{"id", role->id},
             {"name", role->name},
             {"group_name", company.organisation.roles().group(role->group_id)->name}});
    }
    auto& orders = json["dept_order_list"] = Json::array();
    auto& leaders = json["leader_in_dept"] = Json::array();
    auto& positions = json["dept_position_list"] = Json::array();
    for (const auto& position : user.positions) {
        const auto id = position.dept_id;
        orders.push_back({{"dept_id", id}, {"order", position.order}});
        leaders.push_back({{"dept_id", id}, {"leader", leads(company, user, id)}});
        positions.push_back(
            {{"dept_id", id},
             {"title", position.title.empty() ? user.title : position.title},
             {"work_place", position.work_place.empty() ? user.work_place : position.work_place},
             {"is_main", position.is_main}});
    }
    return json;
}

} // namespace rosterd::sandbox
