// The tables of RFC 7643, sections 4.1 to 4.3 and 8.7.1. Private to this room.
#pragma once

#include "core/scim/schema.hpp"

namespace rosterd::scim
{

const Schema& user_schema();
const Schema& enterprise_schema();
const Schema& group_schema();

} // namespace rosterd::scim
