// The JSON value used everywhere: 64-bit integers survive (a DingTalk `order` is about 1.76e17).
#pragma once

#include <nlohmann/json.hpp>

namespace rosterd::model
{

using Json = nlohmann::json;

} // namespace rosterd::model
