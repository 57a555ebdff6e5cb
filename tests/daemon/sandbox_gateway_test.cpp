// The gateways: envelopes, tokens, limits, scope, enterprise accounts.
#include <gtest/gtest.h>

#include "daemon/sandbox/limiter.hpp"
#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Gateway : testing::Test {
    SandboxClient client{unlimited()};
};

TEST_F(Gateway, OldStyle_AlwaysAnswers200WithARequestId)
{
    const auto good = client.send(client.request("POST", "/topapi/user/listadmin", "{}"));
    const auto bad = client.send(client.request("POST", "/topapi/v2/user/get", "{}"));

    EXPECT_EQ(good.status, 200);
    EXPECT_EQ(bad.status, 200);
    EXPECT_EQ(Json::parse(good.body)["errmsg"], "ok");
    EXPECT_EQ(code(Json::parse(bad.body)), 40035);
    EXPECT_TRUE(Json::parse(bad.body)["errcode"].is_number_integer());
    EXPECT_NE(Json::parse(good.body)["request_id"], Json::parse(bad.body)["request_id"]);
    EXPECT_EQ(good.content_type, "application/json;charset=UTF-8");
}

TEST_F(Gateway, UnknownTopapiPath_22NamesTheDottedApi)
{
    const auto answer = client.oapi("/topapi/v2/user/x");

    EXPECT_EQ(code(answer), 22);
    EXPECT_NE(answer["sub_msg"].get<std::string>().find("dingtalk.oapi.v2.user.x"),
              std::string::npos);
    EXPECT_TRUE(answer["errmsg"].get<std::string>().starts_with("Invalid method[submsg="));
}

TEST_F(Gateway, UnknownBarePath_404In200)
{
    const auto answer = client.send(client.request("GET", "/nothing/here", ""));

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(Json::parse(answer.body),
              Json::parse(R"({"errcode":404,"errmsg":"请求的URI地址不存在"})"));
}

TEST_F(Gateway, WrongVerb_43001And43002)
{
    EXPECT_EQ(code(client.oapi_get("/topapi/v2/user/get?userid=manager01")), 43002);
    EXPECT_EQ(code(client.oapi("/auth/scopes")), 43001);
    EXPECT_EQ(code(client.oapi("/gettoken?appkey=k&appsecret=s")), 43001);
}

TEST_F(Gateway, TokenMissingOrBad_IsWrappedIn88WithAStringSubCode)
{
    client.token = "";
    const auto blank = client.oapi("/topapi/user/listadmin");
    client.token = "bogus";
    const auto bad = client.oapi("/topapi/user/listadmin");

    EXPECT_EQ(code(blank), 88);
    EXPECT_EQ(blank["sub_code"], "40000");
    EXPECT_EQ(blank["errmsg"], "ding talk error[subcode=40000,submsg=access_token is blank]");
    EXPECT_EQ(code(bad), 88);
    EXPECT_EQ(bad["sub_code"], "40014");
    EXPECT_EQ(bad["sub_msg"], "不合法的access_token");
}

TEST_F(Gateway, BadTokenOnABarePath_IsPlain)
{
    client.token = "bogus";
    EXPECT_EQ(code(client.oapi_get("/auth/scopes")), 40014);
    client.token = "";
    EXPECT_EQ(code(client.oapi_get("/auth/scopes")), 41001);
}

TEST_F(Gateway, Token_IsReadFromAFormFieldButNotFromTheNewStylesHeader)
{
    const auto token = client.token;
    client.token = "";
    auto header = client.request("POST", "/topapi/user/listadmin", "{}");
    header.headers["x-acs-dingtalk-access-token"] = token;

    EXPECT_EQ(code(client.form("/topapi/user/listadmin", "access_token=" + token)), 0);
    EXPECT_EQ(code(Json::parse(client.send(header).body)), 88);
}

TEST_F(Gateway, Token_StaysTheSameWhileValidAndIsRenewedByFetching)
{
    const auto first = client.token;

    client.now += seconds{7000};
    client.fetch_token();
    EXPECT_EQ(client.token, first);

    client.now += seconds{7000};
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 0) << "renewed at 7000 s";

    client.now += seconds{200};
    EXPECT_EQ(client.oapi("/topapi/user/listadmin")["sub_code"], "42001");
    client.fetch_token();
    EXPECT_NE(client.token, first);
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 0);
}

