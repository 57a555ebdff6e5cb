// Roles and attendance groups as they were.
#pragma once

#include "core/apply/undo_draft.hpp"

namespace rosterd::apply
{

// The rule of a right that somebody had given by hand, and gets back: rosterd did not grant it.
inline constexpr const char* kUndoneByHand = "undo.by_hand";

// After the operations on accounts.
void take_back_rights(UndoDraft& draft, const std::vector<NetChange>& changes);
// Roles that were made stay: what they are used for by now nobody tells.
void tell_of_roles(UndoDraft& draft);

} // namespace rosterd::apply
