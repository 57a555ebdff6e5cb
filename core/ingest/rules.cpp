#include "core/ingest/rules.hpp"

#include <string_view>
#include <vector>

#include "core/ingest/text.hpp"

namespace rosterd::ingest
{

namespace
{

std::string part_of(std::string_view text, const std::string& separator, int index)
{
    std::vector<std::string_view> parts;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    const int wanted = index < 0 ? static_cast<int>(parts.size()) + index : index;
    const bool there = wanted >= 0 && wanted < static_cast<int>(parts.size());
    return there ? std::string{trimmed(parts[static_cast<std::size_t>(wanted)])} : "";
}

} // namespace

Cleaned<std::optional<std::string>> carry_out(const FieldRule& rule, const re2::RE2* expression,
                                              std::optional<std::string> text)
{
    Cleaned<std::optional<std::string>> out{std::move(text), {}};
    if (out.value) {
        std::string& value = *out.value;
        if (rule.split) {
            value = part_of(value, *rule.split, rule.index);
        }
        if (expression != nullptr) {
            re2::RE2::GlobalReplace(&value, *expression, rule.replace);
        }
        const std::string key{trimmed(value)};
        if (const auto found = rule.lookup.find(key); found != rule.lookup.end()) {
            value = found->second;
        } else if (!rule.lookup.empty() && !key.empty()) {
            if (!rule.otherwise) {
                return {std::string{}, {{"*.lookup", {}, {{"key", printable(key)}}}}};
            }
            value = *rule.otherwise;
        }
    }
    if (rule.fallback && (!out.value || trimmed(*out.value).empty())) {
        out.value = rule.fallback;
    }
    return out;
}

} // namespace rosterd::ingest
