// One read of a source by its definition: lookups, then stream by stream, as a whole or what
// changed.
#pragma once

#include <string>

#include "connectors/rest/definition.hpp"
#include "connectors/rest/token.hpp"
#include "connectors/rest/wire.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::rest
{

struct Reading {
    Definition& definition;
    const model::Json& settings; // complete: defaults filled in
    const std::string& source;
    const Wire& wire;
    TokenKeeper& tokens;
};

// Where the list moves while it is read, the read begins anew, once. Errors: as of sdk::Connector.
model::Result<sdk::ReadResult> read_source(const Reading& reading, const sdk::ReadRequest& request,
                                           sdk::RecordSink& sink);

// By which a cursor is known to belong to this definition with these settings.
std::uint64_t fingerprint_of(const Definition& definition, const model::Json& settings);

} // namespace rosterd::rest
