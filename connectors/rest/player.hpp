// An HTTP client that answers from a recording, and can be told to break.
#pragma once

#include <string>
#include <vector>

#include "connectors/rest/recording.hpp"
#include "core/net/http.hpp"
#include "core/net/loop.hpp"

namespace rosterd::rest
{

enum class Harm {
    none,
    cut,          // half of the body, with a good status
    lost,         // the connection breaks after the request left
    server_error, // 500
    web_page,     // 200 with a page of HTML
    unauthorised, // 401
    throttled,    // 429 with Retry-After: 2
};

class Player final : public net::HttpClient
{
public:
    // Both must outlive it.
    Player(const Recording& recording, net::Loop& loop) : recording_{recording}, loop_{loop}
    {
        used_.resize(recording.exchanges.size());
    }

    // The request number `at` (from 0) is answered so: `once`, or it and all that follow.
    void break_at(std::size_t at, Harm harm, bool once)
    {
        harm_ = harm;
        from_ = at;
        once_ = once;
    }
    void send(net::HttpRequest request, net::HttpCallback callback) override;

    std::size_t requests() const { return requests_; }
    // Requests that fit nothing, each as a sentence.
    const std::vector<std::string>& unexpected() const { return unexpected_; }
    std::vector<std::string> unused() const; // exchanges that nobody asked for

private:
    // `uses_up`: an answer that breaks is none, and is there for the next try.
    const Exchange* match(const net::HttpRequest& request, bool uses_up);
    net::HttpResult answer_to(const net::HttpRequest& request, bool uses_up);

    const Recording& recording_;
    net::Loop& loop_;
    std::vector<int> used_;
    std::size_t requests_ = 0, from_ = 0;
    Harm harm_ = Harm::none;
    bool once_ = false;
    std::vector<std::string> unexpected_;
};

} // namespace rosterd::rest
