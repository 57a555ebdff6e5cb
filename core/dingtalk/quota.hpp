// The company's monthly quota of API calls: which calls count toward it, how many did, and which
// must wait since it is used up [dingtalk-application-development-platform-billing-model].
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/dingtalk/errors.hpp"
#include "core/dingtalk/standing.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// False for the calls that are exempt: tokens, people, departments, roles, external contacts, and
// some of HRM [basic-interfaces-such-as-log-off-and-address-book].
bool is_metered(std::string_view path);

// Whether a refusal says that the quota is used up, and the one that stands for a call not sent.
bool is_quota_used_up(std::string_view code);
ApiError quota_error();

// When the month ends that `now` lies in: months begin at midnight in China (UTC+8).
net::Instant end_of_month(net::Instant now);

// A state machine told what DingTalk answered and the wall clock's time. A quota once used up may
// be topped up at any time, so one call in an hour is let through to see.
class Quota
{
public:
    // Exempt calls always may; a metered one until DingTalk said that the quota is used up.
    bool may_go(std::string_view path, net::Instant now);
    // DingTalk answered a call, well or ill, but did not refuse it by a rate: those are not
    // counted.
    void counted(std::string_view path, net::Instant now);
    void used_up(net::Instant now);
    std::int64_t used(net::Instant now); // metered calls of this month that rosterd made
    QuotaStanding standing(net::Instant now);
    void resume(const QuotaStanding& standing, net::Instant now);

private:
    void turn(net::Instant now);
    QuotaStanding at_;
};

} // namespace rosterd::dingtalk
