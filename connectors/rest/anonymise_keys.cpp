#include "connectors/rest/anonymise_keys.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rosterd::rest
{

namespace
{

using namespace std::string_view_literals;

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

template <std::size_t N>
bool has_any(const std::string& key, const std::array<std::string_view, N>& words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return key.find(word) != std::string::npos; });
}

} // namespace

bool tells_of_identity(const std::string& key)
{
    static constexpr std::array ends{"id"sv, "ids"sv, "no"sv, "num"sv, "number"sv, "numbers"sv};
    static constexpr std::array words{"phone"sv,  "mobile"sv, "tel"sv,  "fax"sv, "extension"sv,
                                      "salary"sv, "wage"sv,   "號"sv,   "号"sv,  "電話"sv,
                                      "电话"sv,   "手機"sv,   "手机"sv, "薪"sv};
    const std::string low = in_lower_case(key);
    return has_any(low, words) || std::any_of(ends.begin(), ends.end(), [&](std::string_view end) {
               return low.ends_with(end);
           });
}

bool tells_of_person(const std::string& key)
{
    static constexpr std::array words{
        "firstname"sv,   "first_name"sv,  "lastname"sv,     "last_name"sv, "surname"sv,
        "familyname"sv,  "family_name"sv, "given"sv,        "middle"sv,    "fullname"sv,
        "full_name"sv,   "displayname"sv, "display_name"sv, "preferred"sv, "mail"sv,
        "address"sv,     "street"sv,      "gender"sv,       "sex"sv,       "marital"sv,
        "nationality"sv, "passport"sv,    "bank"sv,         "姓"sv,        "性別"sv,
        "性别"sv,        "郵"sv,          "邮"sv,           "地址"sv,      "民族"sv,
        "婚"sv,          "籍"sv,          "supervisor"sv,   "manager"sv,   "leader"sv,
        "reports_to"sv,  "reportsto"sv,   "主管"sv,         "負責人"sv,    "负责人"sv,
        "上級"sv,        "上级"sv,        "直屬"sv,         "直属"sv};
    return has_any(in_lower_case(key), words) || tells_of_birth(key);
}

bool tells_of_birth(const std::string& key)
{
    static constexpr std::array words{"birth"sv, "dob"sv, "生日"sv, "出生"sv};
    return has_any(in_lower_case(key), words);
}

bool tells_of_counting(const std::string& key)
{
    static constexpr std::array words{"page"sv,  "offset"sv, "limit"sv,  "size"sv,  "start"sv,
                                      "skip"sv,  "top"sv,    "count"sv,  "index"sv, "first"sv,
                                      "total"sv, "code"sv,   "status"sv, "error"sv, "version"sv};
    return has_any(in_lower_case(key), words);
}

} // namespace rosterd::rest
