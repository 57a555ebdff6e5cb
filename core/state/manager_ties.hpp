// What DingTalk drops by itself when somebody goes: whom they managed, and what they led.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/state/mirror_store.hpp"

namespace rosterd::state
{

// The account is in `stays` alone from now on: no other department has it among its managers
// (derived: managers must be members, 40031 [address-book-update-department]).
void drop_as_leader(MirrorStore& mirror, const std::string& userid,
                    std::span<const model::DeptId> stays);

// The account is gone: it leads no department and manages nobody. Answers whom it managed, who are
// to be looked at: it is not documented whether DingTalk goes on naming it as their manager.
std::vector<std::string> remove_account(MirrorStore& mirror, const std::string& userid);

} // namespace rosterd::state
