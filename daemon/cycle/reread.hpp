// Reads single people and departments of DingTalk again.
#pragma once

#include <string>
#include <vector>

#include "core/dingtalk/directory.hpp"
#include "core/state/store.hpp"
#include "daemon/cycle/wanted.hpp"

namespace rosterd::cycle
{

// What DingTalk says now of what was asked for.
struct Reread {
    std::vector<model::ObservedUser> users;
    std::vector<std::string> gone_users;
    std::vector<model::ObservedDepartment> departments;
    std::vector<model::DeptId> gone_departments;
    std::vector<dingtalk::ApiError> refused; // DingTalk does not tell: outside the scope, ...
};

// Departments not among `known` in which these people are, or which lie above these departments,
// are read too. An error that a repeat may mend ends it, and nothing of it is handed over.
void reread(dingtalk::Directory& directory, const Wanted& wanted,
            const std::vector<model::ObservedDepartment>& known, dingtalk::Answer<Reread> done);

struct Taken {
    std::vector<state::ChangedUser> changed;
    bool incomplete = false; // only reading everything can tell what is ours now
};

// Takes it over into the mirror; of people and departments outside the subtree below `root`
// nothing is kept. Inside a transaction of the caller's.
Taken take_over(state::MirrorStore& mirror, const Reread& read, model::DeptId root);

} // namespace rosterd::cycle
