// Why a guard holds operations, as a sentence in three languages.
#pragma once

#include <string>

#include "core/model/plan.hpp"
#include "core/plan/render.hpp"

namespace rosterd::plan
{

// From the hold's facts; of a hold that has none (an older version stored it) the sentence that
// was stored with it.
std::string explanation_of(const model::Hold& hold, Language language);

// The same, and how many operations wait, with everything that needs one of those counted.
std::string told_of(const model::Hold& hold, Language language);

} // namespace rosterd::plan
