#include "connectors/apart/child.hpp"

#include <array>
#include <chrono>
#include <map>
#include <utility>

#include <unistd.h>

#include "connectors/apart/messages.hpp"

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;
using model::Json;
using process::Process;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostBytes = 16U << 20U; // of a frame
constexpr model::Duration kFarewell{2'000};

std::map<std::string, std::string> our_environment()
{
    std::map<std::string, std::string> out;
    for (char** one = ::environ; *one != nullptr; ++one) {
        const std::string_view text{*one};
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos) {
            out.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    return out;
}

} // namespace

Child::Child(std::unique_ptr<Process> process) : process_{std::move(process)}, frames_{kMostBytes}
{
}

model::Result<std::unique_ptr<Child>> Child::start(const std::vector<std::string>& command)
{
    process::Launch launch;
    launch.command = command;
    launch.environment = our_environment();
    launch.channel = true;
    auto process = Process::start(launch);
    if (!process) {
        return tl::unexpected(process.error());
    }
    return std::unique_ptr<Child>{new Child{std::move(*process)}};
}

Child::~Child() = default; // Process kills what is left

model::Result<Json> Child::ask(const Asking& asking)
{
    if (asking.cancelled && asking.cancelled()) {
        return model::fail(ErrorKind::cancelled, "stopped on request");
    }
    try {
        auto answer = converse(*process_, frames_, asking);
        if (!answer) {
            process_.reset();
        }
        return answer;
    } catch (...) { // nobody wants the rest
        process_.reset();
        throw;
    }
}

void Child::end()
{
    std::string farewell;
    append_frame(farewell, Says::request, text_of({{"do", "end"}}));
    if (process_ && process_->send(farewell) == farewell.size()) {
        for (const auto until = Clock::now() + kFarewell;
             !process_->ended() && Clock::now() < until;) {
            process_->wait(model::Duration{5});
            // What it prints now is of no interest, but must not keep it.
            std::array<char, 4096> block{};
            for (const auto pipe :
                 {Process::Pipe::out, Process::Pipe::error, Process::Pipe::channel}) {
                process_->read(pipe, block);
            }
        }
    }
    process_.reset();
}

} // namespace rosterd::apart
