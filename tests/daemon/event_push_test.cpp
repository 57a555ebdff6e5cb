#include "daemon/service/event_push.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dingtalk/push_message.hpp"
#include "daemon/service/gap.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;
using dingtalk::PushCipher;
using dingtalk::SealedPush;
using model::Json;
using testing::ElementsAre;
using testing::IsEmpty;

const model::Instant kNow{model::Duration{1767225600000}};

class Silence final : public log::Log
{
public:
    void write(log::Level, std::string_view event, const Json& fields) override
    {
        lines.push_back(std::string{event} + " " + fields.dump());
    }
    std::vector<std::string> lines;
};

struct PushTest : testing::Test {
    PushCipher cipher =
        PushCipher::make({"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                          "dingsandbox00000001"})
            .value();
    Silence log;
    std::vector<std::string> kept;
    bool disk_full = false;
    EventPush push{cipher, log, [this](const dingtalk::Event& event) {
                       if (disk_full) {
                           throw std::runtime_error{"the disk is full"};
                       }
                       kept.push_back(event.id);
                   }};

    static http::HttpServerRequest request(const SealedPush& sealed)
    {
        http::HttpServerRequest out;
        out.method = "POST";
        out.path = "/dingtalk/events";
        out.parameters = {{"msg_signature", sealed.signature},
                          {"timestamp", sealed.timestamp},
                          {"nonce", sealed.nonce}};
        out.body = Json{{"encrypt", sealed.encrypt}}.dump();
        return out;
    }

    SealedPush seal(const std::string& message, const std::string& nonce = "n1") const
    {
        return cipher.seal(message, std::to_string(kNow.time_since_epoch().count()), nonce, {});
    }

    // What DingTalk reads out of an answer; empty if that is no answer to it.
    std::string heard(const http::HttpServerResponse& response) const
    {
        const Json json = Json::parse(response.body);
        if (response.status != 200 || json.size() != 4) {
            return "";
        }
        return cipher
            .open({json.at("msg_signature"), json.at("timeStamp"), json.at("nonce"),
                   json.at("encrypt")})
            .value_or("");
    }
};

constexpr const char* kEvent =
    R"({"EventType":"user_add_org","eventId":"e1","userId":["u"],"EventTime":1767225599000})";

TEST_F(PushTest, AnEvent_IsKeptAndThenAnsweredWithSuccess)
{
    EXPECT_EQ(heard(push.answer(request(seal(kEvent)), kNow)), "success");
    EXPECT_THAT(kept, ElementsAre("e1"));
}

TEST_F(PushTest, TheTrialOfTheAddress_IsAnsweredAndNoEvent)
{
    EXPECT_EQ(heard(push.answer(request(seal(R"({"EventType":"check_url"})")), kNow)), "success");
    EXPECT_THAT(kept, IsEmpty());
}

TEST_F(PushTest, TheVeryRequestThatCameBefore_IsRefused)
{
    const auto sent = request(seal(kEvent));
    push.answer(sent, kNow);
    EXPECT_EQ(push.answer(sent, kNow + 1s).status, 403);
    EXPECT_EQ(push.answer(sent, kNow + 6min).status, 403);
    EXPECT_THAT(kept, ElementsAre("e1"));
}

TEST_F(PushTest, TheSameEventInAnotherRequest_IsTaken)
{
    push.answer(request(seal(kEvent, "n1")), kNow);
    EXPECT_EQ(heard(push.answer(request(seal(kEvent, "n2")), kNow + 10s)), "success");
}

TEST_F(PushTest, WhatCouldNotBeKept_IsNotAnsweredAndMayComeAgainAsItWas)
{
    disk_full = true;
    const auto sent = request(seal(kEvent));
    EXPECT_THROW(push.answer(sent, kNow), std::runtime_error);
    disk_full = false;
    EXPECT_EQ(heard(push.answer(sent, kNow + 10s)), "success");
    EXPECT_THAT(kept, ElementsAre("e1"));
}

TEST_F(PushTest, AForgedSignature_IsRefusedAndLoggedWithoutTheBody)
{
    auto sent = seal(kEvent);
    sent.signature[0] = sent.signature[0] == 'a' ? 'b' : 'a';
    EXPECT_EQ(push.answer(request(sent), kNow).status, 403);
    EXPECT_THAT(kept, IsEmpty());
    ASSERT_EQ(log.lines.size(), 1U);
    EXPECT_EQ(log.lines[0].find(sent.encrypt), std::string::npos);
}

TEST_F(PushTest, WhatIsNoPushAtAll_IsRefused)
{
    http::HttpServerRequest empty;
    empty.method = "POST";
    EXPECT_EQ(push.answer(empty, kNow).status, 400);
    empty.method = "GET";
    EXPECT_EQ(push.answer(empty, kNow).status, 405);
    EXPECT_EQ(push.answer(request(seal("no json")), kNow).status, 400);
}

TEST(Gap, AfterHavingBeenAway_TheListIsFetchedAndOverAStreamEverythingReadIfItWasLong)
{
    EXPECT_TRUE(catch_up(true, std::nullopt, true).full) << "nobody knows since when";
    EXPECT_TRUE(catch_up(false, std::nullopt, true).full);
    EXPECT_TRUE(catch_up(true, 2s, true).backlog);
    EXPECT_TRUE(catch_up(true, 10s, false).backlog);
    EXPECT_FALSE(catch_up(true, 9s, false).full);
    EXPECT_TRUE(catch_up(true, 10s, false).full) << "nobody says that what came then is repeated";
    EXPECT_FALSE(catch_up(false, 24h, true).full) << "the list tells";
    EXPECT_TRUE(catch_up(false, 24h, true).backlog);
}

TEST(Gap, HandedOverWithinTheStream_CostsNoMeteredCall)
{
    EXPECT_FALSE(catch_up(true, 0ms, false).backlog);
    EXPECT_FALSE(catch_up(true, 9s, false).backlog) << "DingTalk repeats what it had to tell";
}

TEST(TheFailedList, AfterEventsWereMissed_IsFetchedAtOnceAndOnceMoreWhenAllIsListed)
{
    Backlog backlog;
    backlog.missed(kNow);
    EXPECT_TRUE(backlog.take());
    EXPECT_FALSE(backlog.take());
    EXPECT_FALSE(backlog.falls_due(kNow + 5min));
    EXPECT_TRUE(backlog.falls_due(kNow + 6min));
    EXPECT_TRUE(backlog.take());
    EXPECT_FALSE(backlog.falls_due(kNow + 24h));
}

TEST(TheFailedList, OfAnEventThatCouldNotBeStored_IsFetchedOnceItIsListed)
{
    Backlog backlog;
    backlog.not_kept(kNow);
    EXPECT_FALSE(backlog.take()) << "DingTalk tries it again first";
    EXPECT_TRUE(backlog.falls_due(kNow + kListed));
    EXPECT_TRUE(backlog.take());
}

TEST(TheFailedList, OfARunThatCameToNothing_IsOwedToTheNext)
{
    Backlog backlog;
    backlog.missed(kNow);
    EXPECT_TRUE(backlog.take());
    backlog.owe();
    EXPECT_TRUE(backlog.take());
}

} // namespace

} // namespace rosterd::service
