// Which operations on rights go over in one call.
#pragma once

#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/plan.hpp"

namespace rosterd::plan
{

// One call: every userid gets, or loses, every right. `operations` are the places in what was
// given; there is one for each pair.
struct Batch {
    model::OperationKind kind{};
    std::vector<model::Right> rights;
    std::vector<std::string> userids;
    std::vector<std::size_t> operations;
};

// Whether operations of this kind are sent together: grants and revokes, add and remove.
bool in_batches(model::OperationKind kind);

// `some` are places in `all` of operations that go in batches. As few calls as two ways of putting
// them together give: people with the same roles, or role by role. 20 roles and 20 people a grant,
// 20 roles and 100 people a revocation [add-role-information-to-employees-in-batches]
// [delete-the-color-information-of-employee-corners-in-batches], 100 people of an attendance group
// [batch-add-employees-under-the-attendance-group].
std::vector<Batch> batches_of(const std::vector<model::Operation>& all,
                              const std::vector<std::size_t>& some);

} // namespace rosterd::plan
