// Roles, as the reference's section 5 tells them.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct RolesCalls : testing::Test {
    SandboxClient client{unlimited()};

    std::int64_t group(const std::string& name)
    {
        return client.oapi("/role/add_role_group", {{"name", name}}).at("groupId");
    }
    std::int64_t role(const std::string& name, std::int64_t group)
    {
        return client.oapi("/role/add_role", {{"roleName", name}, {"groupId", group}}).at("roleId");
    }
    Json grant(const std::string& roles, const std::string& users)
    {
        return client.oapi("/topapi/role/addrolesforemps",
                           {{"roleIds", roles}, {"userIds", users}});
    }
    Json revoke(const std::string& roles, const std::string& users)
    {
        return client.oapi("/topapi/role/removerolesforemps",
                           {{"roleIds", roles}, {"userIds", users}});
    }
    Json members(std::int64_t role)
    {
        auto userids = Json::array();
        const auto page = client.oapi("/topapi/role/simplelist", {{"role_id", role}});
        for (const auto& one : page.at("result").at("list")) {
            userids.push_back(one.at("userid"));
        }
        return userids;
    }
    static std::string many(const std::string& prefix, int count)
    {
        std::string list;
        for (int i = 1; i <= count; ++i) {
            list += (i == 1 ? "" : ",") + prefix + std::to_string(i);
        }
        return list;
    }
};

TEST_F(RolesCalls, GroupsAndRoles_AreCreatedReadAndRenamed)
{
    const auto tech = group("技術");
    const auto architect = role("架構師", tech);
    client.oapi("/role/update_role", {{"roleId", architect}, {"roleName", "首席"}});

    const auto read = client.oapi("/topapi/role/getrole", {{"roleId", architect}});
    const auto whole = client.oapi("/topapi/role/getrolegroup", {{"group_id", tech}});

    EXPECT_EQ(read["role"], (Json{{"name", "首席"}, {"groupId", tech}}));
    EXPECT_EQ(whole["role_group"]["group_name"], "技術");
    EXPECT_EQ(whole["role_group"]["roles"],
              Json::array({{{"role_id", architect}, {"role_name", "首席"}}}));
}

TEST_F(RolesCalls, NamesAndGroupsThatCannotBe_AreRefused)
{
    const auto tech = group("技術");
    role("架構師", tech);

    EXPECT_EQ(code(client.oapi("/role/add_role_group", {{"name", "技術"}})), 34021);
    EXPECT_EQ(code(client.oapi("/role/add_role", {{"roleName", "架構師"}, {"groupId", tech}})),
              34021);
    EXPECT_EQ(code(client.oapi("/role/add_role", {{"roleName", ""}, {"groupId", tech}})), 34018);
    EXPECT_EQ(code(client.oapi("/role/add_role", {{"roleName", "A"}, {"groupId", 7}})), 34020);
    EXPECT_EQ(code(client.oapi("/role/update_role", {{"roleId", 7}, {"roleName", ""}})), 660000);
    EXPECT_EQ(code(client.oapi("/role/update_role", {{"roleId", 7}, {"roleName", "A"}})), 33011);
    EXPECT_EQ(code(client.oapi("/topapi/role/getrole", {{"roleId", 7}})), 33011);
    EXPECT_EQ(code(client.oapi("/topapi/role/getrolegroup", {{"group_id", 7}})), 400002);
}

TEST_F(RolesCalls, DefaultGroup_IsThereAndCannotBeChanged)
{
    const auto groups = client.oapi("/topapi/role/list")["result"]["list"];
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0]["name"], "默认");
    const std::int64_t main_administrator = groups[0]["roles"][2]["id"];
    ASSERT_EQ(groups[0]["roles"][2]["name"], "主管理员");
    const auto id = std::to_string(main_administrator);

    EXPECT_EQ(code(client.oapi("/role/update_role", {{"roleId", id}, {"roleName", "A"}})), 23004);
    EXPECT_EQ(code(client.oapi("/topapi/role/deleterole", {{"role_id", id}})), 23004);
    EXPECT_EQ(code(grant(id, "manager01")), 23004);
    EXPECT_EQ(
        code(client.oapi("/role/add_role", {{"roleName", "A"}, {"groupId", groups[0]["groupId"]}})),
        34020);
    EXPECT_EQ(members(main_administrator), Json::array({"manager01"}))
        << "who administers holds it";
}

