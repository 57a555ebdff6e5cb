// What the documentation leaves open about the company and the gateways: each rule both ways.
#include <array>

#include "tests/daemon/open_questions.hpp"

namespace rosterd::sandbox
{

namespace
{

struct CompanyQuestions : OpenQuestions {
};

TEST_F(CompanyQuestions, Rules_AreToldWithWhatTheyMayBe)
{
    const auto rules = client.control("GET", "/sandbox/rules");

    EXPECT_EQ(rules["sibling_name_code"]["value"], 60008);
    EXPECT_EQ(rules["sibling_name_code"]["allowed"], "60008|60021");
    EXPECT_EQ(rules["sees_mobile"]["allowed"], "true|false");
}

TEST_F(CompanyQuestions, RulesThatCannotBe_AreRefusedAndNoneOfTheOthersIsSet)
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

TEST_F(CompanyQuestions, RuleFromACommandLine_IsText)
{
    Rules rules;

    EXPECT_TRUE(set_rule(rules, "sees_mobile", "false"));
    EXPECT_TRUE(set_rule(rules, "sibling_name_code", "60021"));
    EXPECT_FALSE(set_rule(rules, "sibling_name_code", "sixty"));

    EXPECT_FALSE(rules.sees_mobile);
    EXPECT_EQ(rules.sibling_name_code, 60021);
}

TEST_F(CompanyQuestions, SiblingName_60008Or60021)
{
    client.department("A");
    const Json again{{"name", "A"}, {"parent_id", 1}};

    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60008);
    rule("sibling_name_code", 60021);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60021);
}

TEST_F(CompanyQuestions, EmptySubDepartments_HinderADeletionOrGoWithIt)
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

TEST_F(CompanyQuestions, MembersOfADepartment_AreManyOrLimited)
{
    client.create("E1");

    EXPECT_EQ(code(client.create("E2")), 0);
    rule("members_per_department", 3);
    EXPECT_EQ(code(client.create("E3")), 40023) << "manager01, E1 and E2 are there";
}

TEST_F(CompanyQuestions, PermitLists_Are50Or200AndOneSumOnUpdate)
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

TEST_F(CompanyQuestions, RateLimit_StandsAtTopLevelOrInside88)
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

TEST_F(CompanyQuestions, CorpToken_IsTheSameOrNewAndTheLastOneStaysOrEnds)
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

TEST_F(CompanyQuestions, ExpiredToken_HasOneOfThreeCodes)
{
    client.now += std::chrono::hours{2};

    EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], "42001");
    for (const int told : {40014, 40001}) {
        rule("expired_token_code", told);
        EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], std::to_string(told));
    }
}

TEST_F(CompanyQuestions, CompanySize_IsUnlimitedOrCapped)
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

TEST_F(CompanyQuestions, AddedInAWeek_AreManyOrCapped)
{
    rule("users_added_a_week", 2);
    client.create("E1");

    EXPECT_EQ(code(client.create("E2")), -1) << "the administrator was added today, too";
    client.now += std::chrono::days{7};
    client.fetch_token();
    EXPECT_EQ(code(client.create("E2")), 0);
}

TEST_F(CompanyQuestions, OffsetOfASearch_CountsPagesOrEntries)
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
    EXPECT_EQ(client
                  .api("POST", "/v1.0/contact/users/search",
                       {{"queryWord", "Name"}, {"offset", INT64_MAX}, {"size", 2}})
                  .second["code"],
              "parameter.error");
}

TEST_F(CompanyQuestions, UnknownPathWithABadToken_IsToldAsOneOrTheOther)
{
    client.token = "bogus";

    EXPECT_EQ(code(client.oapi("/topapi/v2/nothing")), 22);
    EXPECT_EQ(client.api("GET", "/v1.0/nothing").first, 404);
    rule("path_before_token", false);
    EXPECT_EQ(client.oapi("/topapi/v2/nothing")["sub_code"], "40014");
    EXPECT_EQ(client.api("GET", "/v1.0/nothing").second["code"], "InvalidAuthentication");
}

