// People [user-information-creation ff.]. Old style but for search and leave records. What lists
// user fields is in wire.hpp; `region` decides how numbers are written, see mobile_of().
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

struct Created {
    std::string userid;
    std::string unionid;
    std::string request_id{};
};

// A user as a member of the department that was asked about.
struct Member {
    model::ObservedUser user; // dept_ids as the list tells them
    bool leader = false;
    std::int64_t dept_order = 0; // above 2^53
    bool operator==(const Member&) const = default;
};

struct UserName {
    std::string userid;
    std::string name;
    bool operator==(const UserName&) const = default;
};

// Who holds a number: the person's own account, and enterprise accounts of this company.
struct NumberHolders {
    std::string userid; // empty: none
    std::vector<std::string> exclusive_userids;
    bool operator==(const NumberHolders&) const = default;
};

struct LeaveRecord {
    std::string userid;
    std::string name;
    std::string state_code;
    std::string mobile;
    std::string leave_time; // ISO 8601, UTC
    std::string reason;     // oapi cancel leave delete unknown
    bool operator==(const LeaveRecord&) const = default;
};

struct LeavePage {
    std::vector<LeaveRecord> records;
    std::string next_token; // empty: none
    bool operator==(const LeavePage&) const = default;
};

// `fields` hold DingTalk's names with native JSON values. An empty userid lets DingTalk choose one;
// then a lost answer can't be looked up.
Asking<Created> create_user(const std::string& userid, const model::Json& fields);
// What is stated empty is cleared, as far as DingTalk can [user-information-update].
Asking<Nothing> update_user(const std::string& userid, const model::Json& fields);
Asking<Nothing> delete_user(const std::string& userid); // who is gone already is done
// nullopt: no such user, or none that accepted the invitation.
Asking<std::optional<model::ObservedUser>> get_user(const std::string& userid,
                                                    const std::string& region);
// By the login name of a DingTalk-managed enterprise account [queries-account-details].
Asking<std::optional<model::ObservedUser>> get_user_by_login(const std::string& login_id,
                                                             const std::string& region);
// nullopt: nobody has the number, in the form rosterd writes it.
Asking<std::optional<std::string>> userid_by_mobile(const std::string& mobile);
// The same with enterprise accounts [obtain-the-userid-of-your-mobile-phone-number].
Asking<std::optional<NumberHolders>> holders_of_mobile(const std::string& mobile);
Asking<std::optional<std::string>> userid_by_unionid(const std::string& unionid);

// Direct members, 100 at once; `cursor` 0 first, then the page's `next`.
Asking<Page<Member>> list_members(model::DeptId department, std::int64_t cursor,
                                  const std::string& region);
Asking<Page<UserName>> list_member_names(model::DeptId department, std::int64_t cursor);
Asking<std::vector<std::string>> list_userids(model::DeptId department); // not limited by scope
Asking<std::int64_t> count_users(bool only_active); // only_active: have logged in at least once
// Who was (in)active on that day, at most a month back and complete from 09:00 the day after
// [queries-the-inactive-users-or-active-users-under-an-enterprise]. `departments` empty: all.
Asking<Page<std::string>> list_by_activity(model::Date day, bool active, std::int64_t offset,
                                           const std::vector<model::DeptId>& departments = {});
// Metered. `exact`: the whole name must fit. `page` counts from 0.
Asking<std::vector<std::string>> search_users(const std::string& words, std::int64_t page,
                                              bool exact);
// Who left from `start` on, 365 days at most, 50 at once; `token` "0" first
// [query-the-details-of-employees-who-have-left-office].
Asking<LeavePage> list_leave_records(model::Instant start, model::Instant end,
                                     const std::string& token = "0");

} // namespace rosterd::dingtalk
