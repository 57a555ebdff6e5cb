// What the stages of planning work on: one target for each person looked at. The stages run in the
// order of the groups below, and each writes its own group only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/fields.hpp"
#include "core/plan/entitlements.hpp"
#include "core/plan/finding_texts.hpp"
#include "core/plan/lifecycle.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// A department somebody is to be in: it exists, or this plan creates it.
struct Place {
    model::DepartmentKey key;
    std::optional<model::DeptId> dept_id; // nullopt: created by this plan
};

struct Target {
    // lifecycle
    const PersonCase* from = nullptr;
    std::string tail; // of the ids of this person's operations: "E1042"
    Verdict verdict;

    // match
    Fate fate = Fate::leave_alone;
    const model::ObservedUser* account = nullptr; // present account: linked, or adopted here
    std::string userid;                           // of that account, or the one to be created
    std::string rule;                             // cause of the operations
    bool blocked = false;                         // a creation that has to wait; a finding says why

    // owners of fields: what HR wants of this account, where DingTalk's value of a field stays;
    // null: all that HR says
    std::shared_ptr<const model::Person> wish;

    // departments; nullopt: not stated
    std::optional<std::vector<Place>> places;

    // values: which of kTextFields are to be written
    std::array<bool, model::kTextFields.size()> writes{};

    // managers: "" clears it; nullopt leaves it
    std::optional<std::string> manager;
    std::size_t manager_target = kNone; // where the manager's account is created by this plan

    // rights, and the switches of the account that HR does not state itself
    Entitled entitled;

    bool troubled = false; // a finding of this plan stands in the way of being settled

    const model::Person& person() const { return wish ? *wish : from->person; }
    bool creates() const { return fate == Fate::create && !blocked; }
    // Has an account after this plan whose fields are wanted to be what HR says.
    bool wanted() const { return fate == Fate::keep || fate == Fate::recreate || creates(); }
    // Had the account to be made anew, it could be: nobody is deleted who cannot be put back.
    bool can_be_put_back() const { return !person().departments || places; }
    // Has an account after this plan, wanted or not.
    bool stays() const { return wanted() || (account != nullptr && fate != Fate::remove); }
};

using Targets = std::vector<Target>; // ordered by source and employee_id

// What is wrong, for the plan; a finding about a target keeps it from being settled.
class Findings
{
public:
    explicit Findings(model::Language language) : language_{language} {}
    void about(Target& target, const Said& said);
    void about(const model::Origin& origin, const std::string& employee_id, const Said& said);

    std::vector<model::Finding> take(); // in a fixed order

private:
    model::Language language_;
    std::vector<model::Finding> findings_;
};

// "E7 (hr)" for messages.
std::string describe(const std::string& source, const std::string& employee_id);
std::string describe(const Target& target);
std::string describe(const Targets& targets, const std::vector<std::size_t>& some); // "E1, E2"

} // namespace rosterd::plan
