// A DingTalk that lives in the test: it answers by a function, remembers every request, and takes
// as long as it is told, on virtual time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/dingtalk/client.hpp"
#include "core/net/http.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk::test
{

using namespace std::chrono_literals;
using model::Json;

struct Seen {
    std::string path; // without host and query
    net::HttpRequest request;
    net::Duration at; // when it was sent
    Json body() const { return Json::parse(request.body, nullptr, false); }
};

class FakeHttp final : public net::HttpClient
{
public:
    using Serve = std::function<net::HttpResult(const Seen&)>;

    explicit FakeHttp(net::Loop& loop) : loop_(loop) {}

    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        const std::string after_host = request.url.substr(request.url.find('/', 8));
        Seen one{after_host.substr(0, after_host.find('?')), std::move(request), loop_.steady()};
        loop_.after(latency(), [this, one, callback = std::move(callback)] {
            if (one.path == "/gettoken") {
                ++token_fetches;
                callback(token(one));
                return;
            }
            seen.push_back(one);
            callback(serve(one));
        });
    }

    int count(const std::string& path) const
    {
        int found = 0;
        for (const Seen& one : seen) {
            found += one.path == path ? 1 : 0;
        }
        return found;
    }

    std::vector<Seen> seen; // tokens not among them
    int token_fetches = 0;
    Serve serve = [](const Seen&) { return json(200, Json{{"errcode", 0}}); };
    Serve token = [this](const Seen&) {
        return json(200, Json{{"errcode", 0},
                              {"access_token", "t" + std::to_string(token_fetches)},
                              {"expires_in", 7200}});
    };
    std::function<net::Duration()> latency = [] { return 10ms; };

    static net::HttpResult json(int status, const Json& body) { return text(status, body.dump()); }
    static net::HttpResult text(int status, std::string body)
    {
        return net::HttpResponse{status, {}, std::move(body)};
    }
    static net::HttpResult errcode(int code, const std::string& message = "…")
    {
        return json(200, Json{{"errcode", code}, {"errmsg", message}, {"request_id", "r1"}});
    }
    static net::HttpResult lost(net::NetErrorKind kind, bool sent)
    {
        return tl::unexpected(net::NetError{kind, "lost", sent});
    }

private:
    net::Loop& loop_;
};

// Answers one after the other, then success.
inline FakeHttp::Serve script(std::vector<net::HttpResult> answers)
{
    return [answers = std::move(answers), next = std::size_t{0}](const Seen&) mutable {
        return next < answers.size() ? answers[next++] : FakeHttp::errcode(0);
    };
}

struct World {
    explicit World(double qps = 20)
    {
        ClientOptions options;
        options.app_key = "key";
        options.app_secret = "s3cret";
        options.qps = qps;
        client = make_client(loop, http, options, 42);
    }
    CallResult call(Call call)
    {
        CallResult got = tl::unexpected(ApiError{});
        int times = 0;
        client->call(std::move(call), [&](CallResult result) {
            got = std::move(result);
            ++times;
        });
        loop.run();
        if (times != 1) {
            throw std::logic_error("called back " + std::to_string(times) + " times");
        }
        return got;
    }
    CallResult call(const std::string& path, bool repeatable = true)
    {
        Call one;
        one.path = path;
        one.body = Json::object();
        one.repeatable = repeatable;
        return call(one);
    }
    net::VirtualLoop loop{net::Instant{std::chrono::hours{24 * 365 * 56}}};
    FakeHttp http{loop};
    std::unique_ptr<Client> client;
};

} // namespace rosterd::dingtalk::test
