#include "daemon/service/event_stream.hpp"

#include <algorithm>
#include <random>
#include <utility>

#include "core/dingtalk/envelope.hpp"
#include "core/state/store.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;
using dingtalk::ConnectionId;
namespace stream = dingtalk::stream;

constexpr net::Duration kKeepWithin = 2s; // DingTalk waits three for an acknowledgement
constexpr net::Duration kAgain = 20ms;    // a run writes now and then, and for moments
constexpr const char* kAgent = "rosterd/" ROSTERD_VERSION;

std::unique_ptr<net::HttpClient> make_http(net::RealLoop& loop)
{
    net::HttpOptions options;
    options.connections = 1;
    options.user_agent = kAgent;
    return net::make_http_client(loop, options);
}

std::unique_ptr<net::WebSocketClient> make_client(net::RealLoop& loop)
{
    net::WebSocketOptions options;
    options.user_agent = kAgent;
    return net::make_websocket_client(loop, options);
}

tl::unexpected<dingtalk::ApiError> no_ticket()
{
    dingtalk::ApiError error;
    error.retry = dingtalk::RetryClass::back_off;
    error.code = "answer.unreadable";
    error.message = "DingTalk answered without an endpoint or a ticket";
    return tl::unexpected(std::move(error));
}

} // namespace

EventStream::EventStream(net::RealLoop& loop, log::Log& log,
                         const config::DingTalkSettings& settings, Keep keep, NotKept not_kept,
                         Online online)
    : loop_{loop}, log_{log}, settings_{settings}, keep_{std::move(keep)},
      not_kept_{std::move(not_kept)}, online_{std::move(online)}, session_{std::random_device{}()},
      http_{make_http(loop)}, client_{make_client(loop)}
{
}

EventStream::~EventStream()
{
    loop_.cancel(timer_);
}

void EventStream::start()
{
    carry_out(session_.start());
}

void EventStream::carry_out(const dingtalk::StreamActions& actions)
{
    for (const dingtalk::StreamAction& action : actions) {
        std::visit([this](const auto& one) { act(one); }, action);
    }
    set_timer();
}

void EventStream::set_timer()
{
    loop_.cancel(timer_);
    const auto wake = session_.wake();
    if (!wake) {
        return;
    }
    timer_ = loop_.after(std::max(*wake - loop_.steady(), net::Duration{0}),
                         [this] { carry_out(session_.tick(loop_.steady())); });
}

void EventStream::act(const stream::OpenCall& /*action*/)
{
    net::HttpRequest request;
    request.url = settings_.api_url + "/v1.0/gateway/connections/open";
    request.timeout = 10s;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = dingtalk::open_call(settings_.app_key, settings_.app_secret, kAgent).dump();
    http_->send(std::move(request),
                [this, alive = std::weak_ptr<bool>{alive_}](const net::HttpResult& result) {
                    if (alive.lock()) {
                        answered(result);
                    }
                });
}

void EventStream::answered(const net::HttpResult& result)
{
    const auto now = loop_.steady();
    const auto answer = result ? dingtalk::read_answer(dingtalk::Family::api, *result)
                               : tl::unexpected(dingtalk::of_net(result.error()));
    if (!answer) {
        return carry_out(session_.opened(tl::unexpected(answer.error()), now));
    }
    const auto ticket = dingtalk::read_ticket(*answer);
    carry_out(ticket ? session_.opened(*ticket, now) : session_.opened(no_ticket(), now));
}

void EventStream::act(const stream::Connect& action)
{
    const ConnectionId id = action.connection;
    net::WebSocketHandlers handlers;
    handlers.opened = [this, id] { carry_out(session_.connected(id, loop_.steady())); };
    handlers.message = [this, id](const std::string& text) {
        carry_out(session_.frame(id, text, loop_.steady(), loop_.now()));
    };
    handlers.alive = [this, id] {
        session_.heard(id, loop_.steady());
        set_timer();
    };
    handlers.closed = [this, id](const net::NetError& error) {
        const auto ended = sockets_.extract(id);
        carry_out(session_.closed(id, error.message, loop_.steady()));
    };
    // Without TLS only where the open call itself went without: to a sandbox on this machine.
    const bool plain = settings_.api_url.starts_with("http://");
    sockets_[id] =
        client_->connect(dingtalk::connect_url(action.ticket, plain), std::move(handlers));
}

void EventStream::act(const stream::Keep& action)
{
    keep_by(loop_.steady() + kKeepWithin, action);
}

// Asks the state again and again rather than waiting in it: others are answered meanwhile.
void EventStream::keep_by(net::Duration end, const stream::Keep& action)
{
    bool durable = true;
    try {
        keep_(action.event);
    } catch (const std::exception& error) {
        const bool busy = dynamic_cast<const state::StoreBusy*>(&error) != nullptr;
        if (busy && loop_.steady() < end) {
            loop_.after(kAgain, [this, end, action, alive = std::weak_ptr<bool>{alive_}] {
                if (alive.lock()) {
                    keep_by(end, action);
                }
            });
            return;
        }
        durable = false; // DingTalk sends it again
        not_kept_();
        log_.error("event.not_kept", {{"event_id", action.event.id}, {"message", error.what()}});
    }
    carry_out(session_.kept(action.connection, action.message_id, durable));
}

void EventStream::act(const stream::Send& action)
{
    if (const auto socket = sockets_.find(action.connection); socket != sockets_.end()) {
        socket->second->send(action.text);
    }
}

void EventStream::act(const stream::Ping& action)
{
    if (const auto socket = sockets_.find(action.connection); socket != sockets_.end()) {
        socket->second->ping();
    }
}

void EventStream::act(const stream::Close& action)
{
    sockets_.erase(action.connection);
}

void EventStream::act(const stream::Online& action)
{
    online_(action.away);
}

void EventStream::act(const stream::Trouble& action)
{
    log_.warning("events.trouble", {{"message", action.message}});
}

} // namespace rosterd::service
