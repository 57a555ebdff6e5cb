// The known word nearest to a mistyped one, for "did you mean".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rosterd::model
{

// The candidate with the fewest edits, at most a third of its length (at least 2); "" if none is
// near.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

} // namespace rosterd::model
