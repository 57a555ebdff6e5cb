// Sends roles and attendance groups: a role that is to be made, and full batches of grants and
// revocations.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/apply/made_now.hpp"
#include "core/apply/outcome.hpp"
#include "core/dingtalk/rights.hpp"
#include "core/net/loop.hpp"
#include "core/plan/batches.hpp"
#include "core/state/rights_store.hpp"

namespace rosterd::apply
{

struct RightsParts {
    dingtalk::Rights& rights;
    state::RightsStore& known; // read only, and before the first call
    net::Loop& loop;
    std::shared_ptr<const MadeNow> made;
    bool verify_preconditions = false;
};

// The group is made where it is not there. What is there already, or is found there after an answer
// was lost, is done.
void send_role(const RightsParts& parts, const model::Operation& operation,
               std::function<void(Outcome)> done);

// Calls back once, with one outcome for each of `batch.operations`, in that order. A batch that is
// refused for one person (unknown, outside the application's range, ...) or role is cut in halves
// until that one is named and the rest is done; where no answer came, DingTalk is asked who holds
// the right. Whom it does not know since they were made a moment ago are waited for, as in
// send_late.hpp.
void send_batch(const RightsParts& parts, const std::vector<model::Operation>& all,
                const plan::Batch& batch, std::function<void(std::vector<Outcome>)> done);

} // namespace rosterd::apply
