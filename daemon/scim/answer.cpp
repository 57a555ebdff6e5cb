#include "daemon/scim/answer.hpp"

#include "connectors/sdk/shelf.hpp"
#include "core/scim/index.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

Json groups_of(const std::string& user_id, Resources& resources, const std::string& base)
{
    Json out = Json::array();
    for (const state::ScimName& group : resources.store().names(
             resources.source(), group_type().name, key_of("member", user_id))) {
        out.push_back({{"value", group.id},
                       {"$ref", location_of(base, group_type(), group.id)},
                       {"display", group.display},
                       {"type", "direct"}});
    }
    return out;
}

} // namespace

http::HttpServerResponse json_answer(int status, const Json& json)
{
    http::HttpServerResponse response;
    response.status = status;
    response.content_type = "application/scim+json";
    response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return response;
}

Json to_json(const Fault& fault)
{
    Json out{{"schemas", {"urn:ietf:params:scim:api:messages:2.0:Error"}},
             {"status", std::to_string(fault.status)},
             {"detail", fault.detail}};
    if (!fault.type.empty()) {
        out["scimType"] = fault.type;
    }
    return out;
}

http::HttpServerResponse fault_answer(const Fault& fault)
{
    return json_answer(fault.status, to_json(fault));
}

std::string location_of(const std::string& base, const ResourceType& type, const std::string& id)
{
    return base + type.endpoint + "/" + id;
}

Json shown(const state::ScimResource& resource, const ResourceType& type, Resources& resources,
           const std::string& base, const Projection& projection)
{
    Json out = resource.doc;
    out.erase(sdk::Shelf::kCleared);
    Json schemas = Json::array({type.core->id});
    for (const auto& [name, value] : out.items()) {
        if (name.starts_with("urn:")) {
            schemas.push_back(name);
        }
    }
    out["schemas"] = std::move(schemas);
    out["id"] = resource.id;
    out["meta"] = {{"resourceType", type.name},
                   {"created", model::to_string(resource.created)},
                   {"lastModified", model::to_string(resource.modified)},
                   {"location", location_of(base, type, resource.id)},
                   {"version", version_of(resource)}};
    if (&type == &user_type() && projection.wants("groups")) {
        if (Json groups = groups_of(resource.id, resources, base); !groups.empty()) {
            out["groups"] = std::move(groups);
        }
    }
    return projected(std::move(out), projection, type);
}

} // namespace rosterd::scim
