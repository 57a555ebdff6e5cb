// Asks DingTalk for a token: whether the host answers and takes the credentials.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/dingtalk/client.hpp"
#include "core/dingtalk/token.hpp"
#include "core/net/asio.hpp"

namespace rosterd::service
{

class Probe
{
public:
    // Why there was no token; nothing if there was one.
    using Done = std::function<void(std::optional<std::string> trouble)>;

    explicit Probe(net::RealLoop& loop);

    // One request, no repetition. Does nothing while one is under way.
    void ask(dingtalk::ClientOptions options, Done done);

private:
    net::RealLoop& loop_;
    std::unique_ptr<net::HttpClient> http_;
    std::shared_ptr<dingtalk::TokenSource> tokens_; // of the present request
};

} // namespace rosterd::service
