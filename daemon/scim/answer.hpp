// Answers as SCIM writes them.
#pragma once

#include "core/scim/fault.hpp"
#include "core/scim/projection.hpp"
#include "core/scim/schema.hpp"
#include "daemon/http/server.hpp"
#include "daemon/scim/resources.hpp"

namespace rosterd::scim
{

http::HttpServerResponse json_answer(int status, const model::Json& json);
// {"schemas": [...Error], "status": "409", "scimType": "uniqueness", "detail": "..."}
model::Json to_json(const Fault& fault);
http::HttpServerResponse fault_answer(const Fault& fault);

// A resource as clients see it: with id, schemas, meta, and a user's groups unless the projection
// leaves them out. `base`: the URL below which the endpoints are.
model::Json shown(const state::ScimResource& resource, const ResourceType& type,
                  Resources& resources, const std::string& base, const Projection& projection);
std::string location_of(const std::string& base, const ResourceType& type, const std::string& id);

} // namespace rosterd::scim
