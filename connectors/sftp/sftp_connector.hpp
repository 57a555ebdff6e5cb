// Files that somebody puts on an SFTP server: fetched into a private folder of this machine, and
// read from there as dropped files are (sdk/drop_reader.hpp).
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::sftp
{

// Options: settings.hpp. A file is fetched once it looks the same twice, and only whole; what was
// read goes to the server's `remote_done`, or is remembered by name, size and time where nothing
// may be moved there. The server shows a host key that the configuration names, or gets nothing.
sdk::ConnectorKind kind();

} // namespace rosterd::sftp
