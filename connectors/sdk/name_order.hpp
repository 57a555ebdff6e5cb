// In which order the files of a folder were meant: "roster-9.csv" before "roster-10.csv".
#pragma once

#include <string_view>

namespace rosterd::sdk
{

// Natural order: runs of digits are compared as numbers, all else byte by byte, and the extension
// only between names that are otherwise the same; so "roster.csv" stands before "roster (2).csv".
// A total order: of two spellings of one number the one with more zeros in front stands first.
bool stands_before(std::string_view name, std::string_view other);

} // namespace rosterd::sdk
