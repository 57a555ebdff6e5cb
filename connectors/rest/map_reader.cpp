#include "connectors/rest/map_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/nearest.hpp"

namespace rosterd::rest
{

namespace
{

std::string joined(const std::vector<std::string_view>& words)
{
    std::string out;
    for (const std::string_view word : words) {
        out += (out.empty() ? "" : ", ") + std::string{word};
    }
    return out;
}

template <typename Number>
std::optional<Number> number_in(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value}
                                                                    : std::nullopt;
}

} // namespace

void MapReader::fault(const Place& place, std::string what, std::string write)
{
    Fault one{file_, place, std::move(what), std::move(write)};
    if (std::find(faults_.begin(), faults_.end(), one) == faults_.end()) {
        faults_.push_back(std::move(one)); // what is laid over is read again and again
    }
}

bool MapReader::keys(const Yaml& map, const std::string& what,
                     std::initializer_list<std::string_view> allowed)
{
    if (!map.is_map()) {
        fault(map.place, what + " must be a map",
              "lines such as  " + std::string{*allowed.begin()} + ": ...");
        return false;
    }
    const std::vector<std::string_view> names{allowed};
    for (const Yaml::Entry& entry : map.entries) {
        if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
            const std::string near = model::nearest(entry.key, names);
            fault(entry.place, what + " has no key '" + entry.key + "'",
                  near.empty() ? "one of: " + joined(names) : "'" + near + "'");
        }
    }
    return true;
}

bool MapReader::needs(const Yaml& map, const std::string& what, std::string_view key,
                      const std::string& write)
{
    if (map[key].kind != Yaml::Kind::absent) {
        return true;
    }
    if (map.is_map()) {
        fault(map.place, what + " needs '" + std::string{key} + "'", write);
    }
    return false;
}

std::optional<std::string> MapReader::scalar(const Yaml& value, const std::string& kind)
{
    if (!value) {
        return std::nullopt;
    }
    if (value.kind != Yaml::Kind::scalar) {
        fault(value.place, "here must be " + kind + ", not a list or a map",
              value.is_map() ? kind + ", in quotes where it begins with '{'" : kind);
        return std::nullopt;
    }
    return value.text;
}

std::string MapReader::text(const Yaml& value, std::string otherwise)
{
    return scalar(value, "a text").value_or(std::move(otherwise));
}

std::int64_t MapReader::integer(const Yaml& value, std::int64_t otherwise, std::int64_t least)
{
    const auto text = scalar(value, "a whole number");
    const auto number = text ? number_in<std::int64_t>(*text) : std::nullopt;
    if (text && (!number || *number < least)) {
        fault(value.place,
              "'" + *text + "' is no whole number from " + std::to_string(least) + " on",
              std::to_string(std::max<std::int64_t>(least, 1)) + " or more");
    }
    return number.value_or(otherwise);
}

double MapReader::number(const Yaml& value, double otherwise)
{
    const auto text = scalar(value, "a number");
    const auto number = text ? number_in<double>(*text) : std::nullopt;
    if (text && (!number || !(*number > 0))) {
        fault(value.place, "'" + *text + "' is no number above 0", "10, or 0.5");
    }
    return number && *number > 0 ? *number : otherwise;
}

bool MapReader::flag(const Yaml& value, bool otherwise)
{
    const auto text = scalar(value, "true or false");
    if (text && *text != "true" && *text != "false") {
        fault(value.place, "'" + *text + "' is neither true nor false", "true or false");
    }
    return text ? *text == "true" : otherwise;
}

model::Duration MapReader::duration(const Yaml& value, model::Duration otherwise)
{
    const auto text = scalar(value, "a duration");
    const auto duration = text ? model::parse_duration(*text) : std::nullopt;
    if (text && !duration) {
        fault(value.place, "'" + *text + "' is no duration", "a number with its unit: 30s, 5m, 7d");
    }
    return duration.value_or(otherwise);
}

std::size_t MapReader::size(const Yaml& value, std::size_t otherwise)
{
    static constexpr std::array<std::pair<std::string_view, unsigned>, 3> units{
        std::pair{"KB", 10U}, std::pair{"MB", 20U}, std::pair{"GB", 30U}};
    const auto text = scalar(value, "a size");
    if (!text) {
        return otherwise;
    }
    for (const auto& [unit, shift] : units) {
        const auto number = text->ends_with(unit)
                                ? number_in<std::uint32_t>(
                                      std::string_view{*text}.substr(0, text->size() - unit.size()))
                                : std::nullopt;
        if (number && *number > 0) {
            return std::size_t{*number} << shift;
        }
    }
    fault(value.place, "'" + *text + "' is no size", "a number with its unit: 512KB, 64MB, 1GB");
    return otherwise;
}

std::string MapReader::choice(const Yaml& value, std::initializer_list<std::string_view> allowed)
{
    const std::vector<std::string_view> words{allowed};
    const auto text = scalar(value, "one of " + joined(words));
    if (text && std::find(words.begin(), words.end(), *text) == words.end()) {
        const std::string near = model::nearest(*text, words);
        fault(value.place, "'" + *text + "' is not known here",
              near.empty() ? "one of: " + joined(words) : near);
        return std::string{words.front()};
    }
    return text.value_or(std::string{words.front()});
}

std::vector<std::string> MapReader::texts(const Yaml& value)
{
    std::vector<std::string> out;
    if (value.kind == Yaml::Kind::scalar) {
        fault(value.place, "here must be a list", "[" + value.text + "]");
    }
    for (const Yaml& item : value.items) {
        out.push_back(text(item));
    }
    return out;
}

std::vector<int> MapReader::statuses(const Yaml& value, std::vector<int> otherwise)
{
    if (!value) {
        return otherwise;
    }
    std::vector<int> out;
    for (const std::string& text : texts(value)) {
        const auto status = number_in<int>(text);
        if (!status || *status < 100 || *status > 999) {
            fault(value.place, "'" + text + "' is no HTTP status", "a number from 100 to 999");
        }
        out.push_back(status.value_or(0));
    }
    return out;
}

Template MapReader::text_template(const Yaml& value, const Names& names)
{
    const auto text = scalar(value, "a text");
    auto parsed = Template::parse(text.value_or(""), names);
    if (!parsed) {
        fault(value.place, parsed.error().what, parsed.error().write);
        return {};
    }
    return std::move(*parsed);
}

JsonTemplate MapReader::json_template(const Yaml& value, const Names& names)
{
    Faults found;
    auto out = parse_json_template(value, file_, names, found);
    for (Fault& one : found) {
        fault(one.place, std::move(one.what), std::move(one.write));
    }
    return out;
}

} // namespace rosterd::rest
