// Work notifications and robots, as the reference's sections 7.4 and 7.5 tell them.
#include <gtest/gtest.h>

#include "core/dingtalk/robot.hpp"
#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Messages : testing::Test {
    SandboxClient client{unlimited()};

    void rule(const std::string& name, const Json& value)
    {
        client.control("POST", "/sandbox/rules", {{name, value}});
    }
};

struct WorkNotifications : Messages {
    Json call(const std::string& what, const Json& body)
    {
        Json all{{"agent_id", 7}};
        all.update(body);
        return client.oapi("/topapi/message/corpconversation/" + what, all);
    }
    Json send(const Json& body, const std::string& text = "hello")
    {
        Json all{{"msg", {{"msgtype", "text"}, {"text", {{"content", text}}}}}};
        all.update(body);
        return call("asyncsend_v2", all);
    }
    Json result(const Json& sent)
    {
        return call("getsendresult", {{"task_id", sent.at("task_id")}}).at("send_result");
    }
};

TEST_F(WorkNotifications, Sent_IsToldUnderItsTask)
{
    client.create("E1");

    const auto sent = send({{"userid_list", "E1,nobody"}, {"dept_id_list", "99"}});

    EXPECT_EQ(code(sent), 0);
    EXPECT_EQ(call("getsendprogress", {{"task_id", sent["task_id"]}})["progress"],
              (Json{{"progress_in_percent", 100}, {"status", 2}}));
    EXPECT_EQ(result(sent)["unread_user_id_list"], Json::array({"E1"}));
    EXPECT_EQ(result(sent)["invalid_user_id_list"], Json::array({"nobody"}));
    EXPECT_EQ(result(sent)["invalid_dept_id_list"], Json::array({99}));
}

TEST_F(WorkNotifications, Department_MeansEverybodyBelowIt)
{
    const auto shop = client.department("旺角店");
    const auto floor = client.department("二樓", shop);
    client.create("E1", {{"dept_id_list", std::to_string(shop)}});
    client.create("E2", {{"dept_id_list", std::to_string(floor)}});

    EXPECT_EQ(result(send({{"dept_id_list", shop}}))["unread_user_id_list"],
              Json::array({"E1", "E2"}));
    EXPECT_EQ(result(send({{"to_all_user", true}}, "all"))["unread_user_id_list"].size(), 3U);
}

TEST_F(WorkNotifications, SameContentTheSameDay_IsDroppedInSilence)
{
    client.create("E1");
    send({{"userid_list", "E1"}});

    const auto again = send({{"userid_list", "E1"}});
    EXPECT_EQ(code(again), 0);
    EXPECT_EQ(result(again)["unread_user_id_list"], Json::array());
    EXPECT_EQ(result(again)["forbidden_list"][0]["userid"], "E1");
    EXPECT_EQ(result(again)["forbidden_list"][0]["code"], "143106");

    EXPECT_EQ(result(send({{"userid_list", "E1"}}, "else"))["forbidden_list"], Json::array());
    client.now += std::chrono::hours{14}; // 10:00 in China becomes midnight
    client.fetch_token();
    EXPECT_EQ(result(send({{"userid_list", "E1"}}))["forbidden_list"], Json::array());
}

TEST_F(WorkNotifications, MoreThanADayHas_AreDroppedInSilence)
{
    client.create("E1");
    rule("notifications_a_day", 50);
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(code(send({{"userid_list", "E1"}}, std::to_string(i))), 0);
    }

    EXPECT_EQ(result(send({{"userid_list", "E1"}}, "one more"))["forbidden_list"][0]["code"],
              "143105");
}

TEST_F(WorkNotifications, WhatCannotBeSent_IsRefused)
{
    const Json to{{"userid_list", "E1"}};
    const auto without = [&](const Json& body) {
        return code(client.oapi("/topapi/message/corpconversation/asyncsend_v2", body));
    };

    EXPECT_EQ(without(to), 41011);
    EXPECT_EQ(without({{"agent_id", "x"}}), 40056);
    EXPECT_EQ(code(send(Json::object())), 40035);
    EXPECT_EQ(code(send({{"userid_list", "E1"}, {"msg", {{"msgtype", "poem"}}}})), 400002);
    EXPECT_EQ(code(send(to, std::string(2048, 'x'))), 41101);
}

