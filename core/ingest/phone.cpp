#include "core/ingest/phone.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include <phonenumbers/phonenumberutil.h>

#include "core/ingest/numbers.hpp"

namespace rosterd::ingest
{

namespace
{

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

struct Number {
    int country_code = 0;
    std::string national;
    bool known = true; // within a block of mobile numbers that the library knows
};

std::string with_country_code(const Number& number)
{
    return "+" + std::to_string(number.country_code) + "-" + number.national;
}

std::string written(const Number& number, const std::string& region)
{
    return region == "CN" && number.country_code == 86 ? number.national
                                                       : with_country_code(number);
}

bool all_digits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_mainland_block(std::string_view n)
{
    constexpr std::array<std::string_view, 10> seconds{
        "", "", "", "0123456789", "57", "012356789", "2567", "01235678", "0123456789", "012356789"};
    return n.size() == 11 && n[0] == '1' && all_digits(n) &&
           seconds[static_cast<std::size_t>(n[1] - '0')].find(n[2]) != std::string_view::npos;
}

bool is_hong_kong_block(std::string_view n)
{
    constexpr std::array<std::string_view, 8> prefixes{"61", "63", "64", "65",
                                                       "69", "94", "96", "97"};
    return n.size() == 8 && all_digits(n) &&
           std::ranges::find(prefixes, n.substr(0, 2)) != prefixes.end();
}

// Numbers already in the wanted form, or bare ones of the company's own region.
std::optional<Number> plain(const std::string& text, const std::string& region)
{
    if (is_mainland_block(text) && (region == "CN" || region == "HK")) {
        return Number{86, text};
    }
    if (is_hong_kong_block(text) && region == "HK") {
        return Number{852, text};
    }
    if (text.starts_with("+852-") && is_hong_kong_block(std::string_view{text}.substr(5))) {
        return Number{852, text.substr(5)};
    }
    return std::nullopt;
}

// Blocks are assigned faster than libraries are released: what has a mobile number's form in
// mainland China or Hong Kong goes through with a warning.
bool looks_mobile(int country_code, std::string_view n)
{
    return (country_code == 86 && n.size() == 11 && n[0] == '1' && n[1] >= '3') ||
           (country_code == 852 && n.size() == 8 && n[0] >= '4' && n[0] <= '9');
}

std::optional<Number> parsed(const std::string& text, const std::string& region)
{
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util.Parse(text, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
        return std::nullopt;
    }
    Number out{number.country_code(), {}};
    util.GetNationalSignificantNumber(number, &out.national);
    switch (util.GetNumberType(number)) {
    case PhoneNumberUtil::MOBILE:
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        return out;
    case PhoneNumberUtil::UNKNOWN:
        out.known = false;
        return looks_mobile(out.country_code, out.national) ? std::optional{out} : std::nullopt;
    case PhoneNumberUtil::FIXED_LINE:
    case PhoneNumberUtil::TOLL_FREE:
    case PhoneNumberUtil::PREMIUM_RATE:
    case PhoneNumberUtil::SHARED_COST:
    case PhoneNumberUtil::VOIP:
    case PhoneNumberUtil::PERSONAL_NUMBER:
    case PhoneNumberUtil::PAGER:
    case PhoneNumberUtil::UAN:
    case PhoneNumberUtil::VOICEMAIL:
        break;
    }
    return std::nullopt;
}

// "(852) 5123 4567" and "86 138 0013 8000": a country code of Greater China that lost its plus.
std::optional<Number> with_lost_plus(const std::string& digits)
{
    for (const std::string_view code : {"86", "852", "853", "886"}) {
        if (digits.starts_with(code)) {
            if (auto number = parsed("+" + digits, "ZZ"); number && number->known) {
                return number;
            }
        }
    }
    return std::nullopt;
}

std::optional<Number> understood(const std::string& text, const std::string& region)
{
    if (text.find_first_not_of("0123456789+-(). ") != std::string::npos ||
        text.find('+', 1) != std::string::npos) {
        return std::nullopt;
    }
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits),
                         [](char c) { return c >= '0' && c <= '9'; });
    if (text.front() == '+') {
        return parsed("+" + digits, "ZZ");
    }
    if (digits.starts_with("00")) {
        return parsed("+" + digits.substr(2), "ZZ");
    }
    auto own = parsed(digits, region);
    if (own && own->known) {
        return own;
    }
    auto mainland = digits.size() == 11 ? parsed(digits, "CN") : std::nullopt;
    if (mainland && mainland->known) {
        return mainland;
    }
    if (auto number = with_lost_plus(digits)) {
        return number;
    }
    return own ? own : mainland;
}

} // namespace

bool is_region(const std::string& letters)
{
    return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(letters) != 0;
}

Cleaned<std::string> clean_mobile(const std::string& text, const std::string& region)
{
    if (const auto number = plain(text, region)) {
        Cleaned<std::string> out{written(*number, region), {}};
        if (out.value != text) {
            out.remarks.push_back({"mobile.written", out.value, {}});
        }
        return out;
    }
    return clean_mobile_thoroughly(text, region);
}

Cleaned<std::string> clean_mobile_thoroughly(const std::string& text, const std::string& region)
{
    Cleaned<std::string> whole = clean_number(text);
    if (whole.value.empty()) {
        return whole;
    }
    const auto number = understood(whole.value, region);
    if (!number) {
        return {{}, {{"mobile.format", {}, {}}}};
    }
    whole.value = written(*number, region);
    // "+86-138..." is how DingTalk itself writes it, only not within the mainland: nothing to mend.
    if (whole.value != text && with_country_code(*number) != text) {
        whole.remarks.push_back({"mobile.written", whole.value, {}});
    }
    if (!number->known) {
        whole.remarks.push_back({"mobile.unusual", {}, {}});
    }
    return whole;
}

} // namespace rosterd::ingest
