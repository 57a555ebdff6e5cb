#include "core/ingest/mapping.hpp"

#include <array>
#include <span>
#include <string_view>

#include <re2/re2.h>

#include "core/ingest/canonical.hpp"
#include "core/model/nearest.hpp"

namespace rosterd::ingest
{

namespace
{

using model::ErrorKind;
using model::Json;
using model::Result;

constexpr std::array<std::string_view, 11> kKeys{"from",   "constant",  "join",   "separator",
                                                 "split",  "index",     "regex",  "replace",
                                                 "lookup", "otherwise", "default"};
constexpr std::string_view kRecognise = "recognise_headings";

Result<void> wrong(const FieldRule& rule, const std::string& what, std::string hint = {})
{
    return model::fail(ErrorKind::invalid, "mapping of '" + rule.field + "': " + what,
                       std::move(hint));
}

// Texts, and what YAML takes for a number or a truth value.
std::optional<std::string> text_of(const Json& json)
{
    if (json.is_string()) {
        return json.get<std::string>();
    }
    return json.is_number() || json.is_boolean() ? std::optional{json.dump()} : std::nullopt;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates)
{
    const std::string near = model::nearest(word, candidates);
    return near.empty() ? "" : "did you mean '" + near + "'?";
}

std::string all_keys()
{
    std::string out;
    for (const std::string_view key : kKeys) {
        out.append(out.empty() ? "one of: " : ", ").append(key);
    }
    return out;
}

Result<void> check_field(const FieldRule& rule)
{
    if (field_named(rule.field) ||
        (rule.field.starts_with(kExtension) && rule.field.size() > kExtension.size())) {
        return {};
    }
    std::array<std::string_view, kFieldCount> names{};
    for (const Canonical& one : kCanonical) {
        names[index_of(one.field)] = one.name;
    }
    std::string hint = did_you_mean(rule.field, names);
    return model::fail(ErrorKind::invalid, "mapping: unknown field '" + rule.field + "'",
                       hint.empty() ? "a canonical field such as mobile, or ext.NAME" : hint);
}

Result<void> read_join(FieldRule& rule, const Json& value)
{
    if (!value.is_array() || value.empty()) {
        return wrong(rule, "'join' must be a list of headings", "join: [Last name, First name]");
    }
    for (const Json& one : value) {
        const auto heading = text_of(one);
        if (!heading) {
            return wrong(rule, "'join' must be a list of headings",
                         "join: [Last name, First name]");
        }
        rule.join.push_back(*heading);
    }
    return {};
}

Result<void> read_lookup(FieldRule& rule, const Json& value)
{
    if (!value.is_object() || value.empty()) {
        return wrong(rule, "'lookup' must be a table", "lookup: {FT: active, LV: leave}");
    }
    for (const auto& [from, to] : value.items()) {
        const auto text = text_of(to);
        if (!text) {
            return wrong(rule, "'lookup' has no text for '" + from + "'");
        }
        rule.lookup[from] = *text;
    }
    return {};
}

std::optional<std::string>* optional_text(FieldRule& rule, std::string_view key)
{
    return key == "from"        ? &rule.from
           : key == "constant"  ? &rule.constant
           : key == "split"     ? &rule.split
           : key == "regex"     ? &rule.regex
           : key == "default"   ? &rule.fallback
           : key == "otherwise" ? &rule.otherwise
                                : nullptr;
}

Result<void> read_key(FieldRule& rule, const std::string& key, const Json& value)
{
    if (key == "join") {
        return read_join(rule, value);
    }
    if (key == "lookup") {
        return read_lookup(rule, value);
    }
    if (key == "index") {
        if (!value.is_number_integer() || value < -1000 || value > 1000) {
            return wrong(rule, "'index' must be a whole number",
                         "0 is the first part, -1 the last");
        }
        rule.index = value.get<int>();
        return {};
    }
    auto* const optional = optional_text(rule, key);
    const bool plain = key == "separator" || key == "replace";
    if (optional == nullptr && !plain) {
        std::string hint = did_you_mean(key, kKeys);
        return wrong(rule, "unknown key '" + key + "'", hint.empty() ? all_keys() : hint);
    }
    const auto text = text_of(value);
    if (!text) {
        return wrong(rule, "'" + key + "' must be a text");
    }
    if (optional != nullptr) {
        *optional = *text;
    } else {
        (key == "separator" ? rule.separator : rule.replace) = *text;
    }
    return {};
}

Result<void> check_regex(const FieldRule& rule)
{
    const re2::RE2 expression{*rule.regex, re2::RE2::Quiet};
    std::string error = expression.error();
    if (expression.ok() && expression.CheckRewriteString(rule.replace, &error)) {
        return {};
    }
    return wrong(rule, "bad regular expression '" + *rule.regex + "': " + error,
                 "RE2 syntax; \\1 in `replace` means the first group");
}

Result<void> check_whole(const FieldRule& rule, const Json& json)
{
    const int texts = (rule.from ? 1 : 0) + (rule.constant ? 1 : 0) + (rule.join.empty() ? 0 : 1);
    if (texts != 1) {
        return wrong(rule, "exactly one of 'from', 'constant' and 'join' must be given",
                     rule.field + ": {from: Heading}");
    }
    if (rule.split && rule.split->empty()) {
        return wrong(rule, "'split' must not be empty", "split: \" \"");
    }
    if (json.contains("index") && !rule.split) {
        return wrong(rule, "'index' needs 'split'", "split: \"/\"");
    }
    if (json.contains("replace") && !rule.regex) {
        return wrong(rule, "'replace' needs 'regex'", "regex: \"^0+\"");
    }
    if (json.contains("otherwise") && rule.lookup.empty()) {
        return wrong(rule, "'otherwise' needs 'lookup'", "for a default write 'default'");
    }
    return rule.regex ? check_regex(rule) : Result<void>{};
}

Result<FieldRule> rule_from(const std::string& field, const Json& json)
{
    FieldRule rule;
    rule.field = field;
    if (auto checked = check_field(rule); !checked) {
        return tl::unexpected(checked.error());
    }
    if (const auto heading = text_of(json)) {
        rule.from = heading;
        return rule;
    }
    if (!json.is_object()) {
        auto error = wrong(rule, "a heading or a recipe is needed", field + ": Heading");
        return tl::unexpected(error.error());
    }
    for (const auto& [key, value] : json.items()) {
        if (auto read = read_key(rule, key, value); !read) {
            return tl::unexpected(read.error());
        }
    }
    if (auto checked = check_whole(rule, json); !checked) {
        return tl::unexpected(checked.error());
    }
    return rule;
}

} // namespace

Result<Mapping> parse_mapping(const Json& json)
{
    Mapping mapping;
    if (json.is_null()) {
        return mapping;
    }
    if (!json.is_object()) {
        return model::fail(ErrorKind::invalid, "'mapping' must be a table of fields",
                           "mobile: Handphone");
    }
    for (const auto& [field, value] : json.items()) {
        if (field == kRecognise && value.is_boolean()) {
            mapping.recognise_headings = value.get<bool>();
            continue;
        }
        auto rule = rule_from(field, value);
        if (!rule) {
            return tl::unexpected(rule.error());
        }
        mapping.rules.push_back(std::move(*rule));
    }
    return mapping;
}

} // namespace rosterd::ingest
