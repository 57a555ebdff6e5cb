// HRM's transfers and its list of leavers, as the reference's section 7.3 tells them.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Hrm : testing::Test {
    SandboxClient client{unlimited()};
    DeptId shop = client.department("旺角店");

    void SetUp() override { client.create("E1", {{"title", "店員"}}); }

    std::pair<int, Json> transfer(const Json& changes = Json::object())
    {
        Json body{{"userId", "E1"},
                  {"deptIdsAfterTransfer", {1, shop}},
                  {"mainDeptIdAfterTransfer", shop},
                  {"positionNameAfterTransfer", "店長"},
                  {"positionLevelAfterTransfer", "P6"},
                  {"operateUserId", "manager01"}};
        body.update(changes);
        return client.api("POST", "/v1.0/hrm/processes/transfer", body);
    }
};

TEST_F(Hrm, Transferred_HasTheNewDepartmentsAndPositionAtOnce)
{
    EXPECT_EQ(transfer(), (std::pair{200, Json::parse(R"({"result":true})")}));

    const auto user = client.get("E1");
    EXPECT_EQ(user["dept_id_list"], Json::array({1, shop}));
    EXPECT_EQ(user["title"], "店長");
    EXPECT_EQ(user["dept_position_list"][0]["is_main"], false);
    EXPECT_EQ(user["dept_position_list"][1]["is_main"], true);
}

TEST_F(Hrm, WhatCannotBe_IsRefusedByItsCode)
{
    EXPECT_EQ(transfer({{"mainDeptIdAfterTransfer", 99}}).second["code"], "mainDeptIdInvalid");
    EXPECT_EQ(transfer({{"deptIdsAfterTransfer", {99}}}).second["code"], "invalidParameter");
    EXPECT_EQ(transfer({{"userId", "nobody"}}).second["code"], "invalidParameter");
    EXPECT_EQ(transfer({{"operateUserId", "nobody"}}).second["code"], "noPermission");
    EXPECT_EQ(transfer({{"positionIdAfterTransfer", "p"}}).second["code"], "positionIdInvalid");
    EXPECT_EQ(transfer({{"positionNameAfterTransfer", std::string(125, 'x')}}).first, 400);
    EXPECT_EQ(client.get("E1")["title"], "店員") << "nothing of it was done";
}

TEST_F(Hrm, PositionManagement_LocksTitleAndDepartmentAgainstUpdates)
{
    const Json title{{"title", "店長"}};
    const Json place{{"dept_id_list", std::to_string(shop)}};

    client.control("POST", "/sandbox/rules", {{"position_management", true}});
    EXPECT_EQ(code(client.update("E1", title)), 12150);
    EXPECT_EQ(code(client.update("E1", place)), 12150);
    EXPECT_EQ(code(client.update("E1", {{"title", "店員"}, {"remark", "r"}})), 0)
        << "what stays the same is no change";
    EXPECT_EQ(transfer().first, 200);

    client.control("POST", "/sandbox/rules", {{"position_management", false}});
    EXPECT_EQ(code(client.update("E1", title)), 0);
    EXPECT_EQ(code(client.update("E1", place)), 0);
}

TEST_F(Hrm, Leavers_ArePagedAndReturnersAreNone)
{
    for (const auto* userid : {"E2", "E3", "E4"}) {
        client.create(userid);
        client.oapi("/topapi/v2/user/delete", {{"userid", userid}});
    }
    client.create("E2");

    const auto first = client.api("GET", "/v1.0/hrm/employees/dismissions?maxResults=1").second;
    const auto second =
        client.api("GET", "/v1.0/hrm/employees/dismissions?maxResults=1&nextToken=1").second;

    EXPECT_EQ(first, (Json{{"hasMore", true}, {"nextToken", 1}, {"userIdList", {"E3"}}}));
    EXPECT_EQ(second, (Json{{"hasMore", false}, {"userIdList", {"E4"}}}));
    EXPECT_EQ(client.api("GET", "/v1.0/hrm/employees/dismissions?maxResults=51").first, 400);
}

} // namespace

} // namespace rosterd::sandbox
