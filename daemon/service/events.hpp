// DingTalk's events in the daemon: by whichever way they come they are kept, each once, and make
// the next run read what they name.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/dingtalk/event.hpp"
#include "core/state/store.hpp"
#include "daemon/http/server.hpp"
#include "daemon/log/log.hpp"
#include "daemon/service/event_push.hpp"
#include "daemon/service/event_stream.hpp"
#include "daemon/service/gap.hpp"
#include "daemon/service/metrics.hpp"

namespace rosterd::service
{

class Events
{
public:
    using Ask = std::function<void(model::Duration after)>; // for a run
    Events(net::RealLoop& loop, log::Log& log, state::Store& store, Metrics& metrics, Ask ask);

    // Begins, goes on or ends listening as the settings say.
    void adopt(const config::Settings& settings);
    // Notes now and then that events come in, and asks for a run when the backlog is due again.
    void tick();
    // Notes until when events came in, and takes no more.
    void stop();

    // POST /dingtalk/events; nothing where events are not pushed.
    std::optional<http::HttpServerResponse> push(const http::HttpServerRequest& request);
    // Whether the run that begins now is to fetch what could not be delivered.
    bool take_backlog() { return backlog_.take(); }
    // That run came to nothing: the next one is to do it.
    void owe_backlog() { backlog_.owe(); }
    // Nothing where Stream mode is not in use.
    std::optional<bool> stream_up() const;

private:
    void keep(const dingtalk::Event& event); // durable on return, or it throws
    void keep_or_note(const dingtalk::Event& event);
    void online(std::optional<model::Duration> away);
    void note_online();
    void note_missed();
    bool listening() const;

    net::RealLoop& loop_;
    log::Log& log_;
    state::Store& store_;
    Metrics& metrics_;
    Ask ask_;
    std::optional<config::DingTalkSettings> settings_; // that are in force
    std::unique_ptr<EventStream> stream_;
    std::unique_ptr<EventPush> push_;
    Backlog backlog_;
    std::optional<model::Instant> noted_;
};

} // namespace rosterd::service
