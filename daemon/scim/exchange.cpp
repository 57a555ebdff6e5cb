#include "daemon/scim/exchange.hpp"

#include "core/scim/resource.hpp"
#include "daemon/scim/answer.hpp"
#include "daemon/scim/endpoints.hpp"

namespace rosterd::scim
{

namespace
{

using http::HttpServerRequest;
using http::HttpServerResponse;
using model::Json;

Answer<Json> body_of(const HttpServerRequest& request)
{
    if (request.body.size() > kLargestBody) {
        return refuse("tooMany",
                      "the body is larger than " + std::to_string(kLargestBody) + " bytes", 413);
    }
    if (nested_deeper_than(request.body, kDeepestBody)) {
        return refuse("invalidSyntax", "the body is nested more than " +
                                           std::to_string(kDeepestBody) + " levels deep");
    }
    Json body = Json::parse(request.body, nullptr, false);
    return body.is_discarded() ? refuse("invalidSyntax", "the body is not JSON")
                               : Answer<Json>{std::move(body)};
}

// One request to one source.
class Exchange
{
public:
    Exchange(const ServerParts& parts, const HttpServerRequest& request, const Address& address)
        : parts_{parts}, request_{request}, address_{address},
          resources_{parts.store, address_.source->name, parts.now()}
    {
    }

    HttpServerResponse answer()
    {
        auto response = dispatched();
        return response ? std::move(*response) : fault_answer(response.error());
    }

private:
    using Response = Answer<HttpServerResponse>;

    bool is(const char* method) const { return request_.method == method; }
    bool reads() const { return is("GET") || is("HEAD"); }

    tl::unexpected<Fault> not_allowed() const
    {
        return refuse("", request_.method + " is not used here", 405);
    }

    Response dispatched()
    {
        const auto& path = address_.path;
        const std::string first = path.empty() ? std::string{} : path[0];
        if (first == "Me") {
            return refuse("", "nobody signs in here: /Me has no meaning", 501);
        }
        if (first == "ServiceProviderConfig" || first == "ResourceTypes" || first == "Schemas") {
            if (!reads()) {
                return not_allowed();
            }
            const bool filtered = request_.parameters.contains("filter");
            auto found = discover(path, filtered, address_.base);
            return found ? Response{json_answer(200, *found)} : tl::unexpected(found.error());
        }
        if (first == "Bulk" && path.size() == 1) {
            return is("POST") ? bulk_request() : not_allowed();
        }
        if (path.empty() || (first == ".search" && path.size() == 1)) {
            return listed(nullptr, !path.empty());
        }
        for (const ResourceType* type : resource_types()) {
            if ("/" + first == type->endpoint) {
                return of_type(*type);
            }
        }
        return refuse("", "there is nothing at " + request_.path, 404);
    }

    Response of_type(const ResourceType& type)
    {
        const auto& path = address_.path;
        if (path.size() == 2 && path[1] == ".search") {
            return listed(&type, true);
        }
        if (path.size() == 1) {
            return is("POST") ? created(type) : listed(&type, false);
        }
        if (path.size() != 2) {
            return refuse("", "there is nothing at " + request_.path, 404);
        }
        return with_id(type, path[1]);
    }

    Response listed(const ResourceType* type, bool by_message)
    {
        if (by_message ? !is("POST") : !reads()) {
            return not_allowed();
        }
        auto query = by_message ? message_query() : parse_query(request_.parameters);
        if (!query) {
            return tl::unexpected(query.error());
        }
        Answer<Json> list;
        parts_.store.snapshot([&] { list = search(resources_, type, *query, address_.base); });
        return list ? Response{json_answer(200, *list)} : tl::unexpected(list.error());
    }

    Answer<ListQuery> message_query() const
    {
        const auto body = body_of(request_);
        return body ? parse_search(*body) : tl::unexpected(body.error());
    }

    Response created(const ResourceType& type)
    {
        const auto projection = asked_for();
        const auto body = body_of(request_);
        if (!projection || !body) {
            return tl::unexpected(projection ? body.error() : projection.error());
        }
        const auto resource = resources_.create(type, *body);
        if (!resource) {
            return tl::unexpected(resource.error());
        }
        parts_.changed(address_.source->name, 1);
        return one(201, *resource, type, *projection);
    }

    Response with_id(const ResourceType& type, const std::string& id)
    {
        if (is("DELETE")) {
            return removed(type, id);
        }
        const auto projection = asked_for();
        if (!projection) {
            return tl::unexpected(projection.error());
        }
        if (reads()) {
            return got(type, id, *projection);
        }
        if (!is("PUT") && !is("PATCH")) {
            return not_allowed();
        }
        const auto body = body_of(request_);
        if (!body) {
            return tl::unexpected(body.error());
        }
        const std::string if_match = header_of(request_, "if-match");
        const auto resource = is("PUT") ? resources_.replace(type, id, *body, if_match)
                                        : resources_.patch(type, id, *body, if_match);
        if (!resource) {
            return tl::unexpected(resource.error());
        }
        parts_.changed(address_.source->name, 1);
        return one(200, *resource, type, *projection);
    }

    Response got(const ResourceType& type, const std::string& id, const Projection& projection)
    {
        const auto resource = resources_.get(type, id);
        if (!resource) {
            return tl::unexpected(resource.error());
        }
        if (names_version(header_of(request_, "if-none-match"), *resource)) {
            HttpServerResponse unchanged;
            unchanged.status = 304;
            unchanged.headers.emplace_back("ETag", version_of(*resource));
            return unchanged;
        }
        return one(200, *resource, type, projection);
    }

    Response removed(const ResourceType& type, const std::string& id)
    {
        if (auto gone = resources_.remove(type, id, header_of(request_, "if-match")); !gone) {
            return tl::unexpected(gone.error());
        }
        parts_.changed(address_.source->name, 1);
        HttpServerResponse response;
        response.status = 204;
        return response;
    }

    Response bulk_request()
    {
        if (request_.body.size() > kLargestBulk) {
            return refuse("tooMany",
                          "a bulk has " + std::to_string(kLargestBulk) + " bytes at most", 413);
        }
        const auto body = body_of(request_);
        if (!body) {
            return tl::unexpected(body.error());
        }
        Answer<BulkOutcome> outcome;
        parts_.store.transaction([&] { outcome = bulk(resources_, *body, address_.base); });
        if (!outcome) {
            return tl::unexpected(outcome.error());
        }
        parts_.changed(address_.source->name, outcome->changes);
        return json_answer(200, outcome->response);
    }

    Answer<Projection> asked_for() const
    {
        const auto query = parse_query(request_.parameters);
        return query ? Answer<Projection>{query->projection} : tl::unexpected(query.error());
    }

    HttpServerResponse one(int status, const state::ScimResource& resource,
                           const ResourceType& type, const Projection& projection)
    {
        auto response =
            json_answer(status, shown(resource, type, resources_, address_.base, projection));
        response.headers.emplace_back("ETag", version_of(resource));
        response.headers.emplace_back("Location", location_of(address_.base, type, resource.id));
        return response;
    }

    const ServerParts& parts_;
    const HttpServerRequest& request_;
    const Address& address_;
    Resources resources_;
};

} // namespace

std::string header_of(const HttpServerRequest& request, const char* name)
{
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string{} : found->second;
}

HttpServerResponse exchange(const ServerParts& parts, const HttpServerRequest& request,
                            const Address& address)
{
    return Exchange{parts, request, address}.answer();
}

} // namespace rosterd::scim
