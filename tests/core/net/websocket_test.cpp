#include "core/net/websocket.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/net/websocket_server.hpp"

namespace rosterd::net
{

namespace
{

using namespace std::chrono_literals;
using test::Certificate;
using test::WebSocketPeer;
using test::WebSocketServer;
using testing::ElementsAre;
using testing::HasSubstr;

// Everything a socket told, in order. Stops the loop at the word it waits for.
class Told
{
public:
    explicit Told(RealLoop& loop) : loop_{loop} {}

    WebSocketHandlers handlers()
    {
        return {[this] { note("opened"); }, [this](const std::string& text) { note(text); },
                [this] { note("alive"); },
                [this](const NetError& error) {
                    closed = error;
                    note("closed");
                }};
    }

    bool wait_for(const std::string& word)
    {
        wanted_ = word;
        const TimerId late = loop_.after(5s, [this] { loop_.stop(); });
        found_ = false;
        loop_.run();
        loop_.cancel(late);
        return found_;
    }

    std::vector<std::string> all;
    std::optional<NetError> closed;
    std::function<void()> when_opened;

private:
    void note(const std::string& what)
    {
        all.push_back(what);
        if (what == "opened" && when_opened) {
            when_opened();
        }
        if (what == wanted_) {
            found_ = true;
            loop_.stop();
        }
    }

    RealLoop& loop_;
    std::string wanted_;
    bool found_ = false;
};

struct WebSocketTest : testing::Test {
    std::unique_ptr<RealLoop> loop = make_loop();
    Told told{*loop};
    std::unique_ptr<WebSocketClient> client = make_websocket_client(*loop);

    std::unique_ptr<WebSocketClient> trusting(const Certificate& certificate)
    {
        WebSocketOptions options;
        options.ca_file = certificate.file();
        return make_websocket_client(*loop, options);
    }
};

void echo(WebSocketPeer& peer)
{
    for (std::string text = peer.read(); !text.empty(); text = peer.read()) {
        peer.say(text);
    }
}

TEST_F(WebSocketTest, messages_go_both_ways_whole_and_in_order)
{
    WebSocketServer server{echo};
    const auto socket = client->connect(server.url("/connect"), told.handlers());
    ASSERT_TRUE(told.wait_for("opened"));
    const std::string big(200'000, 'x');
    socket->send("one");
    socket->send(big);
    socket->send("陳大文");
    ASSERT_TRUE(told.wait_for("陳大文"));
    EXPECT_THAT(told.all, ElementsAre("opened", "one", big, "陳大文"));
}

TEST_F(WebSocketTest, the_upgrade_carries_path_query_and_who_asks)
{
    WebSocketServer server{[](WebSocketPeer& peer) {
        peer.say(peer.target() + " " + peer.header("User-Agent") + " " + peer.header("Host"));
        peer.read();
    }};
    const auto socket = client->connect(server.url("/connect?ticket=a%20b"), told.handlers());
    told.wait_for("opened");
    told.wait_for("/connect?ticket=a%20b rosterd " + server.url("").substr(5));
    EXPECT_THAT(told.all.back(), HasSubstr("/connect?ticket=a%20b rosterd 127.0.0.1:"));
}

TEST_F(WebSocketTest, over_tls_the_certificate_must_be_valid_and_name_the_host)
{
    Certificate good{"localhost"};
    WebSocketServer server{echo, &good};
    const auto trusted = trusting(good);
    const auto socket = trusted->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("opened")) << told.closed->message;
    socket->send("hello");
    EXPECT_TRUE(told.wait_for("hello"));
}

TEST_F(WebSocketTest, an_unknown_authority_is_refused_before_anything_is_said)
{
    Certificate good{"localhost"};
    WebSocketServer server{echo, &good};
    const auto socket = client->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::tls);
    EXPECT_THAT(told.all, ElementsAre("closed"));
}

TEST_F(WebSocketTest, a_certificate_of_another_name_is_refused)
{
    Certificate other{"elsewhere.example"};
    WebSocketServer server{echo, &other};
    const auto trusted = trusting(other);
    const auto socket = trusted->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::tls);
}

TEST_F(WebSocketTest, an_authority_file_that_is_not_there_refuses_and_says_so)
{
    Certificate good{"localhost"};
    WebSocketServer server{echo, &good};
    WebSocketOptions options;
    options.ca_file = "/nowhere/ca.pem";
    const auto careful = make_websocket_client(*loop, options);
    const auto socket = careful->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::tls);
    EXPECT_THAT(told.closed->message, HasSubstr("/nowhere/ca.pem"));
}

TEST_F(WebSocketTest, an_upgrade_that_is_declined_tells_its_status)
{
    WebSocketServer server{echo, nullptr, 401};
    const auto socket = client->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::invalid);
    EXPECT_THAT(told.closed->message, HasSubstr("401"));
}

