#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dingtalk/stream_frame.hpp"
#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct SandboxEvents : testing::Test {
    SandboxClient client;
    EventHub& hub = client.service.events();
    model::Instant& now = client.now;

    // Frames of events that go out now: type and who.
    std::vector<std::string> told()
    {
        std::vector<std::string> out;
        for (const Outgoing& outgoing : hub.due(now)) {
            const Json frame = Json::parse(outgoing.text, nullptr, false);
            if (frame.is_object() && frame.value("type", "") == "EVENT") {
                last = outgoing;
                const Json data = Json::parse(frame.at("data").get<std::string>());
                out.push_back(frame.at("headers").at("eventType").get<std::string>() + " " +
                              (data.contains("userId") ? data.at("userId").at(0).get<std::string>()
                                                       : data.at("deptId").at(0).dump()));
            }
        }
        return out;
    }

    Json header(const char* name) const { return Json::parse(last.text).at("headers").at(name); }

    void acknowledge(bool success = true)
    {
        hub.heard(last.socket, dingtalk::event_reply(header("messageId"), success), now);
    }

    SocketId join()
    {
        EXPECT_TRUE(hub.redeem(hub.ticket(now), now));
        return hub.joined(now);
    }

    void rename(const std::string& userid, const std::string& title)
    {
        client.control("POST", "/sandbox/users/" + userid, {{"title", title}});
    }

    Outgoing last;
};

Json opening(const std::string& topic = "*")
{
    return {{"clientId", "k"},
            {"clientSecret", "s"},
            {"subscriptions", Json::array({{{"type", "EVENT"}, {"topic", topic}}})}};
}

TEST_F(SandboxEvents, TheOpenCall_GivesAnEndpointAndATicket)
{
    const auto [status, body] = client.api("POST", "/v1.0/gateway/connections/open", opening());
    EXPECT_EQ(status, 200);
    EXPECT_EQ(body.at("endpoint").get<std::string>().substr(0, 5), "ws://");
    EXPECT_TRUE(hub.redeem(body.at("ticket"), now));
}

TEST_F(SandboxEvents, TheOpenCall_IsRefusedWithoutCredentialsOrSubscription)
{
    auto nobody = opening();
    nobody["clientSecret"] = "";
    EXPECT_EQ(client.api("POST", "/v1.0/gateway/connections/open", nobody).first, 401);
    EXPECT_EQ(client.api("POST", "/v1.0/gateway/connections/open", nobody).second.at("code"),
              "authFailed");
    EXPECT_EQ(client.api("POST", "/v1.0/gateway/connections/open", opening("x")).first, 400);
}

TEST_F(SandboxEvents, ATicket_AdmitsOneConnectionWithinNinetySeconds)
{
    const auto used = hub.ticket(now);
    EXPECT_TRUE(hub.redeem(used, now));
    EXPECT_FALSE(hub.redeem(used, now));
    EXPECT_FALSE(hub.redeem("made up", now));
    const auto late = hub.ticket(now);
    EXPECT_FALSE(hub.redeem(late, now + 91s));
}

TEST_F(SandboxEvents, EveryKindOfChange_IsTold)
{
    join();
    client.control("POST", "/sandbox/users/u1",
                   {{"name", "A"}, {"mobile", "13800000001"}, {"dept_id_list", "1"}});
    EXPECT_THAT(told(), testing::Contains("user_add_org u1"));
    rename("u1", "clerk");
    EXPECT_THAT(told(), testing::Contains("user_modify_org u1"));
    client.control("POST", "/sandbox/users/u1", {{"active", true}, {"admin", true}});
    EXPECT_THAT(told(), testing::IsSupersetOf({"user_active_org u1", "org_admin_add u1"}));
    const Json made =
        client.control("POST", "/sandbox/departments", {{"name", "D"}, {"parent_id", 1}});
    const std::string id = made.at("dept_id").dump();
    EXPECT_THAT(told(), ElementsAre("org_dept_create " + id));
    client.control("POST", "/sandbox/departments/" + id, {{"name", "E"}});
    EXPECT_THAT(told(), ElementsAre("org_dept_modify " + id));
    client.control("DELETE", "/sandbox/departments/" + id);
    EXPECT_THAT(told(), ElementsAre("org_dept_remove " + id));
    client.control("DELETE", "/sandbox/users/u1");
    EXPECT_THAT(told(), ElementsAre("user_leave_org u1"));
}

