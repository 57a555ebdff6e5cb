#include "core/dingtalk/errors.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

using Index = std::unordered_map<std::string_view, const CodeFact*>;

void add(Index& index, const CodeFact& fact)
{
    std::string_view rest = fact.codes;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        index.emplace(rest.substr(0, end), &fact);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

Index all_codes()
{
    Index index;
    for (const auto& table : code_tables()) {
        for (const CodeFact& fact : table) {
            add(index, fact);
        }
    }
    return index;
}

// "http.502" -> "http.5xx". 408 and 429 pass like a server's trouble.
std::string_view general(std::string_view code)
{
    if (code.size() != 8 || !code.starts_with("http.") || code.ends_with("xx")) {
        return code;
    }
    return code[5] == '5' || code == "http.408" || code == "http.429" ? "http.5xx" : "http.4xx";
}

} // namespace

std::array<std::span<const CodeFact>, 8> code_tables()
{
    return {platform_codes(),    limits_codes(), arguments_codes(), people_codes(),
            departments_codes(), groups_codes(), api_codes(),       own_codes()};
}

const CodeFact* find_code(std::string_view code)
{
    static const Index kIndex = all_codes();
    const auto found = kIndex.find(general(code));
    return found == kIndex.end() ? nullptr : found->second;
}

bool is_unknown_user(std::string_view code)
{
    constexpr std::array<std::string_view, 8> codes{
        "33012",
        "60121",
        "60111",
        "40003",
        "user.not.exist",
        "emp.not.exist",
        "employee.not.exist",
        "empNotExists",
    };
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace rosterd::dingtalk