TEST_F(WebSocketTest, where_nobody_listens_the_connection_is_refused)
{
    std::string url;
    {
        WebSocketServer server{echo};
        url = server.url("/");
    }
    const auto socket = client->connect(url, told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::refused);
    EXPECT_FALSE(told.closed->sent);
}

TEST_F(WebSocketTest, a_peer_that_does_not_answer_the_upgrade_is_given_up)
{
    test::Server silent{[](test::Peer& peer) {
        peer.request();
        peer.request(); // waits until the client is gone
    }};
    WebSocketOptions options;
    options.timeout = 200ms;
    const auto hasty = make_websocket_client(*loop, options);
    const auto socket =
        hasty->connect("ws://127.0.0.1:" + std::to_string(silent.port()) + "/", told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::broken);
}

TEST_F(WebSocketTest, what_is_no_websocket_url_is_refused_later_and_once)
{
    for (const char* url : {"http://127.0.0.1/", "ws://", "wss", "", "wsx://127.0.0.1/"}) {
        told.all.clear();
        const auto socket = client->connect(url, told.handlers());
        EXPECT_TRUE(told.all.empty());
        ASSERT_TRUE(told.wait_for("closed")) << url;
        EXPECT_EQ(told.closed->kind, NetErrorKind::invalid) << url;
    }
}

TEST_F(WebSocketTest, a_message_that_is_too_large_ends_the_connection)
{
    WebSocketServer server{[](WebSocketPeer& peer) {
        peer.say(std::string(2000, 'x'));
        peer.read();
    }};
    WebSocketOptions options;
    options.max_message = 1000;
    const auto careful = make_websocket_client(*loop, options);
    const auto socket = careful->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("closed"));
    EXPECT_EQ(told.closed->kind, NetErrorKind::too_large);
    EXPECT_THAT(told.all, ElementsAre("opened", "closed"));
}

TEST_F(WebSocketTest, pings_of_both_sides_are_signs_of_life)
{
    WebSocketServer server{[](WebSocketPeer& peer) {
        peer.ping();
        echo(peer);
    }};
    const auto socket = client->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("alive")) << "the server's ping";
    socket->ping();
    ASSERT_TRUE(told.wait_for("alive")) << "the pong";
}

TEST_F(WebSocketTest, a_connection_that_is_dropped_or_closed_is_told_once)
{
    for (const bool politely : {true, false}) {
        told.all.clear();
        WebSocketServer server{[politely](WebSocketPeer& peer) {
            peer.say("bye");
            politely ? peer.close() : peer.drop();
        }};
        const auto socket = client->connect(server.url("/"), told.handlers());
        ASSERT_TRUE(told.wait_for("closed"));
        EXPECT_EQ(told.closed->kind, NetErrorKind::broken);
        EXPECT_THAT(told.all, ElementsAre("opened", "bye", "closed"));
        socket->send("into the void");
    }
}

TEST_F(WebSocketTest, one_that_is_given_up_says_goodbye_and_tells_nothing_more)
{
    std::atomic<bool> goodbye{false};
    WebSocketServer server{[&](WebSocketPeer& peer) {
        peer.say("first");
        goodbye = peer.read().empty();
    }};
    auto socket = client->connect(server.url("/"), told.handlers());
    ASSERT_TRUE(told.wait_for("first"));
    socket.reset();
    const auto heard = told.all;
    for (int i = 0; i < 100 && !goodbye; ++i) {
        loop->after(20ms, [this] { loop->stop(); });
        loop->run();
    }
    EXPECT_TRUE(goodbye);
    EXPECT_EQ(told.all, heard);
}

TEST_F(WebSocketTest, it_may_be_given_up_inside_each_of_its_handlers)
{
    WebSocketServer server{[](WebSocketPeer& peer) {
        peer.say("first");
        peer.read();
    }};
    std::unique_ptr<WebSocket> socket;
    told.when_opened = [&] {
        socket.reset();
        loop->after(100ms, [this] { loop->stop(); });
    };
    socket = client->connect(server.url("/"), told.handlers());
    told.wait_for("nothing more");
    EXPECT_THAT(told.all, ElementsAre("opened"));

    auto handlers = told.handlers();
    told.when_opened = {};
    handlers.message = [&](const std::string&) {
        socket.reset();
        loop->after(100ms, [this] { loop->stop(); });
    };
    told.all.clear();
    socket = client->connect(server.url("/"), std::move(handlers));
    told.wait_for("nothing more");
    EXPECT_THAT(told.all, ElementsAre("opened"));
}

TEST_F(WebSocketTest, one_that_is_given_up_before_it_is_connected_tells_nothing)
{
    WebSocketServer server{echo};
    client->connect(server.url("/"), told.handlers()).reset();
    loop->after(100ms, [this] { loop->stop(); });
    loop->run();
    EXPECT_TRUE(told.all.empty());
}

} // namespace

} // namespace rosterd::net
