// Cases that no rule decides are settled by people: whose account is whose, and which of DingTalk's
// departments is HR's.
#pragma once

#include <string>
#include <vector>

#include "core/model/result.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct LinkRequest {
    std::string who;    // an employee id
    std::string source; // needed where several sources have that id
    std::string userid;
    std::string by;
    std::string reason;
};

// From now on the account is this person's, and the next run makes it what HR says; one they had
// before is left alone. Refused where either is unknown or the account is somebody else's.
model::Result<state::PersonLink> link(state::Store& store, const std::vector<std::string>& sources,
                                      const LinkRequest& request, model::Instant now);

// From now on the account is nobody's, stays as it is, and is not matched with this person again.
model::Result<state::PersonLink> unlink(state::Store& store,
                                        const std::vector<std::string>& sources,
                                        const LinkRequest& request, model::Instant now);

struct DepartmentLinkRequest {
    model::DepartmentKey key; // "零售/旺角店", or the id of a record
    model::DeptId dept_id = 0;
    std::string by;
    std::string reason;
};

// From now on this is the department, and the next run gives it HR's name and place. Refused where
// either is unknown, or the department is one that HR still has under another key.
model::Result<state::DepartmentLink> link(state::Store& store, const DepartmentLinkRequest& request,
                                          model::Instant now);

} // namespace rosterd::cycle
