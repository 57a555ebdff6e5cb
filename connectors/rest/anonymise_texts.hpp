// What a text is made of, and another one that is made alike.
#pragma once

#include <cstdint>
#include <string>

namespace rosterd::rest
{

bool is_digit(char c);
bool is_letter(char c);                  // of ASCII
bool is_number(const std::string& text); // digits alone
// Times and dates: the clock of the recording, not a person. Bare digits may be a telephone number.
bool is_time(const std::string& text);
bool is_point_in_time(std::int64_t number); // seconds or milliseconds since 1970
// Letters, digits and characters become others of their kind; what parts them stays. The same
// `chance`, the same text.
std::string scrambled(const std::string& shape, std::uint64_t chance);

} // namespace rosterd::rest
