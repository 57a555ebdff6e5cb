// What the documentation leaves open: each rule in both positions.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct OpenQuestions : testing::Test {
    SandboxClient client{unlimited()};

    void rule(const std::string& name, const Json& value)
    {
        const auto answer = client.control("POST", "/sandbox/rules", {{name, value}});
        ASSERT_EQ(answer.at(name).at("value"), value);
    }
};

TEST_F(OpenQuestions, Rules_AreToldWithWhatTheyMayBe)
{
    const auto rules = client.control("GET", "/sandbox/rules");

    EXPECT_EQ(rules["sibling_name_code"]["value"], 60008);
    EXPECT_EQ(rules["sibling_name_code"]["allowed"], "60008|60021");
    EXPECT_EQ(rules["sees_mobile"]["allowed"], "true|false");
}

TEST_F(OpenQuestions, RulesThatCannotBe_AreRefusedAndNoneOfTheOthersIsSet)
{
    const auto refused = [&](const Json& wanted) {
        const auto answer = client.send(client.request("POST", "/sandbox/rules", wanted.dump()));
        return answer.status == 400 ? Json::parse(answer.body).at("error").get<std::string>() : "";
    };

    EXPECT_NE(refused({{"sees_mobile", false}, {"sibling_name_code", 60009}}).find("60008|60021"),
              std::string::npos);
    EXPECT_NE(refused({{"sibling_names", 1}}).find("there is no rule sibling_names"),
              std::string::npos);
    EXPECT_NE(refused({{"sees_mobile", 1}}), "");
    EXPECT_NE(refused({{"department_depth", -1}}), "");
    EXPECT_NE(refused(Json::array()), "");
    EXPECT_EQ(client.control("GET", "/sandbox/rules")["sees_mobile"]["value"], true);
}

TEST_F(OpenQuestions, RuleFromACommandLine_IsText)
{
    Rules rules;

    EXPECT_TRUE(set_rule(rules, "sees_mobile", "false"));
    EXPECT_TRUE(set_rule(rules, "sibling_name_code", "60021"));
    EXPECT_FALSE(set_rule(rules, "sibling_name_code", "sixty"));

    EXPECT_FALSE(rules.sees_mobile);
    EXPECT_EQ(rules.sibling_name_code, 60021);
}

TEST_F(OpenQuestions, SiblingName_60008Or60021)
{
    client.department("A");
    const Json again{{"name", "A"}, {"parent_id", 1}};

    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60008);
    rule("sibling_name_code", 60021);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60021);
}

TEST_F(OpenQuestions, EmptySubDepartments_HinderADeletionOrGoWithIt)
{
    const auto above = client.department("A");
    client.department("B", above);
    const auto remove = [&] {
        return code(client.oapi("/topapi/v2/department/delete", {{"dept_id", above}}));
    };

    EXPECT_EQ(remove(), 60006);
    rule("cascade_department_delete", true);
    EXPECT_EQ(remove(), 0);
}

TEST_F(OpenQuestions, MembersOfADepartment_AreManyOrLimited)
{
    client.create("E1");

    EXPECT_EQ(code(client.create("E2")), 0);
    rule("members_per_department", 3);
    EXPECT_EQ(code(client.create("E3")), 40023) << "manager01, E1 and E2 are there";
}

TEST_F(OpenQuestions, MobileInUpdate_WorksUntilTheFirstLoginOrNever)
{
    client.create("E1");

    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000001"}})), 0);
    rule("mobile_in_update", "never");
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000002"}})), 40022);
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900000001"}})), 0) << "its own";
}

TEST_F(OpenQuestions, DepartmentsInAnUpdate_Are300Or100)
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

TEST_F(OpenQuestions, DepartmentsAsAnArray_AreTakenOrRefused)
{
    const auto create = [&](const char* userid) {
        return code(client.create(userid, {{"dept_id_list", Json::array({1})}}));
    };

    EXPECT_EQ(create("E1"), 0);
    rule("takes_department_arrays", false);
    EXPECT_EQ(create("E2"), 400002);
    EXPECT_EQ(code(client.create("E3", {{"dept_id_list", "1"}})), 0);
}

