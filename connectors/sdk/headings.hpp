// Which row of a file holds the headings.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rosterd::sdk
{

using IsKnownHeading = std::function<bool(const std::string&)>;

// Without white space (also U+3000, NBSP, zero width) and byte order mark at both ends.
std::string trimmed(std::string_view text);
bool is_blank(const std::vector<std::string>& cells);

// The short list for sources that bring no list of their own: employee id, name, mobile, department
// and mail in Traditional and Simplified Chinese and English, and the canonical names.
bool is_usual_heading(const std::string& heading);

std::size_t count_known(const std::vector<std::string>& cells, const IsKnownHeading& is_known);

// The first row with the most known headings; rows.size() if none has two (or one, where a row has
// no more than two cells).
std::size_t find_heading_row(const std::vector<std::vector<std::string>>& rows,
                             const IsKnownHeading& is_known);

// User id, department, position, name, mobile and "manager of this department" together, in either
// script or English, are the headings of DingTalk's import template.
bool is_dingtalk_template(const std::vector<std::string>& headings);

} // namespace rosterd::sdk
