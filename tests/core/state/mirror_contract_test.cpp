#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

model::ObservedUser user(const std::string& userid, std::vector<model::DeptId> dept_ids = {1})
{
    model::ObservedUser out;
    out.userid = userid;
    out.name = "陳" + userid;
    out.dept_ids = std::move(dept_ids);
    return out;
}

Names userids_of(const std::vector<ChangedUser>& changed)
{
    Names userids;
    for (const ChangedUser& one : changed) {
        userids.push_back(one.userid);
    }
    std::sort(userids.begin(), userids.end());
    return userids;
}

TEST_P(StoreContract, ACompleteRead_AnswersWhoseAccountAppearedChangedOrVanished)
{
    EXPECT_EQ(mirror_.completed_at(), std::nullopt);
    model::ObservedOrganisation read;
    read.departments = {{1, 0, "公司", 0, "", {}},
                        {7, 1, "零售", 1'760'000'000'000'000'001, "", {}}};
    read.users = {user("a"), user("b"), user("c")};
    read.admin_userids = {"a"};
    EXPECT_EQ(userids_of(mirror_.replace(read, at(1))), (Names{"a", "b", "c"}));

    read.departments.pop_back();
    read.users = {user("a"), user("c", {1, 7}), user("d")};
    read.admin_userids = {"d"};
    const auto changed = mirror_.replace(read, at(2));

    EXPECT_EQ(userids_of(changed), (Names{"b", "c", "d"}));
    for (const ChangedUser& one : changed) {
        EXPECT_EQ(one.before, one.userid == "d" ? std::nullopt : std::optional{user(one.userid)});
    }
    EXPECT_EQ(mirror_.completed_at(), at(2));
    EXPECT_EQ(mirror_.departments().size(), 1U);
    EXPECT_EQ(mirror_.everyone(), read.users);
    EXPECT_EQ(mirror_.administrators(), (Names{"d"}));
    EXPECT_EQ(mirror_.members_of(7), (Names{"c"}));
}

TEST_P(StoreContract, WhatIsKeptApart_IsSoUntilItIsNot)
{
    const Apart first{"hr", "E1", "zhang"};
    const Apart second{"hr", "E1", "li"};
    mirror_.put(first);
    mirror_.put(second);
    mirror_.put(first);
    EXPECT_EQ(mirror_.apart(), (std::vector{second, first}));

    mirror_.remove(second);

    EXPECT_EQ(mirror_.apart(), std::vector{first});
}

TEST_P(StoreContract, AnInvitation_IsKeptReplacedAndForgotten)
{
    const Invitation first{"hr", "E1", "E1", "Chan", "+852-51234567", at(1), at(1)};
    mirror_.put(first);
    mirror_.put(Invitation{"hr", "E2", "E2", "Li", "+852-51234568", at(1), at(2)});
    EXPECT_EQ(mirror_.invitation_of("hr", "E1"), first);
    EXPECT_EQ(mirror_.invitation_of("other", "E1"), std::nullopt);

    Invitation again = first;
    again.asked = at(3);
    mirror_.put(again);
    mirror_.remove_invitation("hr", "E2");

    EXPECT_EQ(mirror_.invitations(), std::vector<Invitation>{again});
}

TEST_P(StoreContract, AnAccount_IsFoundByEachOfItsKeys)
{
    model::ObservedUser one = user("a");
    one.job_number = "E1";
    one.mobile = "13800138000";
    one.org_email = "a@corp.example";
    mirror_.put(one);
    mirror_.put(user("b")); // no job number: not found by the empty one

    EXPECT_EQ(mirror_.find(UserKey::job_number, Names{"E1", ""}).size(), 1U);
    EXPECT_EQ(mirror_.find(UserKey::mobile, Names{"13800138000"})[0], one);
    EXPECT_EQ(mirror_.find(UserKey::org_email, Names{"a@corp.example"}).size(), 1U);
    EXPECT_EQ(mirror_.users(Names{"b", "nobody"}).size(), 1U);

    one.mobile = "13900139000";
    mirror_.put(one);
    EXPECT_TRUE(mirror_.find(UserKey::mobile, Names{"13800138000"}).empty());
    mirror_.remove_user("a");
    EXPECT_EQ(mirror_.members_of(1), (Names{"b"}));
}

TEST_P(StoreContract, ALink_TiesOnePersonToOneAccount)
{
    mirror_.put(PersonLink{"hr", "E1", "u1", true, at(1), {}});
    mirror_.put(PersonLink{"hr", "E1", "u1", true, at(1), at(9)}); // the same, disabled since

    EXPECT_EQ(mirror_.count_links(), 1);
    EXPECT_EQ(mirror_.link_of("hr", "E1")->disabled_since, at(9));
    EXPECT_EQ(mirror_.link_to("u1")->employee_id, "E1");

    EXPECT_THROW(mirror_.put(PersonLink{"hr", "E2", "u1", true, at(2), {}}), StoreError);
    EXPECT_EQ(mirror_.link_to("u1")->employee_id, "E1");
    EXPECT_EQ(mirror_.count_links(), 1);

    EXPECT_EQ(mirror_.count_linked_accounts(), 0) << "a link outlives its account";
    model::ObservedUser account;
    account.userid = "u1";
    mirror_.put(account);
    EXPECT_EQ(mirror_.count_linked_accounts(), 1);

    mirror_.remove_link("hr", "E1");
    mirror_.remove_link("hr", "E1");
    EXPECT_EQ(mirror_.count_links(), 0);
    EXPECT_TRUE(mirror_.links().empty());
}

TEST_P(StoreContract, ADepartmentLink_CanBePutAnewAndRemoved)
{
    mirror_.put(DepartmentLink{"/A", 7, true});
    mirror_.put(DepartmentLink{"/A", 8, false});

    ASSERT_EQ(mirror_.department_links().size(), 1U);
    EXPECT_EQ(mirror_.department_links()[0].dept_id, 8);
    EXPECT_FALSE(mirror_.department_links()[0].created);
    mirror_.remove_department_link("/A");
    EXPECT_TRUE(mirror_.department_links().empty());
}

} // namespace
} // namespace rosterd::state::test