TEST_F(CompanyQuestions, FaultAndABadToken_AreToldAsOneOrTheOther)
{
    client.control("POST", "/sandbox/faults",
                   {{"path", "/topapi/*"}, {"mode", "errcode"}, {"errcode", 60020}, {"count", 2}});
    client.control("POST", "/sandbox/faults",
                   {{"path", "/v1.0/contact/*"}, {"mode", "errcode"}, {"code", "foreign"}});
    const auto records = [&] {
        return client.api("GET", "/v1.0/contact/empLeaveRecords").second["code"];
    };
    client.token = "bogus";

    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 60020);
    rule("faults_before_token", false);
    EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], "40014");
    EXPECT_EQ(records(), "InvalidAuthentication");
    client.fetch_token();
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 60020) << "it still waited";
    EXPECT_EQ(records(), "foreign");
}

TEST_F(CompanyQuestions, CallsAtOnce_AreAnyNumberOrLimitedForEachApi)
{
    client.control("POST", "/sandbox/rules", {{"latency_ms", 100}});
    const auto admins = [&] { return code(client.oapi("/topapi/user/listadmin")); };
    for (int i = 0; i < 30; ++i) {
        EXPECT_EQ(admins(), 0);
    }
    rule("calls_at_once", 3);
    EXPECT_EQ((std::array{admins(), admins(), admins(), admins()}), (std::array{0, 0, 0, 90018}));
    EXPECT_EQ(code(client.oapi("/topapi/user/count", {{"only_active", false}})), 0);
    client.now += std::chrono::milliseconds{99};
    EXPECT_EQ(admins(), 90018);
    client.now += std::chrono::milliseconds{1};
    EXPECT_EQ(admins(), 0) << "three have been answered";
}

TEST_F(CompanyQuestions, WhatIsNotToBeReadYet_IsKnownToChangesOrNot)
{
    client.now += std::chrono::minutes{1}; // the administrator shows
    rule("visibility_delay_ms", 5000);
    const auto unknown = [&](const std::string& userid, const char* name, DeptId department) {
        return std::array{
            code(client.update(userid, {{"title", name}})),
            code(client.update("manager01", {{"manager_userid", userid}})),
            code(client.create(std::string{name} + "1",
                               {{"dept_id_list", std::to_string(department)}})),
            code(client.oapi("/topapi/v2/department/create",
                             {{"name", std::string{name} + "below"}, {"parent_id", department}})),
            code(client.oapi("/topapi/v2/department/update",
                             {{"dept_id", department}, {"order", 7}}))};
    };

    client.create("E1");
    EXPECT_EQ(unknown("E1", "A", client.department("A")), (std::array{0, 0, 0, 0, 0}));
    rule("late_to_writes", true);
    client.create("E2");
    const auto late = client.department("B");
    EXPECT_EQ(unknown("E2", "B", late), (std::array{33012, 60128, 60003, 60004, 60003}));
    EXPECT_EQ(code(client.create("E2")), 60102) << "it is there all the same";
    client.now += std::chrono::seconds{5};
    EXPECT_EQ(unknown("E2", "C", late), (std::array{0, 0, 0, 0, 0}));
}

TEST_F(CompanyQuestions, Latency_IsThatOfTheApiAndOfNothingElse)
{
    rule("latency_ms", 100);
    const auto delay = [&](const char* path) {
        return client.service.handle(client.request("GET", path, ""), client.now).delay.count();
    };
    EXPECT_EQ(delay("/topapi/nothing"), 100);
    EXPECT_EQ(delay("/sandbox/rules"), 0);
    EXPECT_EQ(delay("/"), 0);
}

TEST_F(CompanyQuestions, DepartmentsAreFoundByAPartOfTheirNameOrTheWhole)
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
