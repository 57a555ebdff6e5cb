// Words of the command line and what they stand for.
#pragma once

#include <string>

#include "core/plan/render.hpp"

namespace rosterd::cli
{

inline plan::Language plan_language(const std::string& language)
{
    return language == "zh-TW"   ? plan::Language::zh_tw
           : language == "zh-CN" ? plan::Language::zh_cn
                                 : plan::Language::en;
}

} // namespace rosterd::cli
