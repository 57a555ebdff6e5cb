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
};

struct OperationRow {
    const model::Operation* operation;
    std::string subject;
    std::string held;   // what is waited for, in words; empty if it is carried out
    bool later = false; // held by a staged rollout, not by a guard
    std::vector<FieldRow> fields;
};

std::vector<OperationRow> rows_of(const model::Plan& plan, const RenderOptions& options);

// "create account: 2 · remove account: 1"
std::string summary_line(const model::Plan& plan, Language language);
// "Forecast: 63 calls, 3.2 s"
std::string forecast_line(const model::Plan& plan, Language language);

} // namespace rosterd::plan
