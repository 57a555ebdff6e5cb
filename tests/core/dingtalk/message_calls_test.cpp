#include "core/dingtalk/notification_calls.hpp"
#include "core/dingtalk/robot.hpp"

#include "tests/core/dingtalk/known_answers.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace test;
using std::chrono::milliseconds;

TEST(NotificationCalls, Sending_NamesThePeopleByComma)
{
    const auto calls = notify_users(12, {"E1", "E2"}, notification_text("你好"));
    ASSERT_EQ(calls.size(), 1U);
    expect_oapi(calls[0], "/topapi/message/corpconversation/asyncsend_v2",
                {{"agent_id", 12},
                 {"userid_list", "E1,E2"},
                 {"msg", {{"msgtype", "text"}, {"text", {{"content", "你好"}}}}}});
    EXPECT_FALSE(calls[0].call.repeatable);
    expect_reads(calls[0], R"({"errcode":0,"task_id":9007199254740993})", TaskId{9007199254740993});
    EXPECT_EQ(cut(calls[0]), kUnreadable);
}

TEST(NotificationCalls, ManyRecipients_GoInHundredsAndDepartmentsInTwenties)
{
    const std::vector<std::string> people(201, "E1");
    EXPECT_EQ(notify_users(12, people, notification_text("a")).size(), 3U);
    const auto calls =
        notify_departments(12, std::vector<model::DeptId>(21, 7), notification_text("a"));
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[1].call.body["dept_id_list"], "7");
}

TEST(NotificationCalls, TextTooLong_IsCutToDingTalksBytesAtAWholeCharacter)
{
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        text += i % 2 == 0 ? "系" : "\n"; // a line break takes two bytes in JSON
    }
    for (const Json& message : {notification_text(text), notification_markdown("題", text)}) {
        EXPECT_LE(message.dump().size(), 2048U);
        EXPECT_GT(message.dump().size(), 2040U);
    }
    EXPECT_EQ(notification_markdown("題", "文")["markdown"]["text"], "文");
}

TEST(NotificationCalls, ProgressAndResult_AreRead)
{
    expect_oapi(notification_progress(12, 5), "/topapi/message/corpconversation/getsendprogress",
                {{"agent_id", 12}, {"task_id", 5}});
    expect_reads(notification_progress(12, 5),
                 R"({"progress":{"progress_in_percent":100,"status":2}})",
                 SendProgress{100, SendStatus::sent});
    EXPECT_EQ(cut(notification_progress(12, 5)), kUnreadable);
    const auto asking = notification_result(12, 5);
    expect_oapi(asking, "/topapi/message/corpconversation/getsendresult",
                {{"agent_id", 12}, {"task_id", 5}});
    SendResult result;
    result.invalid = {"E9"};
    result.forbidden = {{"E2", "143105", 500}};
    result.read = {"E1"};
    result.invalid_departments = {7};
    expect_reads(asking,
                 R"({"send_result":{"invalid_user_id_list":["E9"],"failed_user_id_list":[],
                     "read_user_id_list":["E1"],"unread_user_id_list":[],"invalid_dept_id_list":[7],
                     "forbidden_list":[{"userid":"E2","code":"143105","count":500}]}})",
                 result);
    EXPECT_EQ(cut(asking), kUnreadable);
    expect_oapi(recall_notification(12, 5), "/topapi/message/corpconversation/recall",
                {{"agent_id", 12}, {"msg_task_id", 5}});
}

const Robot kRobot{"https://oapi.dingtalk.com/robot/send?access_token=r0b0t",
                   "SEC000000000000000000000"};
const net::Instant kNow{milliseconds{1764000000000}};

TEST(RobotCalls, Signature_IsTheKnownOne)
{
    EXPECT_EQ(robot_sign(kRobot.secret, kNow), "VvDGFn1lbaJhDlZ21zheGebncMi10XeVK1fyiNqNWk0=");
}

TEST(RobotCalls, Request_IsSignedInTheUrlAndCanBeRepeated)
{
    const auto request = robot_request(kRobot, robot_text("alarm", {{"E1"}, false}), "m-1", kNow);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://oapi.dingtalk.com/robot/send?access_token=r0b0t"
                           "&timestamp=1764000000000"
                           "&sign=VvDGFn1lbaJhDlZ21zheGebncMi10XeVK1fyiNqNWk0%3D");
    EXPECT_EQ(Json::parse(request.body), (Json{{"msgtype", "text"},
                                               {"text", {{"content", "alarm"}}},
                                               {"at", {{"atUserIds", {"E1"}}, {"isAtAll", false}}},
                                               {"msgUuid", "m-1"}}));
}

TEST(RobotCalls, WithoutASecret_NothingIsAddedToTheUrl)
{
    const auto request = robot_request({kRobot.url, ""}, robot_markdown("T", "x"), "m-1", kNow);
    EXPECT_EQ(request.url, kRobot.url);
    EXPECT_FALSE(Json::parse(request.body).contains("at"));
}

TEST(RobotCalls, Answers_AreReadLikeAnyOldStyleCall)
{
    const auto answer = [](const char* body) {
        return read_robot_answer(net::HttpResponse{200, {}, body});
    };
    EXPECT_TRUE(answer(R"({"errcode":0,"errmsg":"ok"})"));
    EXPECT_EQ(answer(R"({"errcode":310000,"errmsg":"sign not match"})").error().retry,
              RetryClass::permanent);
    EXPECT_EQ(answer(R"({"errcode":660026})").error().retry, RetryClass::wait);
    EXPECT_EQ(read_robot_answer(tl::unexpected(net::NetError{})).error().code, "net.broken");
}

} // namespace
} // namespace rosterd::dingtalk
