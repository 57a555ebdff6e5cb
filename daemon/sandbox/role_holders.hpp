// Who holds a role: those it was given to, and for the default group those who lead or administer.
#pragma once

#include <string>
#include <vector>

#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

std::vector<std::string> holders_of(const Organisation& organisation, const Role& role);
std::vector<const Role*> roles_of(const Organisation& organisation, const User& user);

} // namespace rosterd::sandbox
