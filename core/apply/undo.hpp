// Takes back what was carried out: the plan that puts DingTalk's objects back as they were, as far
// as nobody has changed them since. A pure function of values.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/language.hpp"
#include "core/model/observed.hpp"
#include "core/model/person.hpp"
#include "core/model/plan.hpp"

namespace rosterd::apply
{

struct UndoInput {
    std::string run;                    // stands as the cause's `where`
    std::vector<model::Operation> done; // what is to be taken back, in the order it was done
    // Accounts that are there: of those in `done`, of the managers and leaders that were, and of
    // whoever has a unique value that they had.
    std::map<std::string, model::ObservedUser> accounts;
    std::map<std::string, std::set<model::Right>> rights; // of those in `done`
    std::set<model::Right> roles; // of those that `done` made, the ones that are there
    std::map<model::DeptId, model::ObservedDepartment> departments; // all that are there
    std::map<model::DepartmentKey, model::DeptId> department_links;
    // Accounts that `done` removed, as rosterd's own changes had left them: DingTalk's fields.
    std::map<std::string, model::Json> removed;
    model::Language language = model::Language::en; // of the findings
};

// Operations, and findings about what stays: a field that is something else by now, a value that
// somebody else has by now, an account that rosterd never wrote in full, a role. Several changes of
// one object are taken back as one. Neither guarded nor forecast.
model::Plan undo(const UndoInput& input);

} // namespace rosterd::apply
