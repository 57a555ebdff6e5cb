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

Probe::Probe(net::RealLoop& loop, log::Log& log)
    : loop_{loop}, log_{log}, http_{net::make_http_client(loop, http_options())}
{
}

void Probe::ask_if_quiet(dingtalk::ClientOptions options)
{
    if (tokens_ || !reachability_.probe_due(loop_.steady())) {
        return;
    }
    options.tries = 1;
    options.timeout = 10s;
    tokens_ = dingtalk::make_token_source(loop_, *http_, options, 0);
    tokens_->get([this](const tl::expected<std::string, dingtalk::ApiError>& token) {
        loop_.post([this] { tokens_.reset(); }); // it is still telling
        answered(token);
    });
}

void Probe::answered(const tl::expected<std::string, dingtalk::ApiError>& token)
{
    // Who asks to come back later is there.
    if (token || token.error().retry == dingtalk::RetryClass::wait) {
        heard(cycle::Contact::answered, "");
    } else {
        heard(cycle::Contact::unreachable, token.error().code + ": " + token.error().message);
    }
}

void Probe::heard(cycle::Contact contact, const std::string& message)
{
    const bool before = trouble().has_value();
    switch (contact) {
    case cycle::Contact::none:
        return;
    case cycle::Contact::answered:
        reachability_.answered(loop_.steady());
        break;
    case cycle::Contact::unreachable:
        reachability_.silent(message, loop_.steady());
        break;
    }
    if (before != trouble().has_value()) {
        log_.warning(before ? "dingtalk.back" : "dingtalk.away", {{"message", message}});
    }
}

} // namespace rosterd::service
