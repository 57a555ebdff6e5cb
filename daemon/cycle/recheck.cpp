#include "daemon/cycle/recheck.hpp"

#include <algorithm>
#include <set>

#include "core/plan/recheck.hpp"
#include "daemon/cycle/assemble.hpp"

namespace rosterd::cycle
{

std::map<std::string, std::string> recheck(state::Store& store, const model::Plan& saved,
                                           const model::Policy& policy, model::Instant now)
{
    std::set<std::pair<std::string, std::string>> asked;
    std::vector<state::RosterPerson> people;
    for (const model::Operation& operation : saved.operations) {
        if (operation.employee_id.empty() ||
            !asked.insert({operation.source, operation.employee_id}).second) {
            continue;
        }
        if (auto person = store.roster().find(operation.source, operation.employee_id)) {
            people.push_back(std::move(*person));
        }
    }
    return plan::not_wanted_any_more(saved, assemble_these(store, people, policy, now).input);
}

std::function<std::string(const model::ObservedUser&)>
spares(const model::Policy& policy, const std::vector<std::string>& administrators)
{
    return [named = policy.protected_userids, all = policy.protect_administrators,
            administrators](const model::ObservedUser& account) -> std::string {
        if (std::ranges::find(named, account.userid) != named.end()) {
            return account.userid + " is protected by now (policy.protect.userids)";
        }
        const bool administers =
            account.admin || account.boss ||
            std::ranges::find(administrators, account.userid) != administrators.end();
        return all && administers ? account.userid + " is an administrator's account by now" : "";
    };
}

} // namespace rosterd::cycle
