// One stream: everything, or what changed since its watermark.
#pragma once

#include <string>

#include "connectors/rest/delivery.hpp"

namespace rosterd::rest
{

struct StreamRead {
    Tally tally;
    bool complete = false; // who is missing is gone
    std::string watermark; // from where the next read of changes goes on; empty: none
};

// `watermark`: of the last read; empty for a full one. Errors: as of sdk::Connector, and conflict.
model::Result<StreamRead> read_stream(const Session& session, StreamSpec& stream,
                                      const std::string& source, sdk::RecordSink& sink,
                                      const std::string& watermark);

} // namespace rosterd::rest
