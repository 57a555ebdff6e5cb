// The control interface: call log, changes by hand, faults, the page, seeding.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "daemon/sandbox/seed.hpp"
#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Control : testing::Test {
    SandboxClient client{unlimited()};

    Json fault(const Json& fault) { return client.control("POST", "/sandbox/faults", {fault}); }
};

TEST_F(Control, CallLog_TellsEveryCallWithCodeAndTarget)
{
    client.control("DELETE", "/sandbox/calls");
    client.create("E1");
    client.create("E1");
    const auto shop = client.department("Shop");

    const auto log = client.control("GET", "/sandbox/calls");

    ASSERT_EQ(log["calls"].size(), 3U);
    EXPECT_EQ(log["counts"]["/topapi/v2/user/create"], 2);
    EXPECT_EQ(log["calls"][0]["errcode"], 0);
    EXPECT_EQ(log["calls"][0]["target"], "E1");
    EXPECT_EQ(log["calls"][0]["at"], "2026-11-22T02:00:00.000Z");
    EXPECT_EQ(log["calls"][1]["errcode"], 60102);
    EXPECT_EQ(log["calls"][2]["target"], std::to_string(shop));
    EXPECT_EQ(log["last"], log["calls"][2]["n"]);
}

TEST_F(Control, CallLog_GoesOnSinceANumber)
{
    client.create("E1");
    const auto seen = client.control("GET", "/sandbox/calls")["last"].get<int>();
    client.create("E2");

    const auto since =
        client.control("GET", "/sandbox/calls?since=" + std::to_string(seen))["calls"];

    ASSERT_EQ(since.size(), 1U);
    EXPECT_EQ(since[0]["target"], "E2");
    EXPECT_EQ(client.control("GET", "/sandbox/calls?since=999")["calls"].size(), 0U);
}

TEST_F(Control, ByHand_UsersAreCreatedChangedAndDeleted)
{
    const auto made = client.control("POST", "/sandbox/users/H1",
                                     {{"name", "Hand"},
                                      {"mobile", "13800138000"},
                                      {"dept_id_list", "1"},
                                      {"active", true},
                                      {"admin", true}});
    EXPECT_EQ(made["active"], true);
    EXPECT_EQ(client.get("H1")["admin"], true);

    client.control("POST", "/sandbox/users/H1", {{"title", "T"}, {"mobile", "13800138001"}});
    EXPECT_EQ(client.get("H1")["title"], "T");
    EXPECT_EQ(client.get("H1")["mobile"], "13800138001") << "an administrator may";
    EXPECT_EQ(client.get("H1")["active"], true);

    client.control("DELETE", "/sandbox/users/H1");
    EXPECT_TRUE(client.get("H1").is_null());
    const auto leavers =
        client
            .api("GET", "/v1.0/contact/empLeaveRecords?startTime=2026-11-22T00:00:00Z&maxResults=5")
            .second;
    EXPECT_EQ(leavers["records"][0]["leaveReason"], "delete");
}

TEST_F(Control, ByHand_DepartmentsToo)
{
    const DeptId id = client.control("POST", "/sandbox/departments",
                                     {{"name", "A"}, {"parent_id", 1}})["dept_id"];
    client.control("POST", "/sandbox/departments/" + std::to_string(id), {{"name", "B"}});

    EXPECT_EQ(client.oapi("/topapi/v2/department/get", {{"dept_id", id}})["result"]["name"], "B");
    client.control("DELETE", "/sandbox/departments/" + std::to_string(id));
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", id}})), 60003);
}

TEST_F(Control, ByHand_WhatTheCompanyForbidsIsTold)
{
    const auto answer = client.control("POST", "/sandbox/users/H1", {{"name", "A"}});

    EXPECT_EQ(answer["errcode"], 40035);
    EXPECT_EQ(client.send(client.request("POST", "/sandbox/users/H1", "{oops")).status, 400);
    EXPECT_EQ(client.send(client.request("GET", "/sandbox/what", "")).status, 404);
}

TEST_F(Control, Organisation_IsShownWhole)
{
    client.create("E1");

    const auto org = client.control("GET", "/sandbox/org");

    EXPECT_EQ(org["company"], "Demo");
    EXPECT_EQ(org["users"].size(), 2U);
    EXPECT_EQ(org["users"][1]["userid"], "E1");
}

TEST_F(Control, Organisation_IsNotSentAgainToWhoHasItUntilItChanges)
{
    client.create("E1");
    auto request = client.request("GET", "/sandbox/org", "");
    const auto first = client.send(request);
    for (const auto& [name, value] : first.headers) {
        if (name == "ETag") {
            request.headers["if-none-match"] = value;
        }
    }

    const auto same = client.send(request);
    client.control("POST", "/sandbox/users/E1", {{"title", "by hand"}});
    const auto changed = client.send(request);

    EXPECT_EQ(same.status, 304);
    EXPECT_TRUE(same.body.empty());
    EXPECT_EQ(changed.status, 200);
    EXPECT_NE(changed.body.find("by hand"), std::string::npos);
}

