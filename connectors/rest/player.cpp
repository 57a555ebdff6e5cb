#include "connectors/rest/player.hpp"

#include <algorithm>

namespace rosterd::rest
{

namespace
{

using model::Json;

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

bool contains(const Json& whole, const Json& part)
{
    if (!part.is_object()) {
        return whole == part;
    }
    return whole.is_object() &&
           std::all_of(part.items().begin(), part.items().end(), [&](const auto& item) {
               return whole.contains(item.key()) && contains(whole.at(item.key()), item.value());
           });
}

// Each of `wanted` is among what is there, as often as it is wanted.
bool covers(Texts there, const Texts& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
        const auto found = std::find_if(there.begin(), there.end(), [&](const auto& other) {
            return in_lower_case(other.first) == in_lower_case(one.first) &&
                   other.second == one.second;
        });
        if (found == there.end()) {
            return false;
        }
        there.erase(found);
        return true;
    });
}

bool fits(const Exchange& exchange, const net::HttpRequest& request)
{
    std::string url = request.url;
    const Texts query = query_of(url);
    if (exchange.method != request.method || exchange.url != url ||
        !covers(query, exchange.query) || !covers(request.headers, exchange.headers)) {
        return false;
    }
    if (exchange.body && *exchange.body != request.body) {
        return false;
    }
    if (!exchange.body_part) {
        return true;
    }
    const Json body = Json::parse(request.body, nullptr, false);
    return exchange.whole ? body == *exchange.body_part : contains(body, *exchange.body_part);
}

net::HttpResponse plain(int status, std::string body)
{
    net::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

net::HttpResult harmed(Harm harm, net::HttpResult answer)
{
    switch (harm) {
    case Harm::none:
        return answer;
    case Harm::cut:
        if (answer) {
            answer->body.resize(answer->body.size() / 2);
        }
        return answer;
    case Harm::lost:
        return tl::unexpected(
            net::NetError{net::NetErrorKind::broken, "the connection broke", true});
    case Harm::server_error:
        return plain(500, "{}");
    case Harm::web_page:
        return plain(200, "<!DOCTYPE html><html><body>Please sign in</body></html>");
    case Harm::unauthorised:
        return plain(401, "{}");
    case Harm::throttled: {
        auto response = plain(429, "{}");
        response.headers["retry-after"] = "2";
        return response;
    }
    }
    return answer;
}

} // namespace

const Exchange* Player::match(const net::HttpRequest& request, bool uses_up)
{
    for (std::size_t i = 0; i < used_.size(); ++i) {
        const Exchange& exchange = recording_.exchanges[i];
        if ((exchange.times == 0 || used_[i] < exchange.times) && fits(exchange, request)) {
            used_[i] += uses_up ? 1 : 0;
            return &exchange;
        }
    }
    return nullptr;
}

net::HttpResult Player::answer_to(const net::HttpRequest& request, bool uses_up)
{
    const Exchange* const exchange = match(request, uses_up);
    if (exchange == nullptr) {
        unexpected_.push_back(recording_.file + ": nothing answers " + request.method + " " +
                              request.url + (request.body.empty() ? "" : " with " + request.body));
        return tl::unexpected(
            net::NetError{net::NetErrorKind::invalid, "the recording has no answer", false});
    }
    auto response = plain(exchange->status, exchange->answer);
    for (const auto& [name, value] : exchange->answer_headers) {
        response.headers[in_lower_case(name)] = value;
    }
    return response;
}

void Player::send(net::HttpRequest request, net::HttpCallback callback)
{
    const std::size_t number = requests_++;
    const bool breaks = harm_ != Harm::none && (once_ ? number == from_ : number >= from_);
    const bool answers = !breaks || harm_ == Harm::cut;
    net::HttpResult result =
        answers ? answer_to(request, !breaks) : net::HttpResult{plain(200, "")};
    if (breaks) {
        result = harmed(harm_, std::move(result));
    }
    loop_.post([result = std::move(result), callback = std::move(callback)] { callback(result); });
}

std::vector<std::string> Player::unused() const
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < used_.size(); ++i) {
        const Exchange& exchange = recording_.exchanges[i];
        if (used_[i] < std::max(exchange.times, exchange.times == 0 ? 0 : 1)) {
            out.push_back(recording_.file + ":" + std::to_string(exchange.place.line) +
                          ": nobody asked " + exchange.method + " " + exchange.url + "?" +
                          encoded(exchange.query));
        }
    }
    return out;
}

} // namespace rosterd::rest
