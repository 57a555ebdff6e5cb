// What becomes of an account that goes, and what is lost with it, in three languages.
#pragma once

#include <string>
#include <vector>

#include "core/model/language.hpp"
#include "core/model/plan.hpp"

namespace rosterd::plan
{

// In which form somebody's account goes: removed, or disabled first and until when; empty for
// operations that take no account away.
std::string form_of(const model::Operation& operation, model::Language language);

// What can't be taken back, one sentence each.
std::vector<std::string> loss_texts(const model::Operation& operation, model::Language language);

} // namespace rosterd::plan
