// Mail addresses.
#pragma once

#include <string>

#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

// `text` is clean (TextKind::code); empty stays empty. "mailto:" and angle brackets are taken off
// and the domain is written in lower case (mail.written, fixed). What is not one address of the
// form local@domain.tld is an error (*.format).
Cleaned<std::string> clean_mail(const std::string& text);

} // namespace rosterd::ingest
