// The definitions that rosterd brings along: config/presets/*.yaml, embedded at build time.
#pragma once

#include <string_view>
#include <vector>

namespace rosterd::rest
{

struct Preset {
    std::string_view name; // "bamboohr"
    std::string_view text;
};

const std::vector<Preset>& presets(); // by name

} // namespace rosterd::rest
