#include "core/dingtalk/errors.hpp"

#include <unordered_map>

#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

std::unordered_map<std::string_view, const CodeFact*> all_codes()
{
    std::unordered_map<std::string_view, const CodeFact*> found;
    for (const auto& table : {platform_codes(), address_book_codes(), api_codes(), own_codes()}) {
        for (const CodeFact& fact : table) {
            found.emplace(fact.code, &fact);
        }
    }
    return found;
}

} // namespace

const CodeFact* find_code(std::string_view code)
{
    static const auto kCodes = all_codes();
    const auto found = kCodes.find(code);
    return found == kCodes.end() ? nullptr : found->second;
}

} // namespace rosterd::dingtalk
