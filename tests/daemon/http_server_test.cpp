// The HTTP server over real sockets on 127.0.0.1, spoken to byte by byte.
#include "daemon/http/server.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "daemon/sandbox/service.hpp"

namespace rosterd::http
{

namespace
{

// A blocking connection; a test that waits for ever is ended by the receive time-out.
class Connection
{
public:
    explicit Connection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        const timeval limit{20, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }
    ~Connection() { ::close(socket_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool connected() const { return connected_; }
    void send(const std::string& bytes)
    {
        EXPECT_EQ(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
    }
    // Until `mark` has come, or the other side closed.
    std::string read_until(const std::string& mark)
    {
        std::string text;
        char byte = 0;
        while (text.find(mark) == std::string::npos && ::recv(socket_, &byte, 1, 0) == 1) {
            text.push_back(byte);
        }
        return text;
    }
    std::string read_all()
    {
        std::string text;
        char bytes[4096];
        for (ssize_t n = 0; (n = ::recv(socket_, bytes, sizeof bytes, 0)) > 0;) {
            text.append(bytes, static_cast<std::size_t>(n));
        }
        return text;
    }

private:
    int socket_;
    bool connected_ = false;
};

struct Server : testing::Test {
    std::unique_ptr<net::RealLoop> loop = net::make_loop();
    std::unique_ptr<HttpServer> server;
    std::thread thread;
    // Keeps the loop running while the server alone has nothing to wait for.
    net::TimerId awake = loop->after(std::chrono::hours{1}, [] {});

    std::uint16_t serve(HttpHandler handler, HttpServerOptions options = {})
    {
        server = std::make_unique<HttpServer>(*loop, options, std::move(handler));
        const auto port = server->start();
        EXPECT_TRUE(port);
        thread = std::thread{[this] { loop->run(); }};
        return *port;
    }
    void TearDown() override
    {
        loop->post_from_anywhere([this] { server.reset(); });
        loop->post_from_anywhere([this] { loop->stop(); });
        if (thread.joinable()) {
            thread.join();
        }
    }
};

HttpServerResponse text(std::string body)
{
    HttpServerResponse response;
    response.body = std::move(body);
    return response;
}

TEST_F(Server, Request_ArrivesDecodedAndTheAnswerGoesBack)
{
    HttpServerRequest seen;
    const auto port = serve([&](HttpServerRequest request, const Respond& respond) {
        seen = std::move(request);
        respond(text("hello"));
    });
    Connection connection{port};

    connection.send("POST /a%20b?x=1&y=%E9%99%B3 HTTP/1.1\r\nHost: h\r\nX-Name: V\r\n"
                    "Content-Length: 4\r\nConnection: close\r\n\r\nbody");
    const auto answer = connection.read_all();

    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\nhello")) << answer;
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.path, "/a b");
    EXPECT_EQ(seen.parameters.at("y"), "陳");
    EXPECT_EQ(seen.query, "x=1&y=%E9%99%B3");
    EXPECT_EQ(seen.headers.at("x-name"), "V");
    EXPECT_EQ(seen.body, "body");
    EXPECT_EQ(seen.peer, "127.0.0.1");
}

TEST_F(Server, ManyRequestsOnOneConnection_AreAnsweredInOrder)
{
    const auto port = serve([](const HttpServerRequest& request, const Respond& respond) {
        respond(text("<" + request.path + ">"));
    });
    Connection connection{port};

    connection.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");

    EXPECT_NE(connection.read_until("</1>").find("</1>"), std::string::npos);
    EXPECT_NE(connection.read_until("</2>").find("</2>"), std::string::npos);
    connection.send("GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_NE(connection.read_until("</3>").find("</3>"), std::string::npos);
}

TEST_F(Server, LateAnswer_ArrivesAndASecondOneIsIgnored)
{
    const auto port = serve([this](const HttpServerRequest&, const Respond& respond) {
        loop->after(net::Duration{1}, [respond] {
            respond(text("late"));
            respond(text("twice"));
        });
    });
    Connection connection{port};

    connection.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

    EXPECT_TRUE(connection.read_all().ends_with("\r\n\r\nlate"));
}

TEST_F(Server, AnswerNeverGiven_ClosesTheConnection)
{
    const auto port = serve([](const HttpServerRequest&, const Respond&) {});
    Connection connection{port};

    connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

    EXPECT_EQ(connection.read_all(), "");
}

TEST_F(Server, BodyTooLarge_413)
{
    HttpServerOptions options;
    options.max_body = 10;
    const auto port =
        serve([](const HttpServerRequest&, const Respond& r) { r(text("")); }, options);
    Connection connection{port};

    connection.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");

    EXPECT_TRUE(connection.read_all().starts_with("HTTP/1.1 413 "));
}

TEST_F(Server, NotHttp_400)
{
    const auto port = serve([](const HttpServerRequest&, const Respond& r) { r(text("")); });
    Connection connection{port};

    connection.send("hello there\r\n\r\n");

    EXPECT_TRUE(connection.read_all().starts_with("HTTP/1.1 400 "));
}

TEST_F(Server, ExpectContinue_IsToldToGoOn)
{
    const auto port = serve([](const HttpServerRequest& request, const Respond& respond) {
        respond(text("<" + request.body + ">"));
    });
    Connection connection{port};

    connection.send(
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_TRUE(connection.read_until("\r\n\r\n").starts_with("HTTP/1.1 100 "));
    connection.send("ok");

    EXPECT_NE(connection.read_until("<ok>").find("<ok>"), std::string::npos);
}

TEST_F(Server, EndingNothing_ClosesWithoutAByteAndCutSendsHalf)
{
    const auto port = serve([](const HttpServerRequest& request, const Respond& respond) {
        auto response = text("0123456789");
        response.ending = request.path == "/cut" ? Ending::cut : Ending::nothing;
        respond(std::move(response));
    });
    Connection closed{port};
    Connection cut{port};

    closed.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    cut.send("GET /cut HTTP/1.1\r\nHost: h\r\n\r\n");

    EXPECT_EQ(closed.read_all(), "");
    const auto half = cut.read_all();
    EXPECT_NE(half.find("Content-Length: 10"), std::string::npos) << half;
    EXPECT_TRUE(half.ends_with("\r\n\r\n01234")) << half;
}

TEST_F(Server, IdleConnection_IsClosed)
{
    HttpServerOptions options;
    options.idle = std::chrono::milliseconds{20};
    const auto port =
        serve([](const HttpServerRequest&, const Respond& r) { r(text("")); }, options);

    Connection connection{port};

    EXPECT_EQ(connection.read_all(), "");
}

TEST_F(Server, Stop_AnswersWhatIsUnderWayAndRefusesNewConnections)
{
    std::promise<Respond> waiting;
    const auto port = serve(
        [&](const HttpServerRequest&, Respond respond) { waiting.set_value(std::move(respond)); });
    Connection busy{port};
    Connection idle{port};
    busy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    auto respond = waiting.get_future().get();

    std::promise<void> stopped;
    loop->post_from_anywhere([&] {
        server->stop();
        stopped.set_value();
    });
    stopped.get_future().wait();

    EXPECT_EQ(idle.read_all(), "");
    EXPECT_FALSE(Connection{port}.connected());
    loop->post_from_anywhere([respond = std::move(respond)] { respond(text("last")); });
    respond = nullptr;
    EXPECT_TRUE(busy.read_all().ends_with("last"));
}

TEST_F(Server, PortTaken_IsAnErrorThatNamesIt)
{
    const auto port = serve([](const HttpServerRequest&, const Respond& r) { r(text("")); });
    HttpServerOptions options;
    options.port = port;
    auto other = net::make_loop();
    HttpServer second{*other, options, nullptr};

    const auto error = second.start();

    ASSERT_FALSE(error);
    EXPECT_NE(error.error().message.find(std::to_string(port)), std::string::npos);
}

TEST_F(Server, AddressThatIsNone_IsAnError)
{
    HttpServerOptions options;
    options.address = "not-an-address";
    auto other = net::make_loop();

    EXPECT_FALSE(HttpServer(*other, options, nullptr).start());
}

TEST_F(Server, Sandbox_AnswersOverARealSocket)
{
    const auto now = *model::parse_instant("2026-11-22T02:00:00Z");
    sandbox::SandboxService service{sandbox::new_company("Demo", now), {}};
    const auto port = serve([&](const HttpServerRequest& request, const Respond& respond) {
        respond(service.handle(request, now).response);
    });
    Connection connection{port};

    connection.send(
        "GET /gettoken?appkey=k&appsecret=s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

    const auto answer = connection.read_all();
    EXPECT_NE(answer.find("Content-Type: application/json;charset=UTF-8"), std::string::npos);
    EXPECT_NE(answer.find("\"access_token\""), std::string::npos);
}

} // namespace

} // namespace rosterd::http
