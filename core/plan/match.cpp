#include "core/plan/match.hpp"

#include <algorithm>
#include <iterator>

#include "core/plan/candidates.hpp"
#include "core/plan/rehire.hpp"
#include "core/plan/renumbered.hpp"

namespace rosterd::plan
{

namespace
{

using model::ObservedUser;

// [user-information-creation] only states 1 to 64 characters; the set is the one the admin console
// accepts.
bool valid_userid(const std::string& userid)
{
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_' || c == '-' || c == '@' || c == '.';
    };
    return !userid.empty() && userid.size() <= model::kMaxUserid &&
           std::ranges::all_of(userid, allowed);
}

class Matcher
{
public:
    Matcher(Targets& targets, const Index& index, const PlanInput& input, Findings& findings)
        : targets_{targets}, index_{index}, candidates_{index, input.policy}, findings_{findings},
          policy_{input.policy}, now_{input.now}
    {
    }

    Matched run()
    {
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            Target& target = targets_[i];
            target.fate = target.verdict.fate;
            if (target.fate == Fate::find) {
                target.fate = Fate::leave_alone;
                search(i);
            } else if (target.from->account && target.from->link) {
                target.account = &*target.from->account;
                target.userid = target.account->userid;
                target.rule = target.fate == Fate::keep ? "changed" : target.verdict.rule;
            }
        }
        ask_about_successions(targets_, findings_);
        create_heirs();
        refuse_shared_accounts();
        refuse_shared_userids();
        return {std::move(adoptions_), std::move(userids_)};
    }

private:
    void search(std::size_t i)
    {
        Target& target = targets_[i];
        const auto [fitting, first_rule] = candidates_.of(target);
        const ObservedUser* inherited = inherited_by(target);
        if (inherited != nullptr && std::ranges::count(fitting, inherited) == std::ssize(fitting)) {
            userids_.push_back({i, index_.target_of_account(inherited->userid)});
        } else if (fitting.empty()) {
            create(target);
        } else if (fitting.size() > 1) {
            report_ambiguous(target, fitting);
        } else if (const KnownPerson* owner = index_.owner_of(fitting.front()->userid)) {
            report_owned(target, *fitting.front(), *owner);
        } else {
            adopt(i, *fitting.front(), first_rule);
        }
    }

    // The leaver's account whose userid HR gives to this person; nullptr: there is none, or the job
    // number says that they are the same.
    const ObservedUser* inherited_by(const Target& target) const
    {
        const std::string& userid = target.person().userid;
        const std::size_t owner = index_.target_of_account(userid);
        if (owner == kNone || targets_[owner].verdict.fate != Fate::remove ||
            chosen_userid(*target.from, policy_) != userid) {
            return nullptr;
        }
        const ObservedUser* account = index_.account(userid);
        return account->job_number == target.person().employee_id ? nullptr : account;
    }

    // Of leavers who go, after all.
    void create_heirs()
    {
        std::erase_if(userids_, [this](const Inheritance& userid) {
            Target& heir = targets_[userid.heir];
            const Target& leaver = targets_[userid.leaver];
            if (heir.blocked) {
                return true;
            }
            if (leaver.fate != Fate::remove) {
                const model::Person& owner = leaver.from->person;
                report_owned(heir, *leaver.account,
                             {owner.origin.source, owner.employee_id, leaver.userid});
                return true;
            }
            create(heir, leaver.account);
            return false;
        });
    }

    void adopt(std::size_t i, const ObservedUser& account, std::string_view rule)
    {
        Target& target = targets_[i];
        target.fate = Fate::keep;
        target.account = &account;
        target.userid = account.userid;
        target.rule = "adopted";
        claims_[account.userid].push_back(i);
        adoptions_.push_back({target.person().origin.source, target.person().employee_id,
                              account.userid, std::string{rule}});
    }

