// What a source's `settings:` say, held against what a definition declares.
#pragma once

#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "core/model/result.hpp"

namespace rosterd::rest
{

// With defaults filled in. Errors: invalid, all faults in one text: an unknown name with the nearest
// known one, a missing one with its help, a value that is none of its choices.
model::Result<model::Json> settings_for(const Definition& definition, const model::Json& given);

} // namespace rosterd::rest
