// Values of a type: numbers, durations, choices, lists, JSON.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/model/nearest.hpp"
#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

namespace
{

template <typename Number>
std::optional<Number> parse_number(const std::string& text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

// As a person writes it: 0.1, 100000.
std::string in_digits(double value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                   std::chars_format::fixed);
    return {digits.data(), end.ptr};
}

} // namespace

std::optional<std::int64_t> YamlReader::integer(const YAML::Node& node, std::string_view path,
                                                std::int64_t least, std::int64_t most)
{
    const auto text = scalar(node, path, "a whole number");
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<std::int64_t>(*text);
    if (!value || *value < least || *value > most) {
        fault(node, in_quotes(path) + " is not a whole number in its range",
              "a number from " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return value;
}

std::optional<double> YamlReader::number(const YAML::Node& node, std::string_view path,
                                         double least, double most)
{
    const auto text = scalar(node, path, "a number");
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<double>(*text);
    if (!value || !(*value >= least && *value <= most)) {
        fault(node, in_quotes(path) + " is not a number in its range",
              "a number from " + in_digits(least) + " to " + in_digits(most));
        return std::nullopt;
    }
    return value;
}

std::optional<bool> YamlReader::flag(const YAML::Node& node, std::string_view path)
{
    const auto text = scalar(node, path, "true or false");
    if (!text) {
        return std::nullopt;
    }
    if (*text != "true" && *text != "false") {
        fault(node, in_quotes(path) + " must be true or false", "true or false");
        return std::nullopt;
    }
    return *text == "true";
}

std::optional<model::Duration> YamlReader::duration(const YAML::Node& node, std::string_view path)
{
    const auto text = scalar(node, path, "a duration");
    if (!text) {
        return std::nullopt;
    }
    const auto value = model::parse_duration(*text);
    if (!value) {
        fault(node, in_quotes(path) + " is " + in_quotes(*text) + ", which is not a duration",
              "a number with its unit: 30s, 5m, 2h or 7d");
    }
    return value;
}

std::optional<model::Duration> YamlReader::time_of_day(const YAML::Node& node,
                                                       std::string_view path)
{
    const auto text = scalar(node, path, "a time of day");
    if (!text) {
        return std::nullopt;
    }
    const bool shaped = text->size() == 5 && (*text)[2] == ':';
    const auto hours = shaped ? parse_number<int>(text->substr(0, 2)) : std::nullopt;
    const auto minutes = shaped ? parse_number<int>(text->substr(3)) : std::nullopt;
    const int total = hours.value_or(-1) * 60 + minutes.value_or(-1);
    if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59 || total > 24 * 60) {
        fault(node, in_quotes(path) + " is " + in_quotes(*text) + ", which is not a time of day",
              "hours and minutes, in quotation marks: \"18:00\"; \"24:00\" is the end of the day");
        return std::nullopt;
    }
    return std::chrono::minutes{total};
}

std::optional<std::string> YamlReader::choice(const YAML::Node& node, std::string_view path,
                                              std::span<const std::string_view> allowed)
{
    auto text = scalar(node, path, joined(allowed));
    if (text && std::find(allowed.begin(), allowed.end(), *text) == allowed.end()) {
        const std::string near = model::nearest(*text, allowed);
        fault(node, in_quotes(path) + " can't be " + in_quotes(*text),
              near.empty() ? "one of: " + joined(allowed) : near);
        return std::nullopt;
    }
    return text;
}

std::vector<std::string> YamlReader::texts(const YAML::Node& node, std::string_view path)
{
    std::vector<std::string> out;
    if (list(node, path)) {
        for (const auto& entry : node) {
            if (auto one = text(entry, path)) {
                out.push_back(std::move(*one));
            }
        }
    }
    return out;
}

model::Json YamlReader::json(const YAML::Node& node, std::string_view path)
{
    if (!node.IsDefined() || node.IsNull()) {
        return nullptr;
    }
    if (node.IsSequence()) {
        model::Json out = model::Json::array();
        for (const auto& entry : node) {
            out.push_back(json(entry, path));
        }
        return out;
    }
    if (node.IsMap()) {
        model::Json out = model::Json::object();
        for (const auto& entry : node) {
            const std::string key = entry.first.Scalar();
            out[key] = json(entry.second, below(path, key));
        }
        return out;
    }
    const auto value = scalar(node, path, "a value");
    if (!value) {
        return nullptr;
    }
    // Neither quoted nor drawn from outside: a secret of digits stays a text.
    const bool plain = node.Tag() == "?" && *value == node.Scalar();
    if (plain && (*value == "true" || *value == "false")) {
        return *value == "true";
    }
    if (const auto number = plain ? parse_number<std::int64_t>(*value) : std::nullopt) {
        return *number;
    }
    return *value;
}

} // namespace rosterd::config
