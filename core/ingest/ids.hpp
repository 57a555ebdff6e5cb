// Identifiers: what may stand in one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rosterd::ingest
{

// The first character that would break DingTalk's comma lists or this program's own; nullopt if
// the id is fit for use. (DingTalk documents a length of 1 to 64 and no characters
// [user-information-creation].)
std::optional<std::string> unfit_character_in(std::string_view id);

} // namespace rosterd::ingest
