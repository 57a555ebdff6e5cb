// Personal data does not belong in logs: what is left of it there.
#pragma once

#include <string>
#include <string_view>

#include "core/model/json.hpp"

namespace rosterd::log
{

std::string mask_mobile(std::string_view mobile); // "+852-51234567" -> "+852-****4567"
std::string mask_mail(std::string_view mail);     // "tai.man@example.hk" -> "t***@example.hk"

// Masks whatever in `text` looks like a telephone number of 7 or more digits, or a mail address.
std::string mask_text(std::string_view text);

// All texts of a JSON value, masked; ids stay readable (keys employee_id userid operation run_id
// request_id source where errcode and the like are left alone).
model::Json masked(const model::Json& fields);

} // namespace rosterd::log
