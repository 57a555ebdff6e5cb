// Digits that a spreadsheet took for a number: ids, phone numbers, extensions.
#pragma once

#include <string>

#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

// "13800138000.0" is mended (number.decimal); "1.38E+10" has lost its digits (*.excel, error).
// Anything else stays as it is.
Cleaned<std::string> clean_number(const std::string& text);

} // namespace rosterd::ingest
