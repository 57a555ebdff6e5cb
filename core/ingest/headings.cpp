#include "core/ingest/headings.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/ingest/heading_table.hpp"
#include "core/ingest/text.hpp"
#include "core/model/nearest.hpp"

namespace rosterd::ingest
{

namespace
{

using Known = std::unordered_map<std::string, Field>;

Known known_from(std::span<const Aliases> table)
{
    Known known;
    for (const Aliases& aliases : table) {
        for (const std::string& heading : split_at(aliases.headings, U"|")) {
            known.emplace(heading_key(heading), aliases.field);
        }
    }
    return known;
}

const Known& known(model::RecordKind kind)
{
    static const Known people = [] {
        Known all = known_from(kPersonHeadings);
        for (const Canonical& one : kCanonical) { // every canonical name is a heading
            all.emplace(heading_key(one.name), one.field);
        }
        return all;
    }();
    static const Known departments = known_from(kDepartmentHeadings);
    return kind == model::RecordKind::person ? people : departments;
}

bool is_closing(char32_t c)
{
    return c == ')' || c == ']' || c == U'】' || c == U'〕' || c == U'》' || c == '>';
}

bool is_opening(char32_t c)
{
    return c == '(' || c == '[' || c == U'【' || c == U'〔' || c == U'《' || c == '<';
}

bool is_filler(char32_t c)
{
    return c <= ' ' || c == '_' || c == '-' || c == '*' || c == '.' || c == ':' || c == '/' ||
           c == '\'' || c == '"' || c == '?' || c == U'、' || is_closing(c) || is_opening(c);
}

// "手機（必填）" -> "手機"; a heading that is all bracket keeps what is inside.
std::u32string without_bracketed_end(std::u32string heading)
{
    while (!heading.empty() && (is_closing(heading.back()) || heading.back() == ' ' ||
                                heading.back() == '*' || heading.back() == ':')) {
        if (!is_closing(heading.back())) {
            heading.pop_back();
            continue;
        }
        std::size_t open = heading.size();
        while (open > 0 && !is_opening(heading[open - 1])) {
            --open;
        }
        if (open <= 1) {
            break;
        }
        heading.resize(open - 1);
    }
    return heading;
}

// "ext.卡號" names a custom field, whatever the case of "ext".
std::optional<std::string> extension_named(const std::string& heading)
{
    const std::string text = clean_text(heading, TextKind::line).value;
    if (text.size() > kExtension.size() &&
        to_lower_ascii(text.substr(0, kExtension.size())) == kExtension) {
        const auto name = trimmed(std::string_view{text}.substr(kExtension.size()));
        return name.empty() ? std::nullopt : std::optional{std::string{kExtension}.append(name)};
    }
    return std::nullopt;
}

} // namespace

std::string heading_key(std::string_view heading)
{
    const std::string text = clean_text(heading, TextKind::code).value;
    std::string key;
    for (const char32_t c : without_bracketed_end(characters_of(text))) {
        if (!is_filler(c)) {
            append(key, c);
        }
    }
    return to_lower_ascii(key);
}

std::optional<std::string> recognise_heading_of(model::RecordKind kind, const std::string& heading)
{
    if (auto extension = extension_named(heading)) {
        return extension;
    }
    const auto found = known(kind).find(heading_key(heading));
    if (found == known(kind).end()) {
        return std::nullopt;
    }
    return std::string{name_of(found->second)};
}

std::optional<std::string> recognise_heading(const std::string& heading)
{
    return recognise_heading_of(model::RecordKind::person, heading);
}

std::string nearest_heading(std::string_view heading)
{
    std::vector<std::string_view> candidates;
    for (const auto& [key, field] : known(model::RecordKind::person)) {
        candidates.push_back(key);
    }
    std::ranges::sort(candidates); // the answer must not hang on the order of a hash table
    return model::nearest(heading_key(heading), candidates);
}

bool is_of_no_concern(std::string_view heading)
{
    static const std::unordered_set<std::string> keys = [] {
        std::unordered_set<std::string> all{""};
        for (const std::string& one : split_at(kOfNoConcern, U"|")) {
            all.insert(heading_key(one));
        }
        return all;
    }();
    return keys.contains(heading_key(heading));
}

bool is_job_number(std::string_view heading)
{
    const std::string key = heading_key(heading);
    return key == "工号" || key == "工號" || key == "jobnumber" || key == "员工工号" ||
           key == "員工工號";
}

} // namespace rosterd::ingest
