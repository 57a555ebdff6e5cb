// Keeps track of whether DingTalk answers. In quiet times nobody else notices that it is away, and
// /readyz must not claim otherwise: then it is asked for a token.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/dingtalk/client.hpp"
#include "core/dingtalk/token.hpp"
#include "core/net/asio.hpp"
#include "daemon/cycle/cycle.hpp"
#include "daemon/log/log.hpp"
#include "daemon/service/reachability.hpp"

namespace rosterd::service
{

class Probe
{
public:
    Probe(net::RealLoop& loop, log::Log& log);

    // One request, without repetition, if it is time for one and none is under way.
    void ask_if_quiet(dingtalk::ClientOptions options);
    // What a run learned.
    void heard(cycle::Contact contact, const std::string& message);
    // Why DingTalk does not answer; nothing while it does.
    const std::optional<std::string>& trouble() const { return reachability_.trouble(); }

private:
    void answered(const tl::expected<std::string, dingtalk::ApiError>& token);

    net::RealLoop& loop_;
    log::Log& log_;
    Reachability reachability_;
    std::unique_ptr<net::HttpClient> http_;
    std::shared_ptr<dingtalk::TokenSource> tokens_; // of the present request
};

} // namespace rosterd::service
