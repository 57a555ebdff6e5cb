#include "tests/core/net/server.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace rosterd::net::test
{

std::string Peer::read_some()
{
    char buffer[4096];
    const auto got = tls_ != nullptr ? SSL_read(tls_, buffer, sizeof buffer)
                                     : static_cast<int>(::recv(socket_, buffer, sizeof buffer, 0));
    return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : "";
}

std::string Peer::request()
{
    std::size_t length = std::string::npos;
    while (length == std::string::npos || unread_.size() < length) {
        if (const auto end = unread_.find("\r\n\r\n"); end != std::string::npos) {
            const auto at = unread_.find("Content-Length: ");
            length = end + 4 + (at < end ? std::stoul(unread_.substr(at + 16)) : 0);
            continue;
        }
        const std::string more = read_some();
        if (more.empty()) {
            return "";
        }
        unread_ += more;
    }
    const std::string whole = unread_.substr(0, length);
    unread_.erase(0, length);
    return whole;
}

void Peer::say(const std::string& text)
{
    if (tls_ != nullptr) {
        SSL_write(tls_, text.data(), static_cast<int>(text.size()));
    } else {
        ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    }
}

void Peer::reset()
{
    const linger now{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

Certificate::Certificate(const std::string& name)
    : file_(std::filesystem::temp_directory_path() /
            ("rosterd-test-" + name + "-" + std::to_string(::getpid()) + ".pem")),
      context_(SSL_CTX_new(TLS_server_method()))
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX_use_certificate(context_, certificate);
    SSL_CTX_use_PrivateKey(context_, key);
    std::FILE* file = std::fopen(file_.c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

Certificate::~Certificate()
{
    SSL_CTX_free(context_);
    std::filesystem::remove(file_);
}

Server::Server(std::function<void(Peer&)> serve, const Certificate* certificate)
    : serve_(std::move(serve)), certificate_(certificate),
      listener_(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the test server could not listen");
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

Server::~Server()
{
    ended_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(guard_);
        for (const int socket : open_) {
            ::shutdown(socket, SHUT_RDWR);
        }
    }
    for (std::thread& each : served_) {
        each.join();
    }
}

void Server::accept_all()
{
    while (!ended_) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) {
            return;
        }
        ++connections_;
        const std::lock_guard lock(guard_);
        open_.push_back(socket);
        served_.emplace_back([this, socket] { serve_one(socket); });
    }
}

void Server::serve_one(int socket)
{
    // OpenSSL writes to sockets the client has closed. Only this thread is shielded: the client
    // under test must never raise the signal.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    SSL* tls = nullptr;
    bool ready = true;
    if (certificate_ != nullptr) {
        tls = SSL_new(certificate_->context());
        SSL_set_fd(tls, socket);
        ready = SSL_accept(tls) == 1;
    }
    if (ready) {
        Peer peer(socket, tls);
        serve_(peer);
    }
    if (tls != nullptr) {
        if (ready) {
            SSL_shutdown(tls);
        }
        SSL_free(tls);
    }
    const std::lock_guard lock(guard_);
    std::erase(open_, socket);
    ::close(socket);
}

std::string Server::url(const std::string& path) const
{
    return certificate_ != nullptr ? "https://localhost:" + std::to_string(port_) + path
                                   : "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::string answer(const std::string& body, const std::string& more_headers)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           more_headers + "\r\n" + body;
}

} // namespace rosterd::net::test
