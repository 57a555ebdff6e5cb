// A small server on 127.0.0.1 for the HTTP client's tests: a thread for each connection,
// each served by the test's own function.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <openssl/ssl.h>

namespace rosterd::net::test
{

class Peer
{
public:
    Peer(int socket, SSL* tls) : socket_(socket), tls_(tls) {}
    std::string request(); // one request with its body; "" if the client is gone
    void say(const std::string& text);
    void reset(); // closes with RST instead of FIN

private:
    std::string read_some();
    int socket_;
    SSL* tls_;
    std::string unread_;
};

// A self-signed certificate for "localhost" and 127.0.0.1, made at construction.
class Certificate
{
public:
    explicit Certificate(const std::string& name);
    ~Certificate();
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;
    const std::string& file() const { return file_; }
    SSL_CTX* context() const { return context_; }

private:
    std::string file_;
    SSL_CTX* context_;
};

class Server
{
public:
    explicit Server(std::function<void(Peer&)> serve, const Certificate* certificate = nullptr);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    std::string url(const std::string& path = "/") const; // http, or https with a certificate
    int port() const { return port_; }
    int connections() const { return connections_; }

private:
    void accept_all();
    void serve_one(int socket);
    std::function<void(Peer&)> serve_;
    const Certificate* certificate_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> connections_{0};
    std::atomic<bool> ended_{false};
    std::mutex guard_;
    std::vector<int> open_;
    std::vector<std::thread> served_;
    std::thread acceptor_;
};

std::string answer(const std::string& body, const std::string& more_headers = "");

} // namespace rosterd::net::test
