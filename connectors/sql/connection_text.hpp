// The text that names a database: "Driver=PostgreSQL Unicode;Server=db;Database=hr;Uid=reader", or
// "DSN=hr". And keeping what is secret in it out of every message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rosterd::sql
{

// Whether the text sets this keyword, in any case.
bool has_keyword(std::string_view connection, std::string_view keyword);

// Adds "keyword=value" unless the text sets it already, in braces where it is more than letters and
// digits. A value may hold any character.
void add_keyword(std::string& connection, std::string_view keyword, std::string_view value);

// What is secret in the text: the values of Pwd and Password, with and without their braces.
std::vector<std::string> secrets_in(std::string_view connection);

// The text with "***" for each secret.
std::string masked(std::string text, const std::vector<std::string>& secrets);

} // namespace rosterd::sql
