// The Open API client: one call in, one JSON result or one ApiError out. Below it, in layers:
// retry, pacing, token, transport. Endpoint functions stand above it in directory.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <tl/expected.hpp>

#include "core/dingtalk/errors.hpp"
#include "core/dingtalk/standing.hpp"
#include "core/model/json.hpp"
#include "core/net/http.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

enum class Family { oapi, api };        // old style: envelope with errcode; new style: HTTP status
enum class Priority { leaver, normal }; // leavers go ahead of everything that waits for the pace

struct Call {
    Family family = Family::oapi;
    std::string method = "POST";
    std::string path;           // "/topapi/v2/user/create"
    model::Json body = nullptr; // null = none
    std::string query;          // new style GETs: "userId=x", already encoded
    bool repeatable =
        true; // may be sent again when the outcome is unknown (reads, state-setting writes)
    Priority priority = Priority::normal;
};

using CallResult = tl::expected<model::Json, ApiError>; // old style: the whole envelope
using CallDone = std::function<void(CallResult)>;
using Waiting = std::function<void(const ApiError& why, net::Duration wait)>;

struct ClientOptions {
    std::string app_key;
    std::string app_secret;
    std::string oapi_url = "https://oapi.dingtalk.com";
    std::string api_url = "https://api.dingtalk.com";
    double qps = 20; // per API
    int tries = 6;   // of one call, the first included
    net::Duration timeout{std::chrono::seconds{20}};
    Standing standing{}; // what a former client learned: this one goes on from it
    // A call that would have to wait longer, for a block to end or to be repeated, ends with what
    // DingTalk said last.
    net::Duration longest_wait{std::chrono::hours{1}};
    Waiting waits{}; // told of waits of five seconds and more when they begin; may be empty
};

struct CallCount {
    std::int64_t sent = 0;
    std::int64_t refused_by_rate = 0;
    std::int64_t failed = 0;
    std::int64_t metered = 0; // of those sent: counted toward the monthly quota, see quota.hpp
};

class Client
{
public:
    virtual ~Client() = default;
    virtual void call(Call call, CallDone done) = 0;
    // Once for all: a call on the wire still gets its answer; every other, and every later one,
    // ends at once as not sent (ApiError::stopped), however long it would have waited.
    virtual void stop() = 0;
    virtual const std::map<std::string, CallCount>& counts() const = 0; // by path
    virtual Standing standing() = 0;                                    // as of now
};

// `random` feeds the jitter; pass a fixed seed to replay a run.
std::unique_ptr<Client> make_client(net::Loop& loop, net::HttpClient& http, ClientOptions options,
                                    std::uint64_t seed);

} // namespace rosterd::dingtalk