TEST_F(Gateway, AllThreeTokenCalls_GiveTheSameTokenForOneApplication)
{
    const auto current =
        client.api("POST", "/v1.0/oauth2/accessToken", {{"appKey", "k"}, {"appSecret", "s"}});
    const auto unified = client.api(
        "POST", "/v1.0/oauth2/dingcorp/token",
        {{"client_id", "k"}, {"client_secret", "s"}, {"grant_type", "client_credentials"}});

    EXPECT_EQ(current.second["accessToken"], client.token);
    EXPECT_EQ(current.second["expireIn"], 7200);
    EXPECT_EQ(unified.second["access_token"], client.token);
    EXPECT_EQ(unified.second["expires_in"], 7200);
}

TEST_F(Gateway, WrongCredentials)
{
    auto rules = unlimited();
    rules.app_key = "k";
    rules.app_secret = "s";
    SandboxClient strict{rules};

    EXPECT_EQ(code(strict.oapi_get("/gettoken?appkey=k&appsecret=x")), 40096);
    EXPECT_EQ(code(strict.oapi_get("/gettoken?appkey=k")), 40035);
    EXPECT_FALSE(strict.oapi_get("/gettoken?appkey=k&appsecret=x").contains("request_id"));
    const auto [status, body] =
        strict.api("POST", "/v1.0/oauth2/accessToken", {{"appKey", "x"}, {"appSecret", "s"}});
    EXPECT_EQ(status, 400);
    EXPECT_EQ(body["code"], "invalidClientIdOrSecret");
    const auto grant =
        client.api("POST", "/v1.0/oauth2/c/token", {{"client_id", "k"}, {"client_secret", "s"}});
    EXPECT_EQ(grant.second["code"], "unsupported.grant.type");
}

TEST_F(Gateway, NewStyle_TellsMissingAndBadTokensByStatus)
{
    const std::string path = "/v1.0/contact/orgAccounts/status?userId=manager01";
    const auto missing = client.send(client.request("GET", path, ""));
    client.token = "bogus";
    const auto [status, bad] = client.api("GET", path);

    EXPECT_EQ(missing.status, 400);
    const auto body = Json::parse(missing.body);
    EXPECT_EQ(body["code"], "AuthenticationFailed.MissingParameter");
    EXPECT_TRUE(body.contains("requestid"));
    EXPECT_EQ(status, 400);
    EXPECT_EQ(bad["code"], "InvalidAuthentication");
    EXPECT_EQ(client.api("GET", "/v1.0/nothing").first, 404);
}

TEST_F(Gateway, NewStyle_NamesThePermissionPointThatIsMissing)
{
    client.control("POST", "/sandbox/faults",
                   Json::parse(R"([{"switch":"missing_permission","count":1}])"));

    const auto [status, body] =
        client.api("GET", "/v1.0/contact/orgAccounts/status?userId=manager01");

    EXPECT_EQ(status, 403);
    EXPECT_EQ(body["accessdenieddetail"]["requiredScopes"],
              Json::parse(R"(["qyapi_manage_addresslist"])"));
}

TEST_F(Gateway, ABlockMayBeToldAsJson)
{
    client.control("POST", "/sandbox/faults",
                   Json::parse(R"([{"switch":"blocked_json","count":1}])"));

    EXPECT_EQ(client.oapi("/topapi/v2/department/listsub", Json::object())["status"], 1111);
}

