// The sandbox in place of the network: what our calls send, answered as the documentation says.
#pragma once

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

#include "core/dingtalk/asking.hpp"
#include "core/model/time.hpp"
#include "core/net/http.hpp"
#include "core/net/loop.hpp"
#include "daemon/http/target.hpp"
#include "daemon/sandbox/service.hpp"

namespace rosterd::dingtalk::test
{

using model::Json;

class SandboxHttp final : public net::HttpClient
{
public:
    SandboxHttp(net::Loop& loop, sandbox::SandboxService& service) : loop_{loop}, service_{service}
    {
    }
    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        loop_.after(net::Duration{1}, [this, request = std::move(request), callback] {
            const auto [response, delay] = answer_of(request);
            net::HttpResult result = net::HttpResponse{response.status, {}, response.body};
            if (response.ending != http::Ending::whole) {
                result = tl::unexpected(net::NetError{net::NetErrorKind::broken, "reset", true});
            }
            if (delay == net::Duration{0}) {
                return callback(std::move(result));
            }
            loop_.after(delay, [callback, result = std::move(result)] { callback(result); });
        });
    }
    net::HttpResponse answered(const net::HttpRequest& request)
    {
        const auto response = answer_of(request).response;
        return {response.status, {}, response.body};
    }

private:
    sandbox::SandboxAnswer answer_of(const net::HttpRequest& request)
    {
        http::HttpServerRequest wanted;
        wanted.method = request.method;
        wanted.body = request.body;
        wanted.peer = "127.0.0.1";
        const auto path = request.url.find('/', std::string_view{"https://"}.size());
        const auto query = request.url.find('?', path);
        wanted.path = request.url.substr(path, query - path);
        if (query != std::string::npos) {
            wanted.parameters = http::parse_form(request.url.substr(query + 1));
        }
        for (auto [name, value] : request.headers) {
            std::ranges::transform(name, name.begin(), [](unsigned char c) {
                return static_cast<char>(std::tolower(c));
            });
            wanted.headers[name] = value;
        }
        return service_.handle(wanted, loop_.now());
    }

    net::Loop& loop_;
    sandbox::SandboxService& service_;
};

// One company and one client of it, on virtual time.
struct Rehearsal {
    explicit Rehearsal(const Json& rules = Json::object())
        : service{sandbox::new_company("Demo", loop.now()), rules_of(rules)}
    {
        ClientOptions options;
        options.app_key = "key";
        options.app_secret = "s3cret";
        client = make_client(loop, http, options, 42);
    }
    static sandbox::Rules rules_of(const Json& wanted)
    {
        sandbox::Rules rules;
        rules.qps = 0;
        for (const auto& [name, value] : wanted.items()) {
            if (!sandbox::set_rule(rules, name, value)) {
                throw std::invalid_argument(name);
            }
        }
        return rules;
    }
    template <typename T>
    tl::expected<T, ApiError> operator()(Asking<T> asking)
    {
        std::optional<tl::expected<T, ApiError>> got;
        ask<T>(*client, std::move(asking),
               [&](tl::expected<T, ApiError> answer) { got = std::move(answer); });
        loop.run();
        return got.value();
    }
    // The code that refused it; "" if it went through.
    template <typename T>
    std::string refusal(Asking<T> asking)
    {
        const auto answer = (*this)(std::move(asking));
        return answer ? "" : answer.error().code;
    }

    net::VirtualLoop loop{*model::parse_instant("2026-11-22T02:00:00.000Z")};
    sandbox::SandboxService service;
    SandboxHttp http{loop, service};
    std::unique_ptr<Client> client;
};

} // namespace rosterd::dingtalk::test
