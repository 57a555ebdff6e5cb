// What a plan's findings say, in three languages.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/language.hpp"

namespace rosterd::plan
{

// A finding before it is put into words.
struct Said {
    // In the table of texts: the rule, and after '/' which of its sentences. "*.taken" is the rule
    // "mobile.taken" for the field mobile.
    std::string_view text;
    std::string field;
    std::string value;
    // For the sentences' placeholders; {field} and {value} are always known.
    std::vector<std::pair<std::string_view, std::string>> facts;
};

// Field, value, rule, severity, message and hint; origin and employee_id are the caller's.
// Throws std::logic_error for a text that is not in the table: a defect.
model::Finding in_words(const Said& said, model::Language language);

} // namespace rosterd::plan
