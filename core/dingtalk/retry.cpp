#include "core/dingtalk/retry.hpp"

#include <algorithm>
#include <string_view>

#include "core/net/backoff.hpp"

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr int kMostSecondWaits = 60; // a minute of refusals: something else uses up the rate
constexpr int kMostLongWaits = 3;
constexpr int kMostRepeatsOfBusy = 3; // "at most three times" [server-api-error-codes-1]
constexpr net::Backoff kBackoff{500ms, 30s, 2.0};

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool is_few_times_only(std::string_view code)
{
    const CodeFact* fact = find_code(code);
    return fact != nullptr && fact->special == Special::few_times;
}

Decision again_after_backoff(const ApiError& error, int tries, std::uint64_t random,
                             Attempts& attempts)
{
    const int most =
        is_few_times_only(error.code) ? std::min(tries, kMostRepeatsOfBusy + 1) : tries;
    const int before = attempts.tries++;
    if (attempts.tries >= most) {
        return {};
    }
    return {Next::again, net::backoff(kBackoff, before, random)};
}

Decision again_after_window(const ApiError& error, Attempts& attempts)
{
    const auto window = window_of(error.code);
    if (!window || ++attempts.rate_waits > (*window <= 1s ? kMostSecondWaits : kMostLongWaits)) {
        return {};
    }
    return {Next::again, *window};
}

} // namespace

std::optional<net::Duration> window_of(std::string_view code)
{
    if (code == "90002" || code == "90018" || code == "90019" || has(code, ".QpsLimit")) {
        return 1s;
    }
    if (code == "ip.blocked") {
        return 5min;
    }
    const bool is_block = code.size() == 5 && code.starts_with("900") && code != "90020";
    if (is_block || has(code, ".QpmLimit")) {
        return 1min;
    }
    return std::nullopt;
}

bool blocks_everything(std::string_view code)
{
    return code == "ip.blocked" || code == "90001" || code == "90003" || code == "90004" ||
           code == "90017";
}

Decision decide(const ApiError& error, bool repeatable, int tries, std::uint64_t random,
                Attempts& attempts)
{
    if (error.unknown_outcome && !repeatable) {
        return {};
    }
    switch (error.retry) {
    case RetryClass::token:
        if (attempts.refreshed) {
            return {};
        }
        attempts.refreshed = true;
        return {Next::refresh_token, 0ms};
    case RetryClass::back_off:
        return again_after_backoff(error, tries, random, attempts);
    case RetryClass::wait:
        return again_after_window(error, attempts);
    case RetryClass::done:
    case RetryClass::permanent:
    case RetryClass::bad_data:
        return {};
    }
    return {};
}

} // namespace rosterd::dingtalk
