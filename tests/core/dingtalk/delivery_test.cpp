// Messages whose answer is lost: read once, and known whom they reached.
#include "core/dingtalk/delivery.hpp"

#include <gtest/gtest.h>

#include "tests/core/dingtalk/sandbox_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using test::Json;
using test::Rehearsal;

const std::string kSend = "/topapi/message/corpconversation/asyncsend_v2";

struct Messages : testing::Test {
    Rehearsal ask;
    sandbox::Organisation& org = ask.service.organisation();

    void fault(const Json& rule)
    {
        http::HttpServerRequest request;
        request.method = "POST";
        request.path = "/sandbox/faults";
        request.body = Json::array({rule}).dump();
        ASSERT_EQ(ask.service.handle(request, ask.loop.now()).response.status, 200);
    }
    tl::expected<TaskId, ApiError> deliver_to(const std::vector<std::string>& userids)
    {
        std::optional<tl::expected<TaskId, ApiError>> got;
        deliver(*ask.client, ask.loop, notify_users(12, userids, notification_text("alarm")).at(0),
                [&](tl::expected<TaskId, ApiError> answer) { got = std::move(answer); });
        ask.loop.run(1h);
        return got.value();
    }
    std::size_t read_by(const std::string& userid)
    {
        return org.notifications().count(userid, 12, ask.loop.now());
    }
    tl::expected<Nothing, ApiError> say_once(const std::string& id)
    {
        std::optional<tl::expected<Nothing, ApiError>> got;
        say(ask.http, ask.loop, {"https://oapi.dingtalk.com/robot/send?access_token=r0b0t", ""},
            robot_text("alarm"), id, 7,
            [&](tl::expected<Nothing, ApiError> answer) { got = std::move(answer); });
        ask.loop.run(1h);
        return got.value();
    }
    std::size_t said() { return org.robots().to_json()["messages"].size(); }
};

TEST_F(Messages, NotificationSentWithoutAnAnswer_IsSentAgainReadOnceAndFoundToHaveArrived)
{
    fault({{"path", kSend}, {"mode", "close_after"}});
    const auto task = deliver_to({"manager01", "nobody"});
    ASSERT_TRUE(task) << task.error().message;
    EXPECT_EQ(read_by("manager01"), 1U);
    const auto result = ask(notification_result(12, *task));
    ASSERT_EQ(result->forbidden.size(), 1U) << "the second was kept from whom the first reached";
    EXPECT_EQ(reached(*result), (Reached{{"manager01"}, {"nobody"}}));
}

TEST_F(Messages, NotificationThatWasLost_ArrivesWithTheRepeat)
{
    fault({{"path", kSend}, {"mode", "close_before"}});
    const auto task = deliver_to({"manager01"});
    ASSERT_TRUE(task);
    EXPECT_EQ(read_by("manager01"), 1U);
    EXPECT_EQ(ask(notification_result(12, *task))->unread, std::vector<std::string>{"manager01"});
}

TEST_F(Messages, NotificationWithoutAnAnswerAgainAndAgain_StaysUnknownAfterThree)
{
    fault({{"path", kSend}, {"mode", "close_after"}, {"count", -1}});
    const auto task = deliver_to({"manager01"});
    ASSERT_FALSE(task);
    EXPECT_TRUE(task.error().unknown_outcome);
    EXPECT_EQ(ask.client->counts().at(kSend).sent, 3);
    EXPECT_EQ(read_by("manager01"), 1U);
}

TEST_F(Messages, NotificationRefusedAfterAnUnknownOutcome_StaysUnknown)
{
    fault({{"path", kSend}, {"mode", "close_after"}});
    fault({{"path", kSend}, {"mode", "errcode"}, {"errcode", 60011}, {"wrapped", true}});
    const auto task = deliver_to({"manager01"});
    ASSERT_FALSE(task);
    EXPECT_EQ(task.error().code, "60011");
    EXPECT_TRUE(task.error().unknown_outcome);
}

TEST_F(Messages, NotificationAtMidnightInChina_IsNotSentTwiceSinceItWouldBeReadTwice)
{
    ask.loop.jump_wall_clock(13h + 59min + 59s); // from 10:00 in China to 23:59:59
    fault({{"path", kSend}, {"mode", "close_after"}});
    const auto task = deliver_to({"manager01"});
    ASSERT_FALSE(task);
    EXPECT_TRUE(task.error().unknown_outcome);
    EXPECT_EQ(ask.client->counts().at(kSend).sent, 1);
}

TEST(ToldOnce, IsADayOfChinas)
{
    const net::Instant evening = *model::parse_instant("2026-11-22T15:59:00.000Z"); // 23:59 there
    EXPECT_TRUE(is_told_once(evening, evening + 59s));
    EXPECT_FALSE(is_told_once(evening, evening + 60s));
}

TEST_F(Messages, RobotWithoutAnAnswer_RepeatsTheMessageAndItIsSaidOnce)
{
    fault({{"path", "/robot/send"}, {"mode", "close_after"}});
    EXPECT_TRUE(say_once("m-1"));
    EXPECT_EQ(said(), 1U);
}

TEST_F(Messages, RobotWhoseMessageWasLost_SaysItWithTheRepeat)
{
    fault({{"path", "/robot/send"}, {"mode", "close_before"}, {"count", 2}});
    EXPECT_TRUE(say_once("m-1"));
    EXPECT_EQ(said(), 1U);
}

TEST_F(Messages, RobotWithoutAnyAnswer_IsLeftAtUnknownAfterThree)
{
    fault({{"path", "/robot/send"}, {"mode", "close_after"}, {"count", -1}});
    const auto answer = say_once("m-1");
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().unknown_outcome);
    EXPECT_EQ(said(), 1U);
}

TEST_F(Messages, RobotThatMaySpeakNoMore_IsNotAskedAgain)
{
    fault({{"path", "/robot/send"}, {"mode", "errcode"}, {"errcode", 660026}, {"count", -1}});
    const auto answer = say_once("m-1");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, "660026");
    EXPECT_FALSE(answer.error().unknown_outcome);
}

} // namespace
} // namespace rosterd::dingtalk
