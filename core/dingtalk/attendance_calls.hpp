// Attendance groups. Metered. A user belongs to one group: adding to one moves out of another.
// Groups have a number (`id`) and a key; members are added and removed by key. `operator_userid`
// is the person in whose name it is done.
#pragma once

#include "core/dingtalk/asking.hpp"

namespace rosterd::dingtalk
{

struct AttendanceGroup {
    std::int64_t id = 0;
    std::string name;
    bool operator==(const AttendanceGroup&) const = default;
};

// What a change of members came to: DingTalk may do part of it.
struct MemberRefusal {
    std::string code;
    std::string message;
    std::vector<std::string> userids;
    bool operator==(const MemberRefusal&) const = default;
};
struct MembersChanged {
    std::vector<std::string> done;
    std::vector<MemberRefusal> refused;
    bool operator==(const MembersChanged&) const = default;
};

// `next` is the last userid of the page; empty: no more.
struct MemberPage {
    std::vector<std::string> userids;
    std::string next;
    bool operator==(const MemberPage&) const = default;
};

// By a part of the name [attendance-group-search].
Asking<std::vector<AttendanceGroup>> search_attendance_groups(const std::string& operator_userid,
                                                              const std::string& name);
// `cursor` 0 first [batch-query-of-simple-information-of-the-attendance-group].
Asking<Page<AttendanceGroup>> list_attendance_groups(const std::string& operator_userid,
                                                     std::int64_t cursor);
Asking<std::string> attendance_key(const std::string& operator_userid,
                                   std::int64_t group_id); // [groupid-to-groupkey]
// nullopt: in no group [queries-a-user-attendance-group].
Asking<std::optional<AttendanceGroup>> attendance_group_of(const std::string& userid);
// [batch-query-of-employees-in-the-attendance-group]; `after` empty first.
Asking<MemberPage> list_attendance_members(const std::string& group_key, const std::string& after);

// Everybody in as few calls as the limit of 100 a call allows
// [batch-add-employees-under-the-attendance-group].
std::vector<Asking<MembersChanged>> add_attendance_members(const std::string& operator_userid,
                                                           const std::string& group_key,
                                                           const std::vector<std::string>& userids);
std::vector<Asking<MembersChanged>>
remove_attendance_members(const std::string& operator_userid, const std::string& group_key,
                          const std::vector<std::string>& userids);

} // namespace rosterd::dingtalk
