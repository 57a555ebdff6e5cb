#include "core/net/asio.hpp"

#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "tests/core/net/server.hpp"

namespace rosterd::net
{
namespace
{

using namespace std::chrono_literals;
using test::answer;
using test::Certificate;
using test::Peer;
using test::Server;

HttpRequest post(const std::string& url, const std::string& body = "{}")
{
    HttpRequest request;
    request.url = url;
    request.body = body;
    return request;
}

struct Client {
    explicit Client(HttpOptions options = {}) : http(make_http_client(*loop, std::move(options))) {}
    std::unique_ptr<RealLoop> loop = make_loop();
    std::unique_ptr<HttpClient> http;

    HttpResult send(HttpRequest request)
    {
        std::optional<HttpResult> got;
        http->send(std::move(request), [&](HttpResult result) { got = std::move(result); });
        EXPECT_FALSE(got) << "called back inside send()";
        loop->run();
        return *got;
    }
};

void serve_all(Peer& peer)
{
    for (std::string request = peer.request(); !request.empty(); request = peer.request()) {
        peer.say(answer(request.substr(request.find("\r\n\r\n") + 4), "X-Request: Seen\r\n"));
    }
}

TEST(HttpClient, Answer_GivesStatusBodyAndLowerCaseHeaders)
{
    const Server server(serve_all);
    Client client;

    const auto got = client.send(post(server.url("/a?b=c"), "{\"name\":\"陳大文\"}"));

    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, "{\"name\":\"陳大文\"}");
    EXPECT_EQ(got->headers.at("x-request"), "Seen");
}

TEST(HttpClient, SecondRequest_UsesTheSameConnection)
{
    const Server server(serve_all);
    Client client;
    EXPECT_TRUE(client.send(post(server.url())));
    EXPECT_TRUE(client.send(post(server.url())));
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, ConnectionIdleForTooLong_IsNotUsedAgain)
{
    const Server server(serve_all);
    HttpOptions options;
    options.idle = 0ms;
    Client client(options);
    EXPECT_TRUE(client.send(post(server.url())));
    EXPECT_TRUE(client.send(post(server.url())));
    EXPECT_EQ(server.connections(), 2);
}

TEST(HttpClient, ManyRequestsAtOnce_StayWithinTheCapAndAreAllAnswered)
{
    const Server server(serve_all);
    HttpOptions options;
    options.connections = 3;
    Client client(options);
    int answered = 0;
    for (int i = 0; i < 40; ++i) {
        client.http->send(post(server.url(), std::to_string(i)), [&answered, i](HttpResult got) {
            ASSERT_TRUE(got);
            EXPECT_EQ(got->body, std::to_string(i));
            ++answered;
        });
    }
    client.loop->run();
    EXPECT_EQ(answered, 40);
    EXPECT_LE(server.connections(), 3);
}

TEST(HttpClient, WaitForAConnection_IsNoPartOfWhatAnAnswerTook)
{
    static constexpr Duration work = 150ms;
    const Server server([](Peer& peer) {
        for (std::string request = peer.request(); !request.empty(); request = peer.request()) {
            std::this_thread::sleep_for(work);
            peer.say(answer("done"));
        }
    });
    HttpOptions options;
    options.connections = 1;
    Client client(options);
    std::vector<Duration> took;
    for (int i = 0; i < 3; ++i) {
        client.http->send(post(server.url()), [&](HttpResult got) {
            ASSERT_TRUE(got);
            took.push_back(got->took);
        });
    }
    const Duration began = client.loop->steady();
    client.loop->run();
    ASSERT_EQ(took.size(), 3U);
    EXPECT_GE(client.loop->steady() - began, 3 * work);
    for (const Duration one : took) {
        EXPECT_GE(one, work - 1ms);
    }
    EXPECT_LT(took.back(), 2 * work);
}

TEST(HttpClient, ConnectionClosedByThePeerWhileIdle_RequestGoesOverAFreshOne)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.say(answer("once"));
    });
    Client client;
    EXPECT_TRUE(client.send(post(server.url())));
    // The peer's FIN is on its way; wait for it without the clock: the next peek must see it.
    const auto second = client.send(post(server.url()));
    if (!second) { // the FIN lost the race: then the outcome must be told as unknown
        EXPECT_EQ(second.error().kind, NetErrorKind::broken);
        EXPECT_TRUE(second.error().sent);
        return;
    }
    EXPECT_EQ(server.connections(), 2);
}

TEST(HttpClient, ChunkedAnswer_IsPutTogether)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.say(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3\r\nabc\r\n2\r\n");
        peer.say("de\r\n0\r\n\r\n");
    });
    Client client;
    const auto got = client.send(post(server.url()));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->body, "abcde");
}

TEST(HttpClient, AnswerWithoutLength_EndsWithTheConnection)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.say("HTTP/1.1 200 OK\r\n\r\nall of it");
    });
    Client client;
    const auto got = client.send(post(server.url()));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->body, "all of it");
}

TEST(HttpClient, AnswerCutShort_IsBrokenAndMayHaveBeenCarriedOut)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    });
    Client client;
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::broken);
    EXPECT_TRUE(got.error().sent);
}

