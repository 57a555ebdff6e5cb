// What a program says on its standard error: line by line to our log, bounded, without the secrets
// it was given.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/process/line_cutter.hpp"

namespace rosterd::process
{

class Words
{
public:
    // `secrets` are hidden wherever they occur; of more than `most_lines` only their number is
    // told.
    Words(std::function<void(std::string line)> log, std::vector<std::string> secrets,
          std::size_t most_lines = 1'000);

    void add(std::string_view block);
    void say(std::string_view line); // as if it stood on standard error
    void end();                      // nothing more comes

    // The last line with anything in it: usually what went wrong. "" if there was none.
    const std::string& last() const { return last_; }
    // The text without secrets, control characters and bytes that are not UTF-8, and not longer
    // than a line may be.
    std::string clean(std::string_view text) const;

private:
    static constexpr std::size_t kMostBytes = 4'000; // of a line

    std::function<void(std::string)> log_;
    std::vector<std::string> secrets_; // the longest first
    std::size_t most_lines_, lines_ = 0;
    LineCutter cutter_{kMostBytes};
    bool skipping_ = false; // the rest of a line that was too long
    std::string last_;
};

} // namespace rosterd::process
