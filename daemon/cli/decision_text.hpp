// What whoever decides about a hold is told, in three languages.
#pragma once

#include <string>

#include "core/model/language.hpp"
#include "daemon/cycle/decide.hpp"

namespace rosterd::cli
{

// Of a word that counted: what becomes of it, and of the other holds that it decides with. Lines.
std::string decision_text(const cycle::Decision& decision, const cycle::Answer& answer,
                          model::Language language);

} // namespace rosterd::cli
