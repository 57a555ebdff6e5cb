// Department keys as paths: "/零售/旺角店".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rosterd::model
{

bool is_path(std::string_view key);           // begins with '/'
std::string parent_of(std::string_view path); // "/" for a first level; "" for "/"
std::string leaf_of(std::string_view path);   // "旺角店"; "" for "/"
std::string join(std::string_view parent, std::string_view leaf);
std::vector<std::string>
ancestors_of(std::string_view path); // topmost first, itself last, "/" left out

// A scope pattern: "*" matches within a level, "**" a subtree; "零售/**" also matches 零售 itself.
// The leading slash of the path is not part of the pattern.
bool matches(std::string_view pattern, std::string_view path);

// The same within one text, where a slash is a character like others: "*經理".
bool text_matches(std::string_view pattern, std::string_view text);

} // namespace rosterd::model
