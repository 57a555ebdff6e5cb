// The application's access token: fetched once for everyone who waits, renewed before it expires,
// fetched anew when DingTalk refuses it [obtain-orgapp-token].
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/dingtalk/client.hpp"

namespace rosterd::dingtalk
{

enum class TokenNeed { use, renew, fetch, wait };

// The deciding part. Times are Loop::steady(): a jump of the wall clock changes no token's age.
class TokenKeeper
{
public:
    // `use`: value() is good. `renew`: it is good, and the caller must fetch the next one
    // meanwhile. `fetch`: there is none, the caller must fetch. `wait`: there is none, somebody
    // fetches.
    TokenNeed need(net::Duration now);
    // The same value again is a renewal: DingTalk answers so while a token is valid.
    void fetched(std::string value, net::Duration lifetime, net::Duration now);
    void fetch_failed(net::Duration now);
    // DingTalk refused a call sent with this token at that time. A token that was replaced or
    // renewed since is not concerned.
    void refused(const std::string& value, net::Duration sent_at);
    const std::string& value() const { return value_; }
    // Not refused and not expired; possibly due for renewal.
    bool still_valid(net::Duration now) const { return !value_.empty() && now < expires_; }
    net::Duration expires() const { return expires_; }

private:
    std::string value_;
    net::Duration fetched_at_{0};
    net::Duration expires_{0};
    net::Duration renew_at_{0};
    bool fetching_ = false;
};

using TokenDone = std::function<void(tl::expected<std::string, ApiError>)>;

// The carrying-out part: GET /gettoken, which works for both hosts, with the same retries as any
// call.
class TokenSource
{
public:
    virtual ~TokenSource() = default;
    virtual void get(TokenDone done) = 0; // may call back at once
    virtual void refused(const std::string& value, net::Duration sent_at) = 0;
    virtual std::optional<TokenStanding> standing() const = 0; // nullopt: none that is valid
    virtual void resume(const TokenStanding& standing) = 0;
};

std::shared_ptr<TokenSource> make_token_source(net::Loop& loop, net::HttpClient& http,
                                               const ClientOptions& options, std::uint64_t seed);

} // namespace rosterd::dingtalk
