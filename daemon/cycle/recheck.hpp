// A saved plan meets what is known now: HR's word, the policy, who administers.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/model/plan.hpp"
#include "core/model/policy.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// Id -> why, of the operations that nobody wants any more.
std::map<std::string, std::string> recheck(state::Store& store, const model::Plan& saved,
                                           const model::Policy& policy, model::Instant now);

// Answers why an account may not be removed or disabled; empty: it may.
std::function<std::string(const model::ObservedUser&)>
spares(const model::Policy& policy, const std::vector<std::string>& administrators);

} // namespace rosterd::cycle