TEST_F(RolesCalls, LeadingADepartment_GivesTheRoleOfAManager)
{
    const auto shop = client.department("旺角店");
    client.create("E1", {{"dept_id_list", std::to_string(shop)}});

    client.oapi("/topapi/v2/department/update",
                {{"dept_id", shop}, {"dept_manager_userid_list", "E1"}});

    EXPECT_EQ(client.get("E1")["role_list"][0]["name"], "主管");
    EXPECT_EQ(client.get("E1")["role_list"][0]["group_name"], "默认");
}

TEST_F(RolesCalls, Granted_StandsInTheRoleAndInTheUserUntilRevoked)
{
    const auto architect = role("架構師", group("技術"));
    const auto id = std::to_string(architect);
    client.create("E1");
    client.create("E2");

    EXPECT_EQ(code(grant(id, "E1,E2")), 0);
    EXPECT_EQ(code(grant(id, "E1")), 0) << "held already";
    EXPECT_EQ(members(architect), Json::array({"E1", "E2"}));
    EXPECT_EQ(client.get("E1")["role_list"],
              Json::array({{{"id", architect}, {"name", "架構師"}, {"group_name", "技術"}}}));

    EXPECT_EQ(code(revoke(id, "E1")), 0);
    EXPECT_EQ(members(architect), Json::array({"E2"}));
    EXPECT_FALSE(client.get("E1").contains("role_list"));
}

TEST_F(RolesCalls, Batches_Take20RolesBy20UsersAndRemove20By100)
{
    const auto id = std::to_string(role("架構師", group("技術")));
    for (int i = 1; i <= 101; ++i) {
        client.create("E" + std::to_string(i));
    }

    EXPECT_EQ(code(grant(id, many("E", 20))), 0);
    EXPECT_EQ(code(grant(id, many("E", 21))), 400002);
    EXPECT_EQ(code(grant(many("", 21), "E1")), 400002);
    EXPECT_EQ(code(revoke(id, many("E", 100))), 0);
    EXPECT_EQ(code(revoke(id, many("E", 101))), 400002);
    EXPECT_EQ(code(revoke(many("", 21), "E1")), 400002);
}

TEST_F(RolesCalls, BatchWithABadId_FailsAsAWhole)
{
    const auto architect = role("架構師", group("技術"));
    const auto id = std::to_string(architect);
    client.create("E1");

    EXPECT_EQ(code(grant(id, "E1,nobody")), 33012);
    EXPECT_EQ(code(grant(id + ",7", "E1")), 33011);

    EXPECT_EQ(members(architect), Json::array());
}

TEST_F(RolesCalls, BatchWithABadUser_IsDoneForTheOthersWhereTheRulesSaySo)
{
    client.control("POST", "/sandbox/rules", {{"partial_role_batches", true}});
    const auto architect = role("架構師", group("技術"));
    client.create("E1");

    EXPECT_EQ(code(grant(std::to_string(architect), "nobody,E1")), 33012);

    EXPECT_EQ(members(architect), Json::array({"E1"}));
}

TEST_F(RolesCalls, Deleted_OnlyWhenNobodyHoldsIt)
{
    const auto architect = role("架構師", group("技術"));
    client.create("E1");
    grant(std::to_string(architect), "E1");

    EXPECT_EQ(code(client.oapi("/topapi/role/deleterole", {{"role_id", architect}})), 400002);
    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
    EXPECT_EQ(members(architect), Json::array()) << "who leaves loses every role";
    EXPECT_EQ(code(client.oapi("/topapi/role/deleterole", {{"role_id", architect}})), 0);
    EXPECT_EQ(code(client.oapi("/topapi/role/deleterole", {{"role_id", architect}})), 33011);
}

