// XML answers as JSON, so that one language selects from both. README.md says how.
#pragma once

#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::rest
{

// `lists`: elements that are a list even where they come once. Errors: transient (no XML, nested
// deeper than 100), with the place in the text.
model::Result<model::Json> xml_to_json(const std::string& text,
                                       const std::vector<std::string>& lists);

} // namespace rosterd::rest
