// OpenSSH's own server for tests: on a free port, with keys and files in a temporary folder,
// stopped by its process id.
#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sftp
{

inline sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

// A listening socket on a free port.
inline std::pair<int, int> listen_anywhere()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(fd, 16);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    return {fd, ntohs(address.sin_port)};
}

inline int connect_to(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

inline pid_t spawn(std::vector<std::string> command, const std::string& log)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out, 1);
        ::dup2(out, 2);
        std::vector<char*> arguments;
        for (std::string& one : command) {
            arguments.push_back(one.data());
        }
        arguments.push_back(nullptr);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    return pid;
}

inline void require(const std::vector<std::string>& command, const std::string& log)
{
    int status = 0;
    ::waitpid(spawn(command, log), &status, 0);
    if (status != 0) {
        throw std::runtime_error(command.front() + " failed, see " + log);
    }
}

class Sshd
{
public:
    explicit Sshd(bool read_only = false)
    {
        std::signal(SIGPIPE, SIG_IGN); // as rosterd does
        for (const char* key : {"host", "user", "stranger"}) {
            require({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(key)}, file("log"));
        }
        const auto [fd, port] = listen_anywhere();
        ::close(fd);
        port_ = port;
        folder_.write("authorized_keys", folder_.content("user.pub"));
        folder_.write("known_hosts",
                      "[127.0.0.1]:" + std::to_string(port_) + " " + folder_.content("host.pub"));
        std::filesystem::create_directory(file("out"));
        folder_.write("sshd_config",
                      "ListenAddress 127.0.0.1\nPort " + std::to_string(port_) + "\nHostKey " +
                          file("host") + "\nAuthorizedKeysFile " + file("authorized_keys") +
                          "\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"
                          "Subsystem sftp internal-sftp\nForceCommand internal-sftp" +
                          (read_only ? " -R" : "") + "\n");
        std::error_code ignored;
        std::filesystem::create_directories("/run/sshd", ignored); // which root's sshd asks for
        pid_ = spawn({"/usr/sbin/sshd", "-D", "-e", "-f", file("sshd_config")}, file("log"));
        for (int i = 0, up = -1; i < 600 && up < 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
            up = connect_to(port_);
            ::close(up);
        }
    }
    ~Sshd() { stop(); }
    Sshd(const Sshd&) = delete;
    Sshd& operator=(const Sshd&) = delete;

    void stop()
    {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
            pid_ = 0;
        }
    }
    int port() const { return port_; }
    static std::string user() { return ::getpwuid(::getuid())->pw_name; }
    const sdk::TemporaryFolder& folder() const { return folder_; }
    std::string file(const std::string& name) const { return folder_.file(name); }
    std::string fingerprint() const
    {
        require({"ssh-keygen", "-l", "-f", file("host.pub")}, file("fingerprint"));
        const std::string line =
            folder_.content("fingerprint"); // "256 SHA256:... comment (ED25519)"
        const auto begin = line.find("SHA256:");
        return line.substr(begin, line.find(' ', begin) - begin);
    }

private:
    sdk::TemporaryFolder folder_;
    int port_ = 0;
    pid_t pid_ = 0;
};

// Stands before a server and stops passing on what it says after so many bytes: by hanging up, or
// by falling silent.
class Proxy
{
public:
    Proxy(int port, std::size_t bytes, bool hangs_up)
        : target_{port}, left_{bytes}, hangs_up_{hangs_up}
    {
        std::tie(listener_, port_) = listen_anywhere();
        thread_ = std::thread{[this] { run(); }};
    }
    ~Proxy()
    {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;
    int port() const { return port_; }

private:
    void run()
    {
        for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0;) {
            const int server = connect_to(target_);
            pass(client, server);
            ::close(server);
            ::close(client);
        }
    }
    void pass(int client, int server)
    {
        std::array<char, 16384> piece{};
        for (std::array<pollfd, 2> both{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
             ::poll(both.data(), both.size(), 10'000) > 0;) {
            for (const pollfd& one : both) {
                if ((one.revents & (POLLIN | POLLHUP)) == 0) {
                    continue;
                }
                const ssize_t got = ::recv(one.fd, piece.data(), piece.size(), 0);
                if (got <= 0) {
                    return;
                }
                const auto size = static_cast<std::size_t>(got);
                if (one.fd == server && size > left_) {
                    if (hangs_up_) {
                        return;
                    }
                    continue;
                }
                left_ -= one.fd == server ? size : 0;
                ::send(one.fd == client ? server : client, piece.data(), size, MSG_NOSIGNAL);
            }
        }
    }

    int target_;
    std::size_t left_;
    bool hangs_up_;
    int listener_ = -1, port_ = 0;
    std::thread thread_;
};

} // namespace rosterd::sftp
