// One child process in a process group of its own, with its standard output and error as pipes, and
// where wanted a channel for both directions.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::process
{

struct Launch {
    std::vector<std::string>
        command; // the program, looked for in PATH if it has no '/', and its arguments
    std::map<std::string, std::string> environment; // all of it
    std::string folder;                             // to run in; empty: ours
    std::string input{};  // a file that is its standard input; empty: it has none
    bool channel = false; // a socket, in the child at kChannel
};

inline constexpr int kChannel = 3;

class Process
{
public:
    // No other descriptor of ours is open in it. Errors: not_found,
    // unauthorised (no permission to run it), invalid, transient.
    static model::Result<std::unique_ptr<Process>> start(const Launch& launch);
    // Kills what is left of the group, and waits for it.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Waits until there is output, an end of it, room on the channel if `to_send`, or `most` has
    // passed.
    void wait(model::Duration most, bool to_send = false);
    enum class Pipe { out, error, channel };
    // What there is, into `to`; empty: nothing now.
    std::string_view read(Pipe pipe, std::span<char> to);
    bool is_open(Pipe pipe) const;
    // How much of it the channel took: 0 if there is no room now, or nobody at its other end.
    std::size_t send(std::string_view text);

    void signal(int number) const; // to the whole group
    // Whether the program itself has ended; whatever it left behind is killed then.
    bool ended();
    // As waitpid says; once ended() is true.
    int status() const { return status_; }

private:
    Process(int pid, int out, int error, int channel) : pid_{pid}, fds_{out, error, channel} {}
    void close(Pipe pipe);

    int pid_;
    std::array<int, 3> fds_; // by Pipe; -1: at its end
    bool ended_ = false;
    int status_ = 0;
};

} // namespace rosterd::process
