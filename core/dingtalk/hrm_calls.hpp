// HRM (智能人事). Where its position management is on, title and department of a person change by a
// transfer only: user/update answers 12150 [common-errors].
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

struct Transfer {
    std::string userid;
    std::vector<model::DeptId> dept_ids; // all of them, as they will be
    model::DeptId main_dept_id = 0;      // one of them
    std::string position_name;           // 124 characters at most; empty: unchanged
    std::string position_level;          // 64 at most; empty: unchanged
    std::string operator_userid;         // in whose name
};

// Takes effect at once. Not repeatable: each is an entry in the person's file
// [intelligent-personnel-staff-transfer].
Asking<Nothing> transfer(const Transfer& transfer);

} // namespace rosterd::dingtalk
