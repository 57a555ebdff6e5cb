#include "core/dingtalk/stream_frame.hpp"

#include <gtest/gtest.h>

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

TEST(StreamOpen, the_call_names_the_application_and_asks_for_every_event)
{
    EXPECT_EQ(open_call("ding1", "secret", "rosterd/0.1.0"), Json::parse(R"({
        "clientId":"ding1","clientSecret":"secret",
        "subscriptions":[{"type":"EVENT","topic":"*"}],"ua":"rosterd/0.1.0"})"));
}

TEST(StreamOpen, the_answer_is_an_endpoint_and_a_ticket_for_it)
{
    const auto ticket = read_ticket(Json::parse(
        R"({"endpoint":"wss://wss-open-connection.dingtalk.com:443/connect","ticket":"a b+c"})"));
    ASSERT_TRUE(ticket);
    EXPECT_EQ(connect_url(*ticket, false),
              "wss://wss-open-connection.dingtalk.com:443/connect?ticket=a%20b%2Bc");
}

TEST(StreamOpen, an_answer_that_lacks_a_part_is_no_ticket)
{
    EXPECT_FALSE(read_ticket(Json::parse(R"({"endpoint":"wss://x/connect"})")));
    EXPECT_FALSE(read_ticket(Json::parse(R"({"ticket":"t"})")));
    EXPECT_FALSE(read_ticket(Json::parse("[]")));
}

TEST(StreamOpen, a_ticket_is_sent_in_the_clear_only_where_that_is_allowed)
{
    EXPECT_EQ(connect_url({"ws://127.0.0.1:1/connect", "t"}, false), "");
    EXPECT_EQ(connect_url({"ws://127.0.0.1:1/connect", "t"}, true),
              "ws://127.0.0.1:1/connect?ticket=t");
    EXPECT_EQ(connect_url({"rsocket://x", "t"}, true), "");
}

// The official event frame of DingTalk's documentation, ids shortened there.
constexpr const char* kEvent = R"({"specVersion":"1.0","type":"EVENT",
 "headers":{"topic":"*","messageId":"213d841d_972_1898bb26334_70a7","contentType":"application/json","time":"1693221579964",
  "eventType":"user_add_org","eventId":"c7c7120f2c0741900ebdba0318c8aaaa","eventCorpId":"ding1","eventBornTime":"1693221579800","eventUnifiedAppId":"bbb381b6"},
 "data":"{\"timeStamp\":\"1693221579790\",\"userId\":[\"015227\"]}"})";

TEST(StreamFrame, an_event_carries_its_data_as_text)
{
    const auto frame = read_frame(kEvent);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->kind, FrameKind::event);
    EXPECT_EQ(frame->message_id, "213d841d_972_1898bb26334_70a7");
    EXPECT_EQ(frame->headers.at("eventType"), "user_add_org");
    EXPECT_EQ(frame->data, R"({"timeStamp":"1693221579790","userId":["015227"]})");
}

TEST(StreamFrame, data_as_an_object_reads_the_same)
{
    const auto frame =
        read_frame(R"({"type":"EVENT","headers":{"messageId":"m"},"data":{"userId":["u"]}})");
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->data, R"({"userId":["u"]})");
}

TEST(StreamFrame, system_frames_are_told_apart_by_topic_without_a_version)
{
    const auto kind = [](const char* type, const char* topic) {
        return read_frame(
                   Json{{"type", type}, {"headers", {{"topic", topic}}}, {"data", "{}"}}.dump())
            .value()
            .kind;
    };
    EXPECT_EQ(kind("SYSTEM", "ping"), FrameKind::ping);
    EXPECT_EQ(kind("SYSTEM", "disconnect"), FrameKind::disconnect);
    for (const char* topic : {"CONNECTED", "REGISTERED", "KEEPALIVE", "later"}) {
        EXPECT_EQ(kind("SYSTEM", topic), FrameKind::other) << topic;
    }
    EXPECT_EQ(kind("CALLBACK", "/v1.0/im/bot/messages/get"), FrameKind::callback);
    EXPECT_EQ(kind("NEWS", "ping"), FrameKind::other);
}

TEST(StreamFrame, a_disconnect_as_it_really_travels_is_one)
{
    const auto frame = read_frame(
        R"({"specVersion":"1.0","type":"SYSTEM","headers":{"contentType":"application/json",)"
        R"("messageId":"c0a815dd1698551133918195d43","time":"1698551133918","topic":"disconnect"},)"
        R"("data":"{\"reason\":\"persistent connection is timeout\"}"})");
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->kind, FrameKind::disconnect);
    EXPECT_EQ(frame->data, R"({"reason":"persistent connection is timeout"})");
}

TEST(StreamFrame, what_is_no_json_object_is_no_frame)
{
    for (const char* text : {"", "ping", "[]", "7", "{"}) {
        EXPECT_FALSE(read_frame(text)) << text;
    }
    EXPECT_EQ(read_frame(R"({"headers":"x","data":null})").value().kind, FrameKind::other);
}

TEST(StreamReply, a_kept_event_is_answered_as_the_documentation_prints_it)
{
    EXPECT_EQ(Json::parse(event_reply("m1", true)), Json::parse(R"({"code":200,
        "headers":{"contentType":"application/json","messageId":"m1"},"message":"OK",
        "data":"{\"status\":\"SUCCESS\",\"message\":\"success\"}"})"));
}

TEST(StreamReply, an_event_that_could_not_be_kept_is_asked_for_again)
{
    const Json reply = Json::parse(event_reply("m1", false));
    EXPECT_EQ(reply.at("code"), 200);
    EXPECT_EQ(Json::parse(reply.at("data").get<std::string>()).at("status"), "LATER");
}

TEST(StreamReply, a_ping_gets_its_opaque_data_back_unchanged)
{
    const auto ping = read_frame(R"({"type":"SYSTEM","headers":{"topic":"ping",
        "messageId":"c0a815dd1698551133918195d43","contentType":"application/json"},
        "data":"{\"opaque\":\"6fd0-\u00e9\"}"})");
    const Json reply = Json::parse(ping_reply(ping.value()));
    EXPECT_EQ(reply.at("code"), 200);
    EXPECT_EQ(reply.at("message"), "OK");
    EXPECT_EQ(reply.at("headers").at("messageId"), "c0a815dd1698551133918195d43");
    EXPECT_EQ(reply.at("data"), "{\"opaque\":\"6fd0-\u00e9\"}");
}

TEST(StreamReply, a_callback_is_told_that_nobody_handles_it)
{
    EXPECT_EQ(Json::parse(nobody_reply("m1")).at("code"), 404);
}

} // namespace

} // namespace rosterd::dingtalk
