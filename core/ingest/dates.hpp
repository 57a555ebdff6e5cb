// Calendar dates as HR systems and spreadsheets write them.
#pragma once

#include <optional>
#include <string>

#include "core/ingest/remark.hpp"
#include "core/model/time.hpp"

namespace rosterd::ingest
{

// `text` is clean (TextKind::code); empty is no date. Accepted: yyyy-M-d, yyyy/M/d, yyyy.M.d,
// yyyy年M月d日, yyyyMMdd, each with a time of day after it (which is dropped); d/M/yyyy or M/d/yyyy
// where only one reading is a date or both are the same; 1 Mar 2024, Mar 1, 2024; the serial
// numbers of the 1900 system (date.serial, fixed). Errors: date.ambiguous, date.invalid.
Cleaned<std::optional<model::Date>> clean_date(const std::string& text);

} // namespace rosterd::ingest
