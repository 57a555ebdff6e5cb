// The other process: where the code of a connector runs, and may fail.
#pragma once

#include <functional>
#include <string>

#include "connectors/sdk/connector.hpp"

namespace rosterd::apart
{

// The kind of this name: a plugin of `folder`, or a built-in one where that is empty.
using FindKind = std::function<model::Result<sdk::ConnectorKind>(const std::string& folder,
                                                                 const std::string& name)>;

// Does what rosterd asks over the socket at process::kChannel, until it says that it is enough or
// is gone, which ends this process and its group at any moment. Answers the exit status: 64 where
// there is no such socket.
int serve(const FindKind& find);

} // namespace rosterd::apart
