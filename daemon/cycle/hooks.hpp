// What an HRIS said by a webhook: that something changed. It is a mark on its source, which stands
// from before the HRIS hears that it was heard until a later read of the source was accepted.
#pragma once

#include <string>

#include "core/model/time.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// Durable on return. Another mark than the one that stands, so that a read which had begun does not
// take it away.
void set_hook_mark(state::Store& store, const std::string& source, model::Instant now);

// Empty if there is none; begins with the time at which it was set.
std::string hook_mark(state::Store& store, const std::string& source);

// After a read that began when `mark` stood was accepted. One that was set since stays.
void clear_hook_mark(state::Store& store, const std::string& source, const std::string& mark);

} // namespace rosterd::cycle
