#include "connectors/rest/anonymise.hpp"

#include <algorithm>
#include <array>

#include "connectors/rest/times.hpp"
#include "core/model/record.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr std::array<std::string_view, 16> kCharacters{
    "林", "陳", "安", "明", "文", "家", "欣", "宇", "子", "美", "志", "偉", "雅", "思", "俊", "怡"};
constexpr std::size_t kOfMany = 8; // a value of so many records is of a kind, not of a person

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Times and dates: the clock of the recording, not a person. Bare digits may be a telephone number.
bool is_time(const std::string& text)
{
    const bool digits_only = std::all_of(text.begin(), text.end(), is_digit);
    return (!digits_only && text.size() >= 10 && time_in(text, "UTC")) ||
           text.starts_with("/Date(") || text == "0000-00-00";
}

// Bytes of the character that begins here.
std::size_t length_at(const std::string& text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

bool tells_of_telephone(std::string key)
{
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return key.find("phone") != std::string::npos || key.find("mobile") != std::string::npos ||
           key.find("tel") != std::string::npos;
}

bool is_point_in_time(std::int64_t number)
{
    const std::int64_t seconds = number > 100'000'000'000 ? number / 1000 : number;
    return seconds > 946'684'800 && seconds < 2'524'608'000; // 2000 to 2050
}

} // namespace

Anonymiser::Anonymiser(std::string definition, std::vector<std::string> keep, std::uint64_t salt)
    : definition_{std::move(definition)}, keep_{std::move(keep)}, salt_{salt}
{
}

void Anonymiser::look_at(const Json& answer)
{
    look_at(answer, "");
}

void Anonymiser::look_at(const Json& json, const std::string& key)
{
    if (json.is_string()) {
        Use& use = uses_[key];
        ++use.times;
        ++use.texts[json.get<std::string>()];
    }
    if (json.is_structured()) {
        for (const auto& item : json.items()) {
            look_at(item.value(), json.is_object() ? item.key() : key);
        }
    }
}

bool Anonymiser::stays(const std::string& text, const std::string& key) const
{
    if (text.size() < 2 || is_time(text) ||
        std::find(keep_.begin(), keep_.end(), text) != keep_.end()) {
        return true;
    }
    if (text.starts_with("http://") || text.starts_with("https://")) {
        return false;
    }
    for (auto at = definition_.find(text); at != std::string::npos;
         at = definition_.find(text, at + 1)) {
        const auto end = at + text.size();
        if ((at == 0 || !is_letter(definition_[at - 1])) &&
            (end == definition_.size() || !is_letter(definition_[end]))) {
            return true;
        }
    }
    const auto use = uses_.find(key);
    const auto times = use == uses_.end()                 ? 0
                       : use->second.texts.contains(text) ? use->second.texts.at(text)
                                                          : 0;
    return times >= kOfMany && use->second.texts.size() * 4 <= use->second.times;
}

// Letters become letters, digits digits, and what is between stays.
std::string Anonymiser::disguised(const std::string& text) const
{
    std::string out;
    std::uint64_t chance = model::fingerprint(text, salt_);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = length_at(text, at);
        const char c = text[at];
        chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
        const std::uint64_t draw = chance >> 33U;
        if (length > 2) {
            out += kCharacters[draw % kCharacters.size()];
        } else if (length == 2) {
            out += "é";
        } else if (is_digit(c)) {
            const bool leads = out.empty() || !is_digit(out.back());
            out += static_cast<char>('0' + (leads && c != '0' ? 1 + draw % 9 : draw % 10));
        } else if (is_letter(c)) {
            out += static_cast<char>((c >= 'a' ? 'a' : 'A') + static_cast<char>(draw % 26));
        } else {
            out += c;
        }
        at += length;
    }
    return out;
}

std::string Anonymiser::replaced(const std::string& text, const std::string& key) const
{
    if (stays(text, key)) {
        return text;
    }
    if (text.starts_with("http://") || text.starts_with("https://")) {
        const auto path = text.find('/', text.find("://") + 3);
        if (path == std::string::npos) {
            return text;
        }
        // A next link: its host, its words and its parameters' names stay.
        std::string out = text.substr(0, path), word;
        for (const char c : text.substr(path) + "/") {
            if (c == '/' || c == '?' || c == '&' || c == '=') {
                out += (c != '=' && !word.empty() ? replaced(word, "") : word) + c;
                word.clear();
            } else {
                word += c;
            }
        }
        out.pop_back();
        return out;
    }
    const auto at = text.find('@');
    if (at != std::string::npos && text.find(' ') == std::string::npos) {
        return disguised(text.substr(0, at)) + "@example.com";
    }
    return disguised(text);
}

std::string Anonymiser::replaced(const std::string& text) const
{
    return replaced(text, "");
}

Json Anonymiser::replaced(const Json& json, const std::string& key) const
{
    if (json.is_string()) {
        return replaced(json.get<std::string>(), key);
    }
    if (json.is_number_integer()) {
        const auto number = json.get<std::int64_t>();
        const bool is_one_of_us =
            number >= 10'000 && (tells_of_telephone(key) || !is_point_in_time(number));
        return is_one_of_us ? Json::parse(disguised(std::to_string(number))) : json;
    }
    Json out = json;
    if (json.is_structured()) {
        for (auto item = out.begin(); item != out.end(); ++item) {
            *item = replaced(*item, json.is_object() ? item.key() : key);
        }
    }
    return out;
}

std::string Anonymiser::replaced_xml(const std::string& text) const
{
    std::string out, value;
    char within = '>'; // the quotation mark of an attribute, or '>' between elements; 0: in a tag
    for (const char c : text) {
        const bool ends = within == '>' ? c == '<' : within != 0 && c == within;
        if (within != 0 && !ends) {
            value += c;
            continue;
        }
        if (ends) { // a namespace is no one's
            const bool is_markup = value.starts_with("urn:") || value.starts_with("http");
            out += is_markup || value.find_first_not_of(" \t\r\n") == std::string::npos
                       ? value
                       : replaced(value, "");
            value.clear();
            within = 0;
        } else if (c == '>' || c == '"' || c == '\'') {
            within = c;
        }
        out += c;
    }
    return out + value;
}

Json Anonymiser::replaced(const Json& json) const
{
    return replaced(json, "");
}

} // namespace rosterd::rest
