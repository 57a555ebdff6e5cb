#include "daemon/sandbox/event_hub.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "core/dingtalk/wire.hpp"
#include "core/model/record.hpp"
#include "daemon/sandbox/event_frames.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kPage = 200;
constexpr std::size_t kKept = 100'000; // events nobody takes

// Without a status it is a success, as the official clients expect.
bool consumed(const Json& answer)
{
    const Json data = Json::parse(dingtalk::text_of(answer, "data"), nullptr, false);
    return dingtalk::number_of(answer, "code") == 200 &&
           dingtalk::text_of(data, "status") != "LATER";
}

} // namespace

std::string EventHub::number(const char* prefix)
{
    std::array<char, 64> text{};
    const auto count = std::to_string(++last_);
    std::snprintf(text.data(), text.size(), "%s%016llx%016llx", prefix,
                  static_cast<unsigned long long>(model::fingerprint(prefix + count, seed_)),
                  static_cast<unsigned long long>(model::fingerprint(count, seed_)));
    return text.data();
}

std::string EventHub::ticket(model::Instant now)
{
    subscribed_ = true;
    std::erase_if(tickets_, [&](const auto& each) { return each.second < now; });
    const std::string ticket = number("t");
    tickets_[ticket] = now + rules.ticket;
    ++counts_["tickets"];
    return ticket;
}

bool EventHub::redeem(const std::string& ticket, model::Instant now)
{
    const auto found = tickets_.extract(ticket);
    return !found.empty() && now <= found.mapped();
}

SocketId EventHub::joined(model::Instant now)
{
    const SocketId id = ++last_;
    sockets_[id] = {false, now + rules.ping};
    ++counts_["connections"];
    return id;
}

void EventHub::left(SocketId socket)
{
    sockets_.erase(socket);
}

void EventHub::disconnect(model::Instant now)
{
    for (auto& [id, socket] : sockets_) {
        if (!std::exchange(socket.leaving, true)) {
            waiting_.push_back({Outgoing::Kind::send, id,
                                system_frame("disconnect", {{"reason", "connection is expired"}},
                                             number("d"), now),
                                ""});
            socket.at = now + rules.leave;
        }
    }
}

void EventHub::set_push(std::optional<PushTarget> target)
{
    push_ = std::move(target);
    if (push_) { // as when the console saves it
        subscribed_ = true;
        waiting_.push_back({Outgoing::Kind::post, 0, R"({"EventType":"check_url"})", number("c")});
    }
}

void EventHub::tell(const Change& change, model::Instant now)
{
    auto telling = telling_of(change, now);
    tell(telling.type, std::move(telling.data), now);
}

void EventHub::tell(const std::string& type, Json data, model::Instant now)
{
    if (!subscribed_ || events_.size() >= kKept) {
        return;
    }
    events_.push_back({number("e").substr(1), type, std::move(data), now, 0, now, false, ""});
    ++counts_["events"];
}

void EventHub::heard(SocketId socket, std::string_view text, model::Instant now)
{
    const Json answer = Json::parse(text, nullptr, false);
    const Json headers =
        answer.is_object() && answer.contains("headers") ? answer["headers"] : Json();
    const std::string message_id = dingtalk::text_of(headers, "messageId");
    if (sockets_.contains(socket)) {
        ++counts_[message_id.starts_with('p') ? "pongs" : "answers"];
    }
    settle(message_id, consumed(answer), now);
}

void EventHub::posted(const std::string& message_id, bool success, model::Instant now)
{
    if (message_id.starts_with('c')) {
        ++counts_[success ? "check_url" : "check_url_refused"];
    }
    settle(message_id, success, now);
}

void EventHub::settle(const std::string& message_id, bool success, model::Instant now)
{
    const auto event = std::ranges::find_if(
        events_, [&](const Event& each) { return each.sent && each.message_id == message_id; });
    if (event == events_.end()) {
        return;
    }
    if (success) {
        ++counts_["delivered"];
        events_.erase(event);
    } else {
        failed(*event, now);
    }
}

