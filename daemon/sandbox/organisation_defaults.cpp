// What DingTalk fills in by itself where a call leaves it open.
#include <algorithm>
#include <array>
#include <cstdio>

#include "core/model/record.hpp"
#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

namespace
{

// Live data shows orders of this size; later members sort behind earlier ones.
constexpr std::int64_t kFirstOrder = 176322897889314512;

} // namespace

void Organisation::settle(User& user, bool same_person)
{
    if (user.unionid.empty()) {
        user.unionid = new_unionid(user, same_person);
    }
    for (auto& position : user.positions) {
        if (position.order == 0) {
            position.order = kFirstOrder - static_cast<std::int64_t>(user.number);
        }
    }
    const auto main = std::ranges::find(user.positions, true, &Position::is_main);
    if (main == user.positions.end() && !user.positions.empty()) {
        user.positions.front().is_main = true;
    }
    const auto* manager = this->user(user.manager_userid);
    user.manager_number = manager == nullptr ? 0 : manager->number;
}

// The same person keeps the unionid over a removal, since it belongs to person and developer; the
// person is whoever has the number. A number handed to another person must not hand over the id.
// Whether it is kept over a removal is not documented: `same_person` false gives another one.
std::string Organisation::new_unionid(const User& user, bool same_person) const
{
    const auto person = user.mobile.empty() ? "account " + user.userid + user.login_id
                                            : mobile_key(user.state_code, user.mobile);
    for (std::uint64_t seed = same_person ? 0 : user.number;; ++seed) {
        std::array<char, 24> text{};
        std::snprintf(text.data(), text.size(), "u%016llxiE",
                      static_cast<unsigned long long>(model::fingerprint(person, seed)));
        if (unionids_.find(text.data()) == unionids_.end()) {
            return text.data();
        }
    }
}

std::string Organisation::new_userid()
{
    for (;; ++next_number_) {
        auto userid = std::to_string(model::fingerprint(std::to_string(next_number_)));
        if (user(userid) == nullptr) {
            return userid;
        }
    }
}

} // namespace rosterd::sandbox
