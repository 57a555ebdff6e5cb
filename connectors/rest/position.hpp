// How far a source was read: the cursor between two reads.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace rosterd::rest
{

struct Position {
    std::uint64_t definition = 0;                  // and the settings, by fingerprint
    std::map<std::string, std::string> watermarks; // by stream; a time as ISO text, or a token
};

std::string to_cursor(const Position& position);
// An empty one for a cursor that is none, or of another definition or other settings.
Position position_of(const std::string& cursor, std::uint64_t definition);

} // namespace rosterd::rest
