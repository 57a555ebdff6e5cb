#include "core/ingest/mail.hpp"

#include <algorithm>

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c & 0x80) != 0; // internationalised addresses
}

bool dots_fit(std::string_view text)
{
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos;
}

bool is_local_part(std::string_view text)
{
    return dots_fit(text) && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
               return is_letter_or_digit(c) ||
                      std::string_view{".!#$%&'*+/=?^_`{|}~-"}.find(c) != std::string_view::npos;
           });
}

bool is_domain(std::string_view text)
{
    const auto last_dot = text.rfind('.');
    if (!dots_fit(text) || last_dot == std::string_view::npos || text.size() - last_dot < 3) {
        return false;
    }
    for (const std::string& label : split_at(text, U".")) {
        const bool hyphen_at_end = label.empty() || label.front() == '-' || label.back() == '-';
        if (hyphen_at_end || label.size() > 63 ||
            !std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; })) {
            return false;
        }
    }
    return true;
}

std::string_view unwrapped(std::string_view text)
{
    constexpr std::string_view scheme = "mailto:";
    for (;;) {
        const std::string_view before = text;
        if (to_lower_ascii(text.substr(0, scheme.size())) == scheme) {
            text = trimmed(text.substr(scheme.size()));
        }
        if (text.size() > 2 && text.front() == '<' && text.back() == '>') {
            text = trimmed(text.substr(1, text.size() - 2));
        }
        if (text == before) {
            return text;
        }
    }
}

} // namespace

Cleaned<std::string> clean_mail(const std::string& text)
{
    if (text.empty()) {
        return {};
    }
    const std::string_view address = unwrapped(text);
    const auto at = address.find('@');
    if (at == std::string_view::npos || !is_local_part(address.substr(0, at)) ||
        !is_domain(address.substr(at + 1))) {
        return {{}, {{"*.format", {}, {}}}};
    }
    Cleaned<std::string> out;
    out.value = std::string{address.substr(0, at + 1)} + to_lower_ascii(address.substr(at + 1));
    if (out.value != text) {
        out.remarks.push_back({"mail.written", out.value, {}});
    }
    return out;
}

} // namespace rosterd::ingest
