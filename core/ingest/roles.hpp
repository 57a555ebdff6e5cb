// The cell with the roles that HR gives one person.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

// `text` is clean (TextKind::lines); ';' and line breaks stand between roles. Each once, in the
// order given. Errors: roles.format where one is not "group/role", roles.reserved where it is in
// the group that DingTalk keeps itself.
Cleaned<std::vector<std::string>> clean_roles(const std::string& text);

} // namespace rosterd::ingest
