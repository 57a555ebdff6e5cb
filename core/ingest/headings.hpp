// Headings as sources write them, and the canonical fields they mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/ingest/mapping.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

// A heading reduced to what distinguishes it: NFKC, lower case, without spaces, punctuation,
// asterisks and a bracketed remark at the end.
std::string heading_key(std::string_view heading);

// As recognise_heading for records of the given kind: "部門名稱" is where a person works, but the
// name in a department record.
std::optional<std::string> recognise_heading_of(model::RecordKind kind, const std::string& heading);

// The known heading nearest to an unknown one; "" if none is near.
std::string nearest_heading(std::string_view heading);

// Headings that HR files have and rosterd has no use for (gender, a row number, findings of an
// earlier check): passed over without a word.
bool is_of_no_concern(std::string_view heading);

// DingTalk's own job number column (工号), whose place 员工UserID takes where it is empty.
bool is_job_number(std::string_view heading);

} // namespace rosterd::ingest
