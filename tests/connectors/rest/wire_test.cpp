// Over a real connection: the same read that recordings play.
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connectors/rest/rest_connector.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

// Answers one request after the other on a connection each, then closes its door.
class Server
{
public:
    explicit Server(std::vector<std::string> bodies) : bodies_{std::move(bodies)}
    {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(socket_, 8), 0);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Server()
    {
        asked();
        ::close(socket_);
    }

    // Serves no more; the first lines of the requests that came.
    const std::vector<std::string>& asked()
    {
        if (thread_.joinable()) {
            ::shutdown(socket_, SHUT_RDWR);
            thread_.join();
        }
        return asked_;
    }

    std::string url;

private:
    void serve()
    {
        for (const std::string& body : bodies_) {
            const int peer = ::accept(socket_, nullptr, nullptr);
            if (peer < 0) {
                return;
            }
            std::string text(8192, '\0');
            const auto size = ::recv(peer, text.data(), text.size(), 0);
            text.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
            asked_.push_back(text.substr(0, text.find('\r')));
            // "cut:" promises more than comes.
            const bool cut = body.starts_with("cut:");
            const std::string sent = cut ? body.substr(4) : body;
            const std::string answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
                                       std::to_string(sent.size() + (cut ? 10 : 0)) + "\r\n\r\n" +
                                       sent;
            ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
            ::close(peer);
        }
    }

    std::vector<std::string> bodies_, asked_;
    int socket_ = -1;
    std::thread thread_;
};

std::unique_ptr<sdk::Connector> connector(const Server& server)
{
    const std::string definition =
        "name: Acme\nbase_url: \"{{settings.url}}\"\nsettings: {url: {help: address}}\n"
        "retry: {tries: 2, first: 1ms, most: 2ms}\nstreams:\n" +
        people("    request: {path: /p, query: {page: \"{{page}}\"}}\n    records: .p[]\n"
               "    paging: {by: page, size: 2}\n");
    return make_connector("hr", defined(definition), {{"url", server.url}}, real_wire());
}

TEST(RealWire, ReadsPageByPage)
{
    Server server{{R"({"p": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]})",
                   R"({"p": [{"id": 3, "name": "C"}]})"}};
    sdk::RememberingSink sink;

    const auto result = connector(server)->read({true, ""}, sink);

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(sink.records.size(), 3U);
    EXPECT_THAT(server.asked(),
                ::testing::ElementsAre("GET /p?page=1 HTTP/1.1", "GET /p?page=2 HTTP/1.1"));
}

TEST(RealWire, AConnectionCutHalfWay_IsTriedAgainAndThenAFailure)
{
    Server server{{R"({"p": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]})", "cut:{\"p\": [",
                   "cut:{\"p\": ["}};
    sdk::RememberingSink sink;

    const auto result = connector(server)->read({true, ""}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::transient) << result.error().message;
}

} // namespace
} // namespace rosterd::rest