    // `gone`: the account whose userid it is until then.
    void create(Target& target, const ObservedUser* gone = nullptr)
    {
        target.fate = Fate::create;
        target.userid = chosen_userid(*target.from, policy_);
        target.rule = is_rehire(target) ? "rehire" : target.from->link ? "vanished" : "joiner";
        if (!valid_userid(target.userid)) {
            target.blocked = true;
            findings_.about(target, {"userid.format", "userid", target.userid, {}});
        } else if (index_.account(target.userid) != gone) {
            target.blocked = true;
            const bool unlinked = std::ranges::count(target.from->not_theirs, target.userid) > 0;
            findings_.about(target, {unlinked ? "userid.taken/unlinked" : "userid.taken/unmatched",
                                     "userid",
                                     target.userid,
                                     {}});
        } else if (const auto& open = target.from->invitation;
                   open && open->mobile == target.person().mobile.value_or("")) {
            target.blocked = true; // another number is invited anew
            findings_.about(target,
                            {now_ - open->since < kInvitationWaits ? "account.invited/waiting"
                                                                   : "account.invited/unanswered",
                             "mobile",
                             open->mobile,
                             {{"since", model::to_string(open->since).substr(0, 10)}}});
        }
    }

    void report_ambiguous(Target& target, const std::vector<const ObservedUser*>& accounts)
    {
        std::vector<std::string> userids;
        userids.reserve(accounts.size());
        for (const ObservedUser* account : accounts) {
            userids.push_back(account->userid);
        }
        std::ranges::sort(userids);
        std::string names;
        for (const std::string& userid : userids) {
            names += (names.empty() ? "" : ", ") + userid;
        }
        findings_.about(target,
                        {"match.ambiguous", "userid", names, {{"person", describe(target)}}});
    }

    void report_owned(Target& target, const ObservedUser& account, const KnownPerson& owner)
    {
        findings_.about(target, {"match.claimed/owned",
                                 "userid",
                                 account.userid,
                                 {{"other", describe(owner.source, owner.employee_id)}}});
        const Said said{
            "match.claimed/wanted", "userid", account.userid, {{"person", describe(target)}}};
        const std::size_t there = index_.target_of_person(owner.source, owner.employee_id);
        if (there != kNone) {
            findings_.about(targets_[there], said);
        } else {
            findings_.about({owner.source, "", "", 0}, owner.employee_id, said);
        }
    }

    // One account, two people of this plan: neither gets it.
    void refuse_shared_accounts()
    {
        for (const auto& [userid, claimants] : claims_) {
            if (claimants.size() > 1) {
                report_shared(claimants, "match.claimed/shared", userid);
                std::erase_if(adoptions_, [&id = userid](const model::Adoption& adoption) {
                    return adoption.userid == id;
                });
            }
        }
    }

    // One wanted userid, two people of this plan: neither is created.
    void refuse_shared_userids()
    {
        std::unordered_map<std::string, std::vector<std::size_t>> wanting;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (targets_[i].fate == Fate::create) {
                wanting[targets_[i].userid].push_back(i);
            }
        }
        for (const auto& [userid, claimants] : wanting) {
            if (claimants.size() > 1) {
                report_shared(claimants, "userid.taken/claimed", userid);
            }
        }
    }

    void report_shared(const std::vector<std::size_t>& claimants, std::string_view text,
                       const std::string& userid)
    {
        const std::string people = describe(targets_, claimants);
        for (const std::size_t i : claimants) {
            Target& target = targets_[i];
            target.fate = Fate::leave_alone;
            target.account = nullptr;
            findings_.about(target, {text, "userid", userid, {{"people", people}}});
        }
    }

    Targets& targets_;
    const Index& index_;
    const Candidates candidates_;
    Findings& findings_;
    const model::Policy& policy_;
    model::Instant now_;
    std::unordered_map<std::string, std::vector<std::size_t>> claims_; // userid -> targets
    std::vector<model::Adoption> adoptions_;
    std::vector<Inheritance> userids_;
};

} // namespace

Matched match(Targets& targets, const Index& index, const PlanInput& input, Findings& findings)
{
    return Matcher{targets, index, input, findings}.run();
}

} // namespace rosterd::plan
