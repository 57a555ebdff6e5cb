// The sandbox's company: an in-memory model that holds what must be true between its members and
// departments. It reads no clock and knows no wire format.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/model/time.hpp"
#include "daemon/sandbox/attendance.hpp"
#include "daemon/sandbox/change.hpp"
#include "daemon/sandbox/department.hpp"
#include "daemon/sandbox/notifications.hpp"
#include "daemon/sandbox/refusal.hpp"
#include "daemon/sandbox/robots.hpp"
#include "daemon/sandbox/roles.hpp"
#include "daemon/sandbox/rules.hpp"
#include "daemon/sandbox/user.hpp"

namespace rosterd::sandbox
{

// [query-the-details-of-employees-who-have-left-office]
struct LeaveRecord {
    std::string userid;
    std::string name;
    std::string state_code;
    std::string mobile;
    model::Instant left_at;
    bool accepted;      // had become a member by accepting an invitation
    std::string reason; // "oapi" by a call, "delete" by an administrator's hand
};

class Organisation
{
public:
    // A company of its root department and nobody.
    explicit Organisation(std::string company);

    // Departments. Codes as in the reference's sections 4.1 and 4.4.
    const Department* department(DeptId id) const;
    std::vector<const Department*> children(DeptId id) const; // by order, then id
    std::vector<DeptId> chain(DeptId id) const;               // itself first, the root last
    std::size_t direct_members(DeptId id) const;
    std::size_t all_members(DeptId id) const; // sub-departments included, each person once
    Outcome<DeptId> add_department(Department department, const Rules& rules);
    Outcome<Done> replace_department(Department department, const Rules& rules);
    Outcome<Done> remove_department(DeptId id, const Rules& rules);
    std::vector<DeptId> department_ids() const;

    // Users. `members` come by order in the department, the larger first.
    const User* user(std::string_view userid) const;
    const User* by_mobile(const std::string& state_code, const std::string& mobile) const;
    const User* by_unionid(const std::string& unionid) const;
    const User* by_login_id(const std::string& login_id) const;
    const User* manager_of(const User& user) const; // nullptr: none, or no longer there
    std::vector<const User*> members(DeptId id) const;
    std::vector<const User*> page(DeptId id, std::size_t from, std::size_t count) const;
    std::vector<const User*> users() const; // by creation
    std::size_t user_count() const;
    Outcome<const User*> add_user(User user, const Rules& rules);
    Outcome<const User*> replace_user(User user, const Rules& rules);
    void remove_user(std::string_view userid, std::string reason, model::Instant now);
    bool has_left(std::string_view userid) const; // was a member once and is none now
    const std::vector<LeaveRecord>& leave_records() const;

    // What is given to people; whoever leaves loses it.
    Roles& roles() { return roles_; }
    const Roles& roles() const { return roles_; }
    Attendance& attendance() { return attendance_; }
    const Attendance& attendance() const { return attendance_; }
    // What people and groups were told.
    Notifications& notifications() { return notifications_; }
    const Notifications& notifications() const { return notifications_; }
    Robots& robots() { return robots_; }
    const Robots& robots() const { return robots_; }

    // Who was invited is no member before accepting; `mobile` is a mobile_key().
    Outcome<Done> invite(User user, const Rules& rules);
    std::vector<const User*> invited() const;
    Outcome<const User*> accept(const std::string& mobile, const Rules& rules);

    std::string new_userid();       // for a creation that chose none
    std::uint64_t revision() const; // grows with every change
    // What has changed since the last call; not what was put back.
    // Of what is not changed through this class: roles.
    void note(Change change) { changes_.push_back(std::move(change)); }
    std::vector<Change> take_changes() { return std::exchange(changes_, {}); }

    // Puts back what a file holds, without asking the rules.
    void restore_department(Department department);
    void restore_user(User user, bool same_person = true);
    void restore_leave_record(LeaveRecord record);
    void restore_invitation(User user);
    void relink_managers(); // once all users are back

private:
    struct Member {
        std::int64_t order = 0;
        std::uint64_t number = 0;
        const User* user = nullptr;
        bool operator<(const Member& other) const
        {
            return order != other.order ? order > other.order : number < other.number;
        }
    };
    struct Node {
        Department value;
        std::map<std::string, DeptId> children;
        std::set<Member> members;
    };

    Outcome<Done> check_department(const Department& next, const Rules& rules) const;
    Outcome<Done> check_place(const Department& next, const Rules& rules) const;
    Outcome<Done> check_user(const User& next, const User* before, const Rules& rules) const;
    Outcome<Done> check_unique(const User& next, const User* before, const Rules& rules) const;
    Outcome<Done> check_positions(const User& next, const User* before, const Rules& rules) const;
    bool holds_member(DeptId id) const;
    std::size_t height(DeptId id) const; // levels of the subtree, itself included
    void drop_department(DeptId id);
    void settle(User& user, bool same_person = true);
    Outcome<Done> check_room(const User& next, const Rules& rules) const;
    void note_user(const User& before, const User& after);
    std::string new_unionid(const User& user, bool same_person) const;
    void index(const User& user);
    void unindex(const User& user);
    static const User* find_in(const std::unordered_map<std::string, const User*>& index,
                               const std::string& key); // nullptr: none, or the key is empty
    void collect(DeptId id, std::set<const User*>& found) const;

    std::map<DeptId, Node> departments_;
    std::unordered_map<std::string, User> users_;
    std::unordered_map<std::string, const User*> mobiles_; // "86-13800138000"
    std::unordered_map<std::string, const User*> emails_;
    std::unordered_map<std::string, const User*> telephones_;
    std::unordered_map<std::string, const User*> unionids_;
    std::unordered_map<std::string, const User*> login_ids_;
    std::vector<LeaveRecord> leave_records_;
    std::set<std::string, std::less<>> left_;
    Roles roles_;
    Attendance attendance_;
    Notifications notifications_;
    Robots robots_;
    std::map<std::string, User> invited_; // by mobile_key()
    DeptId next_dept_id_ = 500000001;
    std::uint64_t next_number_ = 1;
    std::uint64_t revision_ = 0;
    std::vector<Change> changes_;
};

// "86-13800138000": how a number is looked up.
std::string mobile_key(const std::string& state_code, const std::string& mobile);

// Only an ordinary account is identified by its number, and holds it alone; else "".
std::string identity_of(const User& user);

} // namespace rosterd::sandbox