TEST_F(OpenQuestions, PermitLists_Are50Or200AndOneSumOnUpdate)
{
    const auto ids = [](int count) {
        auto list = Json::array();
        for (int i = 1; i <= count; ++i) {
            list.push_back(i);
        }
        return list;
    };
    const auto create = [&](const char* name, int depts, int users) {
        return code(client.oapi("/topapi/v2/department/create", {{"name", name},
                                                                 {"parent_id", 1},
                                                                 {"dept_permits", ids(depts)},
                                                                 {"user_permits", ids(users)}}));
    };
    const auto id = client.department("X");
    const auto update = [&](int depts, int users) {
        return code(client.oapi(
            "/topapi/v2/department/update",
            {{"dept_id", id}, {"dept_permits", ids(depts)}, {"user_permits", ids(users)}}));
    };

    EXPECT_EQ(create("A", 50, 50), 0);
    EXPECT_EQ(create("B", 51, 0), 600109);
    EXPECT_EQ(update(25, 25), 0);
    EXPECT_EQ(update(25, 26), 60109) << "both together";
    rule("most_permits", 200);
    EXPECT_EQ(create("C", 200, 200), 0);
    EXPECT_EQ(update(100, 100), 0);
    EXPECT_EQ(update(101, 100), 60109);
    rule("visibility_code", 60109);
    EXPECT_EQ(create("D", 201, 0), 60109);
    rule("visibility_code", 600109);
    EXPECT_EQ(update(101, 100), 600109);
}

TEST_F(OpenQuestions, UnknownUser_HasOneOfThreeCodes)
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

TEST_F(OpenQuestions, EmptyText_ClearsOrIsIgnored)
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

TEST_F(OpenQuestions, HiredDate_StaysOrIsCleared)
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

TEST_F(OpenQuestions, UserOrder_LargerFirstOrLast)
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

TEST_F(OpenQuestions, WorkPlaceAndRemark_FollowThePagesOrTheCatalogue)
{
    const Json place{{"work_place", std::string(51, 'x')}};
    const Json remark{{"remark", std::string(1025, 'x')}};

    EXPECT_EQ(code(client.create("E1", place)), 0);
    EXPECT_EQ(code(client.create("E2", remark)), 0);
    rule("catalogue_text_limits", true);
    EXPECT_EQ(code(client.create("E3", place)), 40064);
    EXPECT_EQ(code(client.create("E4", remark)), 40065);
}

TEST_F(OpenQuestions, RateLimit_StandsAtTopLevelOrInside88)
{
    for (const bool wraps : {false, true}) {
        SandboxClient limited{Rules{}};
        limited.control("POST", "/sandbox/rules", {{"wraps_limits", wraps}});
        for (int i = 0; i < 20; ++i) {
            limited.oapi("/topapi/user/listadmin");
        }
        const auto refused = limited.oapi("/topapi/user/listadmin");
        EXPECT_EQ(code(refused), wraps ? 88 : 90018);
        EXPECT_EQ(refused.contains("sub_code"), wraps);
        EXPECT_EQ(refused.value("sub_code", "90018"), "90018");
    }
}

TEST_F(OpenQuestions, CorpToken_IsTheSameOrNewAndTheLastOneStaysOrEnds)
{
    const auto fetch = [&]() -> std::string {
        return client
            .api("POST", "/v1.0/oauth2/ding1/token",
                 {{"client_id", "k"}, {"client_secret", "s"}, {"grant_type", "client_credentials"}})
            .second.at("access_token");
    };
    const auto works = [&](const std::string& token) {
        client.token = token;
        return code(client.oapi("/topapi/user/listadmin")) == 0;
    };

    const auto first = fetch();
    EXPECT_EQ(fetch(), first);
    rule("corp_token_is_new", true);
    const auto second = fetch();
    EXPECT_NE(second, first);
    EXPECT_TRUE(works(first));
    rule("corp_token_ends_last", true);
    const auto third = fetch();
    EXPECT_FALSE(works(second));
    EXPECT_TRUE(works(third));
}

TEST_F(OpenQuestions, ExpiredToken_HasOneOfThreeCodes)
{
    client.now += std::chrono::hours{2};

    EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], "42001");
    for (const int told : {40014, 40001}) {
        rule("expired_token_code", told);
        EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], std::to_string(told));
    }
}

