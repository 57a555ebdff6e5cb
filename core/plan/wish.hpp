// One of kTextFields: what HR wants of it and what DingTalk has.
#pragma once

#include "core/plan/values.hpp"

namespace rosterd::plan
{

class Wish
{
public:
    Wish(std::size_t number, const model::Policy& policy); // of kTextFields; policy outlives this

    std::size_t number() const { return number_; }
    std::string_view name() const { return field_.name; }
    bool is_mobile() const { return number_ == kMobile; }
    bool is_unique() const { return field_.unique; }

    const model::Stated& desired(const Target& target) const
    {
        return target.person().*field_.desired;
    }
    const std::string& held(const model::ObservedUser& account) const
    {
        return account.*field_.observed;
    }
    // Text by which a value is the same value.
    std::string key(const std::string& value) const;

    // Whether HR has a say about the target's value.
    bool applies(const Target& target) const;
    // ... whether it takes a value in this plan, and whether it gives its present one up.
    bool takes(const Target& target) const
    {
        return target.writes[number_] && !desired(target)->empty();
    }
    bool gives_up(const Target& target) const
    {
        return target.fate == Fate::remove || target.writes[number_];
    }

private:
    std::size_t number_;
    const model::TextField& field_;
    const model::Policy& policy_;
};

} // namespace rosterd::plan
