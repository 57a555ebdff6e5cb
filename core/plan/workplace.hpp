// Where somebody works, for whom the record does not tell it any more.
#pragma once

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// The departments that the account is in, as keys: of linked ones theirs, of others the path of
// their names. Those outside the managed root are left out.
std::vector<model::DepartmentKey> workplaces_of(const model::ObservedUser& account,
                                                const PlanInput& input);

// A leaver as they were employed. Who leaves often loses the department in the record, or gets one
// for former staff: where the account is tells where they worked.
PersonCase as_employed(const PersonCase& leaver, const PlanInput& input);

} // namespace rosterd::plan
