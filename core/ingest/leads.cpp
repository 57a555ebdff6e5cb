#include "core/ingest/leads.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/ingest/text.hpp"
#include "core/ingest/words.hpp"
#include "core/model/paths.hpp"

namespace rosterd::ingest
{

namespace
{

constexpr std::u32string_view kBetweenFlags = U";；\n,，";

bool has(const Departments& all, const model::DepartmentKey& key)
{
    return std::ranges::find(all, key) != all.end();
}

// "N/A" and a dash. A slash alone is the topmost department for whoever is in it.
bool says_nothing(const std::string& word, const Departments& of)
{
    static constexpr std::array<std::string_view, 11> words{
        "n/a", "na", "nil", "none", "-", "--", "－", "—", "/", "不適用", "不适用"};
    return std::ranges::find(words, to_lower_ascii(word)) != words.end() && !has(of, "/" + word) &&
           !(word == "/" && has(of, "/"));
}

std::optional<bool> flag_of(const std::string& word, const Departments& of)
{
    const auto flag = yes_or_no(word);
    return !flag && says_nothing(word, of) ? std::optional{false} : flag;
}

// "是/否" and "Y/N": the heading's choice, left as it was.
bool is_choice(const model::DepartmentKey& key)
{
    const auto levels = model::ancestors_of(model::is_path(key) ? key : "");
    return levels.size() > 1 && std::ranges::all_of(levels, [](const std::string& level) {
               return yes_or_no(model::leaf_of(level)).has_value();
           });
}

bool is_at_or_above(const model::DepartmentKey& key, const model::DepartmentKey& own)
{
    return own == key || (model::is_path(own) && own.starts_with(key + "/"));
}

bool is_plainly_a_department(const std::string& word, const PathStyle& style,
                             const model::DepartmentKey& key, const Departments& of)
{
    if (word.starts_with('#') || (word.starts_with('/') && key != "/")) {
        return true;
    }
    if (key.starts_with('#')) { // a bare number: an id where the departments are ids
        return std::ranges::any_of(of, [](const auto& own) { return own.starts_with('#'); });
    }
    const auto levels = model::ancestors_of(key);
    if (levels.size() < 2) {
        return false;
    }
    std::u32string separators = characters_of(style.separators);
    std::erase_if(separators, [](char32_t c) { return c == '-' || c == U'－'; });
    return characters_of(word).find_first_of(separators) != std::u32string::npos ||
           std::ranges::any_of(
               of, [&](const auto& own) { return is_at_or_above(levels.front(), own); });
}

// The department that a word means; nullopt: none.
std::optional<model::DepartmentKey> meant_by(const std::string& word, const PathStyle& style,
                                             const model::DepartmentKey& key, const Departments& of)
{
    if (std::ranges::any_of(of, [&](const auto& own) { return is_at_or_above(key, own); })) {
        return key;
    }
    const auto is_last_level = [&](const auto& own) {
        return model::is_path(own) && "/" + model::leaf_of(own) == key;
    };
    if (std::ranges::count_if(of, is_last_level) == 1) {
        return *std::ranges::find_if(of, is_last_level);
    }
    const bool named = !is_choice(key) && is_plainly_a_department(word, style, key, of);
    return named ? std::optional{key} : std::nullopt;
}

Cleaned<Departments> unknown(const std::string& word)
{
    return {{}, {{"leads.unknown", {}, {{"word", printable(word)}}}}};
}

Cleaned<Departments> by_name(const std::string& text, const PathStyle& style, const Departments& of)
{
    Cleaned<Departments> out = clean_departments(text, style);
    if (out.value.empty()) {
        return out;
    }
    out.value.clear();
    for (const std::string& word : departments_in(text, style)) {
        const auto key = meant_by(word, style, clean_departments(word, style).value.front(), of);
        if (!key) {
            return unknown(word);
        }
        if (!has(out.value, *key)) {
            out.value.push_back(*key);
        }
    }
    return out;
}

} // namespace

Cleaned<Departments> clean_leads(const std::string& text, const PathStyle& style,
                                 const Departments& of)
{
    if (text.empty()) {
        return {};
    }
    Cleaned<Departments> out;
    std::optional<std::string> other; // the first word that is neither yes nor no
    bool any_flag = false;
    bool any_yes = false;
    const std::vector<std::string> words = split_at(text, kBetweenFlags);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto flag = flag_of(words[i], of);
        if (!flag && !words[i].empty() && !other) {
            other = words[i];
        }
        any_flag = any_flag || flag;
        any_yes = any_yes || flag.value_or(false);
        if (flag.value_or(false) && i < of.size()) {
            out.value.push_back(of[i]);
        }
    }
    if (other) {
        return any_flag ? unknown(*other) : by_name(text, style, of);
    }
    if (any_yes && of.empty()) {
        out.remarks.push_back({"leads.nowhere", {}, {}});
    }
    return out;
}

} // namespace rosterd::ingest
