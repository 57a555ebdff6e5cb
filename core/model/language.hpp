// The languages in which rosterd speaks to people. Tables of texts are arrays in this order.
#pragma once

#include <string_view>

namespace rosterd::model
{

enum class Language { zh_tw, zh_cn, en };

// "zh-TW", "zh-CN"; anything else is English.
constexpr Language language_of(std::string_view name)
{
    return name == "zh-TW" ? Language::zh_tw : name == "zh-CN" ? Language::zh_cn : Language::en;
}

} // namespace rosterd::model
