// What a sandbox consists of, for the functions that answer.
#pragma once

#include <cstdint>
#include <utility>

#include "daemon/sandbox/call_log.hpp"
#include "daemon/sandbox/endpoints.hpp"
#include "daemon/sandbox/event_hub.hpp"
#include "daemon/sandbox/faults.hpp"
#include "daemon/sandbox/limiter.hpp"
#include "daemon/sandbox/member_texts.hpp"
#include "daemon/sandbox/monthly.hpp"
#include "daemon/sandbox/tokens.hpp"

namespace rosterd::sandbox
{

struct Parts {
    Parts(Organisation company, Rules wanted, std::uint64_t seed)
        : organisation{std::move(company)}, rules{std::move(wanted)}, tokens{seed},
          limiter{rules.qps}, events{seed}
    {
    }
    Organisation organisation;
    Rules rules;
    Tokens tokens;
    Limiter limiter;
    MonthlyCalls monthly;
    model::Duration forward{0}; // by which the clock was put forward
    model::Duration takes{0};   // until the answer of the present call leaves
    MemberTexts member_texts;
    CallLog calls;
    Faults faults;
    EventHub events;
    std::uint64_t requests = 0;
};

} // namespace rosterd::sandbox
