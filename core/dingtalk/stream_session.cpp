#include "core/dingtalk/stream_session.hpp"

#include <algorithm>

#include "core/dingtalk/retry.hpp"
#include "core/net/backoff.hpp"

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr net::Backoff kBackoff{1s, 60s, 2.0};

bool is_final(const ApiError& error)
{
    return error.retry == RetryClass::permanent || error.retry == RetryClass::bad_data;
}

} // namespace

bool StreamSession::knows(ConnectionId connection) const
{
    return (current_ && current_->id == connection) ||
           std::ranges::find(leaving_, connection, &Leaving::id) != leaving_.end();
}

StreamActions StreamSession::start()
{
    return open();
}

// Every connection needs a ticket of its own; a ticket is never kept.
StreamActions StreamSession::open()
{
    retry_at_.reset();
    return {stream::OpenCall{}};
}

void StreamSession::try_again(net::Duration wait, net::Duration now)
{
    const net::Duration backed_off = net::backoff(kBackoff, failures_++, random_());
    retry_at_ = now + std::max(wait, backed_off);
}

void StreamSession::lost(net::Duration now)
{
    if (current_ && current_->open && !away_since_) {
        away_since_ = now;
    }
    current_.reset();
}

StreamActions StreamSession::opened(const tl::expected<Ticket, ApiError>& answer, net::Duration now)
{
    if (!answer) {
        const ApiError& error = answer.error();
        const net::Duration wait =
            is_final(error) ? kRefused : window_of(error.code).value_or(net::Duration{0});
        try_again(wait, now);
        return {stream::Trouble{"no ticket for the event stream: " + error.code + ": " +
                                error.message}};
    }
    current_ = Link{++last_, false, now, now, false};
    return {stream::Connect{current_->id, *answer}};
}

StreamActions StreamSession::connected(ConnectionId connection, net::Duration now)
{
    if (!current_ || current_->id != connection) {
        return {stream::Close{connection}};
    }
    current_->open = true;
    current_->begun = now;
    current_->heard = now;
    stream::Online online;
    if (away_since_) {
        online.away = now - *away_since_;
    }
    away_since_.reset();
    return {online};
}

void StreamSession::heard(ConnectionId connection, net::Duration now)
{
    if (current_ && current_->id == connection) {
        current_->heard = now;
        current_->pinged = false;
        failures_ = 0;
    }
}

StreamActions StreamSession::frame(ConnectionId connection, std::string_view text,
                                   net::Duration now, model::Instant received)
{
    if (!knows(connection)) {
        return {};
    }
    heard(connection, now);
    const auto frame = read_frame(text);
    if (!frame) {
        return {stream::Trouble{"DingTalk sent what is no frame, " + std::to_string(text.size()) +
                                " bytes"}};
    }
    return take(*frame, connection, now, received);
}

StreamActions StreamSession::take(const StreamFrame& frame, ConnectionId connection,
                                  net::Duration now, model::Instant received)
{
    switch (frame.kind) {
    case FrameKind::event: {
        auto event = event_of_stream(frame.headers, frame.data, received);
        if (event) {
            return {stream::Keep{connection, frame.message_id, std::move(*event)}};
        }
        // Sent again, it would be no better.
        return {stream::Send{connection, event_reply(frame.message_id, true)},
                stream::Trouble{"DingTalk sent an event that can't be read, messageId " +
                                frame.message_id}};
    }
    case FrameKind::callback:
        return {stream::Send{connection, nobody_reply(frame.message_id)}};
    case FrameKind::ping:
        return {stream::Send{connection, ping_reply(frame)}};
    case FrameKind::disconnect:
        return hand_over(connection, now);
    case FrameKind::other:
        return {};
    }
    return {};
}

// The new connection is made before the old one ends. DingTalk pushes nothing on the old one from
// now on, so nothing can be missed by leaving it; what is on its way is still taken.
StreamActions StreamSession::hand_over(ConnectionId connection, net::Duration now)
{
    if (!current_ || current_->id != connection) {
        return {};
    }
    const bool brief = now - current_->begun < kBrief;
    lost(now);
    leaving_.push_back({connection, now + kLeave});
    if (brief) { // who sends everyone away at once is not to be stormed
        try_again(0ms, now);
        return {};
    }
    return open();
}

StreamActions StreamSession::kept(ConnectionId connection, const std::string& message_id,
                                  bool durable)
{
    if (!knows(connection)) {
        return {}; // it will be sent again, and counted once
    }
    return {stream::Send{connection, event_reply(message_id, durable)}};
}

StreamActions StreamSession::closed(ConnectionId connection, const std::string& why,
                                    net::Duration now)
{
    std::erase_if(leaving_, [&](const Leaving& each) { return each.id == connection; });
    if (!current_ || current_->id != connection) {
        return {};
    }
    lost(now);
    try_again(0ms, now);
    return {stream::Trouble{"the event stream broke off: " + why}};
}

StreamActions StreamSession::tick(net::Duration now)
{
    StreamActions out;
    std::erase_if(leaving_, [&](const Leaving& each) {
        const bool over = each.until <= now;
        if (over) {
            out.emplace_back(stream::Close{each.id});
        }
        return over;
    });
    if (current_) {
        const net::Duration silence = now - current_->heard;
        if (silence >= (current_->open ? kDead : kConnect)) {
            out.emplace_back(stream::Close{current_->id});
            const auto more = closed(current_->id, "no sign of life", now);
            out.insert(out.end(), more.begin(), more.end());
        } else if (current_->open && !current_->pinged && silence >= kIdle) {
            current_->pinged = true;
            out.emplace_back(stream::Ping{current_->id});
        }
    }
    if (retry_at_ && *retry_at_ <= now) {
        out.emplace_back(open().front());
    }
    return out;
}

std::optional<net::Duration> StreamSession::wake() const
{
    std::optional<net::Duration> first = retry_at_;
    const auto consider = [&](net::Duration at) { first = std::min(first.value_or(at), at); };
    for (const Leaving& each : leaving_) {
        consider(each.until);
    }
    if (current_) {
        consider(current_->heard + (!current_->open ? kConnect : current_->pinged ? kDead : kIdle));
    }
    return first;
}

} // namespace rosterd::dingtalk
