// A run in words and numbers: for the log, for the history, for the exit status.
#pragma once

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

Outcome outcome_of(const Report& report);
std::string_view name_of(apply::OperationOutcome outcome); // as the enumerators

// What a read came to, in a line: its notes, and what it lost if it was refused; or why it failed.
std::string message_of(const SourceReport& source);

// Counts by kind and outcome, findings by severity, held, calls.
model::Json summary_of(const Report& report);

void tell(log::Log& log, const std::string& run_id, const SourceReport& report);
void tell(log::Log& log, const std::string& run_id, const apply::OperationReport& operation,
          const model::Cause& cause);
void tell(log::Log& log, const std::string& run_id, const apply::Adopted& adopted);
void tell(log::Log& log, const Report& report);

// "1 department created, 2 people created, 4 changed, 1 removed; 3 held; 1 failed"; "nothing to
// do".
std::string sentence_of(const Report& report);

} // namespace rosterd::cycle