// The next try, or the end of trying: then `tries` is past the schedule and due() lists it.
void EventHub::failed(Event& event, model::Instant now)
{
    event.sent = false;
    event.at = event.tries <= rules.retries.size() ? now + rules.retries[event.tries - 1] : now;
}

void EventHub::send_event(Event& event, model::Instant now, std::vector<Outgoing>& out)
{
    ++event.tries;
    event.message_id = number("m");
    std::vector<SocketId> open;
    for (const auto& [id, socket] : sockets_) {
        if (!socket.leaving) {
            open.push_back(id);
        }
    }
    const Telling telling{event.type, event.data};
    if (push_) {
        out.push_back({Outgoing::Kind::post, 0, push_message(event.id, telling, event.born),
                       event.message_id});
    } else if (!open.empty()) {
        const SocketId any = open[model::fingerprint(event.message_id) % open.size()];
        out.push_back({Outgoing::Kind::send, any,
                       event_frame(event.id, telling, event.born, event.message_id, now), ""});
    } else {
        return failed(event, now);
    }
    for (std::size_t copy = 1; copy < rules.copies; ++copy) {
        out.push_back(Outgoing{out.back()});
    }
    ++counts_["sent"];
    event.sent = true;
    event.at = now + rules.answer;
}

void EventHub::tend(SocketId id, Socket& socket, model::Instant now, std::vector<Outgoing>& out)
{
    if (now < socket.at) {
        return;
    }
    if (socket.leaving) {
        out.push_back({Outgoing::Kind::close, id, "", ""});
        socket.at = now + rules.leave;
        return;
    }
    const std::string message_id = number("p");
    out.push_back({Outgoing::Kind::send, id,
                   system_frame("ping", {{"opaque", message_id}}, message_id, now), ""});
    socket.at = now + rules.ping;
}

std::vector<Outgoing> EventHub::due(model::Instant now)
{
    std::vector<Outgoing> out = std::exchange(waiting_, {});
    for (auto& [id, socket] : sockets_) {
        tend(id, socket, now, out);
    }
    for (Event& event : events_) {
        if (event.sent && event.at <= now) {
            failed(event, now);
        }
        if (!event.sent && event.at <= now && event.tries <= rules.retries.size()) {
            send_event(event, now, out);
        }
        if (!event.sent && event.tries > rules.retries.size()) {
            failed_.push_back(
                {failed_entry({event.type, event.data}, event.born), now + rules.listed});
            ++counts_["failed"];
        }
    }
    std::erase_if(events_, [&](const Event& event) {
        return !event.sent && event.tries > rules.retries.size();
    });
    return out;
}

std::optional<model::Instant> EventHub::wake() const
{
    std::optional<model::Instant> first;
    const auto consider = [&](model::Instant at) { first = std::min(first.value_or(at), at); };
    if (!waiting_.empty()) {
        consider(model::Instant{});
    }
    for (const auto& [id, socket] : sockets_) {
        consider(socket.at);
    }
    for (const Event& event : events_) {
        consider(event.at);
    }
    return first;
}

Json EventHub::failed_page(model::Instant now)
{
    failed_.erase(failed_.begin(), failed_.begin() + static_cast<std::ptrdiff_t>(told_last_));
    Json list = Json::array();
    std::size_t count = 0;
    while (count < failed_.size() && count < kPage && failed_[count].listed <= now) {
        list.push_back(failed_[count++].entry);
    }
    told_last_ = count;
    const bool more = count < failed_.size() && failed_[count].listed <= now;
    return {{"failed_list", std::move(list)}, {"has_more", more}};
}

Json EventHub::to_json() const
{
    Json counts = counts_;
    return {{"counts", std::move(counts)},
            {"open", events_.size()},
            {"failed", failed_.size()},
            {"connected", std::ranges::count_if(
                              sockets_, [](const auto& each) { return !each.second.leaving; })},
            {"push", push_ ? Json(push_->url) : Json()}};
}

} // namespace rosterd::sandbox
