#include "daemon/http/target.hpp"

namespace rosterd::http
{

namespace
{

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

} // namespace

std::string url_decode(std::string_view text, bool plus_is_space)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size();
        const int high = escape ? hex_digit(text[at + 1]) : -1;
        const int low = escape ? hex_digit(text[at + 2]) : -1;
        if (high >= 0 && low >= 0) {
            decoded.push_back(static_cast<char>(high * 16 + low));
            at += 2;
        } else {
            decoded.push_back(plus_is_space && text[at] == '+' ? ' ' : text[at]);
        }
    }
    return decoded;
}

std::map<std::string, std::string> parse_form(std::string_view text)
{
    std::map<std::string, std::string> values;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (pair.empty()) {
            continue;
        }
        const auto equals = pair.find('=');
        const auto value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
        values[url_decode(pair.substr(0, equals), true)] = url_decode(value, true);
    }
    return values;
}

} // namespace rosterd::http
