#include "connectors/sql/connection_text.hpp"

#include <algorithm>

namespace rosterd::sql
{

namespace
{

struct Keyword {
    std::string_view name, value; // the value as it is written, in braces or not
};

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos
               ? std::string_view{}
               : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool equal_in_any_case(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

// Where the value that begins at `at` ends: at the next ';' that is not within braces.
std::size_t end_of_value(std::string_view text, std::size_t at)
{
    if (at >= text.size() || text[at] != '{') {
        return std::min(text.find(';', at), text.size());
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] == '}' && text.substr(at, 2) != "}}") {
            return std::min(text.find(';', at), text.size());
        }
        at += text[at] == '}' ? 1 : 0; // "}}" stands for a brace
    }
    return text.size();
}

std::vector<Keyword> keywords_of(std::string_view text)
{
    std::vector<Keyword> keywords;
    for (std::size_t at = 0; at < text.size();) {
        const auto equals = text.find('=', at);
        if (equals == std::string_view::npos) {
            break;
        }
        const auto name = text.find_first_not_of("; \t\r\n", at);
        const auto value = std::min(text.find_first_not_of(" \t", equals + 1), text.size());
        const std::size_t end = end_of_value(text, value);
        keywords.push_back({name < equals ? trimmed(text.substr(name, equals - name)) : "",
                            trimmed(text.substr(value, end - value))});
        at = end + 1;
    }
    return keywords;
}

bool is_plain(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

std::string without_braces(std::string_view value)
{
    if (value.size() < 2 || value.front() != '{' || value.back() != '}') {
        return std::string{value};
    }
    std::string out;
    for (std::size_t at = 1; at + 1 < value.size(); ++at) {
        out += value[at];
        at += value.substr(at, 2) == "}}" ? 1 : 0;
    }
    return out;
}

} // namespace

bool has_keyword(std::string_view connection, std::string_view keyword)
{
    return std::ranges::any_of(keywords_of(connection), [&](const Keyword& one) {
        return equal_in_any_case(one.name, keyword);
    });
}

void add_keyword(std::string& connection, std::string_view keyword, std::string_view value)
{
    if (has_keyword(connection, keyword)) {
        return;
    }
    while (connection.ends_with(';')) {
        connection.pop_back();
    }
    connection.append(";").append(keyword).append("=");
    if (is_plain(value)) { // psqlodbc takes a number in braces for none
        connection += value;
        return;
    }
    connection += '{';
    for (const char c : value) {
        connection += c;
        if (c == '}') {
            connection += c;
        }
    }
    connection += '}';
}

std::vector<std::string> secrets_in(std::string_view connection)
{
    std::vector<std::string> secrets;
    for (const Keyword& one : keywords_of(connection)) {
        if (equal_in_any_case(one.name, "pwd") || equal_in_any_case(one.name, "password")) {
            secrets.emplace_back(one.value);
            secrets.push_back(without_braces(one.value));
        }
    }
    return secrets;
}

std::string masked(std::string text, const std::vector<std::string>& secrets)
{
    for (const std::string& secret : secrets) {
        for (auto at = text.find(secret); !secret.empty() && at != std::string::npos;
             at = text.find(secret, at + 3)) {
            text.replace(at, secret.size(), "***");
        }
    }
    return text;
}

} // namespace rosterd::sql
