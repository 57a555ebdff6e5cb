// People who were invited (40103) are followed until their account is there: by events and full
// reads as everybody, and by asking for them, since nothing tells for certain that they agreed.
#pragma once

#include <set>
#include <string>

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// The userids to ask DingTalk for in this run: each once an hour while its invitation is waited for
// (plan::kInvitationWaits). Notes that they were asked.
std::set<std::string> invited_to_ask(state::MirrorStore& mirror, model::Instant now);

// After the mirror was brought up to date: whoever agreed is linked to their account, which is told
// and stands in the audit trail.
void link_who_joined(Surroundings& with, const Report& report);

} // namespace rosterd::cycle
