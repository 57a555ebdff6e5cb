// What DingTalk takes away for good with an operation: said before it is carried out.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::model
{

// A closed set: every switch over it names all and has no default.
enum class Loss {
    internal_chats,   // out of the company's internal groups [faq-robot]
    attendance_group, // out of it, with what is recorded for the account [delete-a-user]
    face,             // enrolled for attendance
    roles,            // and memberships of departments
    consent,          // who had to agree to join is asked anew within 24 hours [common-errors]
    department_id,    // the same department made again is another one
};

// In the order of the enumerators. Nothing of this comes back with an undo: a new account under the
// same userid is another account.
std::vector<Loss> losses_of(const Operation& operation);

std::string_view to_string(Loss loss); // "internal_chats"

} // namespace rosterd::model
