// DingTalk's limits over runs and restarts, and the calls of a run.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/dingtalk/client.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// What the last client learned; nothing where there was none.
dingtalk::Standing kept_standing(state::Store& store);
// A store that can't be written now keeps what it knew before.
void keep_standing(state::Store& store, const dingtalk::Standing& standing);

// The company's monthly quota: metered calls that rosterd made, and what is left of `monthly`.
struct QuotaUse {
    std::int64_t used = 0;
    std::int64_t left = 0;
    std::int64_t of = 0;
    bool refused = false; // DingTalk said that it is used up, whoever used it
    model::Instant month_end{};
};
QuotaUse quota_use(const dingtalk::Standing& standing, std::int64_t monthly, model::Instant now);

using Calls = std::map<std::string, dingtalk::CallCount>; // by path
Calls since(const Calls& before, const Calls& now);       // paths without a call left out

} // namespace rosterd::cycle
