// Words for yes and no, employment status and account kind in the three languages.
#pragma once

#include <optional>
#include <string>

#include "core/ingest/remark.hpp"
#include "core/model/person.hpp"

namespace rosterd::ingest
{

std::optional<bool> yes_or_no(const std::string& text);
// Whether a kind of employment, as HR words it, ends with its contract: contractors, temporary
// staff.
bool works_for_a_time(const std::string& employment); // 是 否 yes no true false 1 0 ...

// `text` is clean (TextKind::code); empty is "not stated". Errors: *.yes_no, status.unknown,
// account.unknown.
Cleaned<std::optional<bool>> clean_flag(const std::string& text);
Cleaned<std::optional<model::EmploymentStatus>> clean_status(const std::string& text);
Cleaned<std::optional<model::AccountKind>> clean_account(const std::string& text);

// An IANA name as ICU knows it; the name in its usual capitals. Warning: time_zone.unknown.
Cleaned<std::string> clean_time_zone(const std::string& text);

} // namespace rosterd::ingest
