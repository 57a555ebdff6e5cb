#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "core/plan/batches.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{

namespace
{

struct ApiCall {
    const char* path;
    bool metered = false; // counts toward the monthly quota
};

std::span<const ApiCall> calls_of(model::OperationKind kind)
{
    using model::OperationKind;
    static constexpr ApiCall department_create[]{{"/topapi/v2/department/create"}};
    static constexpr ApiCall department_update[]{{"/topapi/v2/department/update"}};
    static constexpr ApiCall department_delete[]{{"/topapi/v2/department/delete"}};
    static constexpr ApiCall user_create[]{{"/topapi/v2/user/create"}};
    static constexpr ApiCall user_delete[]{{"/topapi/v2/user/delete"}};
    static constexpr ApiCall user_disable[]{{"/v1.0/contact/orgAccounts/disable", true},
                                            {"/v1.0/contact/orgAccounts/signOut", true}};
    static constexpr ApiCall user_enable[]{{"/v1.0/contact/orgAccounts/enable", true}};
    static constexpr ApiCall role_create[]{{"/role/add_role"}};
    static constexpr ApiCall role_grant[]{{"/topapi/role/addrolesforemps"}};
    static constexpr ApiCall role_revoke[]{{"/topapi/role/removerolesforemps"}};
    static constexpr ApiCall attendance_add[]{{"/topapi/attendance/group/users/add", true}};
    static constexpr ApiCall attendance_remove[]{{"/topapi/attendance/group/users/remove", true}};
    switch (kind) {
    case OperationKind::department_create:
        return department_create;
    case OperationKind::department_update:
        return department_update;
    case OperationKind::department_delete:
        return department_delete;
    case OperationKind::user_create:
        return user_create;
    case OperationKind::user_update: // see count_update()
        return {};
    case OperationKind::user_disable:
        return user_disable;
    case OperationKind::user_enable:
        return user_enable;
    case OperationKind::user_delete:
        return user_delete;
    case OperationKind::role_create:
        return role_create;
    case OperationKind::role_grant:
        return role_grant;
    case OperationKind::role_revoke:
        return role_revoke;
    case OperationKind::attendance_add:
        return attendance_add;
    case OperationKind::attendance_remove:
        return attendance_remove;
    }
    return {};
}

// Where HRM locks them, title and departments go over by a transfer, which states all departments;
// the rest is an update of its own. An empty title can't be transferred.
void count_update(const model::Operation& operation, bool transfers, model::Forecast& forecast)
{
    const bool moves = operation.after.contains("dept_id_list");
    const bool titled = operation.after.contains("title") && operation.after.at("title") != "";
    if (!transfers || !(moves || titled)) {
        ++forecast.calls["/topapi/v2/user/update"];
        return;
    }
    if (operation.after.size() >
        (moves ? 1U : 0U) + (operation.after.contains("title") ? 1U : 0U)) {
        ++forecast.calls["/topapi/v2/user/update"];
    }
    if (!moves) {
        ++forecast.calls["/topapi/v2/user/get"];
    }
    ++forecast.calls["/v1.0/hrm/processes/transfer"];
}

constexpr double kRoundTrip = 0.2; // seconds; what one answer takes, from near DingTalk or far

} // namespace

// Each API has a lane of its own that lets `qps` calls a second through, and the lanes run side by
// side; on top comes one round trip for each step of the longest chain of needs.
model::Forecast forecast(const model::Plan& plan, double qps, bool transfers)
{
    std::unordered_set<std::string> held;
    for (const model::Hold& hold : plan.held) {
        held.insert(hold.operations.begin(), hold.operations.end());
    }
    model::Forecast forecast;
    const auto calls_for = [&forecast](model::OperationKind kind) {
        for (const ApiCall& call : calls_of(kind)) {
            ++forecast.calls[call.path];
            forecast.metered_calls += call.metered ? 1 : 0;
        }
    };
    std::vector<std::size_t> together;           // operations that share calls
    std::unordered_map<std::string, int> depths; // by operation
    int deepest = 0;
    for (const model::Operation& operation : plan.operations) {
        if (held.contains(operation.id)) {
            continue;
        }
        if (in_batches(operation.kind)) {
            together.push_back(static_cast<std::size_t>(&operation - plan.operations.data()));
        } else if (operation.kind == model::OperationKind::user_update) {
            count_update(operation, transfers, forecast);
        } else {
            calls_for(operation.kind);
            if (operation.after.is_object() && operation.after.contains("role_group")) {
                ++forecast.calls["/role/add_role_group"];
            }
        }
        int depth = 1;
        for (const std::string& id : operation.needs) {
            const auto needed = depths.find(id);
            depth = std::max(depth, needed == depths.end() ? 1 : needed->second + 1);
        }
        depths.emplace(operation.id, depth);
        deepest = std::max(deepest, depth);
    }
    for (const Batch& batch : batches_of(plan.operations, together)) {
        calls_for(batch.kind);
    }
    std::int64_t longest = 0;
    for (const auto& [path, count] : forecast.calls) {
        longest = std::max(longest, count);
    }
    forecast.seconds = (qps > 0 ? static_cast<double>(longest) / qps : 0) + deepest * kRoundTrip;
    return forecast;
}

} // namespace rosterd::plan
