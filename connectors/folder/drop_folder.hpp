// The folder itself: which files wait, and where they go afterwards. Nothing is ever overwritten.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::folder
{

// Names of the files in `folder` that match a pattern ("*.csv", case does not matter), the newest
// last by their names (name_order.hpp); what an upload program is still filling has another name
// and is left out. Errors: not_found, unauthorised, transient.
model::Result<std::vector<std::string>> waiting_files(const std::string& folder,
                                                      const std::vector<std::string>& patterns);

// "NAME|SIZE|HASH": the same for the same content under the same name. Errors: not_found,
// transient.
model::Result<std::string> identity_of(const std::string& folder, const std::string& name);

// Moves `folder`/`name` to the folder `to` under a name that is free there, and writes `result`
// beside it as NAME.result.json, before the file moves. Errors: what the file system says.
model::Result<std::string> put_away(const std::string& folder, const std::string& name,
                                    const std::string& to, const model::Json& result);

} // namespace rosterd::folder
