// Playing a recording of what an HRIS is told.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "connectors/rest/recording.hpp"

namespace rosterd::rest
{

// Each a sentence; empty if everybody whom the recording expects to be told is told, in exactly the
// requests that it has.
std::vector<std::string> problems_of_telling(const std::shared_ptr<Definition>& definition,
                                             const Recording& recording);

// The same with every request in turn lost, refused or throttled: who counts as told without having
// been, and what should have been waited for and was not.
std::vector<std::string> problems_when_telling_breaks(const std::shared_ptr<Definition>& definition,
                                                      const Recording& recording);

} // namespace rosterd::rest
