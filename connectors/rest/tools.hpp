// What the command line does with definitions and recordings: load them with every fault named,
// record the real HRIS. Playing a recording is in rehearsal.hpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "connectors/rest/recording.hpp"
#include "connectors/rest/wire.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::rest
{

// By a preset's name, or a file's path. Never null; usable only without faults.
std::shared_ptr<Definition> load_preset(const std::string& name, Faults& faults);
std::shared_ptr<Definition> load_definition(const std::string& path, Faults& faults);
// The text of either. nullopt: a fault was noted.
std::optional<std::string> text_of_preset(const std::string& name, Faults& faults);
std::optional<std::string> text_of_definition(const std::string& path, Faults& faults);
Recording load_recording(const std::string& path, Faults& faults);

// A full read of the real HRIS (of changes, where `watermarks` say since when), as the text of a
// recording: secrets are placeholders, and what may be about a person is replaced, the same text by
// the same one, of the same shape. Paths in `settings` are relative to `base_dir`. Errors: those of
// the read.
model::Result<std::string>
record(std::shared_ptr<Definition> definition, const model::Json& settings, Wire wire,
       const std::vector<std::pair<std::string, std::string>>& watermarks,
       const std::string& base_dir = {});

} // namespace rosterd::rest