TEST_F(SandboxEvents, WhatNobodySubscribedTo_IsNotTold)
{
    rename("manager01", "boss");
    join();
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(SandboxEvents, AnAcknowledgedEvent_IsNotToldAgain)
{
    join();
    rename("manager01", "boss");
    ASSERT_THAT(told(), SizeIs(1));
    acknowledge();
    now += 60s;
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(SandboxEvents,
       AnEventThatIsNotAcknowledged_ComesAgainAfterTenAndThirtySecondsAndIsThenListed)
{
    join();
    rename("manager01", "boss");
    ASSERT_THAT(told(), SizeIs(1));
    const Json id = header("eventId");
    const Json message = header("messageId");
    now += 3s; // no answer
    EXPECT_THAT(told(), IsEmpty());
    now += 10s;
    ASSERT_THAT(told(), SizeIs(1));
    EXPECT_EQ(header("eventId"), id);
    EXPECT_NE(header("messageId"), message);
    acknowledge(false); // LATER
    now += 29s;
    EXPECT_THAT(told(), IsEmpty());
    now += 1s;
    ASSERT_THAT(told(), SizeIs(1));
    now += 3s;
    EXPECT_THAT(told(), IsEmpty());
    EXPECT_THAT(hub.failed_page(now).at("failed_list"), IsEmpty()) << "listed minutes later";
    now += 180s;
    const Json page =
        client.oapi_get("/call_back/get_call_back_failed_result?access_token=" + client.token);
    ASSERT_THAT(page.at("failed_list"), SizeIs(1));
    EXPECT_EQ(page.at("failed_list").at(0).at("user_modify_org").at("userid"),
              Json::array({"manager01"}));
    EXPECT_EQ(page.at("has_more"), false);
}

TEST_F(SandboxEvents, AnAnswerThatIsNone_LeavesTheEventWaiting)
{
    const SocketId socket = join();
    rename("manager01", "boss");
    ASSERT_THAT(told(), SizeIs(1));
    for (const char* text : {"", "no json", "[]", "7", R"({"code":200})", R"({"headers":"x"})",
                             R"({"code":"200","headers":{"messageId":7},"data":[]})"}) {
        hub.heard(socket, text, now);
        EXPECT_EQ(hub.to_json().at("open"), 1) << text;
    }
}

TEST_F(SandboxEvents, AnAnswerWithoutAStatus_IsASuccess)
{
    join();
    rename("manager01", "boss");
    ASSERT_THAT(told(), SizeIs(1));
    hub.heard(last.socket,
              Json{{"code", 200}, {"headers", {{"messageId", header("messageId")}}}, {"data", "{}"}}
                  .dump(),
              now);
    EXPECT_EQ(hub.to_json().at("open"), 0);
}

TEST_F(SandboxEvents, TheFailedList_ForgetsWhatTheLastCallTold)
{
    hub.ticket(now); // subscribed, but nobody is connected
    hub.rules.retries.clear();
    hub.rules.listed = 0ms;
    for (int i = 0; i < 250; ++i) {
        hub.tell("user_add_org", {{"userId", {std::to_string(i)}}}, now);
    }
    hub.due(now);
    EXPECT_THAT(hub.failed_page(now).at("failed_list"), SizeIs(200));
    const Json second = hub.failed_page(now);
    EXPECT_THAT(second.at("failed_list"), SizeIs(50));
    EXPECT_EQ(second.at("has_more"), false);
    EXPECT_THAT(hub.failed_page(now).at("failed_list"), IsEmpty());
}

TEST_F(SandboxEvents, SentAway_AConnectionGetsNothingMoreAndIsClosedAfterTenSeconds)
{
    const SocketId first = join();
    hub.disconnect(now);
    const auto goodbye = hub.due(now);
    ASSERT_THAT(goodbye, SizeIs(1));
    EXPECT_EQ(dingtalk::read_frame(goodbye[0].text)->kind, dingtalk::FrameKind::disconnect);
    rename("manager01", "boss");
    EXPECT_THAT(told(), IsEmpty());
    const SocketId second = join();
    now += 10s;
    const auto later = hub.due(now);
    ASSERT_THAT(later, testing::Contains(testing::Field(&Outgoing::kind, Outgoing::Kind::close)));
    EXPECT_THAT(later, testing::Contains(testing::Field(&Outgoing::socket, first)));
    EXPECT_THAT(later, testing::Contains(testing::Field(&Outgoing::socket, second)))
        << "the event, tried again";
}

TEST_F(SandboxEvents, TheGateway_PingsEveryTwentyFiveSeconds)
{
    join();
    EXPECT_EQ(hub.wake(), now + 25s);
    now += 25s;
    const auto out = hub.due(now);
    ASSERT_THAT(out, SizeIs(1));
    const auto ping = dingtalk::read_frame(out[0].text);
    EXPECT_EQ(ping->kind, dingtalk::FrameKind::ping);
    hub.heard(out[0].socket, dingtalk::ping_reply(*ping), now);
    EXPECT_EQ(hub.to_json().at("counts").at("pongs"), 1);
}

} // namespace

} // namespace rosterd::sandbox
