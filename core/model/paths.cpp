#include "core/model/paths.hpp"

namespace rosterd::model
{

namespace
{

std::vector<std::string_view> levels(std::string_view path)
{
    std::vector<std::string_view> out;
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto level = path.substr(0, slash);
        if (!level.empty()) {
            out.push_back(level);
        }
        if (slash == std::string_view::npos) {
            break;
        }
        path.remove_prefix(slash + 1);
    }
    return out;
}

// '*' stands for any text within one level.
bool level_matches(std::string_view pattern, std::string_view text)
{
    if (pattern.empty()) {
        return text.empty();
    }
    if (pattern.front() == '*') {
        for (std::size_t taken = 0; taken <= text.size(); ++taken) {
            if (level_matches(pattern.substr(1), text.substr(taken))) {
                return true;
            }
        }
        return false;
    }
    return !text.empty() && pattern.front() == text.front() &&
           level_matches(pattern.substr(1), text.substr(1));
}

bool levels_match(const std::vector<std::string_view>& pattern, std::size_t p,
                  const std::vector<std::string_view>& path, std::size_t t)
{
    if (p == pattern.size()) {
        return t == path.size();
    }
    if (pattern[p] == "**") {
        for (std::size_t next = t; next <= path.size(); ++next) {
            if (levels_match(pattern, p + 1, path, next)) {
                return true;
            }
        }
        return false;
    }
    return t < path.size() && level_matches(pattern[p], path[t]) &&
           levels_match(pattern, p + 1, path, t + 1);
}

} // namespace

bool is_path(std::string_view key)
{
    return !key.empty() && key.front() == '/';
}

std::string parent_of(std::string_view path)
{
    if (path == "/") {
        return {};
    }
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string_view::npos ? "/" : std::string{path.substr(0, slash)};
}

std::string leaf_of(std::string_view path)
{
    return std::string{path.substr(path.rfind('/') + 1)};
}

std::string join(std::string_view parent, std::string_view leaf)
{
    std::string path{parent == "/" ? "" : parent};
    path += '/';
    path += leaf;
    return path;
}

std::vector<std::string> ancestors_of(std::string_view path)
{
    std::vector<std::string> out;
    std::string built;
    for (const auto level : levels(path)) {
        built += '/';
        built += level;
        out.push_back(built);
    }
    return out;
}

bool text_matches(std::string_view pattern, std::string_view text)
{
    return level_matches(pattern, text);
}

bool matches(std::string_view pattern, std::string_view path)
{
    return levels_match(levels(pattern), 0, levels(path), 0);
}

} // namespace rosterd::model