TEST_F(Gateway, EnterpriseAccount_IsDisabledAndEnabled)
{
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/create", {{"userid", "S1"},
                                                          {"name", "S"},
                                                          {"dept_id_list", "1"},
                                                          {"exclusive_account", "true"},
                                                          {"exclusive_account_type", "sso"}})),
              0);
    const auto disabled = client.api("POST", "/v1.0/contact/orgAccounts/disable",
                                     {{"userId", "S1"}, {"reason", "left"}});

    EXPECT_EQ(disabled, (std::pair{200, Json::parse(R"({"result":true})")}));
    EXPECT_EQ(client.get("S1")["disable_status"], true);
    EXPECT_EQ(client.get("S1")["exclusive_account"], true);
    EXPECT_EQ(client.get("S1")["exclusive_account_type"], "sso");
    EXPECT_FALSE(client.get("S1").contains("mobile"));
    EXPECT_EQ(client.api("GET", "/v1.0/contact/orgAccounts/status?userId=S1").second["disable"],
              true);
    EXPECT_EQ(client.api("POST", "/v1.0/contact/orgAccounts/signOut", {{"userId", "S1"}}).first,
              200);
    client.api("POST", "/v1.0/contact/orgAccounts/enable", {{"userId", "S1"}});
    EXPECT_EQ(client.get("S1")["disable_status"], false);
}

TEST_F(Gateway, OrdinaryOrUnknownAccount_CannotBeDisabled)
{
    client.create("E1");
    const std::string path = "/v1.0/contact/orgAccounts/disable";

    EXPECT_EQ(client.api("POST", path, {{"userId", "E1"}}).second["code"],
              "exclusive.account.only");
    EXPECT_EQ(client.api("POST", path, {{"userId", "x"}}).second["code"], "user.not.exist");
    EXPECT_EQ(client.api("POST", path, Json::object()).second["code"], "invalid.param");
    EXPECT_EQ(client.api("POST", path, {{"userId", "E1"}}).first, 400);
}

TEST_F(Gateway, DingTalkManagedAccount_NeedsLoginAndAPassword)
{
    const Json base{{"name", "D"},
                    {"dept_id_list", "1"},
                    {"exclusive_account", true},
                    {"exclusive_account_type", "dingtalk"}};
    const auto create = [&](Json more) {
        more.update(base);
        return code(client.oapi("/topapi/v2/user/create", more));
    };

    EXPECT_EQ(create({{"userid", "D1"}, {"init_password", "abc12345"}}), 40035);
    for (const auto* weak : {"abcdefgh", "12345678", "abc1234"}) {
        EXPECT_EQ(create({{"userid", "D1"}, {"login_id", "d1"}, {"init_password", weak}}), 400002);
    }
    EXPECT_EQ(create({{"userid", "D1"}, {"login_id", "d1"}, {"init_password", "abc12345"}}), 0);
    EXPECT_EQ(create({{"userid", "D2"}, {"login_id", "d1"}, {"init_password", "abc12345"}}),
              400002);
    EXPECT_EQ(client.oapi("/topapi/v2/user/get", {{"login_id", "d1"}})["result"]["userid"], "D1");
    client.update("D1", {{"loginId", "d9"}});
    EXPECT_EQ(client.get("D1")["login_id"], "d9");
}

TEST_F(Gateway, Scopes_TellTheVisibleDepartments)
{
    const auto answer = client.oapi_get("/auth/scopes");

    EXPECT_EQ(answer["auth_org_scopes"]["authed_dept"], Json::array({1}));
    EXPECT_EQ(answer["errcode"], 0);
}

TEST_F(Gateway, OutOfScope_50002And50004ExceptForTheIdLists)
{
    const auto inside = client.department("Inside");
    const auto outside = client.department("Outside");
    client.create("in", {{"dept_id_list", std::to_string(inside)}});
    client.create("out", {{"dept_id_list", std::to_string(outside)}});
    auto rules = unlimited();
    rules.visible = {inside};
    client.service = SandboxService{std::move(client.service.organisation()), rules};
    client.fetch_token();

    EXPECT_EQ(client.get("in")["userid"], "in");
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "out"}})), 50002);
    EXPECT_EQ(code(client.update("out", {{"title", "A"}})), 50002);
    EXPECT_EQ(code(client.create("new", {{"dept_id_list", std::to_string(outside)}})), 50004);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", outside}})), 50004);
    EXPECT_EQ(client.oapi("/topapi/user/listid", {{"dept_id", outside}})["result"]["userid_list"],
              Json::array({"out"}));
}

