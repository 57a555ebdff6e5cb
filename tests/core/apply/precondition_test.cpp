// `apply FILE`: a saved plan may be old.
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class Precondition : public Stage
{
protected:
    void apply_saved(std::vector<model::Operation> operations)
    {
        ApplyOptions options = in_run_1();
        options.verify_preconditions = true;
        life.run(plan_of(std::move(operations)), options);
    }
};

TEST_F(Precondition, Holds_TheOperationIsDone)
{
    put_account("E1", "Chan", "+852-1");
    apply_saved({update("E1", {{"title", ""}}, {{"title", "Manager"}}), creation("E2")});
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::done);
}

TEST_F(Precondition, FieldHasMoved_SkipsAndNamesIt)
{
    put_account("E1", "Chan", "+852-1");
    org.users["E1"].title = "Director";
    apply_saved({update("E1", {{"title", "Clerk"}}, {{"title", "Manager"}})});
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::skipped);
    EXPECT_EQ(of("u-update-E1").message, "title is now Director, the plan expected Clerk");
    EXPECT_EQ(org.users["E1"].title, "Director");
    EXPECT_EQ(journalled("u-update-E1").state, JournalState::skipped);
    EXPECT_TRUE(life.store->audit().find({.run_id = "r-1"}).empty());
}

TEST_F(Precondition, SkippedOperation_BlocksWhatNeedsIt)
{
    put_account("E1", "Chan", "+852-1");
    auto next = creation("E2");
    next.needs = {"u-update-E1"};
    apply_saved({update("E1", {{"title", "Clerk"}}, {{"title", "Manager"}}), next});
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::blocked);
}

TEST_F(Precondition, AccountThatIsThereAlready_IsNotCreated)
{
    put_account("E1", "Wong", "+852-1");
    apply_saved({creation("E1")});
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::skipped);
    EXPECT_EQ(life.directory.calls, std::vector<std::string>{"get_user E1"});
}

TEST_F(Precondition, AccountThatIsGoneAlready_IsNotDeletedAgain)
{
    apply_saved({deletion("E1")});
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::skipped);
    EXPECT_EQ(life.directory.count("delete_user E1"), 0U);
}

TEST_F(Precondition, AccountThatIsSomebodyElseByNow_IsNotDeleted)
{
    put_account("E1", "Wong", "+852-1");
    apply_saved({deletion("E1", "Chan")});
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::skipped);
    EXPECT_TRUE(org.users.contains("E1"));
}

TEST_F(Precondition, AccountThatIsDisabledAlready_IsNotDisabledAgain)
{
    put_account("E1", "Chan", "+852-1");
    org.users["E1"].disabled = true;
    apply_saved({switching("E1", true)});
    EXPECT_EQ(of("u-disable-E1").outcome, Outcome::skipped) << "or a hand's work becomes ours";
    EXPECT_EQ(life.directory.count("disable_user E1"), 0U);
}

TEST_F(Precondition, DepartmentThatWasMovedByHand_IsLeftAlone)
{
    org.departments[7] = {7, 9, "A", 0, "", {}};
    auto change = department_change("update", Kind::department_update, "/A", 7);
    change.before = {{"parent_id", 1}};
    change.after = {{"parent_id", 8}};
    apply_saved({change});
    EXPECT_EQ(of("d-update-/A").outcome, Outcome::skipped);
    EXPECT_EQ(org.departments[7].parent_id, 9);
}

TEST_F(Precondition, ManagerWhoLeftInTheSamePlan_CountsAsExpected)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Li", "+852-2");
    org.departments[7] = {7, 1, "A", 0, "", {"E1"}};
    auto change = department_change("update", Kind::department_update, "/A", 7);
    change.before = {{"dept_manager_userid_list", {"E1"}}};
    change.after = {{"dept_manager_userid_list", {"E2"}}};
    change.needs = {"u-delete-E1"};
    apply_saved({deletion("E1"), change});
    EXPECT_EQ(of("d-update-/A").outcome, Outcome::done) << of("d-update-/A").message;
    EXPECT_EQ(org.departments[7].manager_userids, std::vector<std::string>{"E2"});
}

TEST_F(Precondition, NobodyWantsItAnyMore_SkipsAndSaysWhy)
{
    put_account("E1", "Chan", "+852-1");
    ApplyOptions options = in_run_1();
    options.not_wanted = {{"u-delete-E1", "HR says by now that E1 does not leave"}};
    life.run(plan_of({deletion("E1")}), options);
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::skipped);
    EXPECT_EQ(of("u-delete-E1").message, "HR says by now that E1 does not leave");
    EXPECT_TRUE(org.users.contains("E1"));
}

TEST_F(Precondition, AdministratorByNow_IsNeitherRemovedNorDisabled)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Li", "+852-2");
    org.users["E1"].admin = org.users["E2"].admin = true;
    ApplyOptions options = in_run_1();
    options.verify_preconditions = true;
    options.spares = [](const ObservedUser& account) {
        return account.admin ? account.userid + " administers" : std::string{};
    };
    life.run(plan_of({deletion("E1"), switching("E2", true)}), options);
    EXPECT_EQ(of("u-delete-E1").message, "E1 administers");
    EXPECT_EQ(of("u-disable-E2").outcome, Outcome::skipped);
    EXPECT_TRUE(org.users.contains("E1"));
}

TEST_F(Precondition, DepartmentOfThatNameIsThereByNow_IsSkippedAndNamed)
{
    org.departments[7] = {7, 1, "Shop", 0, "", {}};
    apply_saved({department("/Shop", "Shop"), department("/Mall", "Mall")});
    EXPECT_EQ(of("d-create-/Shop").outcome, Outcome::skipped);
    EXPECT_EQ(of("d-create-/Shop").message, "Shop exists there already: 7");
    EXPECT_EQ(of("d-create-/Mall").outcome, Outcome::done);
    EXPECT_FALSE(life.department_link("/Shop")) << "somebody else's is not taken over";
}

TEST_F(Precondition, RoleThatIsThereByNow_IsSkippedAndNamed)
{
    org.role_groups[8] = {8, "G", {{9, "audit"}}};
    model::Operation role;
    role.id = "r-create-G/audit";
    role.kind = Kind::role_create;
    role.after = {{"role", "G/audit"}};
    apply_saved({role});
    EXPECT_EQ(of("r-create-G/audit").outcome, Outcome::skipped);
    EXPECT_EQ(of("r-create-G/audit").message, "G/audit exists already");
}

} // namespace

} // namespace rosterd::apply::test
