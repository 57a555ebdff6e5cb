// Operations while their order is being found: what each one needs, and why, so that a ring can be
// opened where it costs least.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::plan
{

enum class Tie {
    requires_, // cannot be opened
    manager,   // names an account created by this plan: can be set by an update of its own
    value,     // takes a unique value: the giver can leave it empty for a moment
    name,      // takes a department's name: the giver can have another name for a moment
};

struct Need {
    std::size_t on = 0; // number of the draft needed
    Tie tie = Tie::requires_;
    std::string field{}; // of a value
};

// What goes first among the operations that are ready.
enum class Rank {
    leaver, // takes access away
    release,
    department_create,
    department_update,
    user_enable,
    user_create,
    user_update,
    department_delete,
    role_create,
    revoke,
    grant,
};

struct Draft {
    model::Operation operation{};
    Rank rank = Rank::user_update;
    std::vector<Need> needs{};
    std::string present_name{}; // of a department that is updated or removed
};

using Drafts = std::vector<Draft>;

// Puts the drafts into an order that works and fills in Operation::needs. Rings are opened by
// additional operations. The answer does not depend on the order of `drafts`.
std::vector<model::Operation> arrange(Drafts drafts);

} // namespace rosterd::plan
