// Cuts what a program writes into lines of a bounded size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rosterd::process
{

class LineCutter
{
public:
    // `most`: bytes of a line; memory never holds more than that and one block.
    explicit LineCutter(std::size_t most) : most_{most} {}

    void add(std::string_view block)
    {
        pending_.erase(0, at_);
        at_ = 0;
        pending_.append(block);
    }
    // The next whole line without its end, valid until add(); nullopt: more has to come.
    std::optional<std::string_view> next()
    {
        const std::size_t end = pending_.find('\n', at_);
        if (end == std::string::npos) {
            return std::nullopt;
        }
        const std::string_view line = std::string_view{pending_}.substr(at_, end - at_);
        at_ = end + 1;
        return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    }
    // What stands after the last line end.
    std::string_view rest() const { return std::string_view{pending_}.substr(at_); }
    // The line at hand has grown above the limit, and its end has not come.
    bool too_long() const { return rest().size() > most_; }
    void drop_rest()
    {
        pending_.clear();
        at_ = 0;
    }

private:
    std::size_t most_;
    std::string pending_;
    std::size_t at_ = 0;
};

} // namespace rosterd::process
