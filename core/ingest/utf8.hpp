// UTF-8 by characters: reading, writing, counting, splitting.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rosterd::ingest
{

bool is_utf8(std::string_view text);
std::string printable(std::string_view text); // invalid bytes become U+FFFD

// The character at `at`, which is moved past it; U+FFFD for a byte that is not UTF-8.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append(std::string& utf8, char32_t character);

std::string to_lower_ascii(std::string_view text);
std::string_view trimmed(std::string_view text); // without ASCII white space at the ends

// The parts between any of the separator characters, trimmed; "a;" has two parts.
std::vector<std::string> split_at(std::string_view utf8, std::u32string_view separators);
std::u32string characters_of(std::string_view utf8);

} // namespace rosterd::ingest
