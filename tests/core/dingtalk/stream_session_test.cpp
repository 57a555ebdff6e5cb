#include "core/dingtalk/stream_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;
using model::Json;
using stream::Close;
using stream::Connect;
using stream::Keep;
using stream::Online;
using stream::OpenCall;
using stream::Ping;
using stream::Send;
using stream::Trouble;

const model::Instant kWall{model::Duration{1767225600000}};

template <typename Action>
std::vector<Action> only(const StreamActions& actions)
{
    std::vector<Action> out;
    for (const StreamAction& action : actions) {
        if (const auto* one = std::get_if<Action>(&action)) {
            out.push_back(*one);
        }
    }
    return out;
}

std::string frame(const char* type, Json headers, const std::string& data = "{}")
{
    return Json{
        {"specVersion", "1.0"}, {"type", type}, {"headers", std::move(headers)}, {"data", data}}
        .dump();
}

std::string event_frame(const char* message_id = "m1", const char* event_id = "e1")
{
    return frame("EVENT",
                 {{"topic", "*"},
                  {"messageId", message_id},
                  {"eventType", "user_add_org"},
                  {"eventId", event_id}},
                 R"({"userId":["u1"]})");
}

std::string disconnect_frame()
{
    return frame("SYSTEM", {{"topic", "disconnect"}, {"messageId", "d"}},
                 R"({"reason":"connection is expired"})");
}

ApiError refusal(RetryClass retry, const std::string& code)
{
    ApiError error;
    error.retry = retry;
    error.code = code;
    return error;
}

// A session that has been online on connection 1 for an hour.
StreamSession online(net::Duration& now)
{
    StreamSession session{7};
    EXPECT_EQ(only<OpenCall>(session.start()).size(), 1U);
    EXPECT_EQ(only<Connect>(session.opened(Ticket{"wss://x", "t1"}, now)).at(0).connection, 1U);
    EXPECT_EQ(only<Online>(session.connected(1, now)).size(), 1U);
    for (int i = 0; i < 120; ++i) {
        now += 30s;
        session.heard(1, now);
    }
    return session;
}

TEST(StreamSession, it_opens_with_a_call_and_connects_with_the_ticket_of_its_answer)
{
    StreamSession session{7};
    ASSERT_EQ(only<OpenCall>(session.start()).size(), 1U);

    const auto connect = only<Connect>(session.opened(Ticket{"wss://x/connect", "t1"}, 0ms));

    ASSERT_EQ(connect.size(), 1U);
    EXPECT_EQ(connect[0].ticket.endpoint, "wss://x/connect");
    EXPECT_EQ(connect[0].ticket.ticket, "t1");
    EXPECT_FALSE(session.online());
    const auto said = only<Online>(session.connected(connect[0].connection, 1s));
    ASSERT_EQ(said.size(), 1U);
    EXPECT_FALSE(said[0].away) << "nobody knows yet for how long events could not come";
    EXPECT_TRUE(session.online());
}

TEST(StreamSession, an_event_is_acknowledged_only_after_it_was_kept)
{
    net::Duration now{0};
    StreamSession session = online(now);

    const StreamActions told = session.frame(1, event_frame("m9", "e9"), now, kWall);

    ASSERT_EQ(told.size(), 1U);
    const Keep keep = only<Keep>(told).at(0);
    EXPECT_EQ(keep.message_id, "m9");
    EXPECT_EQ(keep.event.id, "e9");
    EXPECT_EQ(keep.event.born, kWall);
    const auto sent = only<Send>(session.kept(keep.connection, keep.message_id, true));
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].connection, 1U);
    EXPECT_EQ(sent[0].text, event_reply("m9", true));
}

TEST(StreamSession, an_event_that_could_not_be_kept_is_asked_for_again)
{
    net::Duration now{0};
    StreamSession session = online(now);
    session.frame(1, event_frame("m9"), now, kWall);
    EXPECT_EQ(only<Send>(session.kept(1, "m9", false)).at(0).text, event_reply("m9", false));
}

TEST(StreamSession, nothing_is_sent_on_a_connection_that_is_gone)
{
    net::Duration now{0};
    StreamSession session = online(now);
    session.frame(1, event_frame("m9"), now, kWall);
    session.closed(1, "reset", now);
    EXPECT_TRUE(session.kept(1, "m9", true).empty());
    EXPECT_TRUE(session.frame(1, event_frame(), now, kWall).empty());
}

