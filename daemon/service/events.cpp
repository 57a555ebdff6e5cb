#include "daemon/service/events.hpp"

#include <utility>

#include "core/dingtalk/hint.hpp"
#include "daemon/cycle/told.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kCalm = 1s; // changes come in swarms
constexpr auto kNote = 1min;
constexpr auto kNextTry = 500ms;                 // to write into a busy state
constexpr const char* kOnline = "events.online"; // until when events are known to have come in

bool same_way(const config::DingTalkSettings& one, const config::DingTalkSettings& other)
{
    const auto push_of = [](const config::DingTalkSettings& settings) {
        const auto& push = settings.events.push;
        return push ? push->token + "\n" + push->aes_key + "\n" + push->owner_key : "";
    };
    return one.events.stream == other.events.stream && push_of(one) == push_of(other) &&
           one.app_key == other.app_key && one.app_secret == other.app_secret &&
           one.api_url == other.api_url;
}

} // namespace

Events::Events(net::RealLoop& loop, log::Log& log, state::Store& store, Metrics& metrics, Ask ask)
    : loop_{loop}, log_{log}, store_{store}, metrics_{metrics}, ask_{std::move(ask)}
{
}

void Events::adopt(const config::Settings& settings)
{
    if (settings_ && same_way(*settings_, settings.dingtalk)) {
        return;
    }
    stop();
    settings_ = settings.dingtalk;
    if (settings_->events.stream) {
        stream_ = std::make_unique<EventStream>(
            loop_, log_, *settings_, [this](const dingtalk::Event& event) { keep(event); },
            [this] { backlog_.not_kept(loop_.now()); },
            [this](std::optional<model::Duration> away) { online(away); });
        stream_->start();
    }
    if (const auto& push = settings_->events.push) {
        push_ = std::make_unique<EventPush>(
            dingtalk::PushCipher::make({push->token, push->aes_key, push->owner_key}).value(), log_,
            [this](const dingtalk::Event& event) { keep_or_note(event); });
        online(std::nullopt);
    }
}

void Events::stop()
{
    if (listening()) {
        note_online();
    }
    stream_.reset();
    push_.reset();
    settings_.reset();
}

bool Events::listening() const
{
    return push_ || (stream_ && stream_->online());
}

std::optional<bool> Events::stream_up() const
{
    return stream_ ? std::optional{stream_->online()} : std::nullopt;
}

void Events::tick()
{
    const auto now = loop_.now();
    if (listening() && (!noted_ || now - *noted_ >= kNote)) {
        note_online();
    }
    if (backlog_.falls_due(now)) {
        ask_(0ms);
    }
}

void Events::note_online()
{
    const auto now = loop_.now();
    try {
        store_.runs().set_setting(kOnline, model::to_string(now));
        noted_ = now;
    } catch (const state::StoreBusy&) { // the next look will; a longer gap is assumed until then
    }
}

void Events::online(std::optional<model::Duration> away)
{
    const auto now = loop_.now();
    const bool begun = !away; // of this process's life nothing is known yet
    if (begun) {
        const auto noted = model::parse_instant(store_.runs().setting(kOnline).value_or(""));
        away = noted ? std::optional{std::max(now - *noted, model::Duration{0})} : std::nullopt;
    }
    const Catching catching = catch_up(stream_ != nullptr, away, begun);
    log_.info("events.online", {{"way", stream_ ? "stream" : "push"},
                                {"away_ms", away ? away->count() : -1},
                                {"full", catching.full}});
    if (catching.full) {
        note_missed();
    } else {
        note_online();
    }
    if (catching.backlog) {
        backlog_.missed(now);
        ask_(0ms);
    }
}

// Durable before the gap is forgotten.
void Events::note_missed()
{
    try {
        store_.runs().set_setting(cycle::kMissedEvents, "yes");
        note_online();
        ask_(0ms);
    } catch (const state::StoreBusy&) {
        loop_.after(kNextTry, [this] { note_missed(); });
    }
}

void Events::keep_or_note(const dingtalk::Event& event)
{
    try {
        keep(event);
    } catch (...) {
        backlog_.not_kept(loop_.now());
        throw;
    }
}

void Events::keep(const dingtalk::Event& event)
{
    if (!dingtalk::read_event(event).known) {
        metrics_.event("other", "ignored");
        log_.write(log::Level::debug, "event.ignored",
                   {{"type", event.type}, {"event_id", event.id}});
        return;
    }
    const bool fresh =
        store_.events().keep({event.id, event.type, event.born, loop_.now(), event.data});
    metrics_.event(event.type, fresh ? "new" : "repeated");
    log_.info("event.received", {{"type", event.type}, {"event_id", event.id}, {"new", fresh}});
    if (fresh) {
        ask_(kCalm);
    }
}

std::optional<http::HttpServerResponse> Events::push(const http::HttpServerRequest& request)
{
    return push_ ? std::optional{push_->answer(request, loop_.now())} : std::nullopt;
}

} // namespace rosterd::service
