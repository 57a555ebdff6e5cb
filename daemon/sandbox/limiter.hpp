// The gateway's rate limits [how-to-process-api-throttling-on-the-dingtalk-server],
// [call-frequency-limit]: pure arithmetic over the times of the calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/time.hpp"

namespace rosterd::sandbox
{

class Limiter
{
public:
    explicit Limiter(int qps); // 0: nothing is limited

    // One call of an application to an API. Seconds are those of the clock; after the first one
    // too many everything of that application and API is refused for one second.
    bool admits_api(const std::string& application_and_api, model::Instant now);

    // One call from an address, whatever the API: `most` in 20 s, then five minutes of nothing; 0:
    // no limit.
    bool admits_address(const std::string& address, std::int64_t most, model::Instant now);

    // One call of an application to an API, under way until `until`: `most` at once; 0: no limit.
    bool admits_at_once(const std::string& application_and_api, std::size_t most,
                        model::Instant now, model::Instant until);

private:
    struct Window {
        std::int64_t slot = 0;
        std::int64_t calls = 0;
        model::Instant closed_until{};
    };
    static bool admits(Window& window, std::int64_t slot, std::int64_t limit, model::Instant now,
                       model::Duration closed);

    int qps_;
    std::unordered_map<std::string, Window> apis_;
    std::unordered_map<std::string, Window> addresses_;
    std::unordered_map<std::string, std::vector<model::Instant>> under_way_; // until when
};

} // namespace rosterd::sandbox
