// Somebody whose account rosterd removed when they left is back: what the policy gives them again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/tree.hpp"

namespace rosterd::plan
{

// The account that is created is that of somebody who comes back.
bool is_rehire(const Target& target);

// Fields of the former account that HR does not state and no rule asks for.
void restore_fields(const Target& target, const model::Policy& policy, model::Json& fields);

// Its departments, as far as they are still there and stay; nullopt: HR states where the person is,
// the policy says otherwise, or none is left.
std::optional<std::vector<Place>> former_places(const Target& target, const model::Policy& policy,
                                                const Tree& tree);

// Rights that somebody had given it in DingTalk, as far as rules name them and they are there.
std::map<model::Right, std::string> former_rights(const Target& target, const PlanInput& input,
                                                  const std::set<model::Right>& named);

} // namespace rosterd::plan
