// Member lists and leave records: pages, direct members, what an item holds.
#include <gtest/gtest.h>

#include <set>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Lists : testing::Test {
    SandboxClient client{unlimited()};
    DeptId shop = client.department("Shop");
    DeptId counter = client.department("Counter", shop);

    void fill(int people)
    {
        for (int i = 0; i < people; ++i) {
            client.create("E" + std::to_string(i), {{"dept_id_list", std::to_string(shop)}});
        }
    }
    Json page(const std::string& path, std::int64_t cursor, std::int64_t size)
    {
        return client.oapi(path, {{"dept_id", shop}, {"cursor", cursor}, {"size", size}});
    }
};

TEST_F(Lists, PagesTogether_GiveEachDirectMemberOnce)
{
    fill(250);
    client.create("deeper", {{"dept_id_list", std::to_string(counter)}});

    std::set<std::string> found;
    std::int64_t cursor = 0;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        const auto result = page("/topapi/v2/user/list", cursor, 100)["result"];
        for (const auto& item : result["list"]) {
            EXPECT_TRUE(found.insert(item["userid"]).second);
        }
        more = result["has_more"];
        EXPECT_EQ(more, result.contains("next_cursor"));
        cursor = result.value("next_cursor", std::int64_t{0});
    }

    EXPECT_EQ(pages, 3);
    EXPECT_EQ(found.size(), 250U);
    EXPECT_FALSE(found.contains("deeper"));
    EXPECT_EQ(
        client.oapi("/topapi/user/listid", {{"dept_id", shop}})["result"]["userid_list"].size(),
        250U);
}

TEST_F(Lists, ExactlyOnePage_HasNoMore)
{
    fill(100);

    EXPECT_EQ(page("/topapi/v2/user/list", 0, 100)["result"]["has_more"], false);
    EXPECT_EQ(page("/topapi/v2/user/list", 100, 100)["result"]["list"].size(), 0U);
}

TEST_F(Lists, Size_Is1To100)
{
    EXPECT_EQ(code(page("/topapi/v2/user/list", 0, 0)), 400002);
    EXPECT_EQ(code(page("/topapi/v2/user/list", 0, 101)), 400002);
    EXPECT_EQ(code(page("/topapi/user/listsimple", 0, 101)), 40069);
    EXPECT_EQ(code(page("/topapi/user/listsimple", -1, 100)), 40068);
    EXPECT_EQ(
        code(client.oapi("/topapi/v2/user/list", {{"dept_id", 999}, {"cursor", 0}, {"size", 1}})),
        60003);
}

TEST_F(Lists, Item_TellsOrderAndLeadershipInThisDepartment)
{
    fill(1);
    client.oapi("/topapi/v2/department/update",
                {{"dept_id", shop}, {"dept_manager_userid_list", "E0"}});

    const auto item = page("/topapi/v2/user/list", 0, 10)["result"]["list"][0];

    EXPECT_EQ(item["leader"], true);
    EXPECT_TRUE(item["dept_order"].is_number_integer());
    EXPECT_EQ(item["dept_id_list"], Json::array({shop}));
    for (const auto* absent : {"dept_order_list", "leader_in_dept", "role_list"}) {
        EXPECT_FALSE(item.contains(absent)) << absent;
    }
    EXPECT_EQ(page("/topapi/user/listsimple", 0, 10)["result"]["list"][0],
              Json::parse(R"({"userid":"E0","name":"Name E0"})"));
}

