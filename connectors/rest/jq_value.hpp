// JSON values to and from libjq's own. Private to the .cpp files that speak to libjq.
#pragma once

extern "C" {
#include <jv.h>
}

#include "core/model/json.hpp"

namespace rosterd::rest
{

jv to_jv(const model::Json& json);
model::Json from_jv(jv value); // consumes it

} // namespace rosterd::rest