TEST_F(Control, FaultEvery_StrikesEachSoManiethCallAfterTheFirstOnes)
{
    fault({{"path", "/topapi/v2/user/create"}, {"mode", "errcode"}, {"after", 1}, {"every", 3}});
    std::string codes;
    for (int i = 0; i < 8; ++i) {
        codes += code(client.create("E" + std::to_string(i))) == 0 ? '.' : 'x';
    }

    EXPECT_EQ(codes, "...x..x.");
}

TEST_F(Control, FaultProbability_IsMetAndIsTheSameForTheSameSeed)
{
    const auto struck = [](int seed) {
        SandboxClient other{unlimited()};
        other.control("POST", "/sandbox/faults",
                      {{{"mode", "errcode"}, {"probability", 0.25}, {"seed", seed}}});
        std::string calls;
        for (int i = 0; i < 1000; ++i) {
            calls += code(other.oapi("/topapi/v2/department/listsub")) == 0 ? '.' : 'x';
        }
        return calls;
    };
    const auto first = struck(1);

    EXPECT_NEAR(static_cast<double>(std::ranges::count(first, 'x')), 250, 50);
    EXPECT_EQ(struck(1), first);
    EXPECT_NE(struck(2), first);
}

TEST_F(Control, FaultsThatMakeNoSense_AreRefusedWithASentence)
{
    const Json good{{"mode", "errcode"}};
    for (const Json& wrong :
         {Json{{"count", 0}}, Json{{"count", -2}}, Json{{"after", -1}}, Json{{"every", 0}},
          Json{{"probability", 0}}, Json{{"probability", 1.5}}, Json{{"ms", -1}},
          Json{{"status", 42}}, Json{{"mode", "gremlins"}}, Json{{"switch", "gremlins"}}}) {
        Json bad = good;
        bad.update(wrong);
        EXPECT_TRUE(fault(bad).contains("error")) << wrong;
    }
    EXPECT_EQ(client.control("GET", "/sandbox/faults"), Json::array());
}

TEST_F(Control, EverySwitch_StaysOnUntilItIsCleared)
{
    const auto switches = client.control("GET", "/sandbox/switches");
    EXPECT_TRUE(switches.contains("foreign_ip"));
    for (const auto& [name, about] : switches.items()) {
        ASSERT_FALSE(
            fault({{"switch", name}, {"path", "/topapi/v2/department/listsub"}}).contains("error"))
            << name;
        const auto wanted = client.request("POST", "/topapi/v2/department/listsub", "{}");
        for (int i = 0; i < 2; ++i) {
            const auto answer = client.service.handle(wanted, client.now);
            const bool well = answer.response.ending == http::Ending::whole &&
                              answer.delay.count() == 0 &&
                              answer.response.body.find(R"("errcode":0)") != std::string::npos;
            EXPECT_FALSE(well) << name;
        }
        client.control("DELETE", "/sandbox/faults");
    }
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/listsub")), 0);
}

TEST_F(Control, ASwitch_MayBeChangedInPart)
{
    fault({{"switch", "foreign_ip"}, {"count", 1}, {"message", "request ip=192.0.2.1"}});

    const auto refused = client.oapi("/topapi/v2/department/listsub");
    EXPECT_EQ(code(refused), 60020);
    EXPECT_EQ(refused["errmsg"], "request ip=192.0.2.1");
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/listsub")), 0);
}

TEST_F(Control, FaultErrcode_RefusesWithoutApplyingAfterSoMany)
{
    fault({{"path", "/topapi/v2/user/create"},
           {"mode", "errcode"},
           {"errcode", -1},
           {"count", 2},
           {"after", 1}});

    EXPECT_EQ(code(client.create("E1")), 0);
    EXPECT_EQ(code(client.create("E2")), -1);
    EXPECT_EQ(code(client.create("E2")), -1);
    EXPECT_EQ(code(client.create("E2")), 0);
    EXPECT_EQ(client.control("GET", "/sandbox/faults"), Json::array());
}

TEST_F(Control, FaultWrapped_TravelsInside88)
{
    fault({{"path", "/topapi/*"}, {"mode", "errcode"}, {"errcode", 60011}, {"wrapped", true}});

    const auto answer = client.create("E1");

    EXPECT_EQ(code(answer), 88);
    EXPECT_EQ(answer["sub_code"], "60011");
}

TEST_F(Control, FaultCloseAfter_IsAppliedAndTheAnswerIsLost)
{
    fault({{"path", "/topapi/v2/user/create"}, {"mode", "close_after"}});

    const auto answer = client.send(
        client.request("POST", "/topapi/v2/user/create",
                       R"({"userid":"E1","name":"A","mobile":"13800138000","dept_id_list":"1"})"));

    EXPECT_EQ(answer.ending, http::Ending::nothing);
    EXPECT_EQ(client.get("E1")["name"], "A");
}

