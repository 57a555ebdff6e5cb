#include "core/scim/resource.hpp"
#include "core/scim/words.hpp"
#include "daemon/http/bearer.hpp"
#include "daemon/scim/endpoints.hpp"
#include "daemon/scim/server.hpp"

namespace rosterd::scim
{

namespace
{

using http::HttpServerResponse;
using model::Json;

struct Refused {
    Fault fault; // thrown through a transaction, so that nothing of it stays
};

HttpServerResponse plain_answer(int status, const Json& json)
{
    HttpServerResponse response;
    response.status = status;
    response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return response;
}

HttpServerResponse refused(int status, const std::string& error, const std::string& hint)
{
    return plain_answer(status, {{"error", error}, {"hint", hint}});
}

} // namespace

Answer<std::size_t> take_facts(Resources& resources, const Json& message)
{
    const auto operations = operations_in(message);
    if (!operations) {
        return tl::unexpected(operations.error());
    }
    for (std::size_t i = 0; i < (*operations)->size(); ++i) {
        const Json& one = (**operations)[i];
        const std::string place = "Operations[" + std::to_string(i) + "]: ";
        const Json* data = member(one, "data");
        if (!same_word(text_of(one, "method"), "POST") || text_of(one, "path") != "/Users" ||
            data == nullptr || !data->is_object()) {
            return refuse("invalidSyntax",
                          place + "a fact is {\"method\": \"POST\", \"path\": \"/Users\", "
                                  "\"data\": {...}}; who has left has \"active\": false");
        }
        if (auto stated = resources.state_fact(*data); !stated) {
            return refuse(stated.error().type, place + stated.error().detail,
                          stated.error().status);
        }
    }
    return (*operations)->size();
}

HttpServerResponse answer_facts(const ServerParts& parts, const std::string& source,
                                const http::HttpServerRequest& request, bool trusted)
{
    const config::SourceSettings* found = nullptr;
    for (const config::SourceSettings& one : parts.settings.sources) {
        if (one.name == source && one.connector == "scim") {
            found = &one;
        }
    }
    if (!trusted && (found == nullptr ||
                     !http::shows_token(request, found->options.value("token", std::string{})))) {
        auto response =
            refused(401, "the token is missing or wrong", "Authorization: Bearer TOKEN");
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    if (found == nullptr) {
        return refused(404, "there is no source " + source + " that takes facts",
                       "sources: [{name: " + source + ", connector: scim, ...}]");
    }
    const Json body =
        request.body.size() > kLargestBody || nested_deeper_than(request.body, kDeepestBody)
            ? Json(Json::value_t::discarded)
            : Json::parse(request.body, nullptr, false);
    if (body.is_discarded()) {
        return refused(400, "the body is not JSON, or too large or deep",
                       R"({"Operations": [{"method": "POST", "path": "/Users", "data": {...}}]})");
    }
    try {
        std::size_t taken = 0;
        parts.store.transaction([&] {
            Resources resources{parts.store, source, parts.now()};
            auto facts = take_facts(resources, body);
            if (!facts) {
                throw Refused{facts.error()};
            }
            taken = *facts;
        });
        parts.changed(source, taken);
        return plain_answer(202, {{"accepted", taken}});
    } catch (const Refused& refusal) {
        return refused(refusal.fault.status, refusal.fault.detail,
                       "nothing of this request was taken: mend it and send it again");
    }
}

} // namespace rosterd::scim
