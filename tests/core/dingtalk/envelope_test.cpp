#include "core/dingtalk/envelope.hpp"

#include <gtest/gtest.h>

namespace rosterd::dingtalk
{
namespace
{

CallResult read(Family family, int status, const std::string& body)
{
    return read_answer(family, net::HttpResponse{status, {}, body});
}

TEST(OldStyle, SuccessWithErrcodeAsNumberOrText_IsTheWholeEnvelope)
{
    for (const char* body :
         {R"({"errcode":0,"result":{"a":1}})", R"({"errcode":"0","result":{"a":1}})"}) {
        const auto got = read(Family::oapi, 200, body);
        ASSERT_TRUE(got);
        EXPECT_EQ(got->at("result").at("a"), 1);
    }
}

TEST(OldStyle, Wrapper88_IsReadByItsSubCode)
{
    const auto got = read(Family::oapi, 200,
                          R"({"errcode":88,"sub_code":"60011","sub_msg":"no right",
                              "errmsg":"ding talk error[…]","request_id":"r"})");
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "60011");
    EXPECT_EQ(got.error().message, "no right");
    EXPECT_EQ(got.error().request_id, "r");
    EXPECT_EQ(got.error().retry, RetryClass::permanent);
    EXPECT_EQ(read(Family::oapi, 200, R"({"errcode":88,"sub_code":90002})").error().code, "90002");
}

TEST(NewStyle, ErrorBody_IsReadWithKeysInAnyCase)
{
    const auto got = read(Family::api, 400,
                          R"({"Code":"InvalidAuthentication","Message":"bad","requestId":"u"})");
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "InvalidAuthentication");
    EXPECT_EQ(got.error().message, "bad");
    EXPECT_EQ(got.error().request_id, "u");
    EXPECT_EQ(got.error().retry, RetryClass::token);
}

TEST(NewStyle, MissingPermission_NamesThePoints)
{
    const auto got =
        read(Family::api, 403,
             R"({"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"no",
            "accessdenieddetail":{"requiredScopes":["Contact.OrgAccountSecurity.ReadWrite"]}})");
    EXPECT_NE(got.error().message.find("Contact.OrgAccountSecurity.ReadWrite"), std::string::npos);
}

TEST(NewStyle, EmptySuccess_IsAnEmptyObject)
{
    EXPECT_TRUE(read(Family::api, 200, "")->is_object());
}

TEST(OldStyle, ATimeOutWithinDingTalk_LeavesOpenWhatBecameOfTheCall)
{
    const auto answer =
        read(Family::oapi, 200, R"({"errcode":15,"errmsg":"isp.top-remote-connection-timeout"})");
    EXPECT_EQ(answer.error().retry, RetryClass::back_off);
    EXPECT_TRUE(answer.error().unknown_outcome);
}

TEST(NewStyle, CodeNobodyKnows_IsPermanentAndItsStatusTellsOfTheOutcome)
{
    EXPECT_EQ(read(Family::api, 400, R"({"code":"odd"})").error().retry, RetryClass::permanent);
    EXPECT_EQ(read(Family::api, 429, R"({"code":"odd"})").error().retry, RetryClass::back_off);
    const auto inside = read(Family::api, 500, R"({"code":"odd"})");
    EXPECT_EQ(inside.error().retry, RetryClass::permanent);
    EXPECT_TRUE(inside.error().unknown_outcome);
    const auto busy = read(Family::api, 500, R"({"code":"system.error"})");
    EXPECT_EQ(busy.error().retry, RetryClass::back_off);
}

TEST(AddressBlock, HtmlOrStatus1111InsteadOfAnAnswer_IsRecognised)
{
    for (const Family family : {Family::oapi, Family::api}) {
        for (const char* body :
             {" <!doctype html><html></html>", R"({"status":1111,"wait":5,"punish":"deny"})"}) {
            EXPECT_EQ(read(family, 200, body).error().code, "ip.blocked");
            EXPECT_TRUE(read(family, 200, body).error().unreachable)
                << "no other call gets through";
        }
        EXPECT_EQ(read(family, 403, "<html>").error().code, "ip.blocked");
        EXPECT_EQ(read(family, 405, "<p>punish</p>").error().code, "ip.blocked");
    }
}

TEST(AddressBlock, APageOfAnotherHostOrAProxy_IsNone)
{
    for (const Family family : {Family::oapi, Family::api}) {
        for (const int status : {301, 404, 407, 413}) {
            const auto got = read(family, status, "<html><body>not here</body></html>");
            EXPECT_EQ(got.error().code, "http." + std::to_string(status));
            EXPECT_EQ(got.error().retry, RetryClass::permanent) << "no waiting would mend it";
        }
    }
}

TEST(Unreadable, CutOrForeignAnswers_LeaveTheOutcomeUnknown)
{
    for (const char* body : {"", "{\"errcode\":0", "[]", "null", "{\"ok\":true}", "\xff\xfe"}) {
        const auto got = read(Family::oapi, 200, body);
        ASSERT_FALSE(got) << body;
        EXPECT_EQ(got.error().code, "answer.unreadable");
        EXPECT_TRUE(got.error().unknown_outcome);
    }
    EXPECT_EQ(read(Family::oapi, 502, "<html>").error().code, "http.502");
    EXPECT_TRUE(read(Family::oapi, 502, "<html>").error().unknown_outcome);
}

TEST(Shortened, LongMessages_EndAtAWholeCharacter)
{
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "系";
    }
    EXPECT_EQ(shortened("a" + text).size(), 1U + 3U * 99U + 3U);
    EXPECT_EQ(shortened("短"), "短");
}

} // namespace
} // namespace rosterd::dingtalk
