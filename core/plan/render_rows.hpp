// A plan as rows, one for each field that changes: what all renderings are made of.
#pragma once

#include <string>
#include <vector>

#include "core/model/plan.hpp"
#include "core/plan/render.hpp"

namespace rosterd::plan
{

struct FieldRow {
    std::string field; // DingTalk's name
    std::string before;
    std::string after;
    std::string rule; // of the matrix, or the column, that decides it; empty: the record itself
};

struct OperationRow {
    const model::Operation* operation;
    std::string subject;
    std::string held;   // what is waited for, in words; empty if it is carried out
    bool later = false; // held by a staged rollout, not by a guard
    std::string guard;  // that holds it, in words; empty if none does
    std::vector<FieldRow> fields;
};

std::vector<OperationRow> rows_of(const model::Plan& plan, const RenderOptions& options);

// One person, or one department itself, with everything that happens to them in the plan's order.
struct SubjectRows {
    std::string who;
    std::string level;
    std::vector<OperationRow> operations;
};
struct DepartmentRows {
    std::string department; // its path without the leading slash; empty: what belongs to none
    std::vector<SubjectRows> subjects; // the department itself first, then people by their ids
};

// By the person's main department, in the order of the paths; what belongs to none comes last.
std::vector<DepartmentRows> by_department(const model::Plan& plan, const RenderOptions& options);

// "+ role 技術/架構師 ×12 (matrix.csv:3:2)", one for each effect on people of the same level.
struct LevelRows {
    std::string level; // in words
    std::vector<std::string> effects;
};
std::vector<LevelRows> rights_by_level(const model::Plan& plan, Language language);

// "create account: 2 · remove account: 1"
std::string summary_line(const model::Plan& plan, Language language);
// "Forecast: 63 calls, 3.2 s"
std::string forecast_line(const model::Plan& plan, Language language);
// "2026-11-22 02:30 UTC+8"
std::string time_text(model::Instant at, std::chrono::minutes utc_offset);
// "DingTalk as last read as a whole: 2026-11-22 02:30 UTC+8"; empty where it never was.
std::string read_line(const RenderOptions& options);

} // namespace rosterd::plan
