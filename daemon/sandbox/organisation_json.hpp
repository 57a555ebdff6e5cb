// The company as one JSON document, for the file and the control interface.
#pragma once

#include <iosfwd>
#include <string>

#include "core/model/result.hpp"
#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

// {"company": .., "departments": [..], "users": [..], "leave_records": [..]}, one object a line.
void write_json(std::ostream& out, const Organisation& organisation);

// `where` names the document in error texts.
model::Result<Organisation> read_json(const std::string& text, const std::string& where);

} // namespace rosterd::sandbox
