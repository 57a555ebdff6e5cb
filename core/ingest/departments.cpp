#include "core/ingest/departments.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/ingest/text.hpp"
#include "core/model/fields.hpp"
#include "core/model/paths.hpp"

namespace rosterd::ingest
{

namespace
{

constexpr std::u32string_view kBetweenDepartments = U";；\n";
constexpr std::u32string_view kBetweenInTemplate = U";；\n,，";

bool is_id(std::string_view text)
{
    const std::string_view digits = text.starts_with('#') ? text.substr(1) : text;
    return !digits.empty() &&
           (text.front() == '#' ? digits.find_first_of("/;, ") == std::string_view::npos
                                : digits.find_first_not_of("0123456789") == std::string_view::npos);
}

// The separator that this path uses between its levels; 0 if it has one level only.
char32_t separator_in(const std::u32string& path, const PathStyle& style)
{
    const std::u32string separators =
        (style.template_paths ? U"-－" : U"") + characters_of(style.separators);
    const auto used = std::ranges::find_if(
        separators, [&](char32_t c) { return path.find(c) != std::u32string::npos; });
    return used == separators.end() ? 0 : *used;
}

// "/A/B" and "\A\B": a separator in front says only that the path begins at the root.
std::vector<std::string> levels_of(const std::string& path, const PathStyle& style)
{
    const char32_t separator = separator_in(characters_of(path), style);
    if (separator == 0) {
        return {path};
    }
    std::vector<std::string> levels = split_at(path, std::u32string(1, separator));
    if (levels.size() > 1 && levels.front().empty()) {
        levels.erase(levels.begin());
    }
    return levels;
}

Cleaned<std::string> key_of(const std::string& text, const PathStyle& style)
{
    if (is_id(text)) {
        return {text.starts_with('#') ? text : "#" + text, {}};
    }
    const std::vector<std::string> levels = levels_of(text, style);
    if (levels == std::vector<std::string>{""}) {
        return {"/", {}};
    }
    if (levels.size() > model::kMaxDepartmentDepth) {
        return {{},
                {{"department.depth",
                  {},
                  {{"limit", std::to_string(model::kMaxDepartmentDepth)},
                   {"found", std::to_string(levels.size())}}}}};
    }
    std::string key;
    for (const std::string& level : levels) {
        if (level.empty()) {
            return {{}, {{"department.empty_level", {}, {}}}};
        }
        Cleaned<std::string> name = clean_department_name(level);
        if (!name.remarks.empty()) {
            return {{}, std::move(name.remarks)};
        }
        key = model::join(key, name.value);
    }
    return {key, {}};
}

void check_count(Cleaned<Departments>& out)
{
    if (out.value.size() > model::kMaxDepartmentsPerUser) {
        out.remarks.push_back({"departments.count",
                               {},
                               {{"limit", std::to_string(model::kMaxDepartmentsPerUser)},
                                {"found", std::to_string(out.value.size())}}});
        out.value.clear();
    }
}

} // namespace

std::vector<std::string> departments_in(const std::string& text, const PathStyle& style)
{
    std::vector<std::string> parts =
        split_at(text, style.template_paths ? kBetweenInTemplate : kBetweenDepartments);
    std::erase(parts, "");
    return parts;
}

Cleaned<Departments> clean_departments(const std::string& text, const PathStyle& style)
{
    Cleaned<Departments> out;
    std::unordered_set<std::string> seen;
    bool repeated = false;
    for (const std::string& part : departments_in(text, style)) {
        Cleaned<std::string> key = key_of(part, style);
        if (!key.remarks.empty()) {
            return {{}, std::move(key.remarks)};
        }
        const bool is_new = seen.insert(key.value).second;
        repeated = repeated || !is_new;
        if (is_new) {
            out.value.push_back(std::move(key.value));
        }
    }
    if (repeated) {
        std::string after;
        for (const std::string& key : out.value) {
            after += (after.empty() ? "" : ";") + key;
        }
        out.remarks.push_back({"departments.repeated", after, {}});
    }
    check_count(out);
    return out;
}

Cleaned<std::string> clean_department_name(const std::string& text)
{
    const std::u32string characters = characters_of(text);
    const auto wrong = characters.find_first_of(U"-,，/\n");
    if (wrong != std::u32string::npos) {
        std::string character;
        append(character, characters[wrong]);
        return {{}, {{"department.name", {}, {{"name", text}, {"character", character}}}}};
    }
    if (is_lost(text)) {
        return {{}, {{"text.lost", {}, {}}}};
    }
    if (characters.size() > model::kMaxDepartmentName) {
        return {{},
                {{"department.length",
                  {},
                  {{"name", text},
                   {"limit", std::to_string(model::kMaxDepartmentName)},
                   {"found", std::to_string(characters.size())}}}}};
    }
    return {text, {}};
}

} // namespace rosterd::ingest
