#include "daemon/sandbox/invitations.hpp"

#include <algorithm>

namespace rosterd::sandbox
{

bool must_accept(const Company& company, const User& user, const std::string& mobile)
{
    if (company.by_hand || !user.exclusive_type.empty()) {
        return false;
    }
    const auto& records = company.organisation.leave_records();
    const bool left_today = std::ranges::any_of(records, [&](const LeaveRecord& record) {
        return record.accepted && record.state_code == user.state_code &&
               record.mobile == user.mobile &&
               company.now - record.left_at < std::chrono::hours{24};
    });
    return left_today || company.rules.joins == "pending" ||
           company.rules.confirming.contains(mobile);
}

Outcome<Done> Organisation::invite(User user, const Rules& rules)
{
    if (auto good = check_user(user, nullptr, rules); !good) {
        return good;
    }
    auto key = mobile_key(user.state_code, user.mobile);
    invited_[std::move(key)] = std::move(user);
    ++revision_;
    return Done{};
}

void Organisation::restore_invitation(User user)
{
    auto key = mobile_key(user.state_code, user.mobile);
    invited_[std::move(key)] = std::move(user);
}

std::vector<const User*> Organisation::invited() const
{
    std::vector<const User*> all;
    all.reserve(invited_.size());
    for (const auto& [mobile, user] : invited_) {
        all.push_back(&user);
    }
    return all;
}

Outcome<const User*> Organisation::accept(const std::string& mobile, const Rules& rules)
{
    const auto found = invited_.find(mobile);
    if (found == invited_.end()) {
        return refuse(60121, mobile);
    }
    auto user = std::move(found->second);
    invited_.erase(found);
    ++revision_;
    user.accepted = true;
    user.active = true;
    return add_user(std::move(user), rules);
}

} // namespace rosterd::sandbox
