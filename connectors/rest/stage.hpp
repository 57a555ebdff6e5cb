// Where a recording is played: its answers, on virtual time.
#pragma once

#include <memory>

#include "connectors/rest/player.hpp"
#include "connectors/rest/wire.hpp"

namespace rosterd::rest
{

struct Stage {
    net::VirtualLoop loop;
    Player player;
    // `recording` must outlive it.
    Stage(const Recording& recording, Harm harm, std::size_t at, bool once)
        : loop{recording.now}, player{recording, loop}
    {
        player.break_at(at, harm, once);
    }
};

// The wire keeps the stage.
Wire wire_over(const std::shared_ptr<Stage>& stage);

// "cut short", "answered with 500"
std::string name_of(Harm harm);

} // namespace rosterd::rest
