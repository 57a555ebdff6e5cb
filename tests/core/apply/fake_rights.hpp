// How FakeDirectory's roles and attendance groups answer; a call about roles fails as a whole
// [add-role-information-to-employees-in-batches], one about a group in part.
#pragma once

#include "tests/core/apply/fake_directory.hpp"

namespace rosterd::apply::test
{

inline std::string joined(const std::vector<std::string>& texts)
{
    std::string out;
    for (const std::string& text : texts) {
        out += (out.empty() ? "" : ",") + text;
    }
    return out;
}

inline void FakeRights::role_groups(Answer<std::vector<dingtalk::RoleGroup>> done)
{
    directory_.read<std::vector<dingtalk::RoleGroup>>("role_groups", std::move(done), [this] {
        std::vector<dingtalk::RoleGroup> all;
        for (const auto& [id, group] : directory_.org_.role_groups) {
            if (!group.roles.empty() || !directory_.hides_empty_role_groups) {
                all.push_back(group);
            }
        }
        return all;
    });
}

inline void FakeRights::role_members(dingtalk::RoleId role, Answer<std::vector<std::string>> done)
{
    directory_.read<std::vector<std::string>>(
        "role_members " + std::to_string(role), std::move(done), [this, role] {
            const auto& members = directory_.org_.role_members[role];
            return std::vector<std::string>{members.begin(), members.end()};
        });
}

inline void FakeRights::add_role_group(const std::string& name, Answer<dingtalk::RoleId> done)
{
    directory_.write<dingtalk::RoleId>(
        "add_role_group " + name, std::move(done),
        [this, name]() -> tl::expected<dingtalk::RoleId, std::string> {
            for (const auto& [known, group] : directory_.org_.role_groups) {
                if (group.name == name) {
                    return tl::unexpected(std::string{"34021"});
                }
            }
            const dingtalk::RoleId id = ++directory_.org_.last_id;
            directory_.org_.role_groups[id] = {id, name, {}};
            return id;
        });
}

inline void FakeRights::add_role(const std::string& name, dingtalk::RoleId group,
                                 Answer<dingtalk::RoleId> done)
{
    directory_.write<dingtalk::RoleId>(
        "add_role " + name, std::move(done),
        [this, name, group]() -> tl::expected<dingtalk::RoleId, std::string> {
            auto& roles = directory_.org_.role_groups.at(group).roles;
            if (std::ranges::count(roles, name, &dingtalk::Role::name) > 0) {
                return tl::unexpected(std::string{"34021"});
            }
            const dingtalk::RoleId id = ++directory_.org_.last_id;
            roles.push_back({id, name});
            directory_.org_.role_members[id];
            return id;
        });
}

inline void FakeRights::change(const std::string& call, const std::vector<dingtalk::RoleId>& roles,
                               const std::vector<std::string>& userids, bool give,
                               Answer<Nothing> done)
{
    directory_.write<Nothing>(call + " " + joined(userids), std::move(done),
                              [this, roles, userids, give]() -> tl::expected<Nothing, std::string> {
                                  Organisation& org = directory_.org_;
                                  for (const std::string& userid : userids) {
                                      if (!org.users.contains(userid) ||
                                          !directory_.known(userid)) {
                                          return tl::unexpected(std::string{"33012"});
                                      }
                                  }
                                  for (const dingtalk::RoleId role : roles) {
                                      if (!org.role_members.contains(role)) {
                                          return tl::unexpected(std::string{"33011"});
                                      }
                                  }
                                  for (const dingtalk::RoleId role : roles) {
                                      for (const std::string& userid : userids) {
                                          give ? (void)org.role_members[role].insert(userid)
                                               : (void)org.role_members[role].erase(userid);
                                      }
                                  }
                                  return Nothing{};
                              });
}

inline void FakeRights::grant(const std::vector<dingtalk::RoleId>& roles,
                              const std::vector<std::string>& userids, Answer<Nothing> done)
{
    change("grant", roles, userids, true, std::move(done));
}

inline void FakeRights::revoke(const std::vector<dingtalk::RoleId>& roles,
                               const std::vector<std::string>& userids, Answer<Nothing> done)
{
    change("revoke", roles, userids, false, std::move(done));
}

inline void FakeRights::attendance_groups(Answer<std::vector<dingtalk::AttendanceGroup>> done)
{
    directory_.read<std::vector<dingtalk::AttendanceGroup>>(
        "attendance_groups", std::move(done), [this] {
            std::vector<dingtalk::AttendanceGroup> all;
            for (const auto& [name, members] : directory_.org_.attendance) {
                all.push_back({static_cast<std::int64_t>(all.size()) + 1, name});
            }
            return all;
        });
}

inline void FakeRights::attendance_key(std::int64_t group_id, Answer<std::string> done)
{
    directory_.read<std::string>("attendance_key", std::move(done), [this, group_id] {
        return std::next(directory_.org_.attendance.begin(), group_id - 1)->first;
    });
}

inline void FakeRights::attendance_members(const std::string& group_key,
                                           Answer<std::vector<std::string>> done)
{
    directory_.read<std::vector<std::string>>(
        "attendance_members " + group_key, std::move(done), [this, group_key] {
            const auto& members = directory_.org_.attendance[group_key];
            return std::vector<std::string>{members.begin(), members.end()};
        });
}

inline void FakeRights::change_group(const std::string& call, const std::string& group_key,
                                     const std::vector<std::string>& userids, bool give,
                                     Answer<dingtalk::MembersChanged> done)
{
    directory_.write<dingtalk::MembersChanged>(
        call + " " + joined(userids), std::move(done),
        [this, group_key, userids, give]() -> tl::expected<dingtalk::MembersChanged, std::string> {
            dingtalk::MembersChanged changed;
            Organisation& org = directory_.org_;
            for (const std::string& userid : userids) {
                if (!org.users.contains(userid)) {
                    changed.refused.push_back({"33012", "no such user", {userid}});
                    continue;
                }
                for (auto& [name, members] : org.attendance) { // one group a person
                    members.erase(userid);
                }
                if (give) {
                    org.attendance[group_key].insert(userid);
                }
                changed.done.push_back(userid);
            }
            return changed;
        });
}

inline void FakeRights::add_attendance(const std::string& group_key,
                                       const std::vector<std::string>& userids,
                                       Answer<dingtalk::MembersChanged> done)
{
    change_group("add_attendance", group_key, userids, true, std::move(done));
}

inline void FakeRights::remove_attendance(const std::string& group_key,
                                          const std::vector<std::string>& userids,
                                          Answer<dingtalk::MembersChanged> done)
{
    change_group("remove_attendance", group_key, userids, false, std::move(done));
}

} // namespace rosterd::apply::test