TEST_F(Gateway, OutOfScope_NothingAndNobodyIsMovedThereOrGivenAnything)
{
    const auto inside = client.department("Inside");
    const auto below = client.department("Below", inside);
    const auto outside = client.department("Outside");
    client.create("in", {{"dept_id_list", std::to_string(inside)}});
    client.create("both",
                  {{"dept_id_list", std::to_string(inside) + "," + std::to_string(outside)}});
    client.create("out", {{"dept_id_list", std::to_string(outside)}});
    const std::int64_t group = client.oapi("/role/add_role_group", {{"name", "G"}})["groupId"];
    const std::int64_t role =
        client.oapi("/role/add_role", {{"roleName", "R"}, {"groupId", group}})["roleId"];
    auto rules = unlimited();
    rules.visible = {inside};
    client.service = SandboxService{std::move(client.service.organisation()), rules};
    client.fetch_token();

    EXPECT_EQ(code(client.update("in", {{"dept_id_list", std::to_string(outside)}})), 50004);
    EXPECT_EQ(code(client.update("both", {{"title", "A"}})), 0) << "was there before";
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/update",
                               {{"dept_id", below}, {"parent_id", outside}})),
              50004);
    EXPECT_EQ(code(client.oapi("/topapi/role/addrolesforemps",
                               {{"roleIds", role}, {"userIds", "in,out"}})),
              50002);
}

TEST(Limits, TwentyPassTheTwentyFirstInTheSecondIsRefused)
{
    SandboxClient client;

    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 0) << i;
    }
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 90018);
    EXPECT_EQ(code(client.oapi("/topapi/user/count", {{"only_active", true}})), 0) << "another API";
    client.now += milliseconds{999};
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 90018) << "for a second";
    client.now += milliseconds{1};
    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 0);
}

TEST(Limits, EachApplicationHasItsOwn)
{
    SandboxClient client;
    for (int i = 0; i < 21; ++i) {
        client.oapi("/topapi/user/listadmin");
    }

    client.token = client.oapi_get("/gettoken?appkey=other&appsecret=s")["access_token"];

    EXPECT_EQ(code(client.oapi("/topapi/user/listadmin")), 0);
}

TEST(Limits, ClientSpacedAtTwentyASecond_IsNeverRefused)
{
    SandboxClient client;
    client.now += milliseconds{17};

    for (int i = 0; i < 60 * 20; ++i, client.now += milliseconds{50}) {
        ASSERT_EQ(code(client.oapi("/topapi/user/listadmin")), 0) << i;
    }
}

TEST(Limits, NewStyle_403)
{
    SandboxClient client;
    const std::string path = "/v1.0/contact/orgAccounts/status?userId=manager01";
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(client.api("GET", path).first, 400);
    }

    const auto [status, body] = client.api("GET", path);

    EXPECT_EQ(status, 403);
    EXPECT_EQ(body["code"], "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
}

