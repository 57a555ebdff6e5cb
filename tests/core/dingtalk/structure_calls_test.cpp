#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/department_calls.hpp"
#include "core/dingtalk/hrm_calls.hpp"
#include "core/dingtalk/role_calls.hpp"

#include "tests/core/dingtalk/known_answers.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace test;
using Ids = std::vector<model::DeptId>;

TEST(DepartmentCalls, CreateUpdateDelete_AreWrittenAsDingTalkWants)
{
    const auto created = create_department({{"name", "零售"}, {"parent_id", 1}});
    expect_oapi(created, "/topapi/v2/department/create", {{"name", "零售"}, {"parent_id", 1}});
    EXPECT_FALSE(created.call.repeatable);
    expect_reads(created, R"({"request_id":"r7","result":{"dept_id":7}})",
                 CreatedDepartment{7, "r7"});
    EXPECT_EQ(cut(created), kUnreadable);
    expect_oapi(update_department(7, {{"dept_manager_userid_list", Json::array()}}),
                "/topapi/v2/department/update",
                {{"dept_id", 7}, {"force_update_fields", "dept_manager_userid_list"}});
    expect_oapi(delete_department(7), "/topapi/v2/department/delete", {{"dept_id", 7}});
    EXPECT_EQ(refusal_of(delete_department(7), refused("60003")), "none");
    EXPECT_EQ(refusal_of(delete_department(7), refused("60005")), "60005");
}

TEST(DepartmentCalls, Reads_GiveDepartmentsAndChains)
{
    const auto got = get_department(7);
    expect_oapi(got, "/topapi/v2/department/get", {{"dept_id", 7}});
    model::ObservedDepartment department;
    department.dept_id = 7;
    department.parent_id = 1;
    department.name = "零售";
    expect_reads(got, R"({"result":{"dept_id":7,"parent_id":1,"name":"零售"}})",
                 std::optional{department});
    EXPECT_FALSE(*got.read(refused("60003")));
    expect_reads(list_sub_departments(1),
                 R"({"result":[{"dept_id":7,"parent_id":1,"name":"零售"}]})",
                 std::vector{department});
    expect_reads(list_sub_ids(1), R"({"result":{"dept_id_list":[7,8]}})", Ids{7, 8});
    expect_reads(list_parents(7), R"({"result":{"parent_id_list":[7,2,1]}})", Ids{7, 2, 1});
    EXPECT_EQ(cut(list_parents(7)), kUnreadable);
    const auto chains = list_parents_of_user("E1");
    expect_oapi(chains, "/topapi/v2/department/listparentbyuser", {{"userid", "E1"}});
    expect_reads(chains,
                 R"({"result":{"parent_list":[{"parent_dept_id_list":[7,1]},
                                              {"parent_dept_id_list":[8,1]}]}})",
                 std::vector<Ids>{{7, 1}, {8, 1}});
    const auto searched = search_departments("零", 0);
    expect_api(searched, "/v1.0/contact/departments/search",
               {{"queryWord", "零"}, {"offset", 0}, {"size", 100}});
    expect_reads(searched, R"({"hasMore":false,"totalCount":1,"list":[7]})", Ids{7});
}

TEST(CompanyCalls, Scopes_TellPeopleDepartmentsAndReadableFields)
{
    const auto asking = auth_scopes();
    EXPECT_EQ(asking.call.method, "GET");
    EXPECT_EQ(asking.call.path, "/auth/scopes");
    expect_reads(asking,
                 R"({"errcode":0,"auth_user_field":["name","mobile"],"condition_field":[],
                     "auth_org_scopes":{"authed_user":["E1"],"authed_dept":[1]}})",
                 Scopes{{"name", "mobile"}, {"E1"}, {1}});
    EXPECT_EQ(cut(asking), kUnreadable);
}

TEST(CompanyCalls, Admins_AreMainOrSub)
{
    expect_oapi(list_admins(), "/topapi/user/listadmin", Json::object());
    expect_reads(list_admins(),
                 R"({"result":[{"userid":"E1","sys_level":1},{"userid":"E2","sys_level":2}]})",
                 std::vector<Admin>{{"E1", AdminLevel::main}, {"E2", AdminLevel::sub}});
    expect_oapi(admin_scope("E2"), "/topapi/user/get_admin_scope", {{"userid", "E2"}});
    expect_reads(admin_scope("E2"), R"({"errcode":0,"dept_ids":[7,8]})", Ids{7, 8});
}

TEST(RoleCalls, List_GivesGroupsWithRolesAndTheNextPage)
{
    const auto asking = list_roles(200);
    expect_oapi(asking, "/topapi/role/list", {{"size", 200}, {"offset", 200}});
    expect_reads(asking,
                 R"({"result":{"hasMore":true,"list":[{"name":"技術","groupId":1507113578,
                     "roles":[{"id":1507113579,"name":"架構師"}]}]}})",
                 Page<RoleGroup>{{{1507113578, "技術", {{1507113579, "架構師"}}}}, 400});
    EXPECT_EQ(cut(asking), kUnreadable);
}

