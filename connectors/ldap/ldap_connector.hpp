// A directory as a source of people: OpenLDAP, Active Directory, and whatever else speaks LDAPv3.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::ldap
{

// Options: settings.hpp. Every cell of a record is there in every record, so what the directory has
// no value for is stated as empty: employee_id, name, the `attributes` under their own names,
// departments, manager_id, status, last_day. Without a cursor, or asked for everything, the read is
// complete. Otherwise it is what `changes` can tell: with syncrepl, dirsync and usn also who is
// gone. A changed tree of organisational units, another server or other options mean a complete
// read, since no directory tells of the people below a renamed unit.
sdk::ConnectorKind kind();

} // namespace rosterd::ldap
