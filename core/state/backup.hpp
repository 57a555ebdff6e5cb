// A consistent copy of a database in use.
#pragma once

#include <functional>
#include <string>

#include <SQLiteCpp/Database.h>

#include "core/model/result.hpp"

namespace rosterd::state
{

// Copies in steps, so that writers go on; into FILE.tmp, checked, then renamed. `live` is the
// database's own path, which is refused as a target.
model::Result<void> copy_to(SQLite::Database& from, const std::string& live,
                            const std::string& file, const std::function<void(int, int)>& progress);

} // namespace rosterd::state
