// What {{name|filter:argument}} does to a value.
#pragma once

#include <optional>
#include <string>

#include "connectors/rest/template.hpp"

namespace rosterd::rest
{

// What is wrong with the filter; empty if nothing. `write`: what to write instead.
std::string fault_of(const Filter& filter, std::string& write);

// nullopt stays nullopt, except for `or`.
std::optional<Value> filtered(std::optional<Value> value, const Filter& filter,
                              const TimeStyle& style);

} // namespace rosterd::rest
