// What a client learned holds for the next one, of this process or another.
#include "core/dingtalk/standing.hpp"

#include <gtest/gtest.h>

#include "core/dingtalk/pacing.hpp"
#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using test::FakeHttp;
using test::Json;
using test::Seen;

const std::string kCreate = "/topapi/v2/user/create";
const std::string kAttendance = "/topapi/attendance/group/users/add"; // metered

// One process after another, with another steady clock each; the wall clock goes on.
class Lives : public testing::Test
{
protected:
    struct Life {
        explicit Life(net::Instant now, Standing standing, const std::string& app_key = "key")
            : loop{now}
        {
            ClientOptions options;
            options.app_key = app_key;
            options.app_secret = "s3cret";
            options.standing = std::move(standing);
            client = make_client(loop, http, options, 42);
        }
        std::size_t ask(const std::string& path, int calls)
        {
            std::size_t good = 0;
            for (int i = 0; i < calls; ++i) {
                Call call;
                call.path = path;
                call.body = Json::object();
                client->call(std::move(call),
                             [&good](const CallResult& got) { good += got ? 1 : 0; });
            }
            loop.run();
            return good;
        }
        net::VirtualLoop loop;
        FakeHttp http{loop};
        std::unique_ptr<Client> client;
    };

    static net::Instant start() { return net::Instant{std::chrono::hours{24 * 20000}}; }
    // As a store keeps it: without the token.
    static Standing kept(Life& life) { return standing_of(to_text(life.client->standing())); }
};

TEST_F(Lives, TheAddressBlockedForFiveMinutes_IsSatOutByTheNextProcess)
{
    Life first{start(), {}};
    first.http.serve = [](const Seen&) { return FakeHttp::text(200, "<html>blocked</html>"); };
    Call call;
    call.path = kCreate;
    first.client->call(call, [](const CallResult&) {});
    first.loop.run(1s);
    ASSERT_EQ(first.http.seen.size(), 1U);

    Life second{start() + 60s, kept(first)};
    EXPECT_EQ(second.ask(kCreate, 1), 1U);
    ASSERT_EQ(second.http.seen.size(), 1U);
    EXPECT_GE(second.http.seen[0].at, 239s);
    EXPECT_LE(second.http.seen[0].at, 241s);
}

TEST_F(Lives, TheLimitLearned_IsKeptAndTheLastSecondsCallsTakeUpRoom)
{
    Life first{start(), {}};
    first.http.serve = test::script({FakeHttp::errcode(90018)});
    EXPECT_EQ(first.ask(kCreate, 3), 3U);

    Life second{first.loop.now(), kept(first)};
    EXPECT_EQ(second.ask(kCreate, 30), 30U);
    std::size_t in_the_first_second = 0;
    for (const Seen& seen : second.http.seen) {
        in_the_first_second += seen.at < 1s ? 1 : 0;
    }
    EXPECT_LE(in_the_first_second + 2, 10U) << "half of 20, and two went a moment ago";
}

TEST_F(Lives, ARunRightAfterAnother_SendsNoMoreThanTheLimitInAnySecond)
{
    Life first{start(), {}};
    EXPECT_EQ(first.ask(kCreate, 20), 20U);
    Life second{first.loop.now() + 100ms, kept(first)};
    EXPECT_EQ(second.ask(kCreate, 20), 20U);
    EXPECT_GE(second.http.seen.front().at, 850ms);
}

TEST_F(Lives, TheQuotaUsedUp_StaysSoUntilAnHourIsOverAndTheCountGoesOn)
{
    Life first{start(), {}};
    EXPECT_EQ(first.ask(kAttendance, 7), 7U);
    first.http.serve = [](const Seen&) { return FakeHttp::errcode(90020); };
    EXPECT_EQ(first.ask(kAttendance, 1), 0U);
    EXPECT_EQ(first.client->standing().quota.used, 7);

    Life second{first.loop.now() + 10min, kept(first)};
    EXPECT_EQ(second.ask(kAttendance, 1), 0U);
    EXPECT_TRUE(second.http.seen.empty()) << "not even sent";

    Life third{first.loop.now() + 61min, kept(second)};
    EXPECT_EQ(third.ask(kAttendance, 1), 1U);
    EXPECT_EQ(third.client->standing().quota.used, 8);
}

TEST_F(Lives, TheToken_IsHandedOnInMemoryAndNeverWrittenDown)
{
    Life first{start(), {}};
    EXPECT_EQ(first.ask(kCreate, 1), 1U);
    const Standing standing = first.client->standing();
    ASSERT_TRUE(standing.token);
    EXPECT_EQ(to_text(standing).find(standing.token->value), std::string::npos);

    Life second{first.loop.now() + 1h, standing};
    EXPECT_EQ(second.ask(kCreate, 1), 1U);
    EXPECT_EQ(second.http.token_fetches, 0);

    Life later{first.loop.now() + 2h, standing};
    EXPECT_EQ(later.ask(kCreate, 1), 1U);
    EXPECT_EQ(later.http.token_fetches, 1) << "it has expired";
}

TEST_F(Lives, OfAnotherApplication_OnlyTheCompanysQuotaIsTakenOver)
{
    Life first{start(), {}};
    EXPECT_EQ(first.ask(kAttendance, 20), 20U);

    Life second{first.loop.now(), first.client->standing(), "another"};
    EXPECT_EQ(second.ask(kAttendance, 1), 1U);
    EXPECT_EQ(second.http.token_fetches, 1);
    EXPECT_LT(second.http.seen.front().at, 100ms) << "its pace is its own";
    EXPECT_EQ(second.client->standing().quota.used, 21);
}

TEST(StandingText, IsReadBackAndNonsenseIsNothingKnown)
{
    Standing standing;
    standing.app_key = "key";
    standing.pacing.apis["/a"] = {10, net::Instant{5s}, net::Instant{7s}, 3, net::Instant{4s}};
    standing.pacing.address = LaneStanding{9000, net::Instant{1s}, net::Instant{2s}, 1, {}};
    standing.quota = {net::Instant{100h}, net::Instant{3h}, 42};
    EXPECT_EQ(standing_of(to_text(standing)), standing);
    for (const char* text : {"", "[]", "nonsense", R"({"apis":{"/a":7}})", R"({"used":"many"})"}) {
        EXPECT_EQ(standing_of(text), Standing{}) << text;
    }
}

TEST(StandingPace, AClockSetBack_ProlongsNoBlockBeyondTheLongest)
{
    Pacing before(20);
    before.blocked(0ms, 5min);
    const PacingStanding standing = before.standing(0ms, net::Instant{1000h});
    Pacing after(20);
    after.resume(standing, 0ms, net::Instant{900h});
    EXPECT_FALSE(after.may_go("/a", 5min - 1ms));
    EXPECT_TRUE(after.may_go("/a", 5min));
}

} // namespace
} // namespace rosterd::dingtalk
