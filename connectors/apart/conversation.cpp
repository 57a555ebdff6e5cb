#include "connectors/apart/conversation.hpp"

#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

#include <sys/wait.h>

#include "connectors/apart/messages.hpp"

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;
using model::Json;
using process::Process;
using process::Step;
using process::Why;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBlock = 256U << 10U;
constexpr int kLastBlocks = 64;
constexpr model::Duration kGlance{200}; // between two looks at the clock and the wish to stop

std::string seconds(model::Duration duration)
{
    return std::to_string((duration.count() + 999) / 1000) + " s";
}

// What to do about the signal that ended it.
const char* advice(int signal)
{
    return signal == SIGKILL
               ? "somebody ended it, or the machine ran out of memory: `journalctl "
                 "-k` says so"
               : "its own code has a fault: tell whoever wrote it; what it printed is "
                 "in the log";
}

class Conversation
{
public:
    Conversation(Process& process, FrameCutter& frames, const Asking& asking)
        : process_{process}, frames_{frames}, asking_{asking}, vigil_{asking.limits, Clock::now()},
          block_(kBlock, '\0')
    {
        append_frame(outgoing_, Says::request, text_of(asking.request));
    }

    model::Result<Json> to_the_end()
    {
        while (!answer_ && !process_.ended()) {
            send();
            process_.wait(kGlance, !outgoing_.empty());
            hear();
            obey();
        }
        // What it wrote last may still be in the pipes; what others go on writing is not waited
        // for.
        for (int blocks = 0; blocks < kLastBlocks && (answer_ ? hear_words() : hear()); ++blocks) {
        }
        asking_.words->end();
        return outcome();
    }

private:
    void send() { outgoing_.erase(0, process_.send(outgoing_)); }

    bool hear_words()
    {
        bool heard = false;
        for (const auto pipe : {Process::Pipe::out, Process::Pipe::error}) {
            if (const auto text = process_.read(pipe, block_); !text.empty()) {
                asking_.words->add(text);
                heard = true;
            }
        }
        return heard;
    }

    bool hear()
    {
        bool heard = hear_words();
        if (const auto text = process_.read(Process::Pipe::channel, block_); !text.empty()) {
            take(text);
            heard = true;
        }
        if (heard) {
            vigil_.heard(Clock::now());
        }
        return heard;
    }

    void take(std::string_view text)
    {
        if (vigil_.why() && *vigil_.why() != Why::cancelled) {
            return; // it is ended for something: nothing of it counts any more
        }
        try {
            frames_.add(text);
            while (const auto frame = answer_ ? std::nullopt : frames_.next()) {
                take(*frame);
            }
        } catch (const Garbled& error) {
            garbled_ = error.what();
            vigil_.end(Why::refused);
        }
    }

    void take(const Frame& frame)
    {
        switch (frame.says) {
        case Says::answer:
            answer_ = parsed(frame.body);
            return;
        case Says::line:
            return asking_.words->say(frame.body);
        case Says::alive:
            return;
        case Says::question:
        case Says::headings:
        case Says::record:
        case Says::known:
        case Says::tombstone:
        case Says::finding:
        case Says::restart:
        case Says::request:
        case Says::reply:
            break;
        }
        if (!asking_.heed) {
            throw Garbled{"something that was not asked for"};
        }
        if (const auto reply = asking_.heed(frame)) {
            append_frame(outgoing_, Says::reply, text_of(*reply));
        }
    }

    // It closed its end, and goes on: no answer can come any more. One that crashes closes it, too.
    bool is_mute()
    {
        if (process_.is_open(Process::Pipe::channel)) {
            return false;
        }
        closed_ = closed_.value_or(Clock::now());
        return Clock::now() - *closed_ >= asking_.limits.grace;
    }

    void obey()
    {
        if (is_mute()) {
            garbled_ = "closed it";
            vigil_.end(Why::refused);
        }
        if (asking_.cancelled && asking_.cancelled()) {
            vigil_.end(Why::cancelled);
        }
        switch (vigil_.next(Clock::now())) {
        case Step::wait:
            return;
        case Step::terminate:
            return process_.signal(vigil_.why() == Why::cancelled ? SIGTERM : SIGKILL);
        case Step::kill:
            return process_.signal(SIGKILL);
        }
    }

    model::Result<Json> outcome()
    {
        if (vigil_.why() && (!answer_ || *vigil_.why() != Why::cancelled)) {
            return tl::unexpected(ended_by_us(*vigil_.why()));
        }
        if (answer_) {
            return std::move(*answer_);
        }
        return tl::unexpected(ended_by_itself(process_.status()));
    }

    model::Error ended_by_us(Why why) const
    {
        switch (why) {
        case Why::refused:
            return {ErrorKind::transient,
                    said(" broke its channel to rosterd (" + garbled_ + ") and was ended"),
                    "its own code has a fault: tell whoever wrote it"};
        case Why::cancelled:
            return {ErrorKind::cancelled, said(" was ended, since the run is to stop"), ""};
        case Why::silence:
            return {ErrorKind::transient,
                    said(" gave no sign of life for " + seconds(asking_.limits.idle) +
                         " and was ended"),
                    "find out what it waits for, such as a server that takes a connection and then "
                    "is silent; or raise `idle_timeout`"};
        case Why::time_limit:
            break;
        }
        return {ErrorKind::transient,
                said(" was not done after " + seconds(asking_.limits.total) + " and was ended"),
                "find out what takes so long, or raise `time_limit`"};
    }

    model::Error ended_by_itself(int status) const
    {
        if (WIFSIGNALED(status)) {
            const int number = WTERMSIG(status);
            return {ErrorKind::transient,
                    said(" was ended by signal " + std::to_string(number) + " (" +
                         ::strsignal(number) + ")"),
                    advice(number)};
        }
        return {ErrorKind::transient,
                said(" ended by itself, with status " + std::to_string(WEXITSTATUS(status))),
                "its own code has a fault: tell whoever wrote it; what it printed is in the log"};
    }

    // "connector 'acme' was ended by signal 11 (...) while it was read: its last words"
    std::string said(const std::string& what) const
    {
        const std::string& last = asking_.words->last();
        return asking_.who + what + " " + asking_.doing + (last.empty() ? "" : ": " + last);
    }

    Process& process_;
    FrameCutter& frames_;
    const Asking& asking_;
    process::Vigil vigil_;
    std::string block_, outgoing_, garbled_;
    std::optional<Json> answer_;
    std::optional<Clock::time_point> closed_;
};

} // namespace

model::Result<Json> converse(Process& process, FrameCutter& frames, const Asking& asking)
{
    return Conversation{process, frames, asking}.to_the_end();
}

} // namespace rosterd::apart
