// What POST /dingtalk/events answers: DingTalk's HTTP push [receive-callback-message].
#pragma once

#include <functional>

#include "core/dingtalk/event.hpp"
#include "core/dingtalk/push_cipher.hpp"
#include "core/dingtalk/push_replay.hpp"
#include "daemon/http/server.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::service
{

class EventPush
{
public:
    // `keep` makes an event durable, or throws: only then DingTalk hears `success`.
    EventPush(dingtalk::PushCipher cipher, log::Log& log,
              std::function<void(const dingtalk::Event&)> keep);

    // 200 and an encrypted `success`; 400 for what is no push; 403 for a wrong signature, another
    // application's event, a repetition of the same request, or one more than five minutes old.
    http::HttpServerResponse answer(const http::HttpServerRequest& request, model::Instant now);

private:
    http::HttpServerResponse refuse(int status, std::string_view why,
                                    const http::HttpServerRequest& request);
    http::HttpServerResponse success(model::Instant now) const;

    dingtalk::PushCipher cipher_;
    log::Log& log_;
    std::function<void(const dingtalk::Event&)> keep_;
    dingtalk::ReplayGuard guard_;
};

} // namespace rosterd::service
