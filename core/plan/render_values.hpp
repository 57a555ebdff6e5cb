// What an operation is about and what it writes, as text for people.
#pragma once

#include <string>
#include <string_view>

#include "core/model/plan.hpp"
#include "core/plan/render.hpp"

namespace rosterd::plan
{

// A value for people: texts as they are, lists joined, department ids as paths, dates for
// hired_date.
std::string value_text(std::string_view field, const model::Json& value,
                       const RenderOptions& options);

// Who or what an operation is about: "E1042 陳大文", "/零售/旺角店", "#D17 旺角店".
std::string subject(const model::Operation& operation);
// The same without the right that is given or taken.
std::string whom(const model::Operation& operation);

} // namespace rosterd::plan
