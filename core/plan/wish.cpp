#include "core/plan/wish.hpp"

namespace rosterd::plan
{

static_assert(model::kTextFields[kMobile].name == "mobile");

namespace
{

bool is_ordinary(const Target& target, const model::Policy& policy)
{
    if (target.account != nullptr) {
        return !target.account->exclusive_account;
    }
    return target.person().account.value_or(policy.account_kind) == model::AccountKind::ordinary;
}

} // namespace

Wish::Wish(std::size_t number, const model::Policy& policy)
    : number_{number}, field_{model::kTextFields[number]}, policy_{policy}
{
}

std::string Wish::key(const std::string& value) const
{
    return field_.name == "email" || field_.name == "org_email" ? folded(value) : value;
}

bool Wish::applies(const Target& target) const
{
    if (target.fate != Fate::keep && target.fate != Fate::create && target.fate != Fate::recreate) {
        return false;
    }
    if (!desired(target) || (is_mobile() && !is_ordinary(target, policy_))) {
        return false;
    }
    // A number the app may not see is left alone.
    return !is_mobile() || target.account == nullptr || !target.account->mobile.empty();
}

} // namespace rosterd::plan