TEST_F(WorkNotifications, Task_IsToldForADayAndToItsApplicationOnly)
{
    client.create("E1");
    const auto sent = send({{"userid_list", "E1"}});
    const Json task{{"task_id", sent["task_id"]}};

    EXPECT_EQ(code(call("getsendresult", {{"task_id", 1}})), 400002);
    EXPECT_EQ(code(call("getsendresult", {{"task_id", sent["task_id"]}, {"agent_id", 8}})), 400002);
    client.now += std::chrono::hours{25};
    client.fetch_token();
    EXPECT_EQ(code(call("getsendresult", task)), 400002);
    EXPECT_EQ(code(call("getsendprogress", task)), 400002);
    rule("notification_hours", 168);
    EXPECT_EQ(code(call("getsendprogress", task)), 0) << "older text says seven days";
    EXPECT_EQ(code(call("recall", {{"msg_task_id", sent["task_id"]}})), 400002);
}

TEST_F(WorkNotifications, Recalled_IsKnownAsThat)
{
    client.create("E1");
    const auto sent = send({{"userid_list", "E1"}});

    EXPECT_EQ(code(call("recall", {{"msg_task_id", sent["task_id"]}})), 0);

    EXPECT_EQ(client.control("GET", "/sandbox/org")["notifications"][0]["recalled"], true);
}

TEST_F(WorkNotifications, Recipients_100And20_Or5000And500)
{
    std::string people = "E0";
    for (int i = 1; i <= 100; ++i) {
        people += ",E" + std::to_string(i);
    }
    const std::string departments = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21";

    EXPECT_EQ(code(send({{"userid_list", people}})), 41029);
    EXPECT_EQ(code(send({{"dept_id_list", departments}})), 41029);
    rule("notification_users", 5000);
    rule("notification_departments", 500);
    EXPECT_EQ(code(send({{"userid_list", people}})), 0);
    EXPECT_EQ(code(send({{"dept_id_list", departments}})), 0);
}

struct GroupRobot : Messages {
    Json say(const Json& body, const std::string& query = "access_token=robot")
    {
        auto wanted = client.request("POST", "/robot/send?" + query, body.dump());
        wanted.headers["content-type"] = "application/json; charset=utf-8";
        return Json::parse(client.send(wanted).body);
    }
    static Json text(const std::string& content, const std::string& uuid = "")
    {
        return {{"msgtype", "text"}, {"text", {{"content", content}}}, {"msgUuid", uuid}};
    }
    Json said() { return client.control("GET", "/sandbox/org")["robots"]["messages"]; }
};

TEST_F(GroupRobot, SpeaksWithItsOwnToken_AndTellsNoRequestId)
{
    const auto answer = say(text("hello"));

    EXPECT_EQ(answer, (Json{{"errcode", 0}, {"errmsg", "ok"}}));
    ASSERT_EQ(said().size(), 1U);
    EXPECT_EQ(said()[0]["robot"], "robot");
    EXPECT_EQ(said()[0]["message"]["text"]["content"], "hello");
}

TEST_F(GroupRobot, SameMessageId_IsSaidOnce)
{
    say(text("hello", "u1"));

    EXPECT_EQ(code(say(text("hello", "u1"))), 0);
    EXPECT_EQ(said().size(), 1U);
    say(text("hello", "u2"));
    EXPECT_EQ(said().size(), 2U);
}

TEST_F(GroupRobot, UnknownToken_300005LiveOr400101AsDocumented)
{
    rule("robot_token", "another");

    EXPECT_EQ(code(say(text("hello"))), 300005);
    rule("robot_codes_as_documented", true);
    EXPECT_EQ(code(say(text("hello"))), 400101);
    EXPECT_EQ(code(say(text("hello"), "access_token=another")), 0);
}

