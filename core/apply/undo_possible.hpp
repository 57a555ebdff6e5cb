// What can't be given back: a value that somebody else has by now and keeps, a manager or leader
// who has no account any more.
#pragma once

#include "core/apply/undo_draft.hpp"

namespace rosterd::apply
{

// Takes it out of the draft, with the operations of which nothing is left, and says so.
void leave_only_possible(UndoDraft& draft);

} // namespace rosterd::apply
