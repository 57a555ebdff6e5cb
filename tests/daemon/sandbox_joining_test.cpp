// How people become members: at once, active already, or by accepting an invitation.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Joining : testing::Test {
    SandboxClient client{unlimited()};
    const Json number{{"mobile", "13800138000"}};

    void rule(const std::string& name, const Json& value)
    {
        client.control("POST", "/sandbox/rules", {{name, value}});
    }
    Json accept() { return client.control("POST", "/sandbox/invitations/86-13800138000"); }
};

TEST_F(Joining, NewMember_IsInactiveUnlessTheRulesSayActive)
{
    client.create("E1");
    rule("joins", "active");
    client.create("E2");

    EXPECT_EQ(client.get("E1")["active"], false);
    EXPECT_EQ(client.get("E2")["active"], true);
}

TEST_F(Joining, WhoMustConfirm_Is40103AndInvisibleUntilThen)
{
    rule("confirming", Json::array({"13800138000"}));

    const auto answer = client.create("E1", number);

    EXPECT_EQ(code(answer), 40103);
    EXPECT_FALSE(answer.contains("result")) << "no userid is told";
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "E1"}})), 33012);
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/getbymobile", number)), 60121);
    EXPECT_EQ(client.oapi("/topapi/user/listid", {{"dept_id", 1}})["result"]["userid_list"],
              Json::array({"manager01"}));
    EXPECT_EQ(client.control("GET", "/sandbox/invitations")[0]["user"]["userid"], "E1");
    EXPECT_EQ(code(client.create("E2")), 0) << "others join at once";
}

TEST_F(Joining, InvitedAgain_StaysInvited)
{
    rule("confirming", Json::array({"13800138000"}));

    client.create("E1", number);

    EXPECT_EQ(code(client.create("E1", number)), 40103);
    EXPECT_EQ(client.control("GET", "/sandbox/invitations").size(), 1U);
}

TEST_F(Joining, Accepted_IsAMemberWhoHasLoggedIn)
{
    rule("joins", "pending");
    client.create("E1", number);

    accept();

    EXPECT_EQ(client.get("E1")["active"], true);
    EXPECT_EQ(client.control("GET", "/sandbox/invitations"), Json::array());
    EXPECT_EQ(code(client.create("E2", number)), 60104);
    EXPECT_EQ(accept()["errcode"], 60121) << "accepted already";
}

TEST_F(Joining, WhoAcceptedAndWasDeleted_IsInvitedAgainWithin24Hours)
{
    rule("confirming", Json::array({"13800138000"}));
    client.create("E1", number);
    accept();
    rule("confirming", Json::array());
    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});

    EXPECT_EQ(code(client.create("E1", number)), 40103);
    client.now += std::chrono::hours{24};
    client.fetch_token();
    EXPECT_EQ(code(client.create("E1", number)), 0);
}

TEST_F(Joining, WhoNeverHadToAccept_ReturnsTheSameDay)
{
    client.create("E1", number);
    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});

    EXPECT_EQ(code(client.create("E1", number)), 0);
}

TEST_F(Joining, EnterpriseAccounts_JoinWithoutConfirmation)
{
    rule("joins", "pending");

    EXPECT_EQ(
        code(client.create("S1", {{"exclusive_account", true}, {"exclusive_account_type", "sso"}})),
        0);
    EXPECT_EQ(code(client.create("O1", {{"outer_exclusive_corpid", "dingother"},
                                        {"outer_exclusive_userid", "x"}})),
              0);
}

TEST_F(Joining, AccountOfAnotherCompany_IsNotOursToDisable)
{
    client.create("O1", {{"outer_exclusive_corpid", "dingother"}, {"outer_exclusive_userid", "x"}});

    EXPECT_EQ(client.get("O1")["exclusive_account_corp_id"], "dingother");
    for (const auto* call : {"disable", "enable", "signOut"}) {
        EXPECT_EQ(
            client.api("POST", std::string{"/v1.0/contact/orgAccounts/"} + call, {{"userId", "O1"}})
                .second["code"],
            "exclusive.account.only")
            << call;
    }
    EXPECT_EQ(client.api("GET", "/v1.0/contact/orgAccounts/status?userId=O1").second["code"],
              "exclusive.account.only");
}

TEST_F(Joining, EnterpriseAccount_HasAKnownTypeAndNeedsNoNumber)
{
    const auto create = [&](const Json& fields) {
        Json body{{"userid", "S1"}, {"name", "S"}, {"dept_id_list", "1"}};
        body["exclusive_account"] = true;
        body.update(fields);
        return code(client.oapi("/topapi/v2/user/create", body));
    };

    EXPECT_EQ(create(Json::object()), 40035);
    EXPECT_EQ(create({{"exclusive_account_type", "ldap"}}), 400002);
    EXPECT_EQ(create({{"exclusive_account_type", "sso"}, {"exclusive_mobile", "13800138000"}}),
              60103)
        << "with its country code in every region";
    EXPECT_EQ(create({{"exclusive_account_type", "sso"}, {"exclusive_mobile", "+86-13800138000"}}),
              0);
    const auto found =
        client.oapi("/topapi/v2/user/getbymobile",
                    {{"mobile", "13800138000"}, {"support_exclusive_account_search", true}});
    EXPECT_EQ(found["result"], (Json{{"exclusive_account_userid_list", {"S1"}}}));
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/getbymobile", number)), 60121);
}

TEST_F(Joining, PasswordOfAnUpdate_KeepsTheSameRule)
{
    client.create("D1", {{"exclusive_account", true},
                         {"exclusive_account_type", "dingtalk"},
                         {"login_id", "d1"},
                         {"init_password", "abc12345"}});

    EXPECT_EQ(code(client.update("D1", {{"init_password", "12345678"}})), 400002);
    EXPECT_EQ(code(client.update("D1", {{"init_password", "xyz98765"}})), 0);
}

} // namespace

} // namespace rosterd::sandbox
