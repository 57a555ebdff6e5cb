// The plan that takes runs back: read from journal, audit trail and mirror; guarded as every plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/language.hpp"
#include "core/model/plan.hpp"
#include "core/model/policy.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct UndoRequest {
    std::string run;                     // empty: of every run
    std::optional<model::Instant> since; // what was done from then on
    std::string of;                      // an employee_id, userid or department key; empty: all
    model::Language language = model::Language::en; // of the findings
};

// Holds have no ids: they get them when the plan is applied.
model::Plan make_undo(state::Store& store, const std::vector<std::string>& sources,
                      const model::Policy& policy, const UndoRequest& request, model::Instant now);

} // namespace rosterd::cycle
