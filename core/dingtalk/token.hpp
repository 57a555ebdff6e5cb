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

enum class TokenNeed { use, fetch, wait };

// The deciding part. Times are Loop::steady(): a jump of the wall clock changes no token's age.
class TokenKeeper
{
public:
    // `use`: value() is good. `fetch`: the caller must fetch. `wait`: somebody does already.
    TokenNeed need(net::Duration now);
    void fetched(std::string value, net::Duration lifetime, net::Duration now);
    void fetch_failed();
    // DingTalk refused this token. One that was replaced meanwhile says nothing about the new one.
    void refused(const std::string& value);
    const std::string& value() const { return value_; }
    // Not refused and not expired; possibly due for renewal.
    bool still_valid(net::Duration now) const { return !value_.empty() && now < expires_; }

private:
    std::string value_;
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
    virtual void refused(const std::string& value) = 0;
};

std::shared_ptr<TokenSource> make_token_source(net::Loop& loop, net::HttpClient& http,
                                               const ClientOptions& options, std::uint64_t seed);

} // namespace rosterd::dingtalk
