// What became of one object over several operations: what it was before the first, and after the
// last. Pure.
#pragma once

#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::apply
{

enum class ObjectKind { department, account, role, attendance };

struct NetChange {
    ObjectKind object{};
    const model::Operation* first = nullptr;
    const model::Operation* last = nullptr;
    bool created = false;   // it was not there before
    bool removed = false;   // it was not there afterwards
    bool made_anew = false; // removed, and created again on the way
    // Of departments and accounts: DingTalk's fields that changed; after a creation all of them. Of
    // rights: `role` or `attendance_group` where the account had it, or has it now.
    model::Json before = model::Json::object();
    model::Json after = model::Json::object();
};

// Each object once, in the order they first occur. They point into `done`. A role that was made is
// no change of anything: an empty one harms nobody, and stays.
std::vector<NetChange> net_changes(const std::vector<model::Operation>& done);

} // namespace rosterd::apply