TEST(Limits, TenThousandFromOneAddressIn20Seconds_ABlockPageForFiveMinutes)
{
    Limiter limiter{20};
    auto now = SandboxClient::start();

    for (int i = 0; i < 10'000; ++i) {
        ASSERT_TRUE(limiter.admits_address("a", 10'000, now));
    }
    EXPECT_FALSE(limiter.admits_address("a", 10'000, now));
    EXPECT_TRUE(limiter.admits_address("b", 10'000, now));
    now += std::chrono::minutes{5} - milliseconds{1};
    EXPECT_FALSE(limiter.admits_address("a", 10'000, now));
    now += milliseconds{1};
    EXPECT_TRUE(limiter.admits_address("a", 10'000, now));
}

TEST(Limits, TheAddressesLimitIsARule)
{
    Rules rules;
    rules.calls_per_address = 3;
    SandboxClient client{rules}; // fetching the token was the first call
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/listsub")), 0);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", 1}})), 0);

    const auto blocked = client.send(client.request("POST", "/topapi/v2/department/listsub", "{}"));

    EXPECT_EQ(blocked.content_type.rfind("text/html", 0), 0U);
}

struct Month : testing::Test {
    Month() { rules.calls_a_month = 2; }
    Rules rules = unlimited();
    static constexpr const char* kMetered = "/topapi/attendance/getusergroup";
    static int ask(SandboxClient& client)
    {
        return code(client.oapi(kMetered, {{"userid", "manager01"}}));
    }
};

TEST_F(Month, CallsBeyondTheQuota_AreRefusedWhileExemptOnesGoOn)
{
    SandboxClient client{rules};
    client.create("E1");
    EXPECT_EQ(client.control("GET", "/sandbox/limits")["month"],
              Json({{"used", 0}, {"limit", 2}, {"ends", "2026-11-30T16:00:00.000Z"}}));
    EXPECT_NE(ask(client), 90020);
    EXPECT_NE(ask(client), 90020);

    EXPECT_EQ(ask(client), 90020);
    EXPECT_EQ(client.api("GET", "/v1.0/contact/orgAccounts/status?userId=manager01").second["code"],
              "Forbidden.AccessDenied.ApiCountLimitForOrg");
    EXPECT_EQ(code(client.create("E2")), 0);
}

TEST_F(Month, TheNextOne_BeginsAnew)
{
    SandboxClient client{rules};
    ask(client);
    ask(client);
    client.control("POST", "/sandbox/time", {{"forward", "9d"}});
    client.fetch_token();

    EXPECT_NE(ask(client), 90020);
    EXPECT_EQ(client.control("GET", "/sandbox/limits")["month"]["used"], 1);
}

TEST_F(Month, WhetherEnterpriseAccountsCount_IsARule)
{
    for (const bool exempt : {false, true}) {
        rules.accounts_are_exempt = exempt;
        SandboxClient client{rules};
        client.api("GET", "/v1.0/contact/orgAccounts/status?userId=manager01");
        EXPECT_EQ(client.control("GET", "/sandbox/limits")["month"]["used"], exempt ? 0 : 1);
    }
}

TEST(Clock, PutForward_EndsTokensAndBlocks)
{
    Rules rules;
    rules.calls_per_address = 2;
    SandboxClient client{rules};
    client.oapi("/topapi/v2/department/listsub");
    const auto blocked = [&] {
        return client.send(client.request("POST", "/topapi/v2/department/listsub", "{}"))
                   .content_type.rfind("text/html", 0) == 0;
    };
    ASSERT_TRUE(blocked());

    const auto moved = client.control("POST", "/sandbox/time", {{"forward", "2h"}});

    EXPECT_EQ(moved["now"], "2026-11-22T04:00:00.000Z");
    EXPECT_EQ(moved["forward_s"], 7200);
    EXPECT_FALSE(blocked());
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", 1}})), 88)
        << "42001 inside";
    for (const char* never : {"-2h", "soon"}) {
        EXPECT_TRUE(
            client.control("POST", "/sandbox/time", {{"forward", never}}).contains("error"));
    }
}

TEST(LateVisibility, ANewDepartment_IsThereAndNotYetToBeRead)
{
    Rules rules = unlimited();
    rules.visibility_delay_ms = 2000;
    SandboxClient client{rules};
    const auto id = client.department("Shop");
    const auto seen = [&] {
        return client.oapi("/topapi/v2/department/listsub")["result"].size() +
               client
                   .oapi("/topapi/v2/department/listsubid",
                         {{"dept_id", 1}})["result"]["dept_id_list"]
                   .size();
    };
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", id}})), 60003);
    EXPECT_EQ(seen(), 0U);
    EXPECT_EQ(
        code(client.oapi("/topapi/v2/department/create", {{"name", "Shop"}, {"parent_id", 1}})),
        60008);
    EXPECT_EQ(code(client.create("E1", {{"dept_id_list", std::to_string(id)}})), 0);

    client.now += std::chrono::seconds{2};

    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", id}})), 0);
    EXPECT_EQ(seen(), 2U);
}

TEST(Limits, BlockedAddress_SeesAPageInsteadOfJson)
{
    SandboxClient client;
    for (int i = 0; i < 10'000; ++i) {
        client.send(client.request("GET", "/gettoken?appkey=k&appsecret=s", ""));
    }

    const auto answer = client.send(client.request("GET", "/gettoken?appkey=k&appsecret=s", ""));

    EXPECT_TRUE(answer.content_type.starts_with("text/html"));
}

} // namespace

} // namespace rosterd::sandbox
