#include "core/plan/index.hpp"

namespace rosterd::plan
{

namespace
{

std::string person_key(const std::string& source, const std::string& employee_id)
{
    std::string key = source;
    key += '\n';
    key += employee_id;
    return key;
}

} // namespace

std::string folded(std::string_view text)
{
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

Index::Index(const PlanInput& input, const Targets& targets)
{
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const PersonCase& from = *targets[i].from;
        target_by_person_.emplace(person_key(from.person.origin.source, from.person.employee_id),
                                  i);
        if (from.link && from.account) {
            add(*from.account);
            target_by_userid_.emplace(from.account->userid, i);
            owner_by_userid_.emplace(from.account->userid,
                                     KnownPerson{from.person.origin.source, from.person.employee_id,
                                                 from.account->userid});
        }
    }
    for (const model::ObservedUser& account : input.accounts) {
        add(account);
    }
    for (const auto& [userid, owner] : input.account_owners) {
        owner_by_userid_.emplace(userid, owner);
    }
    for (const KnownPerson& person : input.known_people) {
        known_by_person_.emplace(person_key(person.source, person.employee_id), &person);
        if (!person.userid.empty()) {
            owner_by_userid_.emplace(person.userid, person);
        }
    }
}

void Index::add(const model::ObservedUser& account)
{
    if (by_userid_.emplace(account.userid, &account).second) {
        accounts_.push_back(&account);
    }
}

const model::ObservedUser* Index::account(const std::string& userid) const
{
    const auto found = by_userid_.find(userid);
    return found == by_userid_.end() ? nullptr : found->second;
}

std::size_t Index::target_of_person(const std::string& source, const std::string& employee_id) const
{
    const auto found = target_by_person_.find(person_key(source, employee_id));
    return found == target_by_person_.end() ? kNone : found->second;
}

std::size_t Index::target_of_account(const std::string& userid) const
{
    const auto found = target_by_userid_.find(userid);
    return found == target_by_userid_.end() ? kNone : found->second;
}

const KnownPerson* Index::owner_of(const std::string& userid) const
{
    const auto found = owner_by_userid_.find(userid);
    return found == owner_by_userid_.end() ? nullptr : &found->second;
}

const KnownPerson* Index::known(const std::string& source, const std::string& employee_id) const
{
    const auto found = known_by_person_.find(person_key(source, employee_id));
    return found == known_by_person_.end() ? nullptr : found->second;
}

} // namespace rosterd::plan
