// The accounts that could be a person's, by the policy's match rules.
#pragma once

#include "core/plan/index.hpp"

namespace rosterd::plan
{

// The userid of the account a person has, or would get.
std::string chosen_userid(const PersonCase& from, const model::Policy& policy);

class Candidates
{
public:
    // Both must outlive this.
    Candidates(const Index& index, const model::Policy& policy);

    struct Fitting {
        std::vector<const model::ObservedUser*> accounts; // each once, in the order of the rules
        std::string_view rule; // by which the first one fits; empty if none does
    };
    Fitting of(const Target& target) const;

private:
    using Accounts = std::vector<const model::ObservedUser*>;
    using ByValue = std::unordered_map<std::string, Accounts>;

    Accounts by(model::MatchRule rule, const Target& target) const;
    Accounts without_owned(Accounts accounts) const;

    const Index& index_;
    const model::Policy& policy_;
    ByValue by_job_number_;
    ByValue by_mobile_;
    ByValue by_org_email_;
};

} // namespace rosterd::plan
