#include "core/dingtalk/token.hpp"

#include <algorithm>
#include <utility>

#include "core/dingtalk/envelope.hpp"
#include "core/dingtalk/retry.hpp"
#include "core/dingtalk/waits.hpp"
#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr net::Duration kRenewBefore = 10min; // [server-api-calling-guide]
constexpr net::Duration kRenewAgain = 1min;   // after a renewal that failed: fetching is throttled
constexpr net::Duration kLifetime = 7200s;    // where the answer tells none

class GetToken final : public TokenSource, public std::enable_shared_from_this<GetToken>
{
public:
    GetToken(net::Loop& loop, net::HttpClient& http, const ClientOptions& options,
             std::uint64_t seed)
        : loop_(loop), http_(http), options_(options), random_(seed), waits_(options)
    {
    }

    void get(TokenDone done) override
    {
        switch (keeper_.need(loop_.steady())) {
        case TokenNeed::use:
            done(keeper_.value());
            return;
        case TokenNeed::renew:
            attempts_ = {};
            fetch();
            done(keeper_.value());
            return;
        case TokenNeed::fetch:
            waiting_.push_back(std::move(done));
            attempts_ = {};
            fetch();
            return;
        case TokenNeed::wait:
            waiting_.push_back(std::move(done));
            return;
        }
    }

    void refused(const std::string& value, net::Duration sent_at) override
    {
        keeper_.refused(value, sent_at);
    }

    std::optional<TokenStanding> standing() const override
    {
        const auto now = loop_.steady();
        return keeper_.still_valid(now)
                   ? std::optional{TokenStanding{keeper_.value(),
                                                 loop_.now() + (keeper_.expires() - now)}}
                   : std::nullopt;
    }

    void resume(const TokenStanding& standing) override
    {
        const auto left = std::min<net::Duration>(standing.expires - loop_.now(), kLifetime);
        if (left > 0s) {
            keeper_.fetched(standing.value, left, loop_.steady());
        }
    }

private:
    void fetch()
    {
        net::HttpRequest request;
        request.method = "GET";
        request.url = options_.oapi_url + "/gettoken?appkey=" + net::url_encode(options_.app_key) +
                      "&appsecret=" + net::url_encode(options_.app_secret);
        request.timeout = options_.timeout;
        http_.send(std::move(request), [weak = weak_from_this()](const net::HttpResult& result) {
            if (const auto self = weak.lock()) {
                self->answered(result ? read_answer(Family::oapi, *result)
                                      : tl::unexpected(of_net(result.error())));
            }
        });
    }

    void answered(const CallResult& result)
    {
        if (result && !text_of(*result, "access_token").empty()) {
            const std::int64_t seconds = number_of(*result, "expires_in");
            keeper_.fetched(text_of(*result, "access_token"),
                            seconds > 0 ? std::chrono::seconds{seconds} : kLifetime,
                            loop_.steady());
            tell_everyone(keeper_.value());
            return;
        }
        ApiError error = result ? no_token() : result.error();
        const Decision next = decide(error, true, options_.tries, random_(), attempts_);
        if (next.next == Next::again && !waits_.too_long(next.wait)) {
            waits_.begin(error, next.wait, loop_.steady());
            loop_.after(next.wait, [weak = weak_from_this()] {
                if (const auto self = weak.lock()) {
                    self->fetch();
                }
            });
            return;
        }
        keeper_.fetch_failed(loop_.steady());
        error.unknown_outcome = false; // whatever became of it, no call was sent
        tell_everyone(tl::unexpected(std::move(error)));
    }

    static ApiError no_token()
    {
        ApiError error;
        error.retry = RetryClass::back_off;
        error.code = "answer.unreadable";
        error.message = "DingTalk answered the request for a token without a token";
        return error;
    }

    void tell_everyone(const tl::expected<std::string, ApiError>& result)
    {
        for (const TokenDone& done : std::exchange(waiting_, {})) {
            done(result);
        }
    }

    net::Loop& loop_;
    net::HttpClient& http_;
    ClientOptions options_;
    std::mt19937_64 random_;
    Waits waits_;
    TokenKeeper keeper_;
    Attempts attempts_;
    std::vector<TokenDone> waiting_;
};

} // namespace

TokenNeed TokenKeeper::need(net::Duration now)
{
    const bool valid = still_valid(now);
    if (valid && (fetching_ || now < renew_at_)) {
        return TokenNeed::use;
    }
    if (std::exchange(fetching_, true)) {
        return TokenNeed::wait;
    }
    return valid ? TokenNeed::renew : TokenNeed::fetch;
}

void TokenKeeper::fetched(std::string value, net::Duration lifetime, net::Duration now)
{
    value_ = std::move(value);
    fetched_at_ = now;
    expires_ = now + lifetime;
    renew_at_ = expires_ - std::min(kRenewBefore, lifetime / 2); // short lives must not spin
    fetching_ = false;
}

void TokenKeeper::fetch_failed(net::Duration now)
{
    fetching_ = false;
    renew_at_ = now + kRenewAgain;
}

void TokenKeeper::refused(const std::string& value, net::Duration sent_at)
{
    if (value == value_ && sent_at >= fetched_at_) {
        value_.clear();
    }
}

std::shared_ptr<TokenSource> make_token_source(net::Loop& loop, net::HttpClient& http,
                                               const ClientOptions& options, std::uint64_t seed)
{
    return std::make_shared<GetToken>(loop, http, options, seed);
}

} // namespace rosterd::dingtalk
