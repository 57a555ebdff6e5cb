#include "tests/sim/wire.hpp"

#include <utility>

#include "core/model/json.hpp"
#include "daemon/http/target.hpp"
#include "tests/sim/hand.hpp"

namespace rosterd::sim
{

namespace
{

using namespace std::chrono_literals;
using http::HttpServerRequest;
using model::Json;
using net::HttpResponse;
using net::HttpResult;
using net::NetErrorKind;

constexpr const char* kPage = "<html><body>trouble</body></html>";

HttpServerRequest arriving(const net::HttpRequest& request)
{
    HttpServerRequest out;
    out.method = request.method;
    out.body = request.body;
    out.peer = "127.0.0.1";
    const std::size_t path = request.url.find('/', std::string_view{"https://"}.size());
    const std::size_t query = request.url.find('?', path);
    out.path = http::url_decode(request.url.substr(path, query - path), false);
    if (query != std::string::npos) {
        out.query = request.url.substr(query + 1);
        out.parameters = http::parse_form(out.query);
    }
    for (const auto& [name, value] : request.headers) {
        std::string lower = name;
        for (char& c : lower) {
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        out.headers[lower] = value;
    }
    return out;
}

HttpResponse refusal(int errcode)
{
    return {200, {}, Json{{"errcode", errcode}, {"errmsg", "trouble"}, {"request_id", "r"}}.dump()};
}

std::string nobody(int errcode)
{
    return Json{{"errcode", errcode}, {"errmsg", "找不到"}, {"request_id", "r"}}.dump();
}

std::string department_in(const Json& department)
{
    return "#" + std::to_string(department.value("dept_id", model::DeptId{0}));
}

} // namespace

Wire::Wire(World& world, net::VirtualLoop& loop, std::function<void()> stop)
    : world_{world}, loop_{loop}, stop_{std::move(stop)}, began_{world.now - loop.steady()}
{
}

Wire::~Wire()
{
    for (const auto& [number, flight] : flights_) {
        if (!flight.arrived && world_.dice.chance(0.5)) {
            world_.ask(flight.request);
        }
    }
}

net::Duration Wire::a_while()
{
    return net::Duration{world_.dice.between(1, 40)};
}

void Wire::die_perhaps()
{
    if (world_.disk.dead() || world_.strikes(Fault::killed_at_wire)) {
        world_.disk.die();
        throw Killed{};
    }
}

void Wire::send(net::HttpRequest request, net::HttpCallback callback)
{
    tick();
    die_perhaps();
    const std::uint64_t number = ++last_;
    flights_[number] = {arriving(request), request.timeout, loop_.steady(), std::move(callback)};
    world_.sent(flights_[number].request);
    loop_.after(a_while(), [this, number] { arrive(number); });
}

void Wire::end(std::uint64_t number, HttpResult result)
{
    // A time-out is noticed later than anything else.
    const bool late = !result && result.error().kind == NetErrorKind::timed_out;
    const net::Duration wait = late ? flights_.at(number).timeout : a_while();
    loop_.after(wait, [this, number, result = std::move(result)]() mutable {
        const auto flight = flights_.extract(number);
        if (result) {
            result->took = loop_.steady() - flight.mapped().sent;
        }
        flight.mapped().callback(std::move(result));
    });
}

void Wire::arrive(std::uint64_t number)
{
    tick();
    Flight& flight = flights_.at(number);
    if (world_.strikes(Fault::stopped)) {
        stop_();
    }
    if (world_.strikes(Fault::token_revoked)) {
        world_.revoke_tokens();
    }
    if (world_.strikes(Fault::changed_by_hand, 0.2)) {
        change_by_hand(world_);
    }
    if (auto result = lost_or_refused()) {
        return end(number, std::move(*result));
    }
    flight.arrived = true;
    HttpResponse response = apply(flight.request);
    die_perhaps();
    end(number, answered(std::move(response)));
}

std::optional<HttpResult> Wire::lost_or_refused()
{
    if (world_.strikes(Fault::refused)) {
        return tl::unexpected(net::NetError{NetErrorKind::refused, "connection refused", false});
    }
    if (world_.strikes(Fault::reset_before)) {
        return tl::unexpected(net::NetError{NetErrorKind::broken, "reset by peer", true});
    }
    if (world_.strikes(Fault::timeout_before)) {
        return tl::unexpected(net::NetError{NetErrorKind::timed_out, "no answer", true});
    }
    if (world_.strikes(Fault::ip_block)) {
        world_.blocked_until = world_.now + 5min;
    }
    if (world_.blocked_until > world_.now) {
        return HttpResponse{200, {{"content-type", "text/html"}}, kPage};
    }
    if (world_.strikes(Fault::http_500)) {
        return HttpResponse{500, {}, ""};
    }
    if (world_.strikes(Fault::html)) {
        return HttpResponse{502, {{"content-type", "text/html"}}, kPage};
    }
    if (world_.strikes(Fault::busy)) {
        return refusal(-1);
    }
    if (world_.strikes(Fault::throttled)) {
        return refusal(90018);
    }
    return std::nullopt;
}

HttpResponse Wire::apply(const HttpServerRequest& request)
{
    auto answer = world_.ask(request);
    const bool done = answer.body.find("\"errcode\":0") != std::string::npos;
    if (done && request.path == "/topapi/v2/user/create" &&
        world_.strikes(Fault::late_visibility)) {
        const std::string userid = Json::parse(answer.body)["result"]["userid"];
        world_.hidden[userid] = world_.now + std::chrono::seconds{world_.dice.between(1, 8)};
    }
    if (done && request.path == "/topapi/v2/department/create" &&
        world_.strikes(Fault::late_department)) {
        world_.hidden[department_in(Json::parse(answer.body)["result"])] =
            world_.now + std::chrono::seconds{world_.dice.between(1, 8)};
    }
    hide(request, answer.body);
    return {answer.status, {{"content-type", answer.content_type}}, std::move(answer.body)};
}

// What a read says while a new account or department is not to be seen yet.
void Wire::hide(const HttpServerRequest& request, std::string& body) const
{
    const auto is_hidden = [&](const std::string& name) {
        const auto found = world_.hidden.find(name);
        return found != world_.hidden.end() && found->second > world_.now;
    };
    const auto without = [&](Json& list, const auto& name_of) {
        for (auto at = list.begin(); at != list.end();) {
            at = is_hidden(name_of(*at)) ? list.erase(at) : std::next(at);
        }
    };
    const bool departments = request.path == "/topapi/v2/department/listsub";
    const bool members = request.path == "/topapi/v2/user/list";
    const bool person =
        request.path == "/topapi/v2/user/get" || request.path == "/topapi/v2/user/getbymobile";
    const bool department = request.path == "/topapi/v2/department/get";
    if (world_.hidden.empty() || !(departments || members || person || department)) {
        return;
    }
    Json answer = Json::parse(body, nullptr, false);
    if (!answer.is_object() || !answer.contains("result")) {
        return;
    }
    Json& result = answer["result"];
    if (person && is_hidden(result.value("userid", ""))) {
        body = nobody(60121);
    } else if (department && is_hidden(department_in(result))) {
        body = nobody(60003);
    } else if (members) {
        without(result["list"], [](const Json& one) { return one.value("userid", ""); });
        body = answer.dump();
    } else if (departments) {
        without(result, department_in);
        body = answer.dump();
    }
}

HttpResult Wire::answered(HttpResponse response)
{
    if (world_.strikes(Fault::reset_after)) {
        return tl::unexpected(net::NetError{NetErrorKind::broken, "reset by peer", true});
    }
    if (world_.strikes(Fault::timeout_after)) {
        return tl::unexpected(net::NetError{NetErrorKind::timed_out, "no answer", true});
    }
    if (world_.strikes(Fault::http_500_after)) {
        return HttpResponse{500, {}, ""};
    }
    if (world_.strikes(Fault::truncated)) {
        response.body.resize(response.body.size() / 2);
    } else if (world_.strikes(Fault::busy_after)) {
        return refusal(-1);
    }
    return response;
}

} // namespace rosterd::sim
