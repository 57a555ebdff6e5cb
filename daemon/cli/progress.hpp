// One line that says how far a run is, with rate and time left. Only on a terminal.
#pragma once

#include <chrono>
#include <string>

#include "core/apply/executor.hpp"

namespace rosterd::cli
{

// "  412/1060  39%  20.0/s  32 s left  u-create-E0412"
std::string progress_line(std::size_t ended, std::size_t total, std::chrono::duration<double> took,
                          const std::string& last);

class Progress
{
public:
    explicit Progress(bool on);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void operator()(const apply::OperationReport& operation, std::size_t ended, std::size_t total);

private:
    bool on_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point last_drawn_;
};

} // namespace rosterd::cli
