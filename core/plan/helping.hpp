// Helping operations: what comes on top of a change so that a ring of changes can begin somewhere.
#pragma once

#include <string>

#include "core/plan/draft.hpp"

namespace rosterd::plan
{

// Takes the manager out of a creation or update; the answer sets it, once both accounts are there.
Draft manager_later(Draft& first);

// By which an account gives unique values up before its own update takes others: of no value yet.
Draft release_of(const Draft& update);
// Lets `release` leave the field empty, which `update` then finds empty.
void leave_empty(Draft& release, Draft& update, const std::string& field);

// By which a department has another name until its own update gives it the wanted one, or until it
// is removed.
Draft other_name(Draft& change);

} // namespace rosterd::plan