TEST_F(OpenQuestions, LeaveRecords_AreKeptForeverOrForSoManyDays)
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

TEST_F(OpenQuestions, Recreated_HasTheSameUnionidOrAnother)
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

TEST_F(OpenQuestions, CompanySize_IsUnlimitedOrCapped)
{
    EXPECT_EQ(code(client.create("E1")), 0);
    rule("most_users", 2);
    EXPECT_EQ(code(client.create("E2")), 40024);
    rule("most_users", 0);
    rule("most_departments", 2);
    client.department("A");
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", {{"name", "B"}, {"parent_id", 1}})),
              60110);
}

TEST_F(OpenQuestions, AddedInAWeek_AreManyOrCapped)
{
    rule("users_added_a_week", 2);
    client.create("E1");

    EXPECT_EQ(code(client.create("E2")), -1) << "the administrator was added today, too";
    client.now += std::chrono::days{7};
    client.fetch_token();
    EXPECT_EQ(code(client.create("E2")), 0);
}

TEST_F(OpenQuestions, NewUser_IsReadAtOnceOrAfterADelay)
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

TEST_F(OpenQuestions, HolderOfANumber_StandsInTheTextAloneOrAtTopLevelToo)
{
    client.create("E1", {{"mobile", "13800138000"}});
    const auto again = [&] { return client.create("E2", {{"mobile", "13800138000"}}); };

    EXPECT_FALSE(again().contains("userid"));
    rule("names_holder_at_top_level", true);
    EXPECT_EQ(again()["userid"], "E1");
}

TEST_F(OpenQuestions, LoginIdInAnUpdate_IsSpeltInOneWayOrInBoth)
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

TEST_F(OpenQuestions, OrdinaryAccounts_CannotOrCanBeDisabled)
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

TEST_F(OpenQuestions, MainAdministrator_CannotOrCanBeDeleted)
{
    const auto remove = [&] {
        return code(client.oapi("/topapi/v2/user/delete", {{"userid", "manager01"}}));
    };

    rule("deletes_main_administrators", false);
    EXPECT_EQ(remove(), 400002);
    rule("deletes_main_administrators", true);
    EXPECT_EQ(remove(), 0);
}

TEST_F(OpenQuestions, OffsetOfASearch_CountsPagesOrEntries)
{
    for (const auto* userid : {"E1", "E2", "E3"}) {
        client.create(userid);
    }
    const auto second = [&] {
        return client
            .api("POST", "/v1.0/contact/users/search",
                 {{"queryWord", "Name"}, {"offset", 1}, {"size", 2}})
            .second["list"];
    };

    EXPECT_EQ(second(), Json::array({"E3"}));
    rule("search_offset_is_page", false);
    EXPECT_EQ(second(), Json::array({"E2", "E3"}));
}

TEST_F(OpenQuestions, UnknownPathWithABadToken_IsToldAsOneOrTheOther)
{
    client.token = "bogus";

    EXPECT_EQ(code(client.oapi("/topapi/v2/nothing")), 22);
    EXPECT_EQ(client.api("GET", "/v1.0/nothing").first, 404);
    rule("path_before_token", false);
    EXPECT_EQ(client.oapi("/topapi/v2/nothing")["sub_code"], "40014");
    EXPECT_EQ(client.api("GET", "/v1.0/nothing").second["code"], "InvalidAuthentication");
}

TEST_F(OpenQuestions, DepartmentsAreFoundByAPartOfTheirNameOrTheWhole)
{
    const auto shop = client.department("旺角店");
    const auto find = [&](const std::string& word, int whole) {
        return client
            .api("POST", "/v1.0/contact/departments/search",
                 {{"queryWord", word}, {"offset", 0}, {"size", 10}, {"fullMatchField", whole}})
            .second["list"];
    };

    EXPECT_EQ(find("旺角", 0), Json::array({shop}));
    EXPECT_EQ(find("旺角", 1), Json::array());
    EXPECT_EQ(client.api("POST", "/v1.0/contact/departments/search", Json::object()).second["code"],
              "parameter.error");
}

} // namespace

} // namespace rosterd::sandbox
