// A department is the same one under a new path, or under a new id of HR's, if its people are: a
// rename, a move, a new parent above it, new codes. Its dept_id is kept then, and with it whatever
// hangs on the department in DingTalk: group chats, files, permissions.
#pragma once

#include <string>
#include <vector>

#include "core/plan/tree.hpp"

namespace rosterd::plan
{

// `key`, which nothing is linked to, goes on as the department that `was` is linked to.
struct Reading {
    model::DepartmentKey key;
    model::DepartmentKey was;
    model::DeptId dept_id = 0;
    // Keys that are as good a reading: others that became this one, or that this one became.
    // Empty: there is no doubt.
    std::vector<model::DepartmentKey> others;
};

// Of the tree's keys that resolve to nothing by their links. Each key and each department stands
// in one reading at most; the reading that keeps most people where they are comes first.
// `new_ones`: keys that are in none.
std::vector<Reading> read_reorganisation(const PlanInput& input, const Tree& tree,
                                         const Targets& targets,
                                         const std::set<model::DepartmentKey>& new_ones);

} // namespace rosterd::plan