TEST_F(Lists, ItemReadBefore_TellsWhatHasChangedSince)
{
    fill(2);
    const auto item = [&] { return page("/topapi/v2/user/list", 0, 1)["result"]["list"][0]; };
    const auto last = [&] { return page("/topapi/v2/user/list", 1, 1)["result"]["list"][0]; };
    ASSERT_EQ(item()["userid"], "E0");

    client.update("E0", {{"title", "Boss \"1\""}, {"email", "e0@example.hk"}});
    EXPECT_EQ(item()["title"], "Boss \"1\"");
    client.update("E0", {{"manager_userid", "E1"}});
    EXPECT_EQ(item()["manager_userid"], "E1");
    client.control("POST", "/sandbox/rules", {{"sees_personal", false}, {"sees_mobile", false}});
    EXPECT_FALSE(item().contains("email"));
    EXPECT_FALSE(item().contains("mobile"));
    client.control("POST", "/sandbox/rules", {{"sees_personal", true}, {"sees_mobile", true}});
    EXPECT_EQ(item()["email"], "e0@example.hk");
    EXPECT_TRUE(item().contains("mobile"));
    client.update("E0", {{"dept_id_list", std::to_string(shop) + "," + std::to_string(counter)}});
    EXPECT_EQ(item()["dept_id_list"], Json::array({shop, counter}));
    EXPECT_EQ(last()["userid"], "E1");

    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
    client.create("E1", {{"dept_id_list", std::to_string(shop)}});
    const auto found = page("/topapi/v2/user/list", 0, 2)["result"]["list"];
    ASSERT_EQ(found.size(), 2U);
    for (const auto& one : found) {
        EXPECT_FALSE(one.contains("manager_userid")) << "another E1 is nobody's manager";
    }
}

TEST_F(Lists, ItemAndDetails_TellTheSameOfAMember)
{
    fill(1);
    client.update("E0",
                  {{"title", "換行\n"}, {"extension", {{"grade", "A1"}}}, {"hide_mobile", true}});
    const auto details = client.get("E0");
    const auto item = page("/topapi/v2/user/list", 0, 1)["result"]["list"][0];
    ASSERT_GT(item.size(), 10U);
    for (const auto& [name, value] : item.items()) {
        if (name != "leader" && name != "dept_order") {
            EXPECT_EQ(value, details.value(name, Json{})) << name;
        }
    }
}

TEST_F(Lists, Order_LargerFirstOrAsAsked)
{
    fill(3);
    client.update("E1", {{"dept_order_list", {{{"dept_id", shop}, {"order", INT64_MAX}}}}});
    const auto names = [&](const std::string& order) {
        const auto answer =
            client.oapi("/topapi/v2/user/list",
                        {{"dept_id", shop}, {"cursor", 0}, {"size", 10}, {"order_field", order}});
        std::string all;
        for (const auto& item : answer["result"]["list"]) {
            all += item["userid"].get<std::string>();
        }
        return all;
    };

    EXPECT_EQ(names("custom"), "E1E0E2");
    EXPECT_EQ(names("entry_asc"), "E0E1E2");
    EXPECT_EQ(names("entry_desc"), "E2E1E0");
    EXPECT_EQ(names("modify_desc"), "E1E2E0");
    EXPECT_EQ(
        code(client.oapi("/topapi/v2/user/list",
                         {{"dept_id", shop}, {"cursor", 0}, {"size", 1}, {"order_field", "x"}})),
        40070);
}

TEST_F(Lists, LeaveRecords_ArePaged)
{
    fill(3);
    for (int i = 0; i < 3; ++i) {
        client.oapi("/topapi/v2/user/delete", {{"userid", "E" + std::to_string(i)}});
    }
    const std::string base = "/v1.0/contact/empLeaveRecords?startTime=2026-11-01T00:00:00Z";

    const auto first = client.api("GET", base + "&nextToken=0&maxResults=2").second;
    const auto second = client.api("GET", base + "&nextToken=2&maxResults=2").second;

    EXPECT_EQ(first["records"].size(), 2U);
    EXPECT_EQ(first["nextToken"], "2");
    EXPECT_EQ(second["records"].size(), 1U);
    EXPECT_FALSE(second.contains("nextToken"));
}

TEST_F(Lists, LeaveRecords_RefuseAYearTooLongOrAPageTooBig)
{
    for (const auto* bad : {"startTime=2025-11-01T00:00:00Z&maxResults=10", "maxResults=10",
                            "startTime=2026-11-01T00:00:00Z&maxResults=51"}) {
        const auto [status, body] =
            client.api("GET", std::string{"/v1.0/contact/empLeaveRecords?"} + bad);
        EXPECT_EQ(status, 400) << bad;
        EXPECT_EQ(body["code"], "invalidParameter.param.invalid") << bad;
    }
}

} // namespace

} // namespace rosterd::sandbox
