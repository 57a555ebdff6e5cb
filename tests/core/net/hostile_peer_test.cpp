// Peers that keep a client waiting, or never come to an end.
#include <optional>

#include <gtest/gtest.h>

#include "core/net/asio.hpp"
#include "tests/core/net/server.hpp"

namespace rosterd::net
{
namespace
{

using namespace std::chrono_literals;
using test::Certificate;
using test::Peer;
using test::Server;

HttpResult send(const HttpOptions& options, const std::string& url, Duration timeout,
                std::size_t max_body = 1000)
{
    const auto loop = make_loop();
    const auto http = make_http_client(*loop, options);
    HttpRequest request;
    request.url = url;
    request.timeout = timeout;
    request.max_body = max_body;
    std::optional<HttpResult> got;
    http->send(std::move(request), [&](HttpResult result) { got = std::move(result); });
    loop->run();
    return *got;
}

TEST(HostilePeer, AcceptsButNeverShakesHands_IsGivenUpUnsentAfterTheTimeToConnect)
{
    const Server silent([](Peer& peer) { peer.request(); });
    HttpOptions options;
    options.connect_timeout = 50ms;
    const auto got = send(options, "https://127.0.0.1:" + std::to_string(silent.port()) + "/", 10s);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::refused);
    EXPECT_FALSE(got.error().sent);
}

TEST(HostilePeer, AnswersOneByteAtATime_IsHeldToTheDeadlineOfTheWholeAnswer)
{
    std::atomic<bool> ended{false};
    const Server slow([&](Peer& peer) {
        peer.request();
        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for (int i = 0; i < 200 && !ended; ++i) {
            peer.say("x");
            std::this_thread::sleep_for(5ms);
        }
    });
    const auto begun = std::chrono::steady_clock::now();
    const auto got = send({}, slow.url(), 100ms);
    ended = true;
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::timed_out);
    EXPECT_TRUE(got.error().sent);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 900ms);
}

TEST(HostilePeer, AnswersWithoutEnd_IsCutOffAtTheBound)
{
    for (const bool chunked : {true, false}) {
        const Server endless([&](Peer& peer) {
            peer.request();
            peer.say(chunked ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                             : "HTTP/1.1 200 OK\r\n\r\n");
            for (int i = 0; i < 50; ++i) {
                peer.say((chunked ? "64\r\n" : "") + std::string(100, 'x') +
                         (chunked ? "\r\n" : ""));
            }
        });
        const auto got = send({}, endless.url(), 5s);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().kind, NetErrorKind::too_large);
        EXPECT_TRUE(got.error().sent);
    }
}

TEST(HostilePeer, SendsHeadersWithoutEnd_IsCutOff)
{
    const Server endless([](Peer& peer) {
        peer.request();
        peer.say("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 2000; ++i) {
            peer.say("X-" + std::to_string(i) + ": " + std::string(100, 'x') + "\r\n");
        }
    });
    const auto got = send({}, endless.url(), 5s);
    ASSERT_FALSE(got);
    EXPECT_NE(got.error().kind, NetErrorKind::timed_out);
    EXPECT_TRUE(got.error().sent);
}

TEST(HostilePeer, CutsAnEncryptedAnswerShort_IsBrokenAndNotTakenForTheWhole)
{
    const Certificate certificate("localhost");
    const Server server(
        [](Peer& peer) {
            peer.request();
            peer.say("HTTP/1.1 200 OK\r\n\r\n{\"errcode\":0");
            peer.reset();
        },
        &certificate);
    HttpOptions options;
    options.ca_file = certificate.file();
    const auto got = send(options, "https://localhost:" + std::to_string(server.port()) + "/", 5s);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::broken);
    EXPECT_TRUE(got.error().sent);
}

} // namespace
} // namespace rosterd::net
