// A cell that says: the source has something here, and it can't be told what. That is neither a
// value nor the absence of one, and nobody may guess at it: it is to be looked at, as a
// spreadsheet's "#REF!" is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rosterd::model
{

inline constexpr std::string_view kUntold = "#UNTOLD! ";

// The text of such a cell. `why`: for people, a few words.
inline std::string untold(std::string_view why)
{
    return std::string{kUntold}.append(why);
}

// Why it can't be told, if this is such a text.
inline std::optional<std::string_view> why_untold(std::string_view text)
{
    return text.starts_with(kUntold) ? std::optional{text.substr(kUntold.size())} : std::nullopt;
}

} // namespace rosterd::model
