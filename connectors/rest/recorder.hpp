// An HTTP client that passes everything on and remembers it.
#pragma once

#include <functional>
#include <vector>

#include "core/net/http.hpp"

namespace rosterd::rest
{

struct Heard {
    net::HttpRequest request;
    net::HttpResponse response;
};

class Recorder final : public net::HttpClient
{
public:
    explicit Recorder(net::HttpClient& http) : http_{http} {}

    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        net::HttpRequest copy = request;
        http_.send(std::move(request), [this, copy = std::move(copy),
                                        callback = std::move(callback)](net::HttpResult result) {
            if (result) {
                heard_.push_back({copy, *result});
            }
            callback(std::move(result));
        });
    }

    const std::vector<Heard>& heard() const { return heard_; }

private:
    net::HttpClient& http_;
    std::vector<Heard> heard_;
};

} // namespace rosterd::rest
