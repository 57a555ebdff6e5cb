// The connector's own end of the socket. Whatever thread it runs may speak; one at a time asks.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "connectors/apart/frame.hpp"
#include "core/model/json.hpp"

namespace rosterd::apart
{

class Wire
{
public:
    explicit Wire(int socket) : socket_{socket} {}

    // Waits for it; nullopt: rosterd is gone. Valid until the next call.
    std::optional<Frame> next();

    // `fill` appends the body. Small ones go together; none waits long for the next.
    template <typename Fill>
    void say(Says says, Fill fill)
    {
        const std::lock_guard lock{writing_};
        OpenFrame frame{pending_, says};
        fill(pending_);
        frame.close();
        if (pending_.size() >= kBlock || Clock::now() - sent_ >= kMoment) {
            send();
        }
    }
    void say_now(Says says, std::string_view body);
    // A life sign, unless there was one a moment ago.
    void say_alive();
    model::Json ask(const model::Json& question);

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t kBlock = 1U << 16U;
    static constexpr std::chrono::milliseconds kMoment{100};
    static constexpr std::chrono::seconds kBeat{1};

    void send();

    const int socket_;
    FrameCutter frames_{~std::uint32_t{0}}; // rosterd's own requests are not doubted
    std::mutex asking_, writing_;
    std::string pending_;
    Clock::time_point sent_{};
};

} // namespace rosterd::apart
