#include "core/scim/words.hpp"
#include "daemon/scim/endpoints.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

Json with_meta(Json json, const char* type, const std::string& location)
{
    json["meta"] = {{"resourceType", type}, {"location", location}};
    return json;
}

Json configuration(const std::string& base)
{
    const Json config{
        {"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"}},
        {"patch", {{"supported", true}}},
        {"bulk",
         {{"supported", true},
          {"maxOperations", kMostOperations},
          {"maxPayloadSize", kLargestBulk}}},
        {"filter", {{"supported", true}, {"maxResults", kMostAtOnce}}},
        {"changePassword", {{"supported", false}}},
        {"sort", {{"supported", true}}},
        {"etag", {{"supported", true}}},
        {"authenticationSchemes",
         Json::array({{{"type", "oauthbearertoken"},
                       {"name", "Bearer token"},
                       {"description", "The token of the source, from rosterd's configuration"},
                       {"specUri", "https://www.rfc-editor.org/info/rfc6750"},
                       {"primary", true}}})}};
    return with_meta(config, "ServiceProviderConfig", base + "/ServiceProviderConfig");
}

Json list_of(std::vector<Json> all)
{
    return {{"schemas", {"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
            {"totalResults", all.size()},
            {"startIndex", 1},
            {"itemsPerPage", all.size()},
            {"Resources", std::move(all)}};
}

// Everything that is described at this path, each with its id.
std::vector<Json> described(const std::string& what, const std::string& base)
{
    std::vector<Json> out;
    if (what == "Schemas") {
        for (const Schema* schema : schemas()) {
            out.push_back(with_meta(to_json(*schema), "Schema", base + "/Schemas/" + schema->id));
        }
    } else {
        for (const ResourceType* type : resource_types()) {
            out.push_back(
                with_meta(to_json(*type), "ResourceType", base + "/ResourceTypes/" + type->name));
        }
    }
    return out;
}

} // namespace

Answer<Json> discover(const std::vector<std::string>& path, bool filtered, const std::string& base)
{
    if (filtered) { // RFC 7644, 4
        return refuse("", "what is described here can't be filtered", 403);
    }
    if (path[0] == "ServiceProviderConfig" && path.size() == 1) {
        return configuration(base);
    }
    auto all = path[0] == "ServiceProviderConfig" ? std::vector<Json>{} : described(path[0], base);
    if (path.size() == 1) {
        return list_of(std::move(all));
    }
    for (Json& one : all) {
        if (path.size() == 2 && same_word(one["id"].get_ref<const std::string&>(), path[1])) {
            return std::move(one);
        }
    }
    return refuse("", "there is no " + path[0] + "/" + path[1], 404);
}

} // namespace rosterd::scim
