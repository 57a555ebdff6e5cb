#include "core/dingtalk/attendance_calls.hpp"

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

constexpr std::size_t kMembersACall = 100;
constexpr int kPage = 100;

const std::string kFamily = "/topapi/attendance/";

std::vector<AttendanceGroup> groups_of(const Json& holder, const char* key)
{
    std::vector<AttendanceGroup> groups;
    for (const Json& item : items_of(holder, key)) {
        groups.push_back({number_of(item, "id"), text_of(item, "name")});
    }
    return groups;
}

tl::expected<MembersChanged, ApiError> read_change(const Json& answer)
{
    const Json result = result_of(answer);
    if (!result.contains("success_list") && !result.contains("error_info_list")) {
        return incomplete("whose membership changed");
    }
    MembersChanged changed;
    changed.done = texts_of(result, "success_list");
    for (const Json& item : items_of(result, "error_info_list")) {
        changed.refused.push_back(
            {text_of(item, "code"), text_of(item, "msg"), texts_of(item, "failure_list")});
    }
    return changed;
}

std::vector<Asking<MembersChanged>> change_members(const char* what,
                                                   const std::string& operator_userid,
                                                   const std::string& group_key,
                                                   const std::vector<std::string>& userids)
{
    std::vector<Asking<MembersChanged>> calls;
    for (const auto& part : parts_of(userids, kMembersACall)) {
        calls.push_back(asking<MembersChanged>(
            oapi_post(kFamily + what, Json{{"op_userid", operator_userid},
                                           {"group_key", group_key},
                                           {"user_id_list", comma_list(part)}}),
            read_change));
    }
    return calls;
}

} // namespace

Asking<std::vector<AttendanceGroup>> search_attendance_groups(const std::string& operator_userid,
                                                              const std::string& name)
{
    return asking<std::vector<AttendanceGroup>>(
        oapi_post(kFamily + "group/search",
                  Json{{"op_user_id", operator_userid}, {"group_name", name}}),
        [](const Json& answer) { return groups_of(answer, "result"); });
}

Asking<Page<AttendanceGroup>> list_attendance_groups(const std::string& operator_userid,
                                                     std::int64_t cursor)
{
    using Read = tl::expected<Page<AttendanceGroup>, ApiError>;
    return asking<Page<AttendanceGroup>>(
        oapi_post(kFamily + "group/minimalism/list",
                  Json{{"op_user_id", operator_userid}, {"cursor", cursor}}),
        [cursor](const Json& answer) -> Read {
            const Json result = result_of(answer);
            const bool more = flag_of(result, "has_more");
            Page<AttendanceGroup> page{groups_of(result, "result"),
                                       more ? number_of(result, "cursor") : 0};
            if (!result.contains("result") || (more && page.next <= cursor)) {
                return incomplete("the whole page of attendance groups");
            }
            return page;
        });
}

Asking<std::string> attendance_key(const std::string& operator_userid, std::int64_t group_id)
{
    using Read = tl::expected<std::string, ApiError>;
    return asking<std::string>(
        oapi_post(kFamily + "groups/idtokey",
                  Json{{"op_user_id", operator_userid}, {"group_id", group_id}}),
        [](const Json& answer) -> Read {
            std::string key = text_of(answer, "result");
            if (key.empty()) {
                return incomplete("the attendance group's key");
            }
            return key;
        });
}

Asking<std::optional<AttendanceGroup>> attendance_group_of(const std::string& userid)
{
    return asking<std::optional<AttendanceGroup>>(
        oapi_post(kFamily + "getusergroup", Json{{"userid", userid}}), [](const Json& answer) {
            const Json result = result_of(answer);
            const AttendanceGroup group{number_of(result, "group_id"), text_of(result, "name")};
            return group.id == 0 ? std::nullopt : std::optional{group};
        });
}

Asking<MemberPage> list_attendance_members(const std::string& group_key, const std::string& after)
{
    Json body{{"group_key", group_key}, {"size", kPage}};
    if (!after.empty()) {
        body["cursor"] = after;
    }
    using Read = tl::expected<MemberPage, ApiError>;
    return asking<MemberPage>(
        oapi_post(kFamily + "group/users/query", std::move(body)),
        [after](const Json& answer) -> Read {
            const Json result = result_of(result_of(answer)); // wrapped twice
            MemberPage page{texts_of(result, "user_list"), ""};
            const bool more = flag_of(result, "has_more");
            if (!result.contains("user_list") ||
                (more && (page.userids.empty() || page.userids.back() == after))) {
                return incomplete("the attendance group's members");
            }
            page.next = more ? page.userids.back() : "";
            return page;
        });
}

std::vector<Asking<MembersChanged>> add_attendance_members(const std::string& operator_userid,
                                                           const std::string& group_key,
                                                           const std::vector<std::string>& userids)
{
    return change_members("group/users/add", operator_userid, group_key, userids);
}

std::vector<Asking<MembersChanged>>
remove_attendance_members(const std::string& operator_userid, const std::string& group_key,
                          const std::vector<std::string>& userids)
{
    return change_members("group/users/remove", operator_userid, group_key, userids);
}

} // namespace rosterd::dingtalk