TEST(StreamSession, a_ping_of_the_gateway_is_answered_at_once)
{
    net::Duration now{0};
    StreamSession session = online(now);
    const auto sent = only<Send>(session.frame(
        1, frame("SYSTEM", {{"topic", "ping"}, {"messageId", "p"}}, R"({"opaque":"o"})"), now,
        kWall));
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(Json::parse(sent[0].text).at("data"), R"({"opaque":"o"})");
}

TEST(StreamSession, frames_that_need_nothing_get_nothing)
{
    net::Duration now{0};
    StreamSession session = online(now);
    EXPECT_TRUE(session.frame(1, frame("SYSTEM", {{"topic", "REGISTERED"}}), now, kWall).empty());
    EXPECT_TRUE(only<Send>(session.frame(1, "no json", now, kWall)).empty());
    EXPECT_EQ(only<Trouble>(session.frame(1, "no json", now, kWall)).size(), 1U);
}

TEST(StreamSession, an_event_that_cannot_be_read_is_not_asked_for_again)
{
    net::Duration now{0};
    StreamSession session = online(now);
    const StreamActions told =
        session.frame(1, frame("EVENT", {{"messageId", "m"}}, "no json"), now, kWall);
    EXPECT_EQ(only<Send>(told).at(0).text, event_reply("m", true));
    EXPECT_EQ(only<Trouble>(told).size(), 1U);
}

TEST(StreamSession, told_to_disconnect_it_opens_anew_at_once_and_still_takes_what_comes_on_the_old)
{
    net::Duration now{0};
    StreamSession session = online(now);

    const StreamActions told = session.frame(1, disconnect_frame(), now, kWall);

    ASSERT_EQ(only<OpenCall>(told).size(), 1U);
    EXPECT_TRUE(only<Close>(told).empty());
    EXPECT_FALSE(session.online());
    EXPECT_EQ(only<Keep>(session.frame(1, event_frame("m2"), now + 1s, kWall)).size(), 1U);
    EXPECT_EQ(only<Send>(session.kept(1, "m2", true)).at(0).connection, 1U);
    const auto connect = only<Connect>(session.opened(Ticket{"wss://x", "t2"}, now + 1s));
    EXPECT_EQ(connect.at(0).connection, 2U);
    EXPECT_EQ(connect.at(0).ticket.ticket, "t2");
    const auto said = only<Online>(session.connected(2, now + 2s));
    EXPECT_EQ(said.at(0).away, net::Duration{2s});
    // DingTalk closes the old one: nothing happens.
    EXPECT_TRUE(session.closed(1, "end", now + 10s).empty());
    EXPECT_TRUE(session.online());
}

TEST(StreamSession, an_old_connection_that_nobody_closes_is_closed_by_us)
{
    net::Duration now{0};
    StreamSession session = online(now);
    session.frame(1, disconnect_frame(), now, kWall);
    session.opened(Ticket{"wss://x", "t2"}, now);
    session.connected(2, now);
    EXPECT_TRUE(only<Close>(session.tick(now + StreamSession::kLeave - 1ms)).empty());
    EXPECT_EQ(only<Close>(session.tick(now + StreamSession::kLeave)).at(0).connection, 1U);
    EXPECT_TRUE(only<Close>(session.tick(now + StreamSession::kLeave)).empty());
}

TEST(StreamSession, a_gateway_that_sends_everyone_away_at_once_is_not_stormed)
{
    StreamSession session{7};
    session.start();
    net::Duration now{0};
    int calls = 1;
    for (ConnectionId id = 1; now < 10min; ++id) {
        session.opened(Ticket{"wss://x", "t"}, now);
        session.connected(id, now);
        ASSERT_TRUE(only<OpenCall>(session.frame(id, disconnect_frame(), now, kWall)).empty());
        StreamActions told;
        while (only<OpenCall>(told).empty()) {
            now = session.wake().value();
            told = session.tick(now);
        }
        ++calls;
    }
    EXPECT_LT(calls, 1300) << "at least half a second between two";
}

