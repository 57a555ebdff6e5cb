#include "core/plan/candidates.hpp"

#include <algorithm>

namespace rosterd::plan
{

namespace
{

using model::MatchRule;
using model::ObservedUser;

std::string_view name_of(MatchRule rule)
{
    switch (rule) {
    case MatchRule::userid:
        return "userid";
    case MatchRule::job_number:
        return "job_number";
    case MatchRule::mobile:
        return "mobile";
    case MatchRule::org_email:
        return "org_email";
    }
    return "";
}

template <typename ByValue>
void put(ByValue& map, const std::string& value, const ObservedUser* account)
{
    if (!value.empty()) {
        map[value].push_back(account);
    }
}

template <typename ByValue>
typename ByValue::mapped_type in(const ByValue& map, const std::string& value)
{
    const auto found = map.find(value);
    return value.empty() || found == map.end() ? typename ByValue::mapped_type{} : found->second;
}

} // namespace

std::string chosen_userid(const PersonCase& from, const model::Policy& policy)
{
    if (from.link && (policy.rehire.same_userid || !from.link->former)) {
        return from.link->userid;
    }
    return from.person.userid.empty() ? from.person.employee_id : from.person.userid;
}

Candidates::Candidates(const Index& index, const model::Policy& policy)
    : index_{index}, policy_{policy}
{
    for (const ObservedUser* account : index.accounts()) {
        put(by_job_number_, account->job_number, account);
        put(by_mobile_, account->mobile, account);
        put(by_org_email_, folded(account->org_email), account);
    }
}

Candidates::Fitting Candidates::of(const Target& target) const
{
    Fitting fitting;
    for (const MatchRule rule : policy_.match) {
        for (const ObservedUser* account : by(rule, target)) {
            if (std::ranges::count(target.from->not_theirs, account->userid) > 0) {
                continue;
            }
            if (fitting.accounts.empty()) {
                fitting.rule = name_of(rule);
            }
            if (!std::ranges::count(fitting.accounts, account)) {
                fitting.accounts.push_back(account);
            }
        }
    }
    return fitting;
}

Candidates::Accounts Candidates::by(MatchRule rule, const Target& target) const
{
    const model::Person& person = target.person();
    switch (rule) {
    case MatchRule::userid: {
        const ObservedUser* account = index_.account(chosen_userid(*target.from, policy_));
        return account == nullptr ? Accounts{} : Accounts{account};
    }
    case MatchRule::job_number:
        return in(by_job_number_, person.employee_id);
    case MatchRule::mobile:
        return without_owned(in(by_mobile_, person.mobile.value_or("")));
    case MatchRule::org_email:
        return without_owned(in(by_org_email_, folded(person.org_email.value_or(""))));
    }
    return {};
}

// A number or mail of somebody else's account is a value to be released, not a sign that the
// account is this person's.
Candidates::Accounts Candidates::without_owned(Accounts accounts) const
{
    std::erase_if(accounts, [this](const ObservedUser* account) {
        return index_.owner_of(account->userid) != nullptr;
    });
    return accounts;
}

} // namespace rosterd::plan
