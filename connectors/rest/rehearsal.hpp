// Playing a recording through a definition, whole and broken, without a network and without
// waiting.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "connectors/rest/player.hpp"
#include "connectors/rest/wire.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::rest
{

// A connector that plays a recording on virtual time. Each of its reads plays it from the start.
std::unique_ptr<sdk::Connector> make_player(std::shared_ptr<Definition> definition,
                                            const Recording& recording, Harm harm = Harm::none,
                                            std::size_t at = 0, bool once = false);

// The wire under it. It copies the recording.
Wire playing_wire(const Recording& recording);

// What the daemon would ask in this recording's place. Errors: invalid (the settings).
model::Result<sdk::ReadRequest> request_of(const Definition& definition,
                                           const Recording& recording);

// Each a sentence; empty if the read, or what is told, comes out as the recording expects.
std::vector<std::string> problems_of(const std::shared_ptr<Definition>& definition,
                                     const Recording& recording);

// The same with every request in turn cut, lost, refused, throttled: what should have been an
// error and was none, or should have been waited for and was not. For recordings that expect no
// error.
std::vector<std::string> problems_when_broken(const std::shared_ptr<Definition>& definition,
                                              const Recording& recording);

} // namespace rosterd::rest