TEST_F(RolesCalls, Lists_ArePaged)
{
    const auto tech = group("技術");
    for (int i = 1; i <= 5; ++i) {
        role("R" + std::to_string(i), tech);
    }
    const auto architect = role("架構師", tech);
    for (int i = 1; i <= 3; ++i) {
        client.create("E" + std::to_string(i));
        grant(std::to_string(architect), "E" + std::to_string(i));
    }

    const auto first = client.oapi("/topapi/role/list", {{"size", 6}, {"offset", 0}})["result"];
    const auto second = client.oapi("/topapi/role/list", {{"size", 6}, {"offset", 6}})["result"];
    const auto page = client.oapi("/topapi/role/simplelist",
                                  {{"role_id", architect}, {"size", 2}, {"offset", 0}})["result"];
    const auto rest = client.oapi("/topapi/role/simplelist",
                                  {{"role_id", architect}, {"size", 2}, {"offset", 2}})["result"];

    EXPECT_EQ(first["hasMore"], true);
    EXPECT_EQ(first["list"].size(), 2U) << "the default group's four, and two of this one";
    EXPECT_EQ(first["list"][1]["roles"].size(), 2U);
    EXPECT_EQ(second["hasMore"], false);
    EXPECT_EQ(second["list"][0]["groupId"], tech) << "a group goes on in the next page";
    EXPECT_EQ(second["list"][0]["roles"].size(), 4U);
    EXPECT_EQ(page["hasMore"], true);
    EXPECT_EQ(page["nextCursor"], 2);
    EXPECT_EQ(rest["list"][0]["userid"], "E3");
    EXPECT_EQ(rest["hasMore"], false);
}

TEST_F(RolesCalls, PagesThatCannotBe_AreRefused)
{
    const auto id = role("架構師", group("技術"));
    const auto list = [&](const Json& body) {
        return code(client.oapi("/topapi/role/list", body));
    };
    const auto simple = [&](Json body) {
        body["role_id"] = id;
        return code(client.oapi("/topapi/role/simplelist", body));
    };

    EXPECT_EQ(list({{"size", 200}, {"offset", 0}}), 0);
    EXPECT_EQ(list({{"size", 201}, {"offset", 0}}), 40069);
    EXPECT_EQ(list({{"size", 20}, {"offset", -1}}), 40068);
    EXPECT_EQ(list({{"size", 20}}), 400002) << "both or neither";
    EXPECT_EQ(simple({{"size", 100}, {"offset", 0}}), 0);
    EXPECT_EQ(simple({{"size", 101}, {"offset", 0}}), 40069);
    EXPECT_EQ(code(client.oapi("/topapi/role/simplelist", {{"role_id", 7}})), 33011);
}

TEST_F(RolesCalls, Scope_NamesDepartmentsOrEveryone)
{
    const auto architect = role("架構師", group("技術"));
    const auto shop = client.department("旺角店");
    client.create("E1");
    grant(std::to_string(architect), "E1");
    const auto scope = [&](const Json& body) {
        Json all{{"userid", "E1"}, {"role_id", architect}};
        all.update(body);
        return code(client.oapi("/topapi/role/scope/update", all));
    };
    const auto told = [&] {
        return client.oapi("/topapi/role/simplelist",
                           {{"role_id", architect}})["result"]["list"][0]["manageScopes"];
    };

    EXPECT_EQ(scope({{"dept_ids", std::to_string(shop)}}), 0);
    EXPECT_EQ(told(), Json::array({{{"dept_id", shop}, {"name", "旺角店"}}}));
    EXPECT_EQ(scope(Json::object()), 0);
    EXPECT_EQ(told(), Json::array());
    EXPECT_EQ(scope({{"dept_ids", "999"}}), 60003);
    EXPECT_EQ(scope({{"role_id", 7}}), 60301);
    EXPECT_EQ(scope({{"userid", "nobody"}}), 46004);
    EXPECT_EQ(scope({{"userid", ""}}), 40003);
}

TEST_F(RolesCalls, ScopeHasFiftyDepartmentsAtMost_OrTwoHundredWhereTheRulesSaySo)
{
    const auto architect = role("架構師", group("技術"));
    client.create("E1");
    grant(std::to_string(architect), "E1");
    std::string departments;
    for (int i = 1; i <= 51; ++i) {
        departments += std::to_string(client.department("D" + std::to_string(i))) + ",";
    }
    const Json body{{"userid", "E1"}, {"role_id", architect}, {"dept_ids", departments}};

    EXPECT_EQ(code(client.oapi("/topapi/role/scope/update", body)), 400002);
    client.control("POST", "/sandbox/rules", {{"role_scope_departments", 200}});
    EXPECT_EQ(code(client.oapi("/topapi/role/scope/update", body)), 0);
}

} // namespace

} // namespace rosterd::sandbox
