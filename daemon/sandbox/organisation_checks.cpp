// What must be true of a user before the sandbox's company takes it.
#include <algorithm>

#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

Outcome<Done> Organisation::check_user(const User& next, const User* before,
                                       const Rules& rules) const
{
    if (auto good = check_unique(next, before, rules); !good) {
        return good;
    }
    const bool new_manager = before == nullptr || next.manager_number == 0;
    if (new_manager && !next.manager_userid.empty() && user(next.manager_userid) == nullptr) {
        return refuse(60128);
    }
    return check_positions(next, before, rules);
}

Outcome<Done> Organisation::check_unique(const User& next, const User* before,
                                         const Rules& rules) const
{
    const auto taken = [before](const User* holder) {
        return holder != nullptr && holder != before;
    };
    if (const auto* holder = find_in(mobiles_, identity_of(next)); taken(holder)) {
        auto refusal = refuse(60104, "userid:" + holder->userid).value();
        refusal.userid = rules.names_holder_at_top_level ? holder->userid : "";
        return tl::unexpected{std::move(refusal)};
    }
    if (const auto* holder = find_in(telephones_, next.telephone); taken(holder)) {
        return refuse(40100, "userid:" + holder->userid);
    }
    if (const auto* holder = find_in(emails_, next.email); taken(holder)) {
        return refuse(40101, "userid:" + holder->userid);
    }
    if (taken(by_login_id(next.login_id))) {
        return refuse(400002, "login_id已存在");
    }
    return Done{};
}

Outcome<Done> Organisation::check_positions(const User& next, const User* before,
                                            const Rules& rules) const
{
    for (const auto& position : next.positions) {
        const auto found = departments_.find(position.dept_id);
        if (found == departments_.end()) {
            return refuse(60003, "dept_id:" + std::to_string(position.dept_id));
        }
        const bool joins = before == nullptr || position_in(*before, position.dept_id) == nullptr;
        const auto limit = rules.members_per_department;
        if (joins && limit != 0 && found->second.members.size() >= limit) {
            return refuse(40023);
        }
    }
    return Done{};
}

// The figures of these two are not published.
Outcome<Done> Organisation::check_room(const User& next, const Rules& rules) const
{
    if (rules.most_users != 0 && users_.size() >= rules.most_users) {
        return refuse(40024);
    }
    const auto created = model::parse_instant(next.create_time);
    if (rules.users_added_a_week == 0 || !created) {
        return Done{};
    }
    const auto recent = std::ranges::count_if(users_, [&](const auto& entry) {
        const auto then = model::parse_instant(entry.second.create_time);
        return then && *created - *then < std::chrono::days{7};
    });
    return static_cast<std::size_t>(recent) < rules.users_added_a_week ? Outcome<Done>{Done{}}
                                                                       : refuse(-1);
}

} // namespace rosterd::sandbox
