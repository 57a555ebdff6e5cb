// What people say about holds, and until when it counts.
#pragma once

#include <string>
#include <vector>

#include "core/model/policy.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct Decision {
    std::string hold; // its id
    bool approve = false;
    std::string by;
    std::string reason;
    std::string caller =
        {}; // who gave that name, where it is known: the account that ran a command
};

enum class Said {
    nothing,   // there is no such open hold
    no_name,   // nobody answers for it
    no_reason, // and one is required
    again,     // this person has approved it already
    waits,     // for others to approve it, too
    decided,
};

struct Answer {
    Said said = Said::nothing;
    int approvals = 0; // so far, of those that are needed
    int needed = 1;
    // Of an approval that decided: other holds whose operations pass with it, being the same.
    std::vector<state::SharingHold> also{};
};

// Keeps what was said and by whom, both or neither. A rejection counts at once; an approval once
// as many different people have given it as the policy asks for.
Answer decide(state::Store& store, const model::Approval& rules, const Decision& decision,
              model::Instant now);

// "1 of 2 approvals"
std::string approvals_text(const state::StoredHold& hold, const model::Approval& rules);

// Ends holds that nobody decided in time, and approvals that were not carried out in time; each
// stands in the audit trail. Their ids. What they held is asked about under another id.
std::vector<std::string> expire(state::Store& store, const model::Approval& rules,
                                model::Instant now);

} // namespace rosterd::cycle
