#include "daemon/cycle/rights.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>

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

constexpr std::size_t kInFlight = 32; // the pace decides; after a failure the rest is never sent

// Everything that can be asked at once is; the first failure ends it.
class Reader : public std::enable_shared_from_this<Reader>
{
public:
    Reader(Surroundings& with, std::set<Right> watched, dingtalk::Answer<ObservedRights> done)
        : rights_{with.directory.rights()}, pulse_{with.pulse}, watched_{std::move(watched)},
          done_{std::move(done)}
    {
    }

    void start()
    {
        const auto any = [&](RightKind kind) {
            return std::ranges::any_of(watched_,
                                       [&](const Right& one) { return one.kind == kind; });
        };
        for (const Right& right : watched_) {
            read_.holders[right]; // nobody, where there is no such right
        }
        if (any(RightKind::role)) {
            waiting_.emplace_back([](Reader& self) { self.find_roles(); });
        }
        if (any(RightKind::attendance)) {
            waiting_.emplace_back([](Reader& self) { self.find_groups(); });
        }
        pump();
    }

private:
    void pump()
    {
        while (done_ && !waiting_.empty() && in_flight_ < kInFlight) {
            const auto next = std::move(waiting_.front());
            waiting_.pop_front();
            ++in_flight_;
            next(*this);
        }
        if (done_ && waiting_.empty() && in_flight_ == 0) {
            std::exchange(done_, nullptr)(std::move(read_));
        }
    }

    // What an answer is for; `take` gets its value.
    template <typename T>
    dingtalk::Answer<T> taking(std::function<void(Reader&, const T&)> take)
    {
        return [self = shared_from_this(),
                take = std::move(take)](const tl::expected<T, ApiError>& answer) {
            --self->in_flight_;
            self->pulse_.beat();
            if (!self->done_) {
                return; // has failed already
            }
            if (!answer) {
                std::exchange(self->done_, nullptr)(tl::unexpected(answer.error()));
                return;
            }
            take(*self, *answer);
            self->pump();
        };
    }

    void find_roles()
    {
        using Groups = std::vector<dingtalk::RoleGroup>;
        rights_.role_groups(taking<Groups>([](Reader& self, const Groups& groups) {
            for (const dingtalk::RoleGroup& group : groups) {
                self.read_.role_groups.emplace(group.name, std::to_string(group.id));
                for (const dingtalk::Role& role : group.roles) {
                    self.found({RightKind::role, group.name + "/" + role.name},
                               std::to_string(role.id));
                }
            }
        }));
    }

    void find_groups()
    {
        using Groups = std::vector<dingtalk::AttendanceGroup>;
        rights_.attendance_groups(taking<Groups>([](Reader& self, const Groups& groups) {
            for (const dingtalk::AttendanceGroup& group : groups) {
                const Right right{RightKind::attendance, group.name};
                if (self.watched_.contains(right)) {
                    self.waiting_.emplace_back(
                        [right, id = group.id](Reader& again) { again.find_key(right, id); });
                }
            }
        }));
    }

    void find_key(const Right& right, std::int64_t id)
    {
        rights_.attendance_key(id, taking<std::string>([right](Reader& self, const auto& key) {
                                   self.found(right, key);
                               }));
    }

    void found(const Right& right, const std::string& id)
    {
        if (watched_.contains(right) && read_.known.emplace(right, id).second) {
            waiting_.emplace_back([right, id](Reader& self) { self.find_holders(right, id); });
        }
    }

    void find_holders(const Right& right, const std::string& id)
    {
        using Userids = std::vector<std::string>;
        auto take = taking<Userids>([right](Reader& self, const Userids& userids) {
            self.read_.holders[right].insert(userids.begin(), userids.end());
        });
        right.kind == RightKind::role ? rights_.role_members(std::stoll(id), std::move(take))
                                      : rights_.attendance_members(id, std::move(take));
    }

    dingtalk::Rights& rights_;
    Pulse& pulse_;
    const std::set<Right> watched_;
    dingtalk::Answer<ObservedRights> done_; // null once called
    std::deque<std::function<void(Reader&)>> waiting_;
    std::size_t in_flight_ = 0;
    ObservedRights read_;
};

// nullopt: it could not be read as a whole.
std::optional<ObservedRights> read_rights(Surroundings& with, const std::set<Right>& watched,
                                          Report& report)
{
    using Read = tl::expected<ObservedRights, ApiError>;
    auto answer = await_read<Read>(with, [&](std::function<void(Read)> done) {
        std::make_shared<Reader>(with, watched, std::move(done))->start();
    });
    if (!answer) {
        return std::nullopt;
    }
    if (!*answer) {
        out_of_reach(report, "DingTalk's roles and attendance groups could not be read: " +
                                 words(answer->error()));
        return std::nullopt;
    }
    return std::move(**answer);
}

void put_switches(state::RightsStore& rights, plan::PlanInput& input)
{
    if (!rights.anybody_switched()) {
        return;
    }
    for (const plan::PersonCase& person : input.people) {
        if (person.link) {
            if (auto on = rights.switched_on(person.link->userid); !on.empty()) {
                input.switched_on[person.link->userid] = std::move(on);
            }
        }
    }
}

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

constexpr const char* kStated = "rights.stated"; // [["role", "group/role"], ...]

std::set<Right> stated_rights(state::RunStore& runs)
{
    std::set<Right> stated;
    for (const model::Json& one : model::Json::parse(runs.setting(kStated).value_or("[]"))) {
        const bool role = one.at(0) == field_of({RightKind::role, ""});
        stated.insert({role ? RightKind::role : RightKind::attendance, one.at(1)});
    }
    return stated;
}

} // namespace

void note_stated_rights(state::Store& store, const std::vector<model::Person>& people)
{
    std::set<Right> named;
    for (const model::Person& person : people) {
        named.merge(model::stated_rights(person));
    }
    if (named.empty()) {
        return;
    }
    const std::set<Right> before = stated_rights(store.runs());
    if (std::ranges::includes(before, named)) {
        return;
    }
    named.insert(before.begin(), before.end());
    model::Json list = model::Json::array();
    for (const Right& right : named) {
        list.push_back({field_of(right), right.name});
    }
    store.runs().set_setting(kStated, list.dump());
}

bool observe_rights(Surroundings& with, const Request& request, Report& report)
{
    state::RightsStore& rights = with.store.rights();
    std::set<Right> watched = model::watched_rights(with.policy.entitlements);
    watched.merge(stated_rights(with.store.runs()));
    const bool told = with.store.runs().setting(kRightsTold) == "yes";
    if (!request.full && !told && std::ranges::includes(rights.watched(), watched)) {
        return true; // what was granted is among them, or no rule names it and it is to end
    }
    watched.merge(rights.granted());
    if (watched.empty()) {
        return true;
    }
    const auto read = read_rights(with, watched, report);
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
    put_switches(rights, input);
    if (!rights.anybody()) {
        return;
    }
    const auto put = [&](const std::string& userid) {
        for (const state::RightHolder& holder : rights.of(userid)) {
            input.rights[userid].push_back({holder.right, holder.granted, holder.ending_since});
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
