#include "core/apply/send_rights.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <string_view>

#include "core/apply/rights_answers.hpp"
#include "core/apply/send_late.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::ApiError;
using dingtalk::MembersChanged;
using dingtalk::RoleId;
using model::Right;
using Kind = model::OperationKind;

// [address-book-add-role]; of a role group's name no document tells a code.
constexpr const char* kNameTaken = "34021";
constexpr int kAlikeToStop = 3;

bool is_about_the_right(std::string_view code)
{
    return code == "33011" || code == "60301";
}

// Codes that can only mean one of the people that a call names: nobody has the userid, or whoever
// has it is outside the application's range or the company.
bool is_about_a_person(std::string_view code)
{
    constexpr std::array<std::string_view, 4> codes{"50002", "50004", "46004", "40031"};
    return dingtalk::is_unknown_user(code) || std::ranges::find(codes, code) != codes.end();
}

// Others may be about one of them: which codes a call answers is only partly documented.
bool may_be_about_a_person(const ApiError& error)
{
    if (error.unreachable || error.stopped || is_about_the_right(error.code)) {
        return false;
    }
    return is_about_a_person(error.code) || error.retry == dingtalk::RetryClass::bad_data ||
           dingtalk::find_code(error.code) == nullptr;
}

bool gives(Kind kind)
{
    return kind == Kind::role_grant || kind == Kind::attendance_add;
}

// What one call is about.
struct Part {
    std::vector<Right> rights;
    std::vector<std::string> userids;
};

template <typename T>
std::pair<std::vector<T>, std::vector<T>> halves(const std::vector<T>& all)
{
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    return {{all.begin(), middle}, {middle, all.end()}};
}

// One batch on its way; keeps itself alive by the callbacks that wait for it.
class Sending : public std::enable_shared_from_this<Sending>
{
public:
    Sending(const RightsParts& parts, const std::vector<model::Operation>& all,
            const plan::Batch& batch, std::function<void(std::vector<Outcome>)> done)
        : rights_{parts.rights}, loop_{parts.loop}, made_{parts.made}, ids_{parts.known.known()},
          kind_{batch.kind}, done_{std::move(done)},
          outcomes_(batch.operations.size(), failed("", "was not sent"))
    {
        for (std::size_t i = 0; i < batch.operations.size(); ++i) {
            const model::Operation& operation = all[batch.operations[i]];
            places_[{operation.userid, *model::right_of(operation)}] = i;
        }
        open_.push_back({batch.rights, batch.userids});
    }

    // A saved plan may be older than what DingTalk has.
    void skip_what_is_so(state::RightsStore& known)
    {
        Part& part = open_.front();
        std::erase_if(part.userids, [&](const std::string& userid) {
            bool any = false;
            for (const Right& right : part.rights) {
                const auto held = known.of(userid);
                const bool has = std::ranges::any_of(
                    held, [&](const auto& holder) { return holder.right == right; });
                any = any || has != gives(kind_);
                if (has == gives(kind_)) {
                    put(userid, right,
                        skipped(userid + (has ? " has " : " does not have ") + right.name +
                                " by now"));
                }
            }
            return !any;
        });
    }

    void next()
    {
        if (open_.empty()) {
            done_(std::move(outcomes_));
            return;
        }
        part_ = std::move(open_.front());
        open_.pop_front();
        for (const Right& right : part_.rights) {
            if (!ids_.contains(right)) {
                put_all(failed("33011", right.name + " is not there; the next plan makes it"));
                next();
                return;
            }
        }
        part_.userids.empty() ? next() : ask();
    }

private:
    void ask()
    {
        const std::string& id = ids_.at(part_.rights.front());
        const auto changed =
            [self = shared_from_this()](const tl::expected<MembersChanged, ApiError>& answer) {
                answer ? self->take(*answer) : self->refused(answer.error());
            };
        const auto nothing =
            [self = shared_from_this()](const tl::expected<dingtalk::Nothing, ApiError>& answer) {
                answer ? self->all_done() : self->refused(answer.error());
            };
        if (kind_ == Kind::attendance_add) {
            rights_.add_attendance(id, part_.userids, changed);
        } else if (kind_ == Kind::attendance_remove) {
            rights_.remove_attendance(id, part_.userids, changed);
        } else if (kind_ == Kind::role_grant) {
            rights_.grant(role_ids(), part_.userids, nothing);
        } else {
            rights_.revoke(role_ids(), part_.userids, nothing);
        }
    }

