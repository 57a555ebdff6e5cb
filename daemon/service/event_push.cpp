#include "daemon/service/event_push.hpp"

#include <random>
#include <utility>

#include "core/dingtalk/push_message.hpp"

namespace rosterd::service
{

namespace
{

using dingtalk::ReplayGuard;

dingtalk::PushCipher::Random random_letters()
{
    constexpr std::string_view letters =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::random_device device;
    std::uniform_int_distribution<std::size_t> any{0, letters.size() - 1};
    dingtalk::PushCipher::Random out{};
    for (char& letter : out) {
        letter = letters[any(device)];
    }
    return out;
}

} // namespace

EventPush::EventPush(dingtalk::PushCipher cipher, log::Log& log,
                     std::function<void(const dingtalk::Event&)> keep)
    : cipher_{std::move(cipher)}, log_{log}, keep_{std::move(keep)}
{
}

http::HttpServerResponse EventPush::answer(const http::HttpServerRequest& request,
                                           model::Instant now)
{
    if (request.method != "POST") {
        return refuse(405, "events are posted", request);
    }
    const auto push = dingtalk::read_push(request.parameters, request.body);
    if (!push) {
        return refuse(400, "this is no event of DingTalk's", request);
    }
    const auto message = cipher_.open(*push);
    if (!message) {
        return refuse(403, dingtalk::to_string(message.error()), request);
    }
    switch (guard_.judge(push->timestamp, push->nonce, now)) {
    case ReplayGuard::Verdict::fresh:
        break;
    case ReplayGuard::Verdict::out_of_time:
        return refuse(403, "sent more than five minutes ago or ahead: is this clock right?",
                      request);
    case ReplayGuard::Verdict::repeated:
        return refuse(403, "this very request came before", request);
    }
    const auto event = dingtalk::event_of_push(*message, now);
    if (!event) {
        return refuse(400, "the decrypted message is no event", request);
    }
    if (event->type == "check_url") { // the console tries the address
        log_.info("event.check_url", {{"peer", request.peer}});
        return success(now);
    }
    try {
        keep_(*event);
    } catch (...) {
        guard_.forget(push->timestamp, push->nonce);
        throw;
    }
    return success(now);
}

http::HttpServerResponse EventPush::success(model::Instant now) const
{
    const auto random = random_letters();
    const auto nonce = random_letters();
    http::HttpServerResponse response;
    response.body =
        dingtalk::answer_of(cipher_.seal("success", std::to_string(now.time_since_epoch().count()),
                                         {nonce.begin(), nonce.end()}, random))
            .dump();
    return response;
}

http::HttpServerResponse EventPush::refuse(int status, std::string_view why,
                                           const http::HttpServerRequest& request)
{
    log_.warning("event.refused", {{"peer", request.peer}, {"message", why}});
    http::HttpServerResponse response;
    response.status = status;
    response.body = model::Json{{"error", why}}.dump();
    return response;
}

} // namespace rosterd::service
