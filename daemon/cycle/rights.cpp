#include "daemon/cycle/rights.hpp"

#include <algorithm>
#include <map>

#include "daemon/cycle/await.hpp"
#include "daemon/cycle/told.hpp"

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;
using model::Right;
using model::RightKind;
using state::ObservedRights;

const char* field_of(const Right& right)
{
    return right.kind == RightKind::role ? "role" : "attendance_group";
}

// One call after the other; stops at the first that fails.
class Reader
{
public:
    Reader(Surroundings& with, Report& report) : with_{with}, report_{report} {}

    // nullopt: it could not be read as a whole.
    std::optional<ObservedRights> read(const std::set<Right>& watched)
    {
        for (const Right& right : watched) {
            read_.holders[right]; // nobody, where there is no such right
            wants_groups_ = wants_groups_ || right.kind == RightKind::attendance;
            wants_roles_ = wants_roles_ || right.kind == RightKind::role;
        }
        if ((wants_roles_ && !find_roles(watched)) || (wants_groups_ && !find_groups(watched))) {
            return std::nullopt;
        }
        for (const auto& [right, id] : read_.known) {
            const auto members = ask<std::vector<std::string>>([&](const auto& done) {
                dingtalk::Rights& rights = with_.directory.rights();
                right.kind == RightKind::role ? rights.role_members(std::stoll(id), done)
                                              : rights.attendance_members(id, done);
            });
            if (!members) {
                return std::nullopt;
            }
            read_.holders[right].insert(members->begin(), members->end());
        }
        return std::move(read_);
    }

private:
    template <typename T>
    std::optional<T> ask(const std::function<void(dingtalk::Answer<T>)>& start)
    {
        using Read = tl::expected<T, ApiError>;
        with_.pulse.beat();
        const auto answer = await_read<Read>(
            with_, [&](std::function<void(Read)> done) { start(std::move(done)); });
        if (!answer) {
            return std::nullopt;
        }
        if (!*answer) {
            out_of_reach(report_, "DingTalk's roles and attendance groups could not be read: " +
                                      words(answer->error()));
            return std::nullopt;
        }
        return **answer;
    }

    bool find_roles(const std::set<Right>& watched)
    {
        const auto groups = ask<std::vector<dingtalk::RoleGroup>>(
            [&](const auto& done) { with_.directory.rights().role_groups(done); });
        if (!groups) {
            return false;
        }
        for (const dingtalk::RoleGroup& group : *groups) {
            read_.role_groups.emplace(group.name, std::to_string(group.id));
            for (const dingtalk::Role& role : group.roles) {
                const Right right{RightKind::role, group.name + "/" + role.name};
                if (watched.contains(right)) {
                    read_.known.emplace(right, std::to_string(role.id));
                }
            }
        }
        return true;
    }

    bool find_groups(const std::set<Right>& watched)
    {
        const auto groups = ask<std::vector<dingtalk::AttendanceGroup>>(
            [&](const auto& done) { with_.directory.rights().attendance_groups(done); });
        if (!groups) {
            return false;
        }
        for (const dingtalk::AttendanceGroup& group : *groups) {
            const Right right{RightKind::attendance, group.name};
            if (!watched.contains(right)) {
                continue;
            }
            const auto key = ask<std::string>(
                [&](const auto& done) { with_.directory.rights().attendance_key(group.id, done); });
            if (!key) {
                return false;
            }
            read_.known.emplace(right, *key);
        }
        return true;
    }

    Surroundings& with_;
    Report& report_;
    ObservedRights read_;
    bool wants_roles_ = false;
    bool wants_groups_ = false;
};

void note_drift(state::MirrorStore& mirror, const std::vector<state::ChangedRight>& changed,
                Report& report)
{
    for (const state::ChangedRight& one : changed) {
        if (const auto link = mirror.link_to(one.userid)) {
            const model::Json name = one.right.name;
            report.drift.push_back({link->source, link->employee_id, one.userid,
                                    field_of(one.right), one.has ? model::Json() : name,
                                    one.has ? name : model::Json(), nullptr, ""});
        }
    }
}

} // namespace

bool observe_rights(Surroundings& with, const Request& request, Report& report)
{
    state::RightsStore& rights = with.store.rights();
    std::set<Right> watched = model::watched_rights(with.policy.entitlements);
    const bool told = with.store.runs().setting(kRightsTold) == "yes";
    if (!request.full && !told && std::ranges::includes(rights.watched(), watched)) {
        return true; // what was granted is among them, or no rule names it and it is to end
    }
    watched.merge(rights.granted());
    if (watched.empty()) {
        return true;
    }
    auto read = Reader{with, report}.read(watched);
    if (!read) {
        return false;
    }
    report.dingtalk = Contact::answered;
    with.store.transaction([&] {
        const auto changed = rights.replace(*read);
        std::vector<std::string> userids;
        userids.reserve(changed.size());
        for (const state::ChangedRight& one : changed) {
            userids.push_back(one.userid);
        }
        with.store.roster().unsettle(userids);
        note_drift(with.store.mirror(), changed, report);
        if (told) {
            with.store.runs().set_setting(kRightsTold, "no");
        }
    });
    with.log.info("dingtalk.rights_read", {{"run_id", report.run_id}, {"rights", watched.size()}});
    return true;
}

void put_rights(state::RightsStore& rights, plan::PlanInput& input)
{
    for (const auto& [right, id] : rights.known()) {
        input.rights_known.insert(right);
    }
    for (const auto& [name, id] : rights.role_groups()) {
        input.role_groups.insert(name);
    }
    if (!rights.anybody()) {
        return;
    }
    const auto put = [&](const std::string& userid) {
        for (const state::RightHolder& holder : rights.of(userid)) {
            input.rights[userid].push_back(
                {holder.right, holder.granted, holder.ending_since});
        }
    };
    for (const plan::PersonCase& person : input.people) {
        if (person.link) {
            put(person.link->userid);
        }
    }
    for (const model::ObservedUser& account : input.accounts) {
        put(account.userid);
    }
}

void compare_rights_with_plan(std::span<Drift> drift, const model::Plan& plan)
{
    std::map<std::pair<std::string, Right>, const model::Operation*> operations;
    for (const model::Operation& operation : plan.operations) {
        if (const auto right = model::right_of(operation)) {
            operations[{operation.userid, *right}] = &operation;
        }
    }
    for (Drift& one : drift) {
        if (one.field != "role" && one.field != "attendance_group") {
            continue;
        }
        const model::Json& name = one.now.is_null() ? one.was : one.now;
        const Right right{one.field == "role" ? RightKind::role : RightKind::attendance,
                          name.get<std::string>()};
        if (const auto found = operations.find({one.userid, right}); found != operations.end()) {
            one.operation = found->second->id;
            one.says = one.was;
        }
    }
}

} // namespace rosterd::cycle
