#include "connectors/apart/serve.hpp"

#include <csignal>
#include <cstdio>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connectors/apart/host.hpp"
#include "connectors/process/process.hpp"

namespace rosterd::apart
{

namespace
{

volatile std::sig_atomic_t g_stop = 0;

// SIGTERM is the wish to stop: the connector hears of it when it asks, and is killed if it does
// not.
void listen_for_stop()
{
    struct sigaction action{};
    action.sa_handler = [](int) { g_stop = 1; };
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
}

// The connector's code may never come back to the socket: this thread sees that rosterd is gone.
void end_with_rosterd(int socket)
{
    std::thread{[socket] {
        pollfd end{socket, POLLRDHUP, 0};
        while (::poll(&end, 1, -1) <= 0) {
        }
        ::kill(0, SIGKILL);
    }}.detach();
}

bool is_socket(int fd)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
}

} // namespace

int serve(const FindKind& find)
{
    if (!is_socket(process::kChannel)) {
        std::fputs("rosterd starts this by itself, for a connector in a process of its own\n",
                   stderr);
        return 64;
    }
    ::fcntl(process::kChannel, F_SETFD, FD_CLOEXEC);
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // what it prints goes to the log, also if it crashes
    listen_for_stop();
    end_with_rosterd(process::kChannel);
    Wire wire{process::kChannel};
    Host host{wire, find, g_stop};
    host.run();
    std::fflush(nullptr);
    ::_exit(0); // a driver's farewell at exit can only go wrong
}

} // namespace rosterd::apart
