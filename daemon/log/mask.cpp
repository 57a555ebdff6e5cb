#include "daemon/log/mask.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rosterd::log
{

namespace
{

bool is_digit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_mail_character(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' ||
           c == '+' || c == '%' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// Names and numbers of rosterd's own or DingTalk's, which must stay as they are to be of use.
constexpr std::array<std::string_view, 18> kPlainKeys{
    "employee_id", "userid",  "operation", "run_id", "request_id", "source",
    "errcode",     "trigger", "hold",      "guard",  "outcome",    "version",
    "address",     "url",     "path",      "ts",     "department", "audit"};

std::string mask_mails(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out += text[at];
        if (text[at] != '@') {
            continue;
        }
        std::size_t begin = out.size() - 1;
        while (begin > 0 && is_mail_character(out[begin - 1])) {
            --begin;
        }
        if (begin + 1 < out.size()) {
            out = out.substr(0, begin) + mask_mail(std::string_view{out}.substr(begin));
        }
    }
    return out;
}

// The end of a run of digits with single spaces, dashes or brackets between them.
std::size_t number_end(std::string_view text, std::size_t begin, int& digits)
{
    std::size_t end = begin;
    digits = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (is_digit(text[at])) {
            ++digits;
            end = at + 1;
        } else if ((text[at] != ' ' && text[at] != '-') || at + 1 == text.size() ||
                   !is_digit(text[at + 1])) {
            break;
        }
    }
    return end;
}

// Dates and times are runs of digits too, and logs are of no use without them.
bool is_date(std::string_view number)
{
    return number.size() >= 10 && number[4] == '-' && number[7] == '-';
}

// A request id, whose groups of digits are no telephone numbers; 0 where none begins here.
std::size_t uuid_length(std::string_view text)
{
    constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (std::size_t at = 0; at < kForm.size(); ++at) {
        const bool fits =
            at < text.size() &&
            (kForm[at] == '-' ? text[at] == '-'
                              : std::isxdigit(static_cast<unsigned char>(text[at])) != 0);
        if (!fits) {
            return 0;
        }
    }
    return kForm.size();
}

// "1000000 rows": what a number counts stands behind it, and no mobile is as short.
bool is_count(std::string_view number, std::string_view behind)
{
    constexpr std::array<std::string_view, 4> kCounted{" rows", " records", " people", " bytes"};
    return number.size() == 7 && std::ranges::all_of(number, is_digit) &&
           std::ranges::any_of(kCounted, [&](auto noun) { return behind.starts_with(noun); });
}

} // namespace

std::string mask_mobile(std::string_view mobile)
{
    const std::size_t dash = mobile.starts_with('+') ? mobile.find('-') : std::string_view::npos;
    const std::string prefix{dash == std::string_view::npos ? "" : mobile.substr(0, dash + 1)};
    std::string tail;
    for (auto at = mobile.rbegin(); at != mobile.rend() && tail.size() < 4; ++at) {
        if (is_digit(*at)) {
            tail.insert(tail.begin(), *at);
        }
    }
    return prefix + "****" + tail;
}

std::string mask_mail(std::string_view mail)
{
    const std::size_t at = mail.rfind('@');
    if (at == std::string_view::npos || at == 0) {
        return std::string{mail};
    }
    // A whole first character: the mark must not cut one in two.
    std::size_t first = 1;
    while (first < at && (static_cast<unsigned char>(mail[first]) & 0xC0U) == 0x80U) {
        ++first;
    }
    return std::string{mail.substr(0, first)} + "***" + std::string{mail.substr(at)};
}

std::string mask_text(std::string_view text)
{
    const std::string mails = mask_mails(text);
    const std::string_view rest = mails;
    std::string out;
    for (std::size_t at = 0; at < rest.size();) {
        if (const std::size_t length = uuid_length(rest.substr(at)); length > 0) {
            out += rest.substr(at, length);
            at += length;
            continue;
        }
        const bool plus = rest[at] == '+' && at + 1 < rest.size() && is_digit(rest[at + 1]);
        const bool inside_word =
            at > 0 && std::isalnum(static_cast<unsigned char>(rest[at - 1])) != 0;
        if ((!plus && !is_digit(rest[at])) || inside_word) {
            out += rest[at++];
            continue;
        }
        int digits = 0;
        const std::size_t end = number_end(rest, at + (plus ? 1 : 0), digits);
        const std::string_view number = rest.substr(at, end - at);
        const bool plain = digits < 7 || is_date(number) || is_count(number, rest.substr(end));
        out += plain ? std::string{number} : mask_mobile(number);
        at = end;
    }
    return out;
}

model::Json masked(const model::Json& fields)
{
    if (fields.is_string()) {
        return mask_text(fields.get_ref<const std::string&>());
    }
    if (fields.is_array()) {
        model::Json out = model::Json::array();
        for (const model::Json& one : fields) {
            out.push_back(masked(one));
        }
        return out;
    }
    if (fields.is_object()) {
        model::Json out = model::Json::object();
        for (const auto& [key, value] : fields.items()) {
            const bool plain =
                std::find(kPlainKeys.begin(), kPlainKeys.end(), key) != kPlainKeys.end();
            out[key] = plain ? value : masked(value);
        }
        return out;
    }
    return fields;
}

} // namespace rosterd::log
