#include "core/dingtalk/hrm_calls.hpp"

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

using model::Json;

Asking<Nothing> transfer(const Transfer& transfer)
{
    Json body{{"userId", transfer.userid},
              {"deptIdsAfterTransfer", transfer.dept_ids},
              {"mainDeptIdAfterTransfer", transfer.main_dept_id},
              {"operateUserId", transfer.operator_userid}};
    if (!transfer.position_name.empty()) {
        body["positionNameAfterTransfer"] = transfer.position_name;
    }
    if (!transfer.position_level.empty()) {
        body["positionLevelAfterTransfer"] = transfer.position_level;
    }
    return yes_or_no(api_post("/v1.0/hrm/processes/transfer", std::move(body), false),
                     "DingTalk did not transfer the person and gave no reason");
}

} // namespace rosterd::dingtalk
