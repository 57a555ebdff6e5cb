// The network between one process and DingTalk.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

#include "core/net/http.hpp"
#include "core/net/loop.hpp"
#include "tests/sim/world.hpp"

namespace rosterd::sim
{

class Wire final : public net::HttpClient
{
public:
    // `stop` is called when a SIGTERM strikes.
    Wire(World& world, net::VirtualLoop& loop, std::function<void()> stop);
    // What was on its way when the process ended arrives, or does not.
    ~Wire() override;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    void send(net::HttpRequest request, net::HttpCallback callback) override;

private:
    struct Flight {
        http::HttpServerRequest request;
        net::Duration timeout{0};
        net::Duration sent{0};
        net::HttpCallback callback;
        bool arrived = false;
    };
    net::Duration a_while();
    void arrive(std::uint64_t number);
    std::optional<net::HttpResult> lost_or_refused();
    net::HttpResult answered(net::HttpResponse response);
    net::HttpResponse apply(const http::HttpServerRequest& request);
    void hide(const http::HttpServerRequest& request, std::string& body) const;
    void end(std::uint64_t number, net::HttpResult result);
    void die_perhaps();
    void tick() { world_.now = began_ + loop_.steady(); }

    World& world_;
    net::VirtualLoop& loop_;
    std::function<void()> stop_;
    model::Instant began_;
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, Flight> flights_;
};

} // namespace rosterd::sim
