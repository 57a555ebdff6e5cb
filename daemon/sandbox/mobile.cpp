#include "daemon/sandbox/mobile.hpp"

#include <algorithm>

namespace rosterd::sandbox
{

namespace
{

bool digits(std::string_view text, std::size_t least, std::size_t most)
{
    return text.size() >= least && text.size() <= most &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool mainland(std::string_view number)
{
    return digits(number, 11, 11) && number[0] == '1' && number[1] >= '3';
}

} // namespace

std::optional<Mobile> parse_mobile(std::string_view text, std::string_view region)
{
    const bool bare = !text.starts_with('+');
    if (bare) {
        return region == "CN" && mainland(text) ? std::optional{Mobile{"86", std::string{text}}}
                                                : std::nullopt;
    }
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto code = text.substr(1, dash - 1);
    const auto number = text.substr(dash + 1);
    if (!digits(code, 1, 3) || code[0] == '0' || !digits(number, 5, 12)) {
        return std::nullopt;
    }
    if (code == "86" && (region == "CN" || !mainland(number))) {
        return std::nullopt;
    }
    return Mobile{std::string{code}, std::string{number}};
}

} // namespace rosterd::sandbox
