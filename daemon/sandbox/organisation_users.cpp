// Users of the sandbox's company: finding, checking, changing.
#include <algorithm>

#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

std::string identity_of(const User& user)
{
    return user.exclusive_type.empty() ? mobile_key(user.state_code, user.mobile) : std::string{};
}

const User* Organisation::find_in(const std::unordered_map<std::string, const User*>& index,
                                  const std::string& key)
{
    const auto found = index.find(key);
    return key.empty() || found == index.end() ? nullptr : found->second;
}

std::string mobile_key(const std::string& state_code, const std::string& mobile)
{
    return mobile.empty() ? std::string{} : state_code + "-" + mobile;
}

const Position* position_in(const User& user, DeptId department)
{
    const auto found = std::ranges::find(user.positions, department, &Position::dept_id);
    return found == user.positions.end() ? nullptr : &*found;
}

const User* Organisation::user(std::string_view userid) const
{
    const auto found = users_.find(std::string{userid});
    return found == users_.end() ? nullptr : &found->second;
}

const User* Organisation::by_mobile(const std::string& state_code, const std::string& mobile) const
{
    return find_in(mobiles_, mobile_key(state_code, mobile));
}

const User* Organisation::by_unionid(const std::string& unionid) const
{
    return find_in(unionids_, unionid);
}

const User* Organisation::by_login_id(const std::string& login_id) const
{
    return find_in(login_ids_, login_id);
}

const User* Organisation::manager_of(const User& user) const
{
    const auto* manager = this->user(user.manager_userid);
    return manager != nullptr && manager->number == user.manager_number ? manager : nullptr;
}

std::size_t Organisation::user_count() const
{
    return users_.size();
}

bool Organisation::has_left(std::string_view userid) const
{
    return left_.contains(userid) && user(userid) == nullptr;
}

const std::vector<LeaveRecord>& Organisation::leave_records() const
{
    return leave_records_;
}

Outcome<const User*> Organisation::add_user(User user, const Rules& rules)
{
    if (this->user(user.userid) != nullptr) {
        return refuse(60102, "userid:" + user.userid);
    }
    if (auto good = check_user(user, nullptr, rules); !good) {
        return tl::unexpected{good.error()};
    }
    if (auto room = check_room(user, rules); !room) {
        return tl::unexpected{room.error()};
    }
    user.number = next_number_;
    const auto userid = user.userid;
    restore_user(std::move(user), rules.recreated_keeps_unionid);
    changes_.push_back({ChangeKind::user_added, userid, 0});
    return this->user(userid);
}

Outcome<const User*> Organisation::replace_user(User user, const Rules& rules)
{
    auto& stored = users_.at(user.userid);
    if (user.manager_number != 0 && manager_of(user) == nullptr) {
        user.manager_userid.clear(); // the manager has left; another of that userid is not meant
    }
    if (auto good = check_user(user, &stored, rules); !good) {
        return tl::unexpected{good.error()};
    }
    for (const auto& position : stored.positions) {
        if (position_in(user, position.dept_id) == nullptr) {
            std::erase(departments_.at(position.dept_id).value.managers, user.userid);
        }
    }
    unindex(stored);
    note_user(stored, user);
    stored = std::move(user);
    stored.modified = next_number_++;
    settle(stored);
    index(stored);
    ++revision_;
    return &stored;
}

void Organisation::note_user(const User& before, const User& after)
{
    changes_.push_back({ChangeKind::user_changed, after.userid, 0});
    if (!before.active && after.active) {
        changes_.push_back({ChangeKind::user_activated, after.userid, 0});
    }
    if ((before.admin_level == 0) != (after.admin_level == 0)) {
        changes_.push_back(
            {after.admin_level == 0 ? ChangeKind::admin_removed : ChangeKind::admin_added,
             after.userid, 0});
    }
}

void Organisation::remove_user(std::string_view userid, std::string reason, model::Instant now)
{
    const auto found = users_.find(std::string{userid});
    if (found == users_.end()) {
        return;
    }
    const auto& user = found->second;
    for (const auto& position : user.positions) {
        std::erase(departments_.at(position.dept_id).value.managers, user.userid);
    }
    unindex(user);
    roles_.forget(user.userid);
    attendance_.forget(user.userid);
    restore_leave_record({user.userid, user.name, user.state_code, user.mobile, now, user.accepted,
                          std::move(reason)});
    changes_.push_back({ChangeKind::user_left, user.userid, 0});
    users_.erase(found);
}

void Organisation::restore_user(User user, bool same_person)
{
    if (user.number == 0) {
        user.number = next_number_;
    }
    next_number_ = std::max({next_number_, user.number, user.modified}) + 1;
    auto& stored = users_[user.userid];
    stored = std::move(user);
    settle(stored, same_person);
    index(stored);
    ++revision_;
}

void Organisation::relink_managers()
{
    for (auto& [userid, user] : users_) {
        const auto* manager = this->user(user.manager_userid);
        user.manager_number = manager == nullptr ? 0 : manager->number;
    }
}

void Organisation::restore_leave_record(LeaveRecord record)
{
    left_.insert(record.userid);
    leave_records_.push_back(std::move(record));
    ++revision_;
}

void Organisation::index(const User& user)
{
    const auto enter = [&user](auto& index, const std::string& key) {
        if (!key.empty()) {
            index[key] = &user;
        }
    };
    enter(mobiles_, identity_of(user));
    enter(emails_, user.email);
    enter(telephones_, user.telephone);
    enter(unionids_, user.unionid);
    enter(login_ids_, user.login_id);
    for (const auto& position : user.positions) {
        departments_.at(position.dept_id).members.insert({position.order, user.number, &user});
    }
}

void Organisation::unindex(const User& user)
{
    mobiles_.erase(identity_of(user));
    emails_.erase(user.email);
    telephones_.erase(user.telephone);
    unionids_.erase(user.unionid);
    login_ids_.erase(user.login_id);
    for (const auto& position : user.positions) {
        departments_.at(position.dept_id).members.erase({position.order, user.number, &user});
    }
}

} // namespace rosterd::sandbox
