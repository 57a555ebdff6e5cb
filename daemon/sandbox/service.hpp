// The DingTalk Open API on this machine: one request in, one answer out. No socket and no clock is
// touched, so it also runs inside a test on virtual time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/model/time.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/event_hub.hpp"
#include "daemon/sandbox/organisation.hpp"
#include "daemon/sandbox/rules.hpp"

namespace rosterd::sandbox
{

struct SandboxAnswer {
    http::HttpServerResponse response;
    model::Duration delay{0}; // how long to wait before the answer leaves
};

class SandboxService
{
public:
    // `seed` goes into the tokens: fixed in tests, random in a process.
    SandboxService(Organisation organisation, Rules rules, std::uint64_t seed = 0);
    ~SandboxService();
    SandboxService(SandboxService&&) noexcept;
    SandboxService& operator=(SandboxService&&) noexcept;

    // Both gateways (the path tells which), the control interface under /sandbox/, and the page for
    // people at /.
    SandboxAnswer handle(const http::HttpServerRequest& request, model::Instant real);
    // The sandbox's own time, which may have been put forward.
    model::Instant time_at(model::Instant real) const;

    Organisation& organisation();
    EventHub& events(); // what is to be told of, and to whom

private:
    SandboxAnswer answer_request(const http::HttpServerRequest& request, model::Instant now);
    struct State;
    std::unique_ptr<State> state_;
};

// The root department and one administrator, "manager01", who has logged in.
Organisation new_company(std::string_view name, model::Instant now);

} // namespace rosterd::sandbox
