#include "core/dingtalk/push_message.hpp"

#include <gtest/gtest.h>

#include "core/dingtalk/push_replay.hpp"
#include "tests/core/dingtalk/push_vectors.hpp"

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;
using model::Json;

const model::Instant kNow{model::Duration{1767225600000}};

TEST(PushMessage, both_spellings_of_the_query_are_read)
{
    const std::string body = R"({"encrypt":"c2VhbGVk"})";
    const auto now = read_push({{"msg_signature", "s"}, {"timestamp", "1"}, {"nonce", "n"}}, body);
    const auto legacy = read_push({{"signature", "s"}, {"timeStamp", "1"}, {"nonce", "n"}}, body);
    ASSERT_TRUE(now);
    ASSERT_TRUE(legacy);
    for (const auto& push : {*now, *legacy}) {
        EXPECT_EQ(push.signature, "s");
        EXPECT_EQ(push.timestamp, "1");
        EXPECT_EQ(push.nonce, "n");
        EXPECT_EQ(push.encrypt, "c2VhbGVk");
    }
}

TEST(PushMessage, where_both_signatures_are_sent_the_current_one_counts)
{
    const auto push = read_push(
        {{"msg_signature", "new"}, {"signature", "old"}, {"timestamp", "1"}, {"nonce", "n"}},
        R"({"encrypt":"x"})");
    ASSERT_TRUE(push);
    EXPECT_EQ(push->signature, "new");
}

TEST(PushMessage, a_request_that_lacks_a_part_is_no_push)
{
    const std::map<std::string, std::string> whole{
        {"msg_signature", "s"}, {"timestamp", "1"}, {"nonce", "n"}};
    for (const auto& [name, value] : whole) {
        auto query = whole;
        query.erase(name);
        EXPECT_FALSE(read_push(query, R"({"encrypt":"x"})")) << name;
    }
    for (const char* body : {"", "[]", "{}", R"({"encrypt":7})", "encrypt=x", "\"encrypt\""}) {
        EXPECT_FALSE(read_push(whole, body)) << body;
    }
}

TEST(PushMessage, check_url_is_answered_with_an_encrypted_success_of_four_keys)
{
    // Given C1, the check of a URL, and the reply C2 that two other programs computed.
    const test::Vector& reply = test::push_vectors()[6];
    const PushCipher cipher = PushCipher::make(reply.secrets).value();
    PushCipher::Random random{};
    std::copy_n(reply.random, random.size(), random.begin());
    ASSERT_EQ(cipher.open(test::push_vectors()[5].sealed), R"({"EventType":"check_url"})");

    const Json answer =
        answer_of(cipher.seal("success", reply.sealed.timestamp, reply.sealed.nonce, random));

    EXPECT_EQ(answer, (Json{{"msg_signature", reply.sealed.signature},
                            {"timeStamp", "1767225600123"},
                            {"nonce", "replyNonce000001"},
                            {"encrypt", reply.sealed.encrypt}}));
}

TEST(PushTime, seconds_and_milliseconds_are_told_apart)
{
    EXPECT_EQ(push_time("1767225600"), kNow);
    EXPECT_EQ(push_time("1767225600000"), kNow);
    for (const char* text : {"", "749x", "-1767225600", " 1767225600", "17672256000000", "now"}) {
        EXPECT_FALSE(push_time(text)) << text;
    }
}

TEST(ReplayGuard, the_same_request_is_fresh_once)
{
    ReplayGuard guard;
    EXPECT_EQ(guard.judge("1767225600000", "n1", kNow), ReplayGuard::Verdict::fresh);
    EXPECT_EQ(guard.judge("1767225600000", "n1", kNow), ReplayGuard::Verdict::repeated);
    EXPECT_EQ(guard.judge("1767225600000", "n2", kNow), ReplayGuard::Verdict::fresh);
    EXPECT_EQ(guard.judge("1767225600001", "n1", kNow), ReplayGuard::Verdict::fresh);
}

TEST(ReplayGuard, there_is_no_moment_at_which_a_replay_passes)
{
    for (const auto age : {-5min, -1min, 0min, 4min, 5min}) {
        ReplayGuard guard;
        const model::Instant first = kNow + age;
        ASSERT_EQ(guard.judge("1767225600000", "n", first), ReplayGuard::Verdict::fresh);
        for (model::Instant at = first; at < first + 15min; at += 1s) {
            ASSERT_NE(guard.judge("1767225600000", "n", at), ReplayGuard::Verdict::fresh);
        }
    }
}

TEST(ReplayGuard, what_was_sent_too_long_ago_or_is_of_no_time_is_refused)
{
    ReplayGuard guard;
    EXPECT_EQ(guard.judge("1767225600000", "a", kNow + 5min + 1ms),
              ReplayGuard::Verdict::out_of_time);
    EXPECT_EQ(guard.judge("1767225600000", "b", kNow - 5min - 1ms),
              ReplayGuard::Verdict::out_of_time);
    EXPECT_EQ(guard.judge("yesterday", "c", kNow), ReplayGuard::Verdict::out_of_time);
}

TEST(ReplayGuard, what_could_not_be_kept_may_be_sent_again)
{
    ReplayGuard guard;
    guard.judge("1767225600000", "n", kNow);
    guard.forget("1767225600000", "n");
    EXPECT_EQ(guard.judge("1767225600000", "n", kNow), ReplayGuard::Verdict::fresh);
}

} // namespace

} // namespace rosterd::dingtalk
