// What was learned for HR, to the HRIS: a request for each person.
#pragma once

#include <string>
#include <vector>

#include "connectors/rest/read.hpp"

namespace rosterd::rest
{

// At the pace of the definition's limits. After three failures in a row that may concern everybody
// (out of reach, no right to write) the rest is not tried. An answer for each of `people`.
std::vector<model::Result<void>> tell(const Reading& reading,
                                      const std::vector<sdk::Learned>& people);

// Whether the request says anything of this field, with a source's settings.
bool tells_of(const WriteBackSpec& spec, const std::string& field, const model::Json& settings);

} // namespace rosterd::rest
