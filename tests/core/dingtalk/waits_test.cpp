#include "core/dingtalk/client.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/dingtalk/token.hpp"
#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using test::FakeHttp;
using test::script;

const std::string kPage = "<html>blocked</html>";

// A client of somebody who wants to know of waits, and does not wait for ever.
struct ClientWaits : testing::Test {
    std::unique_ptr<Client> begin(net::Duration longest)
    {
        ClientOptions options;
        options.app_key = "key";
        options.longest_wait = longest;
        options.waits = [this](const ApiError& why, net::Duration wait) {
            told.push_back(why.code + " " + std::to_string(wait / 1s) + " s at " +
                           std::to_string(loop.steady() / 1s));
        };
        return make_client(loop, http, options, 42);
    }

    void call(Client& client, const std::string& path)
    {
        Call one;
        one.path = path;
        client.call(one, [this, path](const CallResult& got) {
            ended.push_back(path + " " + (got ? std::string{"ok"} : got.error().code));
        });
    }

    net::VirtualLoop loop{net::Instant{std::chrono::hours{24 * 365 * 56}}};
    FakeHttp http{loop};
    std::vector<std::string> told;
    std::vector<std::string> ended;
};

TEST_F(ClientWaits, ABlockThatHoldsUpManyCalls_IsToldOnceWhenItBegins)
{
    http.serve = script({FakeHttp::text(200, kPage), FakeHttp::text(200, kPage)});
    const auto client = begin(1h);
    call(*client, "/a");
    call(*client, "/a");
    loop.run();
    EXPECT_EQ(told, (std::vector<std::string>{"ip.blocked 300 s at 0"}));
    EXPECT_EQ(ended, (std::vector<std::string>{"/a ok", "/a ok"}));
}

TEST_F(ClientWaits, ASecondsRefusal_IsNotWorthTelling)
{
    http.serve = script({FakeHttp::errcode(90018)});
    const auto client = begin(1h);
    call(*client, "/a");
    loop.run();
    EXPECT_TRUE(told.empty());
}

TEST_F(ClientWaits, LongerThanAnybodyWantsTo_EndsTheCallAndThoseBehindItWithTheReason)
{
    http.serve = [](const test::Seen&) { return FakeHttp::text(200, kPage); };
    const auto client = begin(2s);
    call(*client, "/a");
    loop.run();
    call(*client, "/b"); // another API, while the block lasts
    loop.run();
    EXPECT_EQ(ended, (std::vector<std::string>{"/a ip.blocked", "/b ip.blocked"}));
    EXPECT_LT(loop.steady(), 2s);
    EXPECT_EQ(http.seen.size(), 1U);
}

TEST_F(ClientWaits, ForAToken_EndsAndIsToldLikeAnyOther)
{
    http.token = [](const test::Seen&) { return FakeHttp::text(200, kPage); };
    const auto impatient = begin(2s);
    call(*impatient, "/a");
    loop.run();
    EXPECT_EQ(ended, (std::vector<std::string>{"/a ip.blocked"}));
    const auto patient = begin(1h);
    call(*patient, "/a");
    loop.run();
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.front().substr(0, 16), "ip.blocked 300 s");
}

} // namespace
} // namespace rosterd::dingtalk
