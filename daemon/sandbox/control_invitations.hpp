// The control interface's part about people who were invited: /sandbox/invitations.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

// GET tells who has not accepted yet; POST /sandbox/invitations/86-13800138000 accepts for them,
// and tells the member.
Outcome<Json> control_invitations(Company& company, std::string_view method,
                                  const std::string& mobile);

} // namespace rosterd::sandbox
