#include "connectors/rest/anonymise.hpp"

#include <algorithm>

#include "connectors/rest/anonymise_keys.hpp"
#include "connectors/rest/anonymise_texts.hpp"
#include "core/model/record.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr std::size_t kOfMany = 8;      // a value of so many records is of a kind, not of a person
constexpr std::int64_t kCount = 10'000; // a number below it counts something, unless its key says
constexpr std::string_view kBirthday = "1980-01-01";

bool is_url(const std::string& text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

} // namespace

Anonymiser::Anonymiser(std::string definition, std::vector<std::string> keep, std::uint64_t salt)
    : definition_{std::move(definition)}, keep_{std::move(keep)}, salt_{salt}
{
}

void Anonymiser::look_at(const std::vector<Json>& answers,
                         const std::vector<std::string>& of_people)
{
    for (const Json& answer : answers) {
        look_at(answer, "");
    }
    note_people(of_people);
    for (const Json& answer : answers) {
        static_cast<void>(replaced(answer)); // who has an id gets another
    }
}

// A manager stands with many people, and is one of them all the same.
void Anonymiser::note_people(const std::vector<std::string>& of_people)
{
    std::set<std::string> found;
    for (const auto& [key, use] : uses_) {
        for (const auto& [text, times] : use.texts) {
            if (!stays(text, key)) {
                found.insert(text);
            }
        }
    }
    for (const std::string& text : of_people) {
        if (!is_nobodys(text)) {
            found.insert(text);
        }
    }
    of_people_ = std::move(found);
    for (const std::string& text : of_people) {
        if (is_number(text) && of_people_.contains(text)) {
            static_cast<void>(disguised(text, text)); // an id, whatever the HRIS calls it
        }
    }
}

void Anonymiser::look_at(const Json& json, const std::string& key)
{
    if (json.is_string()) {
        Use& use = uses_[key];
        ++use.times;
        ++use.texts[json.get<std::string>()];
        seen_.insert(json.get<std::string>());
    } else if (json.is_number()) {
        seen_.insert(json.dump());
    }
    if (json.is_structured()) {
        for (const auto& item : json.items()) {
            look_at(item.value(), json.is_object() ? item.key() : key);
        }
    }
}

// As a word of its own.
bool Anonymiser::is_in_definition(const std::string& text) const
{
    const auto parts = [](char c) { return !is_letter(c) && !is_digit(c); };
    for (auto at = definition_.find(text); at != std::string::npos;
         at = definition_.find(text, at + 1)) {
        const auto end = at + text.size();
        if ((at == 0 || parts(definition_[at - 1])) &&
            (end == definition_.size() || parts(definition_[end]))) {
            return true;
        }
    }
    return false;
}

bool Anonymiser::is_nobodys(const std::string& text) const
{
    return text.size() < 2 || is_time(text) || is_in_definition(text) ||
           std::find(keep_.begin(), keep_.end(), text) != keep_.end();
}

bool Anonymiser::stays(const std::string& text, const std::string& key) const
{
    if (is_nobodys(text)) {
        return true;
    }
    if (is_number(text) && text.size() <= 4 && text.front() != '0' && !tells_of_identity(key)) {
        return true; // of something that is counted
    }
    const auto use = uses_.find(key);
    if (use == uses_.end() || tells_of_person(key) || tells_of_identity(key) ||
        of_people_.contains(text)) {
        return false;
    }
    const auto found = use->second.texts.find(text);
    return found != use->second.texts.end() && found->second >= kOfMany &&
           use->second.texts.size() * 4 <= use->second.times;
}

// A small number is an id where another answer says so, unless it counts something here.
bool Anonymiser::is_known_id(const std::string& number, const std::string& key) const
{
    return is_number(number) && !tells_of_counting(key) && disguises_.contains(number);
}

std::string Anonymiser::disguised(const std::string& text, std::string shape) const
{
    if (const auto known = disguises_.find(text); known != disguises_.end()) {
        return known->second;
    }
    std::string out = scrambled(shape, 1);
    if (out == shape && out == scrambled(shape, 2)) {
        return out; // nothing in it that could be somebody's
    }
    for (std::uint64_t attempt = 0; attempt < 1024; ++attempt) {
        if (attempt % 64 == 63) { // all of this length may be given away
            shape += is_digit(shape.back()) ? '0' : 'x';
        }
        out = scrambled(shape, model::fingerprint(text, salt_ + attempt));
        if (out != text && !seen_.contains(out) && given_.insert(out).second) {
            break;
        }
    }
    return disguises_[text] = out;
}

std::string Anonymiser::replaced(const std::string& text, const std::string& key) const
{
    if (is_url(text)) {
        return replaced_url(text);
    }
    if (tells_of_birth(key) && is_time(text)) {
        return std::string{kBirthday};
    }
    if (is_known_id(text, key)) {
        return disguises_.at(text);
    }
    if (stays(text, key)) {
        return text;
    }
    const auto at = text.find('@');
    if (at != std::string::npos && at > 0 && text.find(' ') == std::string::npos) {
        const auto known = disguises_.find(text);
        return known != disguises_.end()
                   ? known->second
                   : disguises_[text] = disguised(text, text.substr(0, at)) + "@example.com";
    }
    return disguised(text, text);
}

Json Anonymiser::replaced(const Json& json, const std::string& key) const
{
    if (json.is_string()) {
        return replaced(json.get<std::string>(), key);
    }
    if (json.is_number_integer()) {
        const auto number = json.get<std::int64_t>();
        const std::string text = std::to_string(number);
        const bool is_ours = number >= 10 && !is_in_definition(text) &&
                             (tells_of_identity(key) || is_known_id(text, key) ||
                              (number >= kCount && !is_point_in_time(number)));
        return is_ours ? Json::parse(disguised(text, text)) : json;
    }
    if (json.is_number_float()) { // a salary; 0.5 is a share
        return json.get<double>() < 100 ? json : Json::parse(disguised(json.dump(), json.dump()));
    }
    if (!json.is_structured()) {
        return json;
    }
    if (json.is_array()) {
        Json out = json;
        for (auto& item : out) {
            item = replaced(item, key);
        }
        return out;
    }
    Json out = Json::object(); // some HRIS have people's ids for keys
    for (const auto& [name, value] : json.items()) {
        const bool is_id =
            name.size() > 1 && (is_number(name) || name.find('@') != std::string::npos);
        out[is_id ? disguised(name, name) : name] = replaced(value, is_id ? key : name);
    }
    return out;
}

} // namespace rosterd::rest
