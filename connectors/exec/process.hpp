// One child process in a process group of its own, with its standard output and error as pipes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::exec
{

struct Launch {
    std::vector<std::string>
        command; // the program, looked for in PATH if it has no '/', and its arguments
    std::map<std::string, std::string> environment; // all of it
    std::string folder;                             // to run in; empty: ours
    std::string input{}; // a file that is its standard input; empty: it has none
};

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

    // Waits until there is output, an end of it, or `most` has passed.
    void wait(model::Duration most);
    enum class Pipe { out, error };
    // What there is, into `to`; empty: nothing now.
    std::string_view read(Pipe pipe, std::span<char> to);
    bool is_open(Pipe pipe) const;

    void signal(int number) const; // to the whole group
    // Whether the program itself has ended; whatever it left behind is killed then.
    bool ended();
    // As waitpid says; once ended() is true.
    int status() const { return status_; }

private:
    explicit Process(int pid, int out, int error) : pid_{pid}, fds_{out, error} {}
    void close(Pipe pipe);

    int pid_;
    int fds_[2]; // -1: at its end
    bool ended_ = false;
    int status_ = 0;
};

} // namespace rosterd::exec
