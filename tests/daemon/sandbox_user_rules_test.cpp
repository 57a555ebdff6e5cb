// What the documentation leaves open about people: each rule both ways.
#include "tests/daemon/open_questions.hpp"

namespace rosterd::sandbox
{

namespace
{

struct UserQuestions : OpenQuestions {
};

TEST_F(UserQuestions, MobileInUpdate_WorksUntilTheFirstLoginOrNever)
{
    client.create("E1");

    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000001"}})), 0);
    rule("mobile_in_update", "never");
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000002"}})), 40022);
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000001"}})), 0) << "its own";
}

TEST_F(UserQuestions, DepartmentsInAnUpdate_Are300Or100)
{
    client.create("E1");
    std::string departments;
    for (int i = 1; i <= 101; ++i) {
        departments += std::to_string(client.department("D" + std::to_string(i))) + ",";
    }
    const auto update = [&] { return code(client.update("E1", {{"dept_id_list", departments}})); };

    rule("departments_on_update", 100);
    EXPECT_EQ(update(), 40066);
    rule("departments_on_update", 300);
    EXPECT_EQ(update(), 0);
}

TEST_F(UserQuestions, DepartmentsAsAnArray_AreTakenOrRefused)
{
    const auto create = [&](const char* userid) {
        return code(client.create(userid, {{"dept_id_list", Json::array({1})}}));
    };

    EXPECT_EQ(create("E1"), 0);
    rule("takes_department_arrays", false);
    EXPECT_EQ(create("E2"), 400002);
    EXPECT_EQ(code(client.create("E3", {{"dept_id_list", "1"}})), 0);
}

TEST_F(UserQuestions, UnknownUser_HasOneOfThreeCodes)
{
    client.create("gone");
    client.oapi("/topapi/v2/user/delete", {{"userid", "gone"}});
    const auto get = [&](const char* userid) {
        return code(client.oapi("/topapi/v2/user/get", {{"userid", userid}}));
    };

    EXPECT_EQ(get("gone"), 60121);
    EXPECT_EQ(get("never"), 33012);
    for (const int always : {33012, 60121, 40003}) {
        rule("unknown_user_code", always);
        EXPECT_EQ(get("gone"), always);
        EXPECT_EQ(get("never"), always);
    }
}

TEST_F(UserQuestions, EmptyText_ClearsOrIsIgnored)
{
    client.create("E1", {{"title", "T"}, {"remark", "R"}});

    rule("empty_text_clears", false);
    client.update("E1", {{"title", ""}, {"remark", ""}});
    EXPECT_EQ(client.get("E1")["title"], "T");
    EXPECT_EQ(client.get("E1")["remark"], "R");
    rule("empty_text_clears", true);
    client.update("E1", {{"title", ""}, {"remark", ""}});
    EXPECT_EQ(client.get("E1")["title"], "");
    EXPECT_FALSE(client.get("E1").contains("remark"));
}

TEST_F(UserQuestions, HiredDate_StaysOrIsCleared)
{
    client.create("E1", {{"hired_date", 1700000000000}});

    EXPECT_EQ(code(client.update("E1", {{"hired_date", 0}})), 400002);
    EXPECT_EQ(code(client.update("E1", {{"hired_date", ""}})), 0);
    EXPECT_EQ(client.get("E1")["hired_date"], 1700000000000);
    rule("clears_hired_date", true);
    EXPECT_EQ(code(client.update("E1", {{"hired_date", 0}})), 0);
    EXPECT_FALSE(client.get("E1").contains("hired_date"));
    client.update("E1", {{"hired_date", 1700000000000}});
    client.update("E1", {{"hired_date", ""}});
    EXPECT_FALSE(client.get("E1").contains("hired_date"));
}

TEST_F(UserQuestions, UserOrder_LargerFirstOrLast)
{
    const auto shop = client.department("A");
    for (const auto& [userid, order] : {std::pair{"low", 1}, std::pair{"high", 2}}) {
        client.create(userid,
                      {{"dept_id_list", std::to_string(shop)},
                       {"dept_order_list", Json::array({{{"dept_id", shop}, {"order", order}}})}});
    }
    const auto first = [&] {
        const auto page =
            client.oapi("/topapi/user/listsimple", {{"dept_id", shop}, {"cursor", 0}, {"size", 1}});
        return page["result"]["list"][0]["userid"];
    };

    EXPECT_EQ(first(), "high");
    rule("larger_order_first", false);
    EXPECT_EQ(first(), "low");
}

TEST_F(UserQuestions, WorkPlaceAndRemark_FollowThePagesOrTheCatalogue)
{
    const Json place{{"work_place", std::string(51, 'x')}};
    const Json remark{{"remark", std::string(1025, 'x')}};

    EXPECT_EQ(code(client.create("E1", place)), 0);
    EXPECT_EQ(code(client.create("E2", remark)), 0);
    rule("catalogue_text_limits", true);
    EXPECT_EQ(code(client.create("E3", place)), 40064);
    EXPECT_EQ(code(client.create("E4", remark)), 40065);
}

TEST_F(UserQuestions, LeaveRecords_AreKeptForeverOrForSoManyDays)
{
    client.create("E1");
    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
    client.now += std::chrono::days{31};
    client.fetch_token();
    const auto told = [&] {
        return client
            .api("GET", "/v1.0/contact/empLeaveRecords?startTime=2026-11-01T00:00:00Z&nextToken=0"
                        "&maxResults=50")
            .second["records"]
            .size();
    };

    EXPECT_EQ(told(), 1U);
    rule("leave_record_days", 30);
    EXPECT_EQ(told(), 0U);
}

TEST_F(UserQuestions, Recreated_HasTheSameUnionidOrAnother)
{
    const Json number{{"mobile", "13800138000"}};
    const auto again = [&]() -> std::string {
        const std::string unionid = client.create("E1", number)["result"]["unionId"];
        client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
        return unionid;
    };

    const auto first = again();
    EXPECT_EQ(again(), first);
    rule("recreated_keeps_unionid", false);
    EXPECT_NE(again(), first);
}

TEST_F(UserQuestions, NewUser_IsReadAtOnceOrAfterADelay)
{
    rule("visibility_delay_ms", 5000);
    client.create("E1");
    const auto listed = [&] {
        return client.oapi("/topapi/user/listid", {{"dept_id", 1}})["result"]["userid_list"].size();
    };
    const auto page = [&] {
        const auto answer =
            client.oapi("/topapi/v2/user/list", {{"dept_id", 1}, {"cursor", 0}, {"size", 100}});
        return answer["result"]["list"].size();
    };

    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "E1"}})), 60121);
    EXPECT_EQ(listed(), 0U) << "manager01 is new as well";
    EXPECT_EQ(page(), 0U);
    client.now += std::chrono::seconds{5};
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "E1"}})), 0);
    EXPECT_EQ(listed(), 2U);
    EXPECT_EQ(page(), 2U);
}

