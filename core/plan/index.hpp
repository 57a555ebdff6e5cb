// Look-ups over the accounts and people a plan knows.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/plan/target.hpp"

namespace rosterd::plan
{

// Text by which a unique value is the same value: mail addresses regardless of case.
std::string folded(std::string_view text);

class Index
{
public:
    Index(const PlanInput& input, const Targets& targets); // both must outlive this

    // Every account known: those of the targets and those in PlanInput::accounts.
    const std::vector<const model::ObservedUser*>& accounts() const { return accounts_; }
    const model::ObservedUser* account(const std::string& userid) const;
    std::size_t target_of_person(const std::string& source, const std::string& employee_id) const;
    // The target an account is linked to, kNone if none.
    std::size_t target_of_account(const std::string& userid) const;
    // Who is linked to the account; nullptr for an account that is not ours.
    const KnownPerson* owner_of(const std::string& userid) const;
    // Others that are referred to; nullptr if unknown.
    const KnownPerson* known(const std::string& source, const std::string& employee_id) const;

private:
    void add(const model::ObservedUser& account);

    std::vector<const model::ObservedUser*> accounts_;
    std::unordered_map<std::string, const model::ObservedUser*> by_userid_;
    std::unordered_map<std::string, std::size_t> target_by_person_;
    std::unordered_map<std::string, std::size_t> target_by_userid_;
    std::unordered_map<std::string, KnownPerson> owner_by_userid_;
    std::unordered_map<std::string, const KnownPerson*> known_by_person_;
};

} // namespace rosterd::plan
