#include "connectors/apart/wire.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>

#include <sys/socket.h>

#include "connectors/apart/messages.hpp"

namespace rosterd::apart
{

namespace
{

// Nobody is there to be told anything: this process and what it started have no purpose any more.
[[noreturn]] void end_all()
{
    ::kill(0, SIGKILL);
    std::terminate();
}

} // namespace

std::optional<Frame> Wire::next()
{
    for (std::array<char, 1 << 16> block{};;) {
        if (auto frame = frames_.next()) {
            return frame;
        }
        const ssize_t size = ::recv(socket_, block.data(), block.size(), 0);
        if (size > 0) {
            frames_.add({block.data(), static_cast<std::size_t>(size)});
        } else if (size == 0 || errno != EINTR) {
            return std::nullopt;
        }
    }
}

void Wire::say_now(Says says, std::string_view body)
{
    const std::lock_guard lock{writing_};
    append_frame(pending_, says, body);
    send();
}

void Wire::say_alive()
{
    const std::lock_guard lock{writing_};
    if (Clock::now() - sent_ >= kBeat) {
        append_frame(pending_, Says::alive, {});
        send();
    }
}

model::Json Wire::ask(const model::Json& question)
{
    const std::lock_guard lock{asking_};
    say_now(Says::question, text_of(question));
    const auto reply = next();
    if (!reply || reply->says != Says::reply) {
        end_all();
    }
    return parsed(reply->body);
}

void Wire::send()
{
    for (std::string_view rest{pending_}; !rest.empty();) {
        const ssize_t size = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (size >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(size));
        } else if (errno != EINTR) {
            end_all();
        }
    }
    pending_.clear();
    sent_ = Clock::now();
}

} // namespace rosterd::apart