TEST_F(UserQuestions, HolderOfANumber_StandsInTheTextAloneOrAtTopLevelToo)
{
    client.create("E1", {{"mobile", "13800138000"}});
    const auto again = [&] { return client.create("E2", {{"mobile", "13800138000"}}); };

    EXPECT_FALSE(again().contains("userid"));
    rule("names_holder_at_top_level", true);
    EXPECT_EQ(again()["userid"], "E1");
}

TEST_F(UserQuestions, LoginIdInAnUpdate_IsSpeltInOneWayOrInBoth)
{
    client.create("D1", {{"exclusive_account", true},
                         {"exclusive_account_type", "dingtalk"},
                         {"login_id", "d1"},
                         {"init_password", "abc12345"}});

    client.update("D1", {{"login_id", "d2"}});
    EXPECT_EQ(client.get("D1")["login_id"], "d1");
    rule("takes_login_id_on_update", true);
    client.update("D1", {{"login_id", "d2"}});
    EXPECT_EQ(client.get("D1")["login_id"], "d2");
}

TEST_F(UserQuestions, OrdinaryAccounts_CannotOrCanBeDisabled)
{
    client.create("E1");
    const auto disable = [&] {
        return client.api("POST", "/v1.0/contact/orgAccounts/disable", {{"userId", "E1"}}).first;
    };

    EXPECT_EQ(disable(), 400);
    rule("disables_ordinary_accounts", true);
    EXPECT_EQ(disable(), 200);
    EXPECT_EQ(client.api("GET", "/v1.0/contact/orgAccounts/status?userId=E1").second["disable"],
              true);
}

TEST_F(UserQuestions, MainAdministrator_CannotOrCanBeDeleted)
{
    const auto remove = [&] {
        return code(client.oapi("/topapi/v2/user/delete", {{"userid", "manager01"}}));
    };

    rule("deletes_main_administrators", false);
    EXPECT_EQ(remove(), 400002);
    rule("deletes_main_administrators", true);
    EXPECT_EQ(remove(), 0);
}

} // namespace

} // namespace rosterd::sandbox