TEST(RoleCalls, Members_TellForWhichDepartmentsTheyHoldIt)
{
    const auto asking = list_role_members(9, 0);
    expect_oapi(asking, "/topapi/role/simplelist", {{"role_id", 9}, {"size", 100}, {"offset", 0}});
    expect_reads(asking,
                 R"({"result":{"hasMore":true,"nextCursor":100,"list":[{"userid":"E1","name":"A",
                     "manageScopes":[{"dept_id":7,"name":"零售"}]}]}})",
                 Page<RoleMember>{{{"E1", "A", {7}}}, 100});
    expect_reads(asking, R"({"result":{"hasMore":false,"list":[]}})", Page<RoleMember>{});
    EXPECT_EQ(cut(asking), kUnreadable);
}

TEST(RoleCalls, Details_AreAtTopLevelAndNoneForUnknownOnes)
{
    expect_oapi(get_role(9), "/topapi/role/getrole", {{"roleId", 9}});
    expect_reads(get_role(9), R"({"role":{"name":"架構師","groupId":5}})",
                 std::optional{RoleDetail{"架構師", 5}});
    EXPECT_FALSE(*get_role(9).read(refused("33011")));
    expect_oapi(get_role_group(5), "/topapi/role/getrolegroup", {{"group_id", 5}});
    expect_reads(
        get_role_group(5),
        R"({"role_group":{"group_name":"技術","roles":[{"role_id":9,"role_name":"架構師"}]}})",
        std::optional{RoleGroup{5, "技術", {{9, "架構師"}}}});
    for (const char* none : {"34020", "400002"}) {
        EXPECT_FALSE(*get_role_group(5).read(refused(none))) << none;
    }
}

TEST(RoleCalls, Writes_AreSpeltAsEachCallWants)
{
    expect_oapi(add_role_group("技術"), "/role/add_role_group", {{"name", "技術"}});
    expect_reads(add_role_group("技術"), R"({"groupId":1507113578})", RoleId{1507113578});
    EXPECT_FALSE(add_role_group("技術").call.repeatable);
    expect_oapi(add_role("架構師", 5), "/role/add_role", {{"roleName", "架構師"}, {"groupId", 5}});
    expect_reads(add_role("架構師", 5), R"({"roleId":9})", RoleId{9});
    EXPECT_EQ(cut(add_role("架構師", 5)), kUnreadable);
    EXPECT_FALSE(add_role("架構師", 5).call.repeatable);
    expect_oapi(rename_role(9, "首席"), "/role/update_role", {{"roleId", 9}, {"roleName", "首席"}});
    expect_oapi(delete_role(9), "/topapi/role/deleterole", {{"role_id", 9}});
    EXPECT_EQ(refusal_of(delete_role(9), refused("33011")), "none");
    expect_oapi(scope_role("E1", 9, {7, 8}), "/topapi/role/scope/update",
                {{"userid", "E1"}, {"role_id", 9}, {"dept_ids", "7,8"}});
    EXPECT_FALSE(scope_role("E1", 9, {}).call.body.contains("dept_ids"));
}

std::size_t parts(const std::string& list)
{
    return static_cast<std::size_t>(std::count(list.begin(), list.end(), ',')) + 1;
}

TEST(RoleCalls, GrantsAndRevokes_KeepWithinTheLimitsAndReachEveryone)
{
    std::vector<RoleId> roles;
    std::vector<std::string> people;
    for (int i = 1; i <= 21; ++i) {
        roles.push_back(i);
    }
    for (int i = 1; i <= 101; ++i) {
        people.push_back("E" + std::to_string(i));
    }
    const auto grants = grant_roles(roles, people);
    const auto revokes = revoke_roles(roles, people);
    EXPECT_EQ(grants.size(), 2U * 6U);
    EXPECT_EQ(revokes.size(), 2U * 2U);
    std::size_t granted = 0;
    for (const auto& call : grants) {
        EXPECT_EQ(call.call.path, "/topapi/role/addrolesforemps");
        const std::size_t some_roles = parts(call.call.body["roleIds"].get<std::string>());
        const std::size_t some_people = parts(call.call.body["userIds"].get<std::string>());
        EXPECT_LE(some_roles, 20U);
        EXPECT_LE(some_people, 20U);
        granted += some_roles * some_people;
    }
    EXPECT_EQ(granted, 21U * 101U);
    for (const auto& call : revokes) {
        EXPECT_EQ(call.call.path, "/topapi/role/removerolesforemps");
        EXPECT_LE(parts(call.call.body["userIds"].get<std::string>()), 100U);
    }
    EXPECT_TRUE(grant_roles(roles, {}).empty());
}

TEST(HrmCalls, Transfer_NamesWhereToAndInWhoseName)
{
    Transfer where;
    where.userid = "E1";
    where.dept_ids = {7, 8};
    where.main_dept_id = 7;
    where.position_name = "店長";
    where.operator_userid = "manager01";
    const auto asking = transfer(where);
    expect_api(asking, "/v1.0/hrm/processes/transfer",
               {{"userId", "E1"},
                {"deptIdsAfterTransfer", {7, 8}},
                {"mainDeptIdAfterTransfer", 7},
                {"positionNameAfterTransfer", "店長"},
                {"operateUserId", "manager01"}});
    EXPECT_FALSE(asking.call.repeatable);
    expect_reads(asking, R"({"result":true})", Nothing{});
    EXPECT_EQ(cut(asking, R"({"result":false})"), "result.false");
}

} // namespace
} // namespace rosterd::dingtalk
