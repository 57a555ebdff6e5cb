// The laws over random organisations: a plan converges, is least, and its order works.
#include <sstream>

#include <gtest/gtest.h>

#include "tests/core/plan/random_company.hpp"

namespace rosterd::plan::test
{
namespace
{

std::string ids_of(const model::Plan& plan)
{
    std::string text;
    for (const Operation& operation : plan.operations) {
        text += Json(operation).dump() + "\n";
    }
    return text;
}

RC_GTEST_PROP(Laws, AnyOrganisation_PlanIsNeverRefusedAndTheNextIsEmpty, ())
{
    Company company = any_second_day();
    const auto plan = make(company.input()).plan;

    const Refusal refusal = company.apply(plan);
    if (refusal) {
        RC_FAIL(*refusal + "\n" + ids_of(plan));
    }
    auto next = make(company.input()).plan;
    if (!next.empty() || !next.adoptions.empty() || !next.department_adoptions.empty()) {
        RC_FAIL("not converged:\n" + ids_of(next) + "after\n" + ids_of(plan));
    }
}

RC_GTEST_PROP(Laws, AnyOrderThatRespectsNeeds_IsNeverRefusedAndEndsTheSame, ())
{
    Company company = any_second_day();
    Company other = company;
    const auto plan = make(company.input()).plan;
    Chance chance{*rc::gen::arbitrary<std::uint32_t>()};

    const Refusal refusal =
        other.apply_in_any_order(plan, [&](std::size_t n) { return chance.below(n); });
    if (refusal) {
        RC_FAIL(*refusal + "\n" + ids_of(plan));
    }
    RC_ASSERT(!company.apply(plan));
    const auto stripped = [](std::map<std::string, ObservedUser> users) {
        for (auto& [userid, user] : users) {
            user.dept_ids.clear(); // the ids of new departments depend on the order
        }
        return users;
    };
    RC_ASSERT(stripped(company.dingtalk.users) == stripped(other.dingtalk.users));
}

// Without what needs it; DingTalk may refuse what is left, which is as far from done.
bool is_done_without(Company company, const model::Plan& plan, const std::string& left_out)
{
    std::set<std::string> without{left_out};
    model::Plan rest = plan;
    std::erase_if(rest.operations, [&](const Operation& operation) {
        const bool goes = without.contains(operation.id) ||
                          std::ranges::any_of(operation.needs, [&](const std::string& id) {
                              return without.contains(id);
                          });
        if (goes) {
            without.insert(operation.id);
        }
        return goes;
    });
    return !company.apply(rest) && make(company.input()).plan.empty();
}

// Who leaves a department that leaves the scope on the same day is out of scope a day later, like
// everybody in it.
bool leaves_with_the_scope(const Company& company, const model::Plan& plan, const Operation& one)
{
    const auto moves_a_department = [](const Operation& operation) {
        return operation.kind == OperationKind::department_update;
    };
    const bool leaver =
        one.kind == OperationKind::user_delete || one.kind == OperationKind::user_disable;
    return leaver && !company.policy.scope.departments.empty() &&
           std::ranges::any_of(plan.operations, moves_a_department);
}

RC_GTEST_PROP(Laws, AnyOperationLeftOut_LeavesSomethingToDo, ())
{
    const Company company = any_second_day(12);
    const auto plan = make(company.input()).plan;
    for (const Operation& operation : plan.operations) {
        // An account that is made again gets back a manager whom HR does not state any more.
        const bool gives_back = operation.cause.rule == "manager.ring";
        if (!gives_back && !leaves_with_the_scope(company, plan, operation) &&
            is_done_without(company, plan, operation.id)) {
            RC_FAIL(operation.id + " could be left out:\n" + ids_of(plan));
        }
    }
}

RC_GTEST_PROP(Laws, UnmanagedAccounts_StayAsTheyAre, ())
{
    Company company = any_second_day();
    const auto plan = make(company.input()).plan;
    std::map<std::string, ObservedUser> unmanaged = company.dingtalk.users;
    for (const auto& [key, link] : company.links) {
        unmanaged.erase(link.userid);
    }
    for (const auto& adoption : plan.adoptions) {
        unmanaged.erase(adoption.userid);
    }

    RC_ASSERT(!company.apply(plan));

    for (const auto& [userid, user] : unmanaged) {
        RC_ASSERT(company.dingtalk.users.at(userid) == user);
    }
}

RC_GTEST_PROP(Laws, RightsThatNoRuleNamesOrNobodyManages_StayAsTheyAre, ())
{
    Company company = any_second_day();
    const auto plan = make(company.input()).plan;
    const auto named = model::named_rights(company.policy.entitlements);
    const auto granted = company.granted;
    const auto before = company.dingtalk.rights;
    std::set<std::string> managed;
    for (const Operation& operation : plan.operations) {
        if (!operation.employee_id.empty()) {
            managed.insert(operation.userid);
        }
    }

    RC_ASSERT(!company.apply(plan));

    for (const auto& [right, holders] : before) {
        const auto ours = granted.find(right);
        for (const std::string& userid : holders) {
            const bool by_us = ours != granted.end() && ours->second.contains(userid);
            const bool hands_off = !managed.contains(userid) || (!named.contains(right) && !by_us);
            const bool moved = right.kind == model::RightKind::attendance;
            if (hands_off && !moved && company.dingtalk.users.contains(userid) &&
                !std::ranges::any_of(plan.operations, [&](const Operation& operation) {
                    return operation.kind == OperationKind::user_delete &&
                           operation.userid == userid; // and made anew
                })) {
                RC_ASSERT(company.dingtalk.rights.at(right).contains(userid));
            }
        }
    }
}

RC_GTEST_PROP(Laws, ExclusiveRoles_NeverMeetThroughRosterd, ())
{
    Company company = any_second_day();
    company.policy.entitlements.exclusive = {{"G/a", "H/a"}};
    const auto holders = [&](const char* role) {
        return company.dingtalk.rights[{model::RightKind::role, role}];
    };
    const auto both = [&] {
        std::vector<std::string> out;
        std::ranges::set_intersection(holders("G/a"), holders("H/a"), std::back_inserter(out));
        return out;
    };
    const auto before = both();
    const auto plan = make(company.input()).plan;
    Chance chance{*rc::gen::arbitrary<std::uint32_t>()};

    RC_ASSERT(!company.apply_in_any_order(plan, [&](std::size_t n) { return chance.below(n); }));

    for (const std::string& userid : both()) {
        RC_ASSERT(std::ranges::count(before, userid) == 1);
    }
}

// The plan of the company as it is, and of the same facts in another order.
std::pair<std::string, std::string> plans_in_two_orders(const Company& company,
                                                        std::uint32_t shuffle)
{
    PlanInput input = company.input();
    std::ostringstream first;
    model::write_json(first, make(input).plan);
    Chance chance{shuffle};
    chance.shuffle(input.people);
    chance.shuffle(input.accounts);
    chance.shuffle(input.observed_departments);
    chance.shuffle(input.department_links);
    chance.shuffle(input.department_records);
    chance.shuffle(input.leaders);
    std::ostringstream second;
    model::write_json(second, make(input).plan);
    return {first.str(), second.str()};
}

RC_GTEST_PROP(Laws, InputInAnyOrder_SamePlan, ())
{
    const Company company = any_second_day();

    const auto [first, second] = plans_in_two_orders(company, *rc::gen::arbitrary<std::uint32_t>());

    RC_ASSERT(second == first);
}

// A department that waits for two people stood in a ring through one of them.
TEST(Waiting, InputInAnotherOrder_OpensARingAtTheSamePlace)
{
    const auto [first, second] = plans_in_two_orders(second_day(58796, 15), 0);

    EXPECT_EQ(second, first);
}

RC_GTEST_PROP(Laws, OnlyUnsettledPeople_SameOperationsAsForEverybody, ())
{
    Company company = any_second_day();
    const auto whole = make(company.input());
    std::set<PersonKey> unsettled;
    for (const Outlook& outlook : whole.outlooks) {
        if (!outlook.settled) {
            unsettled.insert({outlook.source, outlook.employee_id});
        } else if (outlook.over) { // as the store counts them from then on
            company.over.insert({outlook.source, outlook.employee_id});
        }
    }

    const auto part = make(company.input(&unsettled));

    if (ids_of(part.plan) != ids_of(whole.plan)) {
        RC_FAIL("part:\n" + ids_of(part.plan) + "whole:\n" + ids_of(whole.plan));
    }
}

} // namespace
} // namespace rosterd::plan::test
