// Roles and attendance groups as rosterd uses them: a small port, so that tests can put a fake that
// remembers in its place. Every function calls back exactly once, on the loop's thread. The
// families of calls are role_calls.hpp and attendance_calls.hpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/dingtalk/attendance_calls.hpp"
#include "core/dingtalk/role_calls.hpp"

namespace rosterd::dingtalk
{

class Rights
{
public:
    virtual ~Rights() = default;

    // All role groups, each once, with all their roles.
    virtual void role_groups(Answer<std::vector<RoleGroup>> done) = 0;
    // The userids of all who hold the role. A role that is not there is an error (33011).
    virtual void role_members(RoleId role, Answer<std::vector<std::string>> done) = 0;
    virtual void add_role_group(const std::string& name, Answer<RoleId> done) = 0;
    virtual void add_role(const std::string& name, RoleId group, Answer<RoleId> done) = 0;
    // One call each: 20 roles and 20 people at most, 20 roles and 100 people at most.
    virtual void grant(const std::vector<RoleId>& roles, const std::vector<std::string>& userids,
                       Answer<Nothing> done) = 0;
    virtual void revoke(const std::vector<RoleId>& roles, const std::vector<std::string>& userids,
                        Answer<Nothing> done) = 0;

    virtual void attendance_groups(Answer<std::vector<AttendanceGroup>> done) = 0; // all of them
    virtual void attendance_key(std::int64_t group_id, Answer<std::string> done) = 0;
    virtual void attendance_members(const std::string& group_key,
                                    Answer<std::vector<std::string>> done) = 0; // all of them
    // One call each: 100 people at most; part of it may be done.
    virtual void add_attendance(const std::string& group_key,
                                const std::vector<std::string>& userids,
                                Answer<MembersChanged> done) = 0;
    virtual void remove_attendance(const std::string& group_key,
                                   const std::vector<std::string>& userids,
                                   Answer<MembersChanged> done) = 0;
};

// `operator_userid` acts for attendance groups.
std::unique_ptr<Rights> make_rights(Client& client, std::string operator_userid);

} // namespace rosterd::dingtalk
