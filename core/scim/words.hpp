// Comparing names and texts as SCIM does.
#pragma once

#include <string>
#include <string_view>

#include "core/model/json.hpp"

namespace rosterd::scim
{

// Attribute names, operators and URNs: ASCII, whatever their case.
bool same_word(std::string_view a, std::string_view b);

// A text in which letters that differ in their case only are the same (Unicode case folding).
std::string folded(std::string_view text);

// The member of `object` whose name is the same word; nullptr if there is none or `object` is no
// object.
const model::Json* member(const model::Json& object, std::string_view name);
model::Json* member(model::Json& object, std::string_view name);

} // namespace rosterd::scim