    std::vector<RoleId> role_ids() const
    {
        std::vector<RoleId> ids;
        ids.reserve(part_.rights.size());
        for (const Right& right : part_.rights) {
            ids.push_back(std::stoll(ids_.at(right)));
        }
        return ids;
    }

    void put(const std::string& userid, const Right& right, Outcome outcome)
    {
        if (const auto place = places_.find({userid, right}); place != places_.end()) {
            outcomes_[place->second] = std::move(outcome);
        }
    }

    void put_all(const Outcome& outcome)
    {
        for (const std::string& userid : part_.userids) {
            for (const Right& right : part_.rights) {
                put(userid, right, outcome);
            }
        }
    }

    void all_done()
    {
        alike_ = 0;
        put_all({});
        next();
    }

    // Of attendance groups a part may be done [batch-add-employees-under-the-attendance-group]. Who
    // can't be removed is not in the group.
    void take(const MembersChanged& changed)
    {
        put_all(failed("", "DingTalk did not say what became of it"));
        const Right& group = part_.rights.front();
        for (const std::string& userid : changed.done) {
            alike_ = 0;
            put(userid, group, {});
        }
        std::vector<std::string> late;
        for (const dingtalk::MemberRefusal& refusal : changed.refused) {
            for (const std::string& userid : refusal.userids) {
                const bool gone =
                    kind_ == Kind::attendance_remove && dingtalk::is_unknown_user(refusal.code);
                put(userid, group,
                    gone ? Outcome{} : of_refusal(refusal.code, refusal.message, userid));
                if (!gone && is_late(refusal.code, userid)) {
                    late.push_back(userid);
                }
            }
        }
        late.empty() ? next() : ask_later({part_.rights, std::move(late)});
    }

    // Made a moment ago, and not known yet.
    bool is_late(const std::string& code, const std::string& userid) const
    {
        return late_tries_ < kLateTries && !made_->stopped() && dingtalk::is_unknown_user(code) &&
               made_->has(userid, loop_.now());
    }

    void ask_later(Part part)
    {
        ++late_tries_;
        part_ = std::move(part);
        loop_.after(kBetweenLateTries, [self = shared_from_this()] { self->ask(); });
    }

    Outcome of_refusal(const std::string& code, const std::string& message,
                       const std::string& userid) const
    {
        Outcome out = failed(code, message);
        // Removed by hand: the mirror learns it.
        out.absent = dingtalk::is_unknown_user(code) && !made_->has(userid, loop_.now());
        return out;
    }

    // A call fails as a whole, and does not say whose fault it is.
    void refused(const ApiError& error)
    {
        if (error.unknown_outcome) {
            find_out(0, error);
        } else if (std::ranges::any_of(part_.userids, [&](const std::string& userid) {
                       return is_late(error.code, userid);
                   })) {
            ask_later(part_);
        } else if (may_be_about_a_person(error) && part_.userids.size() > 1) {
            const auto [first, second] = halves(part_.userids);
            open_.push_front({part_.rights, second});
            open_.push_front({part_.rights, first});
            next();
        } else if (is_about_the_right(error.code) && part_.rights.size() > 1) {
            const auto [first, second] = halves(part_.rights);
            open_.push_front({second, part_.userids});
            open_.push_front({first, part_.userids});
            next();
        } else {
            refuse_all(error);
            leave_the_rest(error);
            next();
        }
    }

    void refuse_all(const ApiError& error)
    {
        for (const std::string& userid : part_.userids) {
            Outcome out = failed(error);
            out.absent = of_refusal(error.code, "", userid).absent;
            for (const Right& right : part_.rights) {
                put(userid, right, out);
            }
        }
    }

    // What three people in a row are refused for, and nobody was done since, is not about one of
    // them, unless the code says so.
    void leave_the_rest(const ApiError& error)
    {
        if (is_about_a_person(error.code) || !may_be_about_a_person(error)) {
            return;
        }
        alike_ = error.code == last_code_ ? alike_ + 1 : 1;
        last_code_ = error.code;
        if (alike_ < kAlikeToStop) {
            return;
        }
        for (; !open_.empty(); open_.pop_front()) {
            part_ = std::move(open_.front());
            refuse_all(error);
        }
    }

    void find_out(std::size_t at, const ApiError& error)
    {
        if (at == part_.rights.size()) {
            next();
            return;
        }
        const Right right = part_.rights[at];
        ask_holders(rights_, right, ids_.at(right),
                    [self = shared_from_this(), at, right, error](const auto& holders) {
                        for (const std::string& userid : self->part_.userids) {
                            self->put(userid, right, self->found(holders, userid, error));
                        }
                        self->find_out(at + 1, error);
                    });
    }

