#include "daemon/service/probe.hpp"

#include <utility>

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;

net::HttpOptions http_options()
{
    net::HttpOptions options;
    options.connections = 1;
    options.user_agent = "rosterd/" ROSTERD_VERSION;
    return options;
}

} // namespace

Probe::Probe(net::RealLoop& loop) : loop_{loop}, http_{net::make_http_client(loop, http_options())}
{
}

void Probe::ask(dingtalk::ClientOptions options, Done done)
{
    if (tokens_) {
        return;
    }
    options.tries = 1;
    options.timeout = 10s;
    tokens_ = dingtalk::make_token_source(loop_, *http_, options, 0);
    tokens_->get(
        [this, done = std::move(done)](const tl::expected<std::string, dingtalk::ApiError>& token) {
            // The source is still telling: it goes once it has.
            loop_.post([this] { tokens_.reset(); });
            // Who asks to come back later is there.
            done(token || token.error().retry == dingtalk::RetryClass::wait
                     ? std::nullopt
                     : std::optional{token.error().code + ": " + token.error().message});
        });
}

} // namespace rosterd::service
