// Identity providers and HR suites that write into the daemon's SCIM server: what they wrote is
// kept there, and read here.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::scim_source
{

// Options: token (required): whoever shows it may write. employee_id (employeeNumber): the
// attribute that holds it. departments (department): from the attribute `department`, from the
// groups somebody is in, or not at all. completeness (changes): whether a full read of what is kept
// is the whole roster. url: where the server is reached from outside.
// A read hands over who changed since the cursor; deleted users, and former ids of people who got
// another, are tombstones. The cursor is the number of the last change.
sdk::ConnectorKind kind();

} // namespace rosterd::scim_source
