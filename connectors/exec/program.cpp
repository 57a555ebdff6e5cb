#include "connectors/exec/program.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

#include <sys/wait.h>
#include <sysexits.h>

#include "connectors/process/line_cutter.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using process::LineCutter;
using process::Process;
using process::Step;
using process::Vigil;
using process::Why;
using process::Words;
using Clock = std::chrono::steady_clock;

constexpr model::Duration kGlance{200}; // between two looks at the clock and the wish to stop
constexpr model::Duration kMoment{5};   // until a program that closed its output has ended

std::string seconds(model::Duration duration)
{
    return std::to_string((duration.count() + 999) / 1000) + " s";
}

ErrorKind kind_of_status(int code)
{
    switch (code) {
    case EX_NOPERM:
        return ErrorKind::unauthorised;
    case EX_CONFIG:
    case EX_USAGE:
        return ErrorKind::invalid;
    default:
        return ErrorKind::transient;
    }
}

class Run
{
public:
    Run(const Program& program, const TakeLine& take, Words& words,
        const std::function<bool()>& cancelled)
        : program_{program}, take_{take}, words_{words}, cancelled_{cancelled},
          vigil_{program.limits, Clock::now()}, lines_{program.max_line}
    {
    }

    model::Result<void> to_the_end()
    {
        auto started = Process::start(program_.launch);
        if (!started) {
            return tl::unexpected(started.error());
        }
        process_ = std::move(*started);
        while (!is_over()) {
            process_->wait(is_silent() ? kMoment : kGlance);
            hear();
            obey();
        }
        words_.end();
        return outcome();
    }

private:
    // The program has ended and said everything. Something that left its group may hold the pipes
    // for ever: that is not waited for.
    bool is_over()
    {
        if (!process_->ended()) {
            return false;
        }
        if (!std::exchange(has_ended_, true)) {
            heard_ = Clock::now(); // what it wrote at the very end may still be in the pipes
        }
        return is_silent() || Clock::now() - heard_ >= program_.limits.grace;
    }

    // Nothing more can come.
    bool is_silent() const
    {
        return !process_->is_open(Process::Pipe::out) && !process_->is_open(Process::Pipe::error);
    }

    void note()
    {
        heard_ = Clock::now();
        vigil_.heard(heard_);
    }

    void hear()
    {
        std::array<char, 1 << 16> block{};
        if (const auto text = process_->read(Process::Pipe::error, block); !text.empty()) {
            words_.add(text);
            note();
        }
        if (const auto text = process_->read(Process::Pipe::out, block); !text.empty()) {
            if (!vigil_.why()) {
                take_lines(text);
            }
            note();
        }
    }

    void take_lines(std::string_view block)
    {
        lines_.add(block);
        while (const auto line = lines_.next()) {
            if (auto taken = take_(*line); !taken) {
                return refuse(std::move(taken.error()));
            }
        }
        if (lines_.too_long()) {
            refuse({ErrorKind::invalid,
                    name_of(program_) + " writes a line of more than " +
                        std::to_string(program_.max_line) + " bytes",
                    "one record a line; or raise `max_line`"});
        }
    }

    void refuse(model::Error error)
    {
        refused_ = std::move(error);
        vigil_.end(Why::refused);
    }

    void obey()
    {
        if (cancelled_ && cancelled_()) {
            vigil_.end(Why::cancelled);
        }
        switch (vigil_.next(Clock::now())) {
        case Step::wait:
            return;
        case Step::terminate:
            return process_->signal(SIGTERM);
        case Step::kill:
            return process_->signal(SIGKILL);
        }
    }

    model::Result<void> outcome()
    {
        if (vigil_.why()) {
            return ended_by_us(*vigil_.why());
        }
        const int status = process_->status();
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            return ended_badly(status);
        }
        if (!lines_.rest().empty()) {
            return take_(lines_.rest());
        }
        return {};
    }

    tl::unexpected<model::Error> ended_by_us(Why why) const
    {
        const std::string name = name_of(program_);
        switch (why) {
        case Why::refused:
            return tl::unexpected(*refused_);
        case Why::cancelled:
            return model::fail(ErrorKind::cancelled, name + " was ended, since the run is to stop");
        case Why::silence:
            return model::fail(ErrorKind::transient,
                               name + " wrote nothing for " + seconds(program_.limits.idle) +
                                   " and was ended" + last_words(),
                               "find out what it waits for, or raise `idle_timeout`");
        case Why::time_limit:
            break;
        }
        return model::fail(ErrorKind::transient,
                           name + " was not done after " + seconds(program_.limits.total) +
                               " and was ended" + last_words(),
                           "find out what takes so long, or raise `time_limit`");
    }

    tl::unexpected<model::Error> ended_badly(int status) const
    {
        if (WIFSIGNALED(status)) {
            const int number = WTERMSIG(status);
            return model::fail(ErrorKind::transient,
                               name_of(program_) + " was ended by signal " +
                                   std::to_string(number) + " (" + ::strsignal(number) + ")" +
                                   last_words(),
                               "what it wrote on standard error is in the log");
        }
        const int code = WEXITSTATUS(status);
        return model::fail(kind_of_status(code),
                           name_of(program_) + " ended with status " + std::to_string(code) +
                               last_words(),
                           code == EX_NOPERM ? "check the credentials that it is given"
                                             : "what it wrote on standard error is in the log");
    }

    std::string last_words() const { return words_.last().empty() ? "" : ": " + words_.last(); }

    const Program& program_;
    const TakeLine& take_;
    Words& words_;
    const std::function<bool()>& cancelled_;
    Vigil vigil_;
    LineCutter lines_;
    std::unique_ptr<Process> process_;
    bool has_ended_ = false;
    Clock::time_point heard_ = Clock::now(); // when what came last was dealt with
    std::optional<model::Error> refused_;
};

} // namespace

model::Result<void> run(const Program& program, const TakeLine& take, process::Words& words,
                        const std::function<bool()>& cancelled)
{
    return Run{program, take, words, cancelled}.to_the_end();
}

std::string name_of(const Program& program)
{
    const std::string& path = program.launch.command.front();
    return path.substr(path.rfind('/') + 1);
}

} // namespace rosterd::exec
