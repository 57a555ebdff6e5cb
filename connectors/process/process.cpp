#include "connectors/process/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rosterd::process
{

namespace
{

using model::ErrorKind;

// Closes what was not handed on.
class Descriptors
{
public:
    Descriptors() = default;
    ~Descriptors()
    {
        for (const int fd : all_) {
            if (fd >= 0) {
                ::close(fd);
            }
        }
    }
    Descriptors(const Descriptors&) = delete;
    Descriptors& operator=(const Descriptors&) = delete;

    bool open(bool channel)
    {
        return ::pipe2(all_.data(), O_CLOEXEC) == 0 && ::pipe2(all_.data() + 2, O_CLOEXEC) == 0 &&
               (!channel ||
                ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, all_.data() + 4) == 0) &&
               never_blocks(0) && never_blocks(2) && (!channel || never_blocks(4));
    }
    // By Process::Pipe: the child's end, and ours.
    int far_end(std::size_t pipe) const { return all_[2 * pipe + 1]; }
    int take_near_end(std::size_t pipe) { return std::exchange(all_[2 * pipe], -1); }

private:
    bool never_blocks(std::size_t at) const { return ::fcntl(all_[at], F_SETFL, O_NONBLOCK) == 0; }

    std::array<int, 6> all_{-1, -1, -1, -1, -1, -1};
};

// What posix_spawn needs besides the command.
class Setting
{
public:
    Setting(const Launch& launch, const Descriptors& pipes)
    {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(
            &actions_, 0, launch.input.empty() ? "/dev/null" : launch.input.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions_, pipes.far_end(0), 1);
        posix_spawn_file_actions_adddup2(&actions_, pipes.far_end(1), 2);
        if (launch.channel) {
            posix_spawn_file_actions_adddup2(&actions_, pipes.far_end(2), kChannel);
        }
        posix_spawn_file_actions_addclosefrom_np(&actions_,
                                                 launch.channel ? kChannel + 1 : kChannel);
        if (!launch.folder.empty()) {
            posix_spawn_file_actions_addchdir_np(&actions_, launch.folder.c_str());
        }
        posix_spawnattr_init(&attributes_);
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
                                                   POSIX_SPAWN_SETSIGMASK);
    }
    ~Setting()
    {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> out;
    out.reserve(texts.size() + 1);
    for (std::string& text : texts) {
        out.push_back(text.data());
    }
    out.push_back(nullptr);
    return out;
}

tl::unexpected<model::Error> cant_start(const Launch& launch, int error)
{
    std::string message = launch.command.front() + " can't be started";
    if (!launch.folder.empty()) {
        message += " in " + launch.folder;
    }
    message += std::string{": "} + std::strerror(error);
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return model::fail(ErrorKind::not_found, message,
                           "check the path of the program, its first line (#!), and `folder`");
    case EACCES:
    case EPERM:
        return model::fail(ErrorKind::unauthorised, message,
                           "chmod +x, and let rosterd's account run it and enter `folder`");
    case ENOEXEC:
        return model::fail(ErrorKind::invalid, message,
                           "a script's first line says what runs it: #!/bin/sh");
    default:
        return model::fail(ErrorKind::transient, message, "");
    }
}

} // namespace

model::Result<std::unique_ptr<Process>> Process::start(const Launch& launch)
{
    Descriptors pipes;
    if (!pipes.open(launch.channel)) {
        return cant_start(launch, errno);
    }
    std::vector<std::string> command = launch.command;
    std::vector<std::string> environment;
    for (const auto& [name, value] : launch.environment) {
        environment.push_back(std::string{name}.append("=").append(value));
    }
    const Setting setting{launch, pipes};
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, command.front().c_str(), setting.actions(), setting.attributes(),
                       pointers_to(command).data(), pointers_to(environment).data());
    if (error != 0) {
        return cant_start(launch, error);
    }
    return std::unique_ptr<Process>{
        new Process{pid, pipes.take_near_end(0), pipes.take_near_end(1), pipes.take_near_end(2)}};
}

Process::~Process()
{
    if (!ended_) {
        signal(SIGKILL);
        while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
        }
    }
    close(Pipe::out);
    close(Pipe::error);
    close(Pipe::channel);
}

void Process::wait(model::Duration most, bool to_send)
{
    const short channel = to_send ? POLLIN | POLLOUT : POLLIN;
    std::array<pollfd, 3> polled{
        {{fds_[0], POLLIN, 0}, {fds_[1], POLLIN, 0}, {fds_[2], channel, 0}}};
    ::poll(polled.data(), polled.size(), static_cast<int>(most.count()));
}

std::string_view Process::read(Pipe pipe, std::span<char> to)
{
    int& fd = fds_[static_cast<std::size_t>(pipe)];
    if (fd < 0) {
        return {};
    }
    const ssize_t size = ::read(fd, to.data(), to.size());
    if (size > 0) {
        return {to.data(), static_cast<std::size_t>(size)};
    }
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
        close(pipe);
    }
    return {};
}

std::size_t Process::send(std::string_view text)
{
    const ssize_t size = ::send(fds_[static_cast<std::size_t>(Pipe::channel)], text.data(),
                                text.size(), MSG_NOSIGNAL);
    return size < 0 ? 0 : static_cast<std::size_t>(size);
}

bool Process::is_open(Pipe pipe) const
{
    return fds_[static_cast<std::size_t>(pipe)] >= 0;
}

void Process::close(Pipe pipe)
{
    int& fd = fds_[static_cast<std::size_t>(pipe)];
    if (fd >= 0) {
        ::close(fd);
        fd = -1;
    }
}

void Process::signal(int number) const
{
    ::kill(-pid_, number);
}

bool Process::ended()
{
    if (ended_) {
        return true;
    }
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
        info.si_pid == 0) {
        return false;
    }
    signal(SIGKILL); // before it is waited for: until then the group's number is nobody else's
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    ended_ = true;
    return true;
}

} // namespace rosterd::process
