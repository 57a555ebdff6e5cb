#include "daemon/cycle/visible.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/apply/made_now.hpp"
#include "core/apply/send_late.hpp"
#include "daemon/cycle/await.hpp"

namespace rosterd::cycle
{

namespace
{

using Read = tl::expected<Reread, dingtalk::ApiError>;

constexpr int kLooks = apply::kLateTries; // the clock may be set back meanwhile

bool wait(Surroundings& with, net::Duration time)
{
    return await_read<bool>(with,
                            [&](const std::function<void(bool)>& done) {
                                with.loop.after(time, [done] { done(true); });
                            })
        .has_value();
}

std::optional<Read> ask(Surroundings& with, const Wanted& wanted,
                        const std::vector<model::ObservedDepartment>& known)
{
    return await_read<Read>(with, [&](std::function<void(Read)> done) {
        reread(with.directory, wanted, known, std::move(done));
    });
}

Wanted gone_in(const Reread& read)
{
    Wanted gone;
    gone.users.insert(read.gone_users.begin(), read.gone_users.end());
    gone.departments.insert(read.gone_departments.begin(), read.gone_departments.end());
    return gone;
}

// What was asked for again is as the later answer has it.
void take_in(Reread& read, const Wanted& again, Reread later)
{
    std::erase_if(read.gone_users, [&](const auto& id) { return again.users.contains(id); });
    std::erase_if(read.gone_departments,
                  [&](const auto id) { return again.departments.contains(id); });
    std::ranges::move(later.users, std::back_inserter(read.users));
    std::ranges::move(later.gone_users, std::back_inserter(read.gone_users));
    std::ranges::move(later.departments, std::back_inserter(read.departments));
    std::ranges::move(later.gone_departments, std::back_inserter(read.gone_departments));
    std::ranges::move(later.refused, std::back_inserter(read.refused));
}

} // namespace

Wanted made_just_now(state::Store& store, const Wanted& of, model::Instant now)
{
    Wanted made;
    if (of.users.empty() && of.departments.empty()) {
        return made;
    }
    apply::MadeNow known;
    known.resume(store, now);
    for (const std::string& userid : of.users) {
        if (known.has(userid, now) && store.mirror().has_user(userid)) { // else only invited
            made.users.insert(userid);
        }
    }
    for (const model::DeptId dept_id : of.departments) {
        if (known.has(dept_id, now)) {
            made.departments.insert(dept_id);
        }
    }
    return made;
}

std::optional<Read> reread_what_shows(Surroundings& with, const Wanted& wanted,
                                      const std::vector<model::ObservedDepartment>& known)
{
    auto read = ask(with, wanted, known);
    for (int looks = 0; read && *read && looks < kLooks; ++looks) {
        const Wanted late = made_just_now(with.store, gone_in(**read), with.loop.now());
        if (late.nothing()) {
            break;
        }
        if (!wait(with, apply::kBetweenLateTries)) {
            return std::nullopt;
        }
        auto later = ask(with, late, known);
        if (!later || !*later) {
            return later;
        }
        take_in(**read, late, std::move(**later));
    }
    return read;
}

bool wait_until_shown(Surroundings& with, const Wanted& missing)
{
    return made_just_now(with.store, missing, with.loop.now()).nothing() ||
           wait(with, apply::kKnownWithin);
}

} // namespace rosterd::cycle
