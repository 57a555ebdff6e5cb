#include "tests/sim/post.hpp"

#include <algorithm>
#include <utility>

#include "core/dingtalk/hint.hpp"
#include "core/dingtalk/stream_frame.hpp"
#include "daemon/cycle/told.hpp"
#include "daemon/service/gap.hpp"

namespace rosterd::sim
{

namespace
{

using namespace std::chrono_literals;

constexpr const char* kOnline = "events.online";
constexpr auto kCalm = 1s; // changes come in swarms
constexpr auto kFarAway = 1h;

} // namespace

Post::Post(World& world, net::VirtualLoop& loop, state::Store& store,
           std::function<void(model::Duration)> ask)
    : world_{world}, loop_{loop}, store_{store}, ask_{std::move(ask)},
      began_{world.now - loop.steady()}
{
    begin();
    socket_ = world_.dingtalk.events().joined(world_.now);
    world_.rings = [this] { look_after(std::chrono::milliseconds{world_.dice.between(1, 40)}); };
    look_after(1ms);
}

Post::~Post()
{
    world_.rings = {};
    world_.dingtalk.events().left(socket_);
}

// As a daemon whose events are pushed: the list of failed ones makes up for the time before.
void Post::begin()
{
    const auto noted = model::parse_instant(store_.runs().setting(kOnline).value_or(""));
    const auto away =
        noted ? std::optional{std::max(loop_.now() - *noted, model::Duration{0})} : std::nullopt;
    const service::Catching catching = service::catch_up(false, away, true);
    if (catching.full) {
        store_.runs().set_setting(cycle::kMissedEvents, "yes");
    }
    note_online();
    if (catching.backlog) {
        backlog_ = true;
        loop_.after(service::kListed, [this] {
            backlog_ = true;
            ask_(0ms);
        });
    }
}

void Post::note_online()
{
    store_.runs().set_setting(kOnline, model::to_string(loop_.now()));
}

void Post::look_after(model::Duration wait)
{
    loop_.after(wait, [this, number = ++looks_] {
        if (number == looks_) {
            look();
        }
    });
}

void Post::look()
{
    tick();
    sandbox::EventHub& hub = world_.dingtalk.events();
    for (const sandbox::Outgoing& one : hub.due(world_.now)) {
        if (one.kind == sandbox::Outgoing::Kind::send) {
            take(one.text);
        }
    }
    const auto next = hub.wake();
    if (next && *next - world_.now < kFarAway) { // what is beyond is the gateway's ping
        look_after(std::max<model::Duration>(*next - world_.now, 1ms));
    }
}

// What is not acknowledged is told twice more, and then stands in the list of failed events.
void Post::take(const std::string& text)
{
    const auto frame = dingtalk::read_frame(text);
    if (!frame || frame->kind != dingtalk::FrameKind::event) {
        return;
    }
    const auto event = dingtalk::event_of_stream(frame->headers, frame->data, loop_.now());
    if (!event || lost_.contains(event->id)) {
        return;
    }
    if (world_.strikes(Fault::event_lost)) {
        if (world_.dice.chance(0.5)) {
            lost_.insert(event->id);
        }
        return;
    }
    if (world_.strikes(Fault::event_late)) {
        const auto late = std::chrono::seconds{world_.dice.between(1, 900)};
        loop_.after(late, [this, late_one = *event] { keep(late_one); });
        return;
    }
    keep(*event);
    if (!world_.strikes(Fault::event_doubled)) {
        world_.dingtalk.events().heard(socket_, dingtalk::event_reply(frame->message_id, true),
                                       world_.now);
    }
}

void Post::keep(const dingtalk::Event& event)
{
    tick();
    if (!dingtalk::read_event(event).known) {
        return;
    }
    const bool fresh =
        store_.events().keep({event.id, event.type, event.born, loop_.now(), event.data});
    world_.note("event " + event.type + " " + event.id + (fresh ? "" : " again"));
    if (fresh) {
        ask_(kCalm);
    }
}

} // namespace rosterd::sim
