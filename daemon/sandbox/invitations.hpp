// Joining [user-information-creation]: who must accept an invitation before becoming a member.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

// Whether a creation of this ordinary user ends with 40103 instead of a member; `mobile` as the
// caller wrote it. So it is for those whom the rules name, and within a day of leaving for who
// accepted an invitation before [common-errors].
bool must_accept(const Company& company, const User& user, const std::string& mobile);

} // namespace rosterd::sandbox
