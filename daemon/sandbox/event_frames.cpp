#include "daemon/sandbox/event_frames.hpp"

#include <algorithm>
#include <cctype>

namespace rosterd::sandbox
{

namespace
{

using model::Json;

std::string text(model::Instant at)
{
    return std::to_string(at.time_since_epoch().count());
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* type_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::user_added:
        return "user_add_org";
    case ChangeKind::user_changed:
        return "user_modify_org";
    case ChangeKind::user_activated:
        return "user_active_org";
    case ChangeKind::user_left:
        return "user_leave_org";
    case ChangeKind::admin_added:
        return "org_admin_add";
    case ChangeKind::admin_removed:
        return "org_admin_remove";
    case ChangeKind::department_created:
        return "org_dept_create";
    case ChangeKind::department_changed:
        return "org_dept_modify";
    case ChangeKind::department_removed:
        return "org_dept_remove";
    case ChangeKind::role_holders_changed:
        return "label_user_change";
    case ChangeKind::roles_added:
        return "label_conf_add";
    case ChangeKind::roles_changed:
        return "label_conf_modify";
    case ChangeKind::roles_removed:
        return "label_conf_del";
    }
    return "";
}

} // namespace

Telling telling_of(const Change& change, model::Instant now)
{
    if (!change.roles.empty()) { // [employee-role-information-changes] [add-a-role-or-role-group]
        Json data{{"labelIdList", change.roles}};
        if (change.kind == ChangeKind::role_holders_changed) {
            data["userIdList"] = change.holders;
            data["action"] = change.action;
        } else {
            data["scope"] = "1";
        }
        return {type_of(change.kind), std::move(data)};
    }
    Json data{{"timeStamp", text(now)}};
    if (change.dept_id != 0) {
        data["deptId"] = Json::array({change.dept_id});
    } else {
        data["userId"] = Json::array({change.userid});
    }
    if (change.kind == ChangeKind::user_changed) { // an array in all traffic seen
        data["diffInfo"] = Json::array(
            {{{"userid", change.userid}, {"prev", Json::object()}, {"curr", Json::object()}}});
    }
    return {type_of(change.kind), std::move(data)};
}

std::string event_frame(const std::string& id, const Telling& telling, model::Instant born,
                        const std::string& message_id, model::Instant now)
{
    Json data = telling.data;
    data["eventId"] = id;
    return dumped({{"specVersion", "1.0"},
                   {"type", "EVENT"},
                   {"headers",
                    {{"topic", "*"},
                     {"messageId", message_id},
                     {"contentType", "application/json"},
                     {"time", text(now)},
                     {"eventType", telling.type},
                     {"eventId", id},
                     {"eventCorpId", kCorpId},
                     {"eventBornTime", text(born)},
                     {"eventUnifiedAppId", "00000000-0000-4000-8000-000000000001"}}},
                   {"data", dumped(data)}});
}

std::string system_frame(const std::string& topic, const Json& data, const std::string& message_id,
                         model::Instant now)
{
    return dumped({{"specVersion", "1.0"},
                   {"type", "SYSTEM"},
                   {"headers",
                    {{"topic", topic},
                     {"messageId", message_id},
                     {"contentType", "application/json"},
                     {"time", text(now)}}},
                   {"data", dumped(data)}});
}

std::string push_message(const std::string& id, const Telling& telling, model::Instant born)
{
    Json message = telling.data;
    message["EventType"] = telling.type;
    message["CorpId"] = kCorpId;
    message["EventTime"] = born.time_since_epoch().count();
    message["eventId"] = id;
    message["BizId"] = id;
    return dumped(message);
}

Json failed_entry(const Telling& telling, model::Instant born)
{
    Json inside{{"corpid", kCorpId}};
    for (const auto& [key, value] : telling.data.items()) {
        std::string lower = key;
        std::ranges::transform(lower, lower.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (lower == "userid" || lower == "deptid" || lower == "useridlist" ||
            lower == "labelidlist") {
            inside[lower] = value;
        }
    }
    return {{"call_back_tag", telling.type},
            {"event_time", born.time_since_epoch().count()},
            {telling.type, std::move(inside)}};
}

} // namespace rosterd::sandbox