TEST(StreamSession, a_connection_that_breaks_is_made_again_with_a_fresh_ticket_after_a_pause)
{
    net::Duration now{0};
    StreamSession session = online(now);

    const StreamActions told = session.closed(1, "reset by peer", now);

    EXPECT_TRUE(only<OpenCall>(told).empty());
    EXPECT_THAT(only<Trouble>(told).at(0).message, testing::HasSubstr("reset by peer"));
    const net::Duration at = session.wake().value();
    EXPECT_GE(at, now + 500ms);
    EXPECT_LE(at, now + 1s);
    EXPECT_EQ(only<OpenCall>(session.tick(at)).size(), 1U);
    session.opened(Ticket{"wss://x", "t2"}, at);
    EXPECT_EQ(only<Online>(session.connected(2, at + 50s)).at(0).away, at + 50s - now);
}

TEST(StreamSession, pauses_grow_to_a_minute_while_nothing_is_heard_and_start_over_afterwards)
{
    StreamSession session{7};
    session.start();
    net::Duration now{0};
    net::Duration longest{0};
    for (int i = 0; i < 12; ++i) {
        session.opened(tl::unexpected(refusal(RetryClass::back_off, "net.refused")), now);
        const net::Duration at = session.wake().value();
        longest = std::max(longest, at - now);
        EXPECT_LE(at - now, 60s);
        now = at;
        EXPECT_EQ(only<OpenCall>(session.tick(now)).size(), 1U);
    }
    EXPECT_GE(longest, 30s);
    session.opened(Ticket{"wss://x", "t"}, now);
    session.connected(1, now);
    session.frame(1, event_frame(), now, kWall);
    session.closed(1, "end", now);
    EXPECT_LE(session.wake().value() - now, 1s);
}

TEST(StreamSession, wrong_credentials_are_tried_again_every_five_minutes_only)
{
    StreamSession session{7};
    session.start();
    const StreamActions told =
        session.opened(tl::unexpected(refusal(RetryClass::permanent, "authFailed")), 0ms);
    EXPECT_THAT(only<Trouble>(told).at(0).message, testing::HasSubstr("authFailed"));
    EXPECT_EQ(session.wake(), StreamSession::kRefused);
    EXPECT_TRUE(session.tick(StreamSession::kRefused - 1ms).empty());
    EXPECT_EQ(only<OpenCall>(session.tick(StreamSession::kRefused)).size(), 1U);
}

TEST(StreamSession, silence_is_probed_with_a_ping_and_ends_in_a_new_connection)
{
    net::Duration now{0};
    StreamSession session = online(now);
    EXPECT_EQ(session.wake(), now + StreamSession::kIdle);
    EXPECT_TRUE(session.tick(now + 59s).empty());
    EXPECT_EQ(only<Ping>(session.tick(now + 60s)).at(0).connection, 1U);
    EXPECT_TRUE(session.tick(now + 61s).empty()) << "one ping is enough";

    const StreamActions told = session.tick(now + 90s);

    EXPECT_EQ(only<Close>(told).at(0).connection, 1U);
    EXPECT_EQ(only<Trouble>(told).size(), 1U);
    EXPECT_FALSE(session.online());
    EXPECT_EQ(only<OpenCall>(session.tick(session.wake().value())).size(), 1U);
}

TEST(StreamSession, a_pong_keeps_the_connection)
{
    net::Duration now{0};
    StreamSession session = online(now);
    session.tick(now + 60s);
    session.heard(1, now + 61s);
    EXPECT_TRUE(session.tick(now + 90s).empty());
    EXPECT_EQ(only<Ping>(session.tick(now + 121s)).size(), 1U);
}

TEST(StreamSession, a_connection_that_does_not_come_about_is_given_up)
{
    StreamSession session{7};
    session.start();
    session.opened(Ticket{"wss://x", "t"}, 0ms);
    const StreamActions told = session.tick(StreamSession::kConnect);
    EXPECT_EQ(only<Close>(told).at(0).connection, 1U);
    EXPECT_TRUE(session.wake().has_value());
    // It comes about after all: too late.
    EXPECT_EQ(only<Close>(session.connected(1, 16s)).at(0).connection, 1U);
    EXPECT_FALSE(session.online());
}

} // namespace

} // namespace rosterd::dingtalk
