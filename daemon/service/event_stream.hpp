// Stream mode on the daemon's loop: carries out what dingtalk::StreamSession decides.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/dingtalk/stream_session.hpp"
#include "core/net/asio.hpp"
#include "core/net/websocket.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::service
{

class EventStream
{
public:
    // Makes an event durable, or throws: only then it is acknowledged. A state that is busy is
    // tried again as long as DingTalk waits.
    using Keep = std::function<void(const dingtalk::Event&)>;
    // Events come in from now on; for how long they could not, nothing the first time.
    using Online = std::function<void(std::optional<model::Duration> away)>;

    // An event could not be kept; DingTalk is told to send it later.
    using NotKept = std::function<void()>;

    EventStream(net::RealLoop& loop, log::Log& log, const config::DingTalkSettings& settings,
                Keep keep, NotKept not_kept, Online online);
    ~EventStream();
    EventStream(const EventStream&) = delete;
    EventStream& operator=(const EventStream&) = delete;

    void start();
    bool online() const { return session_.online(); }

private:
    void carry_out(const dingtalk::StreamActions& actions);
    void act(const dingtalk::stream::OpenCall& action);
    void act(const dingtalk::stream::Connect& action);
    void act(const dingtalk::stream::Keep& action);
    void act(const dingtalk::stream::Send& action);
    void act(const dingtalk::stream::Ping& action);
    void act(const dingtalk::stream::Close& action);
    void act(const dingtalk::stream::Online& action);
    void act(const dingtalk::stream::Trouble& action);
    void answered(const net::HttpResult& result);
    void keep_by(net::Duration end, const dingtalk::stream::Keep& action);
    void set_timer();

    net::RealLoop& loop_;
    log::Log& log_;
    config::DingTalkSettings settings_;
    Keep keep_;
    NotKept not_kept_;
    Online online_;
    dingtalk::StreamSession session_;
    std::unique_ptr<net::HttpClient> http_;
    std::unique_ptr<net::WebSocketClient> client_;
    std::map<dingtalk::ConnectionId, std::unique_ptr<net::WebSocket>> sockets_;
    net::TimerId timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // for what calls back later
};

} // namespace rosterd::service