TEST(HttpClient, ConnectionResetBeforeAnyAnswer_IsBrokenAndNotSentAgain)
{
    std::atomic<int> requests{0};
    const Server server([&](Peer& peer) {
        requests += peer.request().empty() ? 0 : 1;
        peer.reset();
    });
    Client client;
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::broken);
    EXPECT_TRUE(got.error().sent);
    EXPECT_EQ(requests, 1);
}

TEST(HttpClient, AnswerThatIsNotHttp_IsBroken)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    });
    Client client;
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::broken);
}

TEST(HttpClient, NoAnswer_TimesOutAndMayHaveBeenCarriedOut)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.request(); // waits until the client is gone
    });
    Client client;
    HttpRequest request = post(server.url());
    request.timeout = 50ms;
    const auto got = client.send(request);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::timed_out);
    EXPECT_TRUE(got.error().sent);
}

TEST(HttpClient, RequestThatWaitsForAConnectionTooLong_TimesOutUnsent)
{
    const Server server([](Peer& peer) {
        peer.request();
        peer.request();
    });
    HttpOptions options;
    options.connections = 1;
    Client client(options);
    HttpRequest request = post(server.url());
    request.timeout = 300ms;
    client.http->send(request, [](const HttpResult& got) { EXPECT_FALSE(got); });
    request.timeout = 50ms;
    const auto got = client.send(request);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::timed_out);
    EXPECT_FALSE(got.error().sent);
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, AnswerLargerThanAllowed_IsRefused)
{
    const Server server(serve_all);
    Client client;
    HttpRequest request = post(server.url(), std::string(2000, 'x'));
    request.max_body = 1000;
    const auto got = client.send(request);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::too_large);
}

TEST(HttpClient, NobodyListens_IsRefusedUnsent)
{
    std::string url;
    {
        const Server gone(serve_all);
        url = gone.url();
    }
    Client client;
    const auto got = client.send(post(url));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::refused);
    EXPECT_FALSE(got.error().sent);
}

TEST(HttpClient, UrlOrHeaderThatBreaksTheMessage_IsInvalidUnsent)
{
    Client client;
    HttpRequest smuggled = post("http://127.0.0.1/");
    smuggled.headers.emplace_back("X", "a\r\nY: b");
    for (const HttpRequest& request :
         {post("ftp://host/"), post("nonsense"), post("http://127.0.0.1.example.com"), smuggled}) {
        const auto got = client.send(request);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().kind, NetErrorKind::invalid);
        EXPECT_FALSE(got.error().sent);
    }
}

TEST(HttpClient, ClientClosed_CallsEveryoneBackAsCancelled)
{
    const Server server([](Peer& peer) { peer.request(); });
    Client client;
    int cancelled = 0;
    client.http->send(post(server.url()), [&](const HttpResult& got) {
        cancelled += !got && got.error().kind == NetErrorKind::cancelled ? 1 : 0;
    });
    client.http.reset();
    client.loop->run();
    EXPECT_EQ(cancelled, 1);
}

TEST(HttpsClient, CertificateOfTheGivenAuthority_IsAcceptedAndTheConnectionKept)
{
    const Certificate certificate("localhost");
    const Server server(serve_all, &certificate);
    HttpOptions options;
    options.ca_file = certificate.file();
    Client client(options);
    for (int i = 0; i < 2; ++i) {
        const auto got = client.send(post(server.url(), "secret"));
        ASSERT_TRUE(got) << got.error().message;
        EXPECT_EQ(got->body, "secret");
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpsClient, UnknownAuthority_IsRefusedBeforeAnythingIsSent)
{
    std::atomic<int> served{0};
    const Certificate certificate("localhost");
    const Server server([&](Peer& peer) { served += peer.request().empty() ? 0 : 1; },
                        &certificate);
    Client client;
    const auto got = client.send(post(server.url(), "secret"));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::tls);
    EXPECT_FALSE(got.error().sent);
    EXPECT_EQ(served, 0);
}

TEST(HttpsClient, CertificateOfAnotherHost_IsRefused)
{
    const Certificate certificate("elsewhere.example");
    const Server server(serve_all, &certificate);
    HttpOptions options;
    options.ca_file = certificate.file();
    Client client(options);
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::tls);
}

TEST(HttpsClient, PeerThatKnowsOnlyOldTls_IsRefused)
{
    const Certificate certificate("localhost");
    SSL_CTX_set_security_level(certificate.context(), 0);
    SSL_CTX_set_min_proto_version(certificate.context(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(certificate.context(), TLS1_1_VERSION);
    const Server server(serve_all, &certificate);
    HttpOptions options;
    options.ca_file = certificate.file();
    Client client(options);
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::tls);
}

TEST(HttpsClient, AuthorityFileThatCannotBeRead_IsNamed)
{
    const Certificate certificate("localhost");
    const Server server(serve_all, &certificate);
    HttpOptions options;
    options.ca_file = "/nonexistent/ca.pem";
    Client client(options);
    const auto got = client.send(post(server.url()));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, NetErrorKind::tls);
    EXPECT_NE(got.error().message.find("/nonexistent/ca.pem"), std::string::npos);
}

} // namespace
} // namespace rosterd::net