    Outcome found(const tl::expected<Userids, ApiError>& holders, const std::string& userid,
                  const ApiError& error) const
    {
        if (holders) {
            return holders->contains(userid) == gives(kind_) ? Outcome{} : failed(error);
        }
        Outcome out = failed(error);
        out.unknown = true; // the next start finds out
        out.outcome = OperationOutcome::not_started;
        out.unreachable = !holders.error().stopped;
        return out;
    }

    dingtalk::Rights& rights_;
    net::Loop& loop_;
    std::shared_ptr<const MadeNow> made_;
    std::map<Right, std::string> ids_;
    Kind kind_;
    std::function<void(std::vector<Outcome>)> done_;
    std::vector<Outcome> outcomes_;
    std::map<std::pair<std::string, Right>, std::size_t> places_;
    std::deque<Part> open_;
    Part part_; // on the wire
    std::string last_code_;
    int alike_ = 0;      // people refused for it, one after the other
    int late_tries_ = 0; // of the whole batch
};

void make_role(dingtalk::Rights& rights, const std::string& role, RoleId group,
               const std::function<void(Outcome)>& done)
{
    rights.add_role(model::role_name_of(role), group, [&rights, role, group, done](const auto& id) {
        if (id) {
            Outcome out;
            out.right_id = std::to_string(*id);
            out.role_group_id = std::to_string(group);
            done(std::move(out));
        } else if (id.error().unknown_outcome || id.error().code == kNameTaken) {
            look_for_role(rights, role, id.error(), done);
        } else {
            done(failed(id.error()));
        }
    });
}

// The group is there by now: made by the lost call, or by somebody since the groups were read.
void make_in_group_found(dingtalk::Rights& rights, const std::string& role, const ApiError& before,
                         const std::function<void(Outcome)>& done)
{
    const bool taken = before.code == kNameTaken;
    look_for_role(rights, role, before, [&rights, role, taken, done](Outcome found) {
        const bool not_made = found.outcome == OperationOutcome::failed;
        if (not_made && !found.role_group_id.empty()) {
            make_role(rights, role, std::stoll(found.role_group_id), done);
            return;
        }
        if (not_made && taken) { // only its id would let a role be made in it
            found.unseen_role_group = model::role_group_of(role);
        }
        done(std::move(found));
    });
}

// A saved plan may be older than what DingTalk has.
void unless_there(dingtalk::Rights& rights, const std::string& role,
                  const std::function<void(Outcome)>& done, const std::function<void()>& go)
{
    rights.role_groups([role, done, go](const auto& groups) {
        if (!groups) {
            done(failed(groups.error()));
            return;
        }
        const bool there = std::ranges::any_of(*groups, [&](const dingtalk::RoleGroup& group) {
            return group.name == model::role_group_of(role) &&
                   std::ranges::count(group.roles, model::role_name_of(role),
                                      &dingtalk::Role::name) > 0;
        });
        there ? done(skipped(role + " exists already")) : go();
    });
}

} // namespace

void send_role(const RightsParts& parts, const model::Operation& operation,
               std::function<void(Outcome)> done)
{
    if (parts.verify_preconditions) {
        RightsParts verified = parts;
        verified.verify_preconditions = false;
        unless_there(parts.rights, model::right_of(operation)->name, done,
                     [verified, operation, done] { send_role(verified, operation, done); });
        return;
    }
    const std::string role = model::right_of(operation)->name;
    dingtalk::Rights& rights = parts.rights;
    const auto groups = parts.known.role_groups();
    if (const auto group = groups.find(model::role_group_of(role)); group != groups.end()) {
        make_role(rights, role, std::stoll(group->second), done);
        return;
    }
    rights.add_role_group(
        model::role_group_of(role), [&rights, role, done = std::move(done)](const auto& group) {
            if (group) {
                make_role(rights, role, *group, done);
            } else if (group.error().unknown_outcome || group.error().code == kNameTaken) {
                make_in_group_found(rights, role, group.error(), done);
            } else {
                done(failed(group.error()));
            }
        });
}

void send_batch(const RightsParts& parts, const std::vector<model::Operation>& all,
                const plan::Batch& batch, std::function<void(std::vector<Outcome>)> done)
{
    const auto sending = std::make_shared<Sending>(parts, all, batch, std::move(done));
    if (parts.verify_preconditions) {
        sending->skip_what_is_so(parts.known);
    }
    sending->next();
}

} // namespace rosterd::apply
