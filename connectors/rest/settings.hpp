// What a source's `settings:` say, held against what a definition declares.
#pragma once

#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "core/model/result.hpp"

namespace rosterd::rest
{

struct SettingFault {
    std::string name, what, write;
};

// All that is wrong; `out` is what is given, with defaults filled in.
std::vector<SettingFault> check_settings(const std::vector<SettingSpec>& specs,
                                         const model::Json& given, model::Json& out);

// With defaults filled in. Errors: invalid, all faults in one text: an unknown name with the
// nearest known one, a missing one with its help, a value that is none of its choices.
model::Result<model::Json> settings_for(const Definition& definition, const model::Json& given);

} // namespace rosterd::rest
