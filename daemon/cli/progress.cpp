#include "daemon/cli/progress.hpp"

#include <cmath>
#include <cstdio>

namespace rosterd::cli
{

std::string progress_line(std::size_t ended, std::size_t total, std::chrono::duration<double> took,
                          const std::string& last)
{
    const double rate = took.count() > 0 ? static_cast<double>(ended) / took.count() : 0;
    const auto left = rate > 0 ? std::lround(static_cast<double>(total - ended) / rate) : 0L;
    const auto percent = total == 0 ? 100 : ended * 100 / total;
    char text[96];
    std::snprintf(text, sizeof text, "  %zu/%zu  %zu%%  %.1f/s  %ld s left  ", ended, total,
                  percent, rate, left);
    return text + last;
}

Progress::Progress(bool on)
    : on_{on}, began_{std::chrono::steady_clock::now()},
      last_drawn_{began_ - std::chrono::seconds{1}}
{
}

Progress::~Progress()
{
    if (drawn_) {
        std::fputs("\r\033[K", stderr);
    }
}

void Progress::operator()(const apply::OperationReport& operation, std::size_t ended,
                          std::size_t total)
{
    const auto now = std::chrono::steady_clock::now();
    // Ten times a second is as fast as anyone reads.
    if (!on_ || (now - last_drawn_ < std::chrono::milliseconds{100} && ended != total)) {
        return;
    }
    last_drawn_ = now;
    drawn_ = true;
    const std::string line = progress_line(ended, total, now - began_, operation.operation_id);
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
    std::fflush(stderr);
}

} // namespace rosterd::cli
