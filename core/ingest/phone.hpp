// Mobile numbers as DingTalk wants them for a company registered in a given region
// [user-information-creation]: in a mainland company ("CN") mainland numbers are bare, all others
// "+852-51234567"; elsewhere mainland numbers are "+86-13800138000" and the rest alike.
#pragma once

#include <string>
#include <string_view>

#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

// Whether these are the two letters of a country or region that has telephone numbers.
bool is_region(const std::string& letters);

// `text` is clean (TextKind::code); empty stays empty. Remarks: mobile.written (fixed),
// mobile.format, *.excel (errors), mobile.unusual (warning: looks right, but no such block of
// numbers is known).
Cleaned<std::string> clean_mobile(const std::string& text, const std::string& region);

// The same without the short cut for plain mainland and Hong Kong numbers; for the proof that the
// short cut agrees.
Cleaned<std::string> clean_mobile_thoroughly(const std::string& text, const std::string& region);

} // namespace rosterd::ingest
