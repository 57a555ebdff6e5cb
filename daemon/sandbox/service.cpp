#include "daemon/sandbox/service.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <set>

#include "daemon/sandbox/admission.hpp"
#include "daemon/sandbox/control.hpp"
#include "daemon/sandbox/gateway.hpp"
#include "daemon/sandbox/page.hpp"

namespace rosterd::sandbox
{

namespace
{

using http::HttpServerRequest;

GatewayAnswer answer(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    return is_new_style(request.path) ? answer_new(parts, request, now)
                                      : answer_old(parts, request, now);
}

Answer refused_by(const Fault& fault, Parts& parts, std::string_view path)
{
    if (is_new_style(path)) {
        return new_refusal({fault.status, fault.code.empty() ? "system.busy" : fault.code,
                            fault.message.empty() ? message_of(-1) : fault.message},
                           make_uuid(++parts.requests));
    }
    const auto code = static_cast<int>(fault.errcode);
    return old_refusal(
        {code, fault.message.empty() ? message_of(code) : fault.message, fault.wrapped},
        make_request_id(++parts.requests));
}

GatewayAnswer closed()
{
    GatewayAnswer closed;
    closed.answer.response.ending = http::Ending::nothing;
    closed.answer.code = "closed";
    return closed;
}

GatewayAnswer http_error(int status)
{
    GatewayAnswer failed;
    failed.answer.response.status = status;
    failed.answer.response.content_type = "text/html";
    failed.answer.response.body = "<html><body>" + std::to_string(status) + "</body></html>";
    failed.answer.code = "http." + std::to_string(status);
    return failed;
}

// Where a bad token is told before anything a fault would tell.
bool is_spared(const Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    return !parts.rules.faults_before_token &&
           has_bad_token(parts, old_endpoint(request.path), request, now);
}

GatewayAnswer with_fault(const Fault& fault, Parts& parts, const HttpServerRequest& request,
                         model::Instant now)
{
    switch (fault.mode) {
    case FaultMode::errcode:
        return {refused_by(fault, parts, request.path), ""};
    case FaultMode::http:
        return http_error(fault.status);
    case FaultMode::html:
        return {block_page(), ""};
    case FaultMode::block:
        return {block_answer(), ""};
    case FaultMode::close_before:
        return closed();
    case FaultMode::close_after:
    case FaultMode::truncate: {
        auto applied = answer(parts, request, now);
        applied.answer.response.ending =
            fault.mode == FaultMode::truncate ? http::Ending::cut : http::Ending::nothing;
        return applied;
    }
    case FaultMode::delay:
        return answer(parts, request, now);
    }
    return {};
}

// [RFC 9110, 5.6.7]: "Mon, 23 Nov 2026 14:00:00 GMT".
std::string http_date(model::Instant at)
{
    const std::time_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %T GMT", &parts)};
}

} // namespace

struct SandboxService::State {
    Parts parts;
};

SandboxService::SandboxService(Organisation organisation, Rules rules, std::uint64_t seed)
    : state_{new State{Parts{std::move(organisation), std::move(rules), seed}}}
{
    state_->parts.organisation.take_changes(); // what was there before is no news
}
SandboxService::~SandboxService() = default;
SandboxService::SandboxService(SandboxService&&) noexcept = default;
SandboxService& SandboxService::operator=(SandboxService&&) noexcept = default;

Organisation& SandboxService::organisation()
{
    return state_->parts.organisation;
}

EventHub& SandboxService::events()
{
    return state_->parts.events;
}

model::Instant SandboxService::time_at(model::Instant real) const
{
    return real + state_->parts.forward;
}

SandboxAnswer SandboxService::handle(const HttpServerRequest& request, model::Instant real)
{
    const model::Instant now = time_at(real);
    auto answered = answer_request(request, now);
    answered.response.headers.emplace_back(
        "Date", http_date(now + std::chrono::seconds{state_->parts.rules.clock_ahead_s}));
    std::set<Change> told; // what one request changes twice is one change
    for (const Change& change : state_->parts.organisation.take_changes()) {
        if (told.insert(change).second) {
            state_->parts.events.tell(change, now);
        }
    }
    return answered;
}

SandboxAnswer SandboxService::answer_request(const HttpServerRequest& request, model::Instant now)
{
    auto& parts = state_->parts;
    if (request.path.starts_with("/sandbox/")) {
        return {control(parts, request, now)};
    }
    if (request.path == "/" && request.method == "GET") {
        return {page()};
    }
    parts.takes = model::Duration{parts.rules.latency_ms};
    if (!parts.limiter.admits_address(request.peer, parts.rules.calls_per_address, now)) {
        auto blocked = block_page();
        parts.calls.add({now, request.path, blocked.code, ""});
        return {std::move(blocked.response), parts.takes};
    }
    const auto fault =
        is_spared(parts, request, now) ? std::nullopt : parts.faults.take(request.path);
    if (fault && fault->mode == FaultMode::delay) {
        parts.takes += model::Duration{fault->ms};
    }
    auto [answered, target] =
        fault ? with_fault(*fault, parts, request, now) : answer(parts, request, now);
    parts.calls.add({now, request.path, std::move(answered.code), std::move(target)});
    return {std::move(answered.response), parts.takes};
}

Organisation new_company(std::string_view name, model::Instant now)
{
    Organisation organisation{std::string{name}};
    User administrator;
    administrator.userid = "manager01";
    administrator.name = "Administrator";
    administrator.state_code = "86";
    administrator.mobile = "13000000001";
    administrator.active = true;
    administrator.admin_level = 1;
    administrator.create_time = model::to_string(now);
    administrator.positions.push_back({model::kCompanyRoot, 0, "", "", true});
    organisation.restore_user(std::move(administrator));
    return organisation;
}

} // namespace rosterd::sandbox
