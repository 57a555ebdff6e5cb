// JSON text without a tree before it, for what is written by the thousand.
#pragma once

#include <string>
#include <string_view>

#include "core/model/json.hpp"

namespace rosterd::model
{

// Appends the value on one line. Text that is not UTF-8 gets replacement characters.
void append(std::string& out, const Json& json);
void append_text(std::string& out, std::string_view text);

} // namespace rosterd::model