TEST_F(GroupRobot, Signature_MustBeGenuineAndOfThisHour)
{
    rule("robot_secret", "SEC1");
    const auto signed_at = [&](model::Instant at, const std::string& secret) {
        auto wanted = client.request("POST", "/robot/send", text("hello").dump());
        wanted.headers["content-type"] = "application/json";
        wanted.parameters["access_token"] = "robot";
        wanted.parameters["timestamp"] = std::to_string(at.time_since_epoch().count());
        wanted.parameters["sign"] = dingtalk::robot_sign(secret, at);
        return Json::parse(client.send(wanted).body);
    };

    EXPECT_EQ(code(signed_at(client.now, "SEC1")), 0);
    EXPECT_EQ(code(signed_at(client.now - std::chrono::minutes{59}, "SEC1")), 0);
    const auto old = signed_at(client.now - std::chrono::minutes{61}, "SEC1");
    EXPECT_EQ(code(old), 310000);
    EXPECT_NE(old["errmsg"].get<std::string>().find("invalid timestamp"), std::string::npos);
    const auto forged = signed_at(client.now, "SEC2");
    EXPECT_NE(forged["errmsg"].get<std::string>().find("sign not match"), std::string::npos);
    EXPECT_EQ(code(say(text("hello"))), 310000) << "not signed at all";
}

TEST_F(GroupRobot, Keyword_MustBeInTheMessage)
{
    rule("robot_keyword", "rosterd");

    EXPECT_EQ(code(say(text("hello"))), 310000);
    EXPECT_EQ(code(say(text("rosterd: hello"))), 0);
}

TEST_F(GroupRobot, MoreThan20AMinute_IsSilentForTen)
{
    for (int i = 0; i < 20; ++i) {
        ASSERT_EQ(code(say(text(std::to_string(i)))), 0);
    }

    EXPECT_EQ(code(say(text("one more"))), 660026);
    rule("robot_codes_as_documented", true);
    client.now += std::chrono::minutes{9};
    EXPECT_EQ(code(say(text("one more"))), 410100);
    client.now += std::chrono::minutes{1};
    EXPECT_EQ(code(say(text("one more"))), 0);
}

TEST_F(GroupRobot, WhatIsNoMessage_IsRefused)
{
    EXPECT_EQ(code(say(Json::object())), 40035);
    EXPECT_EQ(code(say({{"msgtype", "text"}})), 40035);
    EXPECT_EQ(code(say({{"msgtype", "poem"}})), 400105);
    EXPECT_EQ(code(client.form("/robot/send?access_token=robot", "msgtype=text")), 43004);
}

TEST_F(Messages, ApplicationsRobot_SpeaksToAGroupAndToPeople)
{
    client.create("E1");
    const Json what{
        {"robotCode", "r"}, {"msgKey", "sampleText"}, {"msgParam", R"({"content":"hello"})"}};
    const auto with = [&](const char* name, const Json& value) {
        auto body = what;
        body[name] = value;
        return body;
    };

    const auto [status, people] = client.api("POST", "/v1.0/robot/oToMessages/batchSend",
                                             with("userIds", Json::array({"E1", "nobody"})));
    EXPECT_EQ(status, 200);
    EXPECT_EQ(people["invalidStaffIdList"], Json::array({"nobody"}));
    EXPECT_EQ(
        client.api("POST", "/v1.0/robot/groupMessages/send", with("openConversationId", "cid"))
            .first,
        200);
    EXPECT_EQ(client.api("POST", "/v1.0/robot/groupMessages/send", what).first, 400);
    const auto said = client.control("GET", "/sandbox/org")["robots"]["messages"];
    EXPECT_EQ(said[0]["to"], "E1");
    EXPECT_EQ(said[1]["to"], "cid");
}

} // namespace

} // namespace rosterd::sandbox
