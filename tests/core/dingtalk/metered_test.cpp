// Which calls count toward the monthly quota, against the whole list of those that do not.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/dingtalk/account_calls.hpp"
#include "core/dingtalk/attendance_calls.hpp"
#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/department_calls.hpp"
#include "core/dingtalk/hrm_calls.hpp"
#include "core/dingtalk/notification_calls.hpp"
#include "core/dingtalk/quota.hpp"
#include "core/dingtalk/role_calls.hpp"
#include "core/dingtalk/user_calls.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;

// The whole list [basic-interfaces-such-as-log-off-and-address-book], by its headings.
const std::vector<std::string> kExemptByTheList{
    // tokens and login
    "/gettoken", "/v1.0/oauth2/accessToken", "/v1.0/oauth2/ding1/token",
    "/v1.0/oauth2/corpAccessToken", "/v1.0/oauth2/userAccessToken",
    // people
    "/topapi/v2/user/create", "/topapi/v2/user/update", "/topapi/v2/user/get",
    "/topapi/v2/user/delete", "/topapi/v2/user/list", "/topapi/user/listsimple",
    "/topapi/user/listid", "/topapi/user/count", "/topapi/inactive/user/v2/get",
    "/topapi/v2/user/getbymobile", "/topapi/user/getbyunionid", "/topapi/user/listadmin",
    "/topapi/user/get_admin_scope", "/v1.0/contact/empLeaveRecords", "/v1.0/contact/seniorSettings",
    // departments
    "/topapi/v2/department/create", "/topapi/v2/department/update", "/topapi/v2/department/delete",
    "/topapi/v2/department/get", "/topapi/v2/department/listsub", "/topapi/v2/department/listsubid",
    "/topapi/v2/department/listparentbydept", "/topapi/v2/department/listparentbyuser",
    // roles
    "/topapi/role/list", "/topapi/role/simplelist", "/topapi/role/getrole",
    "/topapi/role/getrolegroup", "/role/add_role_group", "/role/add_role", "/role/update_role",
    "/topapi/role/deleterole", "/topapi/role/addrolesforemps", "/topapi/role/removerolesforemps",
    "/topapi/role/scope/update",
    // external contacts
    "/topapi/extcontact/create", "/topapi/extcontact/update", "/topapi/extcontact/delete",
    "/topapi/extcontact/get", "/topapi/extcontact/list", "/topapi/extcontact/listlabelgroups",
    // HRM
    "/topapi/smartwork/hrm/employee/addpreentry", "/topapi/smartwork/hrm/employee/querypreentry",
    "/topapi/smartwork/hrm/employee/queryonjob", "/topapi/smartwork/hrm/employee/v2/update",
    "/v1.0/hrm/rosters/lists/query", "/topapi/smartwork/hrm/roster/meta/get",
    "/v1.0/hrm/employees/dimissionInfos", "/v1.0/hrm/processes/transfer",
    "/v1.0/hrm/employees/dismissions"};

// What the reference names and the list does not.
const std::vector<std::string> kNotOnTheList{"/auth/scopes",
                                             "/v1.0/contact/users/search",
                                             "/v1.0/contact/departments/search",
                                             "/v1.0/contact/users/sort",
                                             "/v1.0/contact/users/batch/get",
                                             "/v1.0/contact/invites/recall",
                                             "/v1.0/contact/orgAccounts/disable",
                                             "/v1.0/contact/orgAccounts/enable",
                                             "/v1.0/contact/orgAccounts/signOut",
                                             "/v1.0/contact/orgAccounts/status",
                                             "/v1.0/contact/orgAccounts/ownedOrganizations",
                                             "/v1.0/contact/orgAccounts/multiOrgPermissions/auth",
                                             "/v1.0/contact/orgAccounts/mainAdministrators/change",
                                             "/v1.0/contact/orgAccounts/dingTalkIds/change",
                                             "/v1.0/contact/orgAccounts/mobiles/visibleInOtherOrg",
                                             "/topapi/attendance/group/add",
                                             "/topapi/attendance/getsimplegroups",
                                             "/topapi/attendance/getusergroup",
                                             "/topapi/attendance/groups/idtokey",
                                             "/topapi/attendance/groups/keytoid",
                                             "/topapi/attendance/group/users/add",
                                             "/topapi/attendance/group/users/remove",
                                             "/topapi/attendance/group/users/query",
                                             "/topapi/attendance/group/member/update",
                                             "/topapi/attendance/group/member/listbyids",
                                             "/topapi/attendance/group/minimalism/list",
                                             "/topapi/attendance/group/search",
                                             "/topapi/message/corpconversation/asyncsend_v2",
                                             "/topapi/message/corpconversation/getsendprogress",
                                             "/topapi/message/corpconversation/getsendresult",
                                             "/topapi/message/corpconversation/recall",
                                             "/call_back/get_call_back_failed_result",
                                             "/v1.0/im/group/create",
                                             "/chat/get",
                                             "/v1.0/hrm/preentries",
                                             "/v1.0/hrm/processes/regulars/become",
                                             "/v1.0/hrm/processes/terminateAndHandOver",
                                             "/v1.0/hrm/processes/employees/terminations",
                                             "/v1.0/hrm/pendingDismission/start",
                                             "/v1.0/hrm/dismission/reasons"};

