// Entries of the audit trail as people and programs read them.
#pragma once

#include <string>
#include <vector>

#include "core/state/audit_store.hpp"
#include "daemon/cli/globals.hpp"

namespace rosterd::cli
{

// "2026-11-23T02:30:00Z  r-2026-11-23-0001  user.adopt  E1042 -> zhangsan  (match.mobile, hr,
// roster.csv:17)"
std::string entry_line(const state::AuditEntry& entry);

model::Json entry_json(const state::AuditEntry& entry);

// A line each; with --json `json`, to which they are added as "entries".
void show_entries(const Globals& globals, const std::vector<state::AuditEntry>& entries,
                  model::Json json);

} // namespace rosterd::cli
