// Roles and attendance groups as they were.
#pragma once

#include "core/apply/undo_draft.hpp"

namespace rosterd::apply
{

// After the operations on accounts.
void take_back_rights(UndoDraft& draft, const std::vector<NetChange>& changes);

} // namespace rosterd::apply
