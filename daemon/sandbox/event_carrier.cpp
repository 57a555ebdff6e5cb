#include "daemon/sandbox/event_carrier.hpp"

#include <algorithm>
#include <utility>

#include "core/model/record.hpp"

namespace rosterd::sandbox
{

namespace
{

net::HttpOptions http_options()
{
    net::HttpOptions options;
    options.user_agent = "rosterd-sandbox/" ROSTERD_VERSION;
    return options;
}

// 16 characters that nobody needs to be unable to guess: nothing secret is here.
std::string sixteen(const std::string& of)
{
    std::string digits = std::to_string(model::fingerprint(of)) + "0123456789abcdef";
    return digits.substr(0, 16);
}

// Only an answer of exactly these four keys that holds `success` counts as delivered.
bool is_success(const net::HttpResult& result, const dingtalk::PushCipher& cipher)
{
    const Json json =
        result && result->status == 200 ? Json::parse(result->body, nullptr, false) : Json();
    if (!json.is_object() || json.size() != 4) {
        return false;
    }
    dingtalk::SealedPush push;
    for (const auto& [key, into] : {std::pair{"msg_signature", &push.signature},
                                    {"timeStamp", &push.timestamp},
                                    {"nonce", &push.nonce},
                                    {"encrypt", &push.encrypt}}) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_string()) {
            return false;
        }
        *into = found->get<std::string>();
    }
    return cipher.open(push) == std::string{"success"};
}

} // namespace

EventCarrier::EventCarrier(net::RealLoop& loop, EventHub& hub, Clock now)
    : loop_{loop}, hub_{hub}, now_{std::move(now)},
      http_{net::make_http_client(loop, http_options())}
{
}

EventCarrier::~EventCarrier()
{
    loop_.cancel(timer_);
}

http::Upgrade EventCarrier::upgrade(const http::HttpServerRequest& request)
{
    http::Upgrade upgrade;
    const auto ticket = request.parameters.find("ticket");
    if (request.path != "/connect" || ticket == request.parameters.end() ||
        !hub_.redeem(ticket->second, now_())) {
        upgrade.refusal.emplace();
        upgrade.refusal->status = 401;
        upgrade.refusal->body = R"({"code":"ticket.invalid","message":"no such ticket, or used"})";
        return upgrade;
    }
    const auto id = std::make_shared<SocketId>(0);
    upgrade.opened = [this, id](std::shared_ptr<http::WebSocketSession> socket) {
        *id = hub_.joined(now_());
        sockets_[*id] = std::move(socket);
        pump();
    };
    upgrade.message = [this, id](const std::string& message) {
        hub_.heard(*id, message, now_());
        pump();
    };
    upgrade.closed = [this, id] {
        hub_.left(*id);
        const auto ended = sockets_.extract(*id);
        pump();
    };
    return upgrade;
}

void EventCarrier::pump()
{
    for (const Outgoing& outgoing : hub_.due(now_())) {
        carry(outgoing);
    }
    loop_.cancel(timer_);
    if (const auto wake = hub_.wake()) {
        timer_ = loop_.after(std::max(*wake - now_(), net::Duration{1}), [this] { pump(); });
    }
}

void EventCarrier::carry(const Outgoing& outgoing)
{
    const auto socket = sockets_.find(outgoing.socket);
    switch (outgoing.kind) {
    case Outgoing::Kind::send:
        if (socket != sockets_.end()) {
            socket->second->send(outgoing.text);
        }
        break;
    case Outgoing::Kind::close:
        if (socket != sockets_.end()) {
            socket->second->close();
        }
        break;
    case Outgoing::Kind::post:
        post(outgoing);
        break;
    }
}

void EventCarrier::post(const Outgoing& outgoing)
{
    const auto& target = hub_.push();
    if (!target) { // no longer
        return hub_.posted(outgoing.message_id, false, now_());
    }
    const auto cipher = dingtalk::PushCipher::make(target->secrets);
    if (!cipher) {
        return hub_.posted(outgoing.message_id, false, now_());
    }
    dingtalk::PushCipher::Random random{};
    std::ranges::copy(sixteen(outgoing.text), random.begin());
    // Real time: whoever is told refuses what was sealed long ago or ahead.
    const auto sealed =
        cipher->seal(outgoing.text, std::to_string(loop_.now().time_since_epoch().count()),
                     sixteen(outgoing.message_id).substr(0, 8), random);
    net::HttpRequest request;
    request.url = target->url + "?msg_signature=" + sealed.signature +
                  "&signature=" + sealed.signature + "&timestamp=" + sealed.timestamp +
                  "&nonce=" + sealed.nonce;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = Json{{"encrypt", sealed.encrypt}}.dump();
    request.timeout = hub_.rules.answer;
    http_->send(std::move(request),
                [this, cipher = *cipher, message_id = outgoing.message_id,
                 alive = std::weak_ptr<bool>{alive_}](const net::HttpResult& result) {
                    if (alive.lock()) {
                        hub_.posted(message_id, is_success(result, cipher), now_());
                        pump();
                    }
                });
}

} // namespace rosterd::sandbox