TEST_F(Control, FaultCloseBeforeHttpAndHtml_AreNotApplied)
{
    for (const auto* mode : {"close_before", "http", "html"}) {
        fault({{"path", "/topapi/v2/user/create"}, {"mode", mode}, {"status", 502}});
        const auto answer = client.send(client.request(
            "POST", "/topapi/v2/user/create",
            R"({"userid":"E1","name":"A","mobile":"13800138000","dept_id_list":"1"})"));

        EXPECT_TRUE(client.get("E1").is_null()) << mode;
        EXPECT_EQ(answer.ending == http::Ending::nothing, mode == std::string{"close_before"});
        EXPECT_EQ(answer.status, mode == std::string{"http"} ? 502 : 200);
    }
}

TEST_F(Control, FaultDelayAndTruncate_AreAppliedAndSaySo)
{
    fault({{"path", "/topapi/user/listadmin"}, {"mode", "delay"}, {"ms", 250}});
    const auto late =
        client.service.handle(client.request("POST", "/topapi/user/listadmin", "{}"), client.now);
    fault({{"path", "/topapi/user/listadmin"}, {"mode", "truncate"}});
    const auto cut = client.send(client.request("POST", "/topapi/user/listadmin", "{}"));

    EXPECT_EQ(late.delay, std::chrono::milliseconds{250});
    EXPECT_EQ(code(Json::parse(late.response.body)), 0);
    EXPECT_EQ(cut.ending, http::Ending::cut);
}

TEST_F(Control, FaultOnTheNewStyle_AnswersAStatus)
{
    fault({{"path", "/v1.0/contact/orgAccounts/disable"},
           {"mode", "errcode"},
           {"code", "system.busy"},
           {"status", 500}});

    const auto [status, body] =
        client.api("POST", "/v1.0/contact/orgAccounts/disable", {{"userId", "x"}});

    EXPECT_EQ(status, 500);
    EXPECT_EQ(body["code"], "system.busy");
}

TEST_F(Control, FaultsClearedOrMisspelt)
{
    fault({{"mode", "errcode"}, {"count", -1}});
    EXPECT_EQ(code(client.create("E1")), -1);
    client.control("DELETE", "/sandbox/faults");
    EXPECT_EQ(code(client.create("E1")), 0);
    EXPECT_TRUE(fault({{"mode", "explode"}}).contains("error"));
}

TEST_F(Control, Page_IsOneHtmlDocument)
{
    const auto page = client.send(client.request("GET", "/", ""));

    EXPECT_TRUE(page.content_type.starts_with("text/html"));
    EXPECT_NE(page.body.find("/sandbox/org"), std::string::npos);
    EXPECT_EQ(page.body.find("http://"), std::string::npos) << "self-contained";
    EXPECT_EQ(page.body.find("https://"), std::string::npos);
}

TEST_F(Control, Seed_MakesPeopleDepartmentsAndManagers)
{
    const auto file = std::filesystem::temp_directory_path() / "rosterd_sandbox_seed_test.json";
    std::ofstream{file} << R"({"people": [
      {"employee_id": "E2", "name": "B", "mobile": "13800138002", "departments": ["/零售/旺角店"],
       "manager_id": "E1", "ext": {"card": "C2"}},
      {"employee_id": "E1", "name": "A", "mobile": "+852-51234567", "departments": "零售;總部",
       "leads": "/零售", "hired_on": "2020-01-02", "active": true}]})";

    const auto seeded =
        seed_from_file(client.service.organisation(), file.string(), unlimited(), client.now);

    std::filesystem::remove(file);
    ASSERT_TRUE(seeded) << seeded.error().message;
    EXPECT_EQ(*seeded, 2U);
    const auto first = client.get("E1");
    EXPECT_EQ(first["job_number"], "E1");
    EXPECT_EQ(first["state_code"], "852");
    EXPECT_EQ(first["hired_date"], 1577923200000);
    EXPECT_EQ(first["active"], true);
    EXPECT_EQ(first["leader_in_dept"][0]["leader"], true);
    EXPECT_EQ(first["dept_id_list"].size(), 2U);
    EXPECT_EQ(client.get("E2")["manager_userid"], "E1");
    EXPECT_EQ(client.get("E2")["extension"], R"({"card":"C2"})");
    EXPECT_EQ(client
                  .oapi("/topapi/v2/department/listparentbyuser",
                        {{"userid", "E2"}})["result"]["parent_list"][0]["parent_dept_id_list"]
                  .size(),
              3U);
}

TEST_F(Control, Seed_ThatIsNoListOfPeopleIsRefused)
{
    const auto file = std::filesystem::temp_directory_path() / "rosterd_sandbox_bad_seed.json";
    std::ofstream{file} << R"({"people": 7})";

    EXPECT_FALSE(seed_from_file(client.service.organisation(), file.string(), {}, client.now));
    EXPECT_FALSE(seed_from_file(client.service.organisation(), "/nowhere.json", {}, client.now));
    std::filesystem::remove(file);
}

} // namespace

} // namespace rosterd::sandbox
