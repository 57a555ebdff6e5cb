#include "core/dingtalk/account_calls.hpp"

#include "tests/core/dingtalk/known_answers.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace test;

TEST(AccountCalls, CreationsOfBothKinds_SayWhichTheyAre)
{
    expect_oapi(create_sso_account("E1", {{"name", "A"}, {"dept_id_list", {2}}}),
                "/topapi/v2/user/create",
                {{"userid", "E1"},
                 {"name", "A"},
                 {"dept_id_list", "2"},
                 {"exclusive_account", true},
                 {"exclusive_account_type", "sso"}});
    const auto asking = create_dingtalk_account("E1", {"tai.man", "Secret99", true},
                                                {{"name", "A"}, {"dept_id_list", {2}}});
    expect_oapi(asking, "/topapi/v2/user/create",
                {{"userid", "E1"},
                 {"name", "A"},
                 {"dept_id_list", "2"},
                 {"exclusive_account", true},
                 {"exclusive_account_type", "dingtalk"},
                 {"login_id", "tai.man"},
                 {"init_password", "Secret99"},
                 {"send_password_to_user", true}});
    EXPECT_FALSE(asking.call.repeatable);
}

TEST(AccountCalls, Password_NeedsEightCharactersOfMoreThanOneKind)
{
    EXPECT_TRUE(is_good_password("abcdefg1"));
    EXPECT_TRUE(is_good_password("1234567-"));
    for (const char* bad : {"", "abc12", "abcdefgh", "12345678"}) {
        EXPECT_FALSE(is_good_password(bad)) << bad;
    }
}

TEST(AccountCalls, DisablingAndSigningOut_GoAheadAndTellWhy)
{
    const auto off = disable_account("E1", "left");
    expect_api(off, "/v1.0/contact/orgAccounts/disable", {{"userId", "E1"}, {"reason", "left"}});
    EXPECT_EQ(off.call.priority, Priority::leaver);
    expect_reads(off, R"({"result":true})", Nothing{});
    EXPECT_EQ(cut(off, R"({"result":"false"})"), "result.false");
    EXPECT_FALSE(disable_account("E1", "").call.body.contains("reason"));
    expect_api(enable_account("E1"), "/v1.0/contact/orgAccounts/enable", {{"userId", "E1"}});
    EXPECT_EQ(enable_account("E1").call.priority, Priority::normal);
    const auto out = sign_out_account("E1", "left", {{"zh_CN", "已离职"}});
    expect_api(
        out, "/v1.0/contact/orgAccounts/signOut",
        {{"userId", "E1"}, {"reason", "left"}, {"reasonI18nForEmployee", {{"zh_CN", "已离职"}}}});
    EXPECT_EQ(out.call.priority, Priority::leaver);
}

TEST(AccountCalls, Status_TellsWhetherItIsDisabled)
{
    const auto asking = is_account_disabled("E 1");
    expect_get(asking, "/v1.0/contact/orgAccounts/status", "userId=E%201");
    expect_reads(asking, R"({"disable":true})", true);
    expect_reads(asking, R"({"disable":false})", false);
    EXPECT_EQ(cut(asking), kUnreadable);
    EXPECT_EQ(refusal_of(asking, refused("exclusive.account.only")), "exclusive.account.only");
}

} // namespace
} // namespace rosterd::dingtalk
