// One value against what a filter asks of it. Private to this room.
#pragma once

#include "core/scim/filter_match.hpp"

namespace rosterd::scim
{

bool fulfils(const Filter& comparison, const Found& found);

} // namespace rosterd::scim