bool names(const std::vector<std::string>& list, const std::string& path)
{
    return std::ranges::find(list, path) != list.end();
}

TEST(Metered, WhatTheListExempts_IsExempt)
{
    for (const std::string& path : kExemptByTheList) {
        EXPECT_FALSE(is_metered(path)) << path;
    }
}

TEST(Metered, WhatIsNotOnTheList_Counts)
{
    for (const std::string& path : kNotOnTheList) {
        EXPECT_TRUE(is_metered(path)) << path;
    }
}

// The paths that rosterd calls.
class Made
{
public:
    Made()
    {
        people();
        company();
        enterprise();
        attendance_and_messages();
    }
    const std::set<std::string>& paths() const { return paths_; }

private:
    template <typename T>
    void add(const Asking<T>& asking)
    {
        paths_.insert(asking.call.path);
    }
    template <typename T>
    void add(const std::vector<Asking<T>>& askings)
    {
        ASSERT_FALSE(askings.empty());
        add(askings.front());
    }

    void people()
    {
        add(create_user("E1", {{"name", "Chan"}, {"dept_id_list", {1}}}));
        add(update_user("E1", {{"name", "Chan"}}));
        add(delete_user("E1"));
        add(get_user("E1", "CN"));
        add(get_user_by_login("chan", "CN"));
        add(userid_by_mobile("13800000000"));
        add(holders_of_mobile("13800000000"));
        add(userid_by_unionid("u1"));
        add(list_members(1, 0, "CN"));
        add(list_member_names(1, 0));
        add(list_userids(1));
        add(count_users(false));
        add(list_by_activity(model::Date{2026y / 11 / 23}, true, 0));
        add(search_users("Chan", 0, true));
        add(list_leave_records({}, {}));
        add(transfer({"E1", {1}, 1, "", "", "manager01"}));
    }
    void company()
    {
        add(create_department({{"name", "Shop"}, {"parent_id", 1}}));
        add(update_department(2, {{"name", "Shop"}}));
        add(delete_department(2));
        add(get_department(2));
        add(list_sub_departments(1));
        add(list_sub_ids(1));
        add(list_parents(2));
        add(list_parents_of_user("E1"));
        add(search_departments("Shop", 0));
        add(list_roles(0));
        add(list_role_members(1, 0));
        add(get_role(1));
        add(get_role_group(1));
        add(add_role_group("Shops"));
        add(add_role("Clerk", 1));
        add(rename_role(1, "Clerk"));
        add(delete_role(1));
        add(grant_roles({1}, {"E1"}));
        add(revoke_roles({1}, {"E1"}));
        add(scope_role("E1", 1, {}));
        add(auth_scopes());
        add(list_admins());
        add(admin_scope("E1"));
    }
    void enterprise()
    {
        add(create_sso_account("E1", {{"name", "Chan"}, {"dept_id_list", {1}}}));
        add(create_dingtalk_account("E1", {"chan", "abc12345"},
                                    {{"name", "Chan"}, {"dept_id_list", {1}}}));
        add(disable_account("E1", "left"));
        add(enable_account("E1"));
        add(sign_out_account("E1", "left"));
        add(is_account_disabled("E1"));
    }
    void attendance_and_messages()
    {
        add(search_attendance_groups("manager01", "Early"));
        add(list_attendance_groups("manager01", 0));
        add(attendance_key("manager01", 1));
        add(attendance_group_of("E1"));
        add(list_attendance_members("key", ""));
        add(add_attendance_members("manager01", "key", {"E1"}));
        add(remove_attendance_members("manager01", "key", {"E1"}));
        add(notify_users(1, {"E1"}, notification_text("hello")));
        add(notify_departments(1, {1}, notification_text("hello")));
        add(notification_progress(1, 1));
        add(notification_result(1, 1));
        add(recall_notification(1, 1));
    }

    std::set<std::string> paths_;
};

TEST(Metered, EveryCallThatRosterdMakes_IsTheListsOrNotTheLists)
{
    const Made made;
    EXPECT_GT(made.paths().size(), 50U);
    for (const std::string& path : made.paths()) {
        EXPECT_NE(names(kExemptByTheList, path), names(kNotOnTheList, path)) << path;
    }
}

TEST(Metered, TheForecastOfAPlan_CountsTheSameCalls)
{
    using model::OperationKind;
    for (int kind = 0; kind <= static_cast<int>(OperationKind::attendance_remove); ++kind) {
        model::Plan plan;
        model::Operation operation;
        operation.kind = static_cast<OperationKind>(kind);
        plan.operations.push_back(operation);
        const model::Forecast forecast = plan::forecast(plan, 20);
        std::int64_t metered = 0;
        for (const auto& [path, count] : forecast.calls) {
            metered += is_metered(path) ? count : 0;
        }
        EXPECT_EQ(forecast.metered_calls, metered) << kind;
    }
}

} // namespace
} // namespace rosterd::dingtalk
