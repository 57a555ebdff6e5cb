// The company's monthly quota of API calls
// [dingtalk-application-development-platform-billing-model].
#pragma once

#include <cstdint>
#include <string_view>

#include "daemon/sandbox/rules.hpp"

namespace rosterd::sandbox
{

class MonthlyCalls
{
public:
    // One call that came through every other gate; false: the month's calls are used up. Exempt
    // ones always may and do not count.
    bool admits(std::string_view path, const Rules& rules, model::Instant now);
    // {"used", "limit" (0: none), "ends"}
    model::Json to_json(const Rules& rules, model::Instant now);

private:
    void turn(model::Instant now);

    std::int64_t used_ = 0;
    model::Instant ends_{};
};

} // namespace rosterd::sandbox
