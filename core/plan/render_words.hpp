// The words of a rendered plan in three languages.
#pragma once

#include <string>
#include <string_view>

#include "core/model/plan.hpp"
#include "core/plan/render.hpp"

namespace rosterd::plan
{

enum class Word {
    title,
    nothing,
    held,
    findings,
    forecast,
    read_whole,
    calls,
    metered,
    seconds,
    before,
    after,
    cause,
    needs_approval,
    search,
    operation,
    who,
    field,
    department,
    severity,
    message,
    summary,
    adopted,
    department_name,
    plan,
    let_pass,
    by_department,
    by_person,
    fold,
    level,
    no_level,
    elsewhere,
    rights_by_level,
    people,
    guard,
    lost,
    rule,
    form,
};

std::string_view word(Word word, Language language);
std::string_view verb(model::OperationKind kind, Language language); // "create account"
std::string field_name(std::string_view field, Language language);   // DingTalk's name if unknown
std::string rule_name(std::string_view rule, Language language);     // the rule itself if unknown
std::string value_name(std::string_view value, Language language);   // "true" and "false" in words
std::string guard_name(std::string_view guard, Language language);   // the guard itself if unknown
std::string_view severity_name(model::Severity severity, Language language);
// Where a field stands among the others for a reader: who, where, what, how to reach.
std::size_t field_rank(std::string_view field);

} // namespace rosterd::plan
