// SCIM 2.0 (RFC 7643, 7644) below /scim/v2/, for sources with `connector: scim`; each has its own
// token and its own users and groups. Decides from the request and the store alone.
#pragma once

#include <functional>
#include <string>

#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/http/server.hpp"

namespace rosterd::scim
{

struct ServerParts {
    const config::Settings& settings;
    state::Store& store;
    std::function<model::Instant()> now;
    // So many resources of the source changed, durably: read it soon.
    std::function<void(const std::string& source, std::size_t changes)> changed;
};

// What whoever writes by SCIM may send at most.
inline constexpr std::size_t kLargestBody = 16UL * 1024 * 1024;
inline constexpr int kDeepestBody = 32; // arrays and objects within one another

// /scim/v2/SOURCE/..., or /scim/v2/... while there is one such source. Throws state::StoreBusy,
// having done nothing.
http::HttpServerResponse answer(const ServerParts& parts, const http::HttpServerRequest& request);

// POST /api/v1/sources/SOURCE/bulk: facts about people as a BulkRequest of POSTs to /Users; who is
// there is updated by externalId, what is not said stays. All of them are durable with 202, or none
// is taken. `trusted`: the request showed the API's own token; else it has to show the source's.
http::HttpServerResponse answer_facts(const ServerParts& parts, const std::string& source,
                                      const http::HttpServerRequest& request, bool trusted);

// An answer in SCIM's form to what could not be answered at all: the state is busy, or a defect.
http::HttpServerResponse trouble(int status, const std::string& detail);

} // namespace rosterd::scim
