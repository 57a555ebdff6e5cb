#include <gtest/gtest.h>

#include "core/apply/undo.hpp"

namespace rosterd::apply
{
namespace
{

using model::Json;
using model::Operation;
using Kind = model::OperationKind;

// One account, and operations on it.
struct Case {
    UndoInput input;

    Case()
    {
        input.run = "r-1";
        input.departments[1] = {1, 0, "company", 0, "", {}};
        model::ObservedUser& user = input.accounts["u1"];
        user.userid = "u1";
        user.name = "陳大文";
        user.dept_ids = {1};
    }

    model::ObservedUser& account() { return input.accounts.at("u1"); }

    void was(const std::string& verb, Kind kind, Json before, Json after)
    {
        Operation& operation = input.done.emplace_back();
        operation.id = verb + "-E1@hr";
        operation.kind = kind;
        operation.employee_id = "E1";
        operation.source = operation.cause.source = "hr";
        operation.userid = "u1";
        operation.before = std::move(before);
        operation.after = std::move(after);
    }

    void had(const std::string& verb, Kind kind, Json before, Json after)
    {
        was(verb, kind, std::move(before), std::move(after));
        input.done.back().id += "-" + model::right_of(input.done.back())->name;
    }
};

std::vector<std::string> rules_of(const model::Plan& plan)
{
    std::vector<std::string> rules;
    for (const model::Finding& finding : plan.findings) {
        rules.push_back(finding.rule + " " + finding.field);
    }
    return rules;
}

TEST(Undo, SeveralChangesOfOneAccount_AreTakenBackAsOne)
{
    Case given;
    given.was("u-update", Kind::user_update, {{"title", "店員"}}, {{"title", "店長"}});
    given.was("u-update", Kind::user_update, {{"title", "店長"}, {"remark", ""}},
              {{"title", "經理"}, {"remark", "x"}});
    given.account().title = "經理";
    given.account().remark = "x";

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].id, "u-update-E1@hr");
    EXPECT_EQ(plan.operations[0].before, Json({{"title", "經理"}, {"remark", "x"}}));
    EXPECT_EQ(plan.operations[0].after, Json({{"title", "店員"}, {"remark", ""}}));
    EXPECT_EQ(plan.operations[0].cause, (model::Cause{"hr", "r-1", "undo"}));
}

TEST(Undo, AFieldThatSomebodyChangedSince_StaysAndIsTold)
{
    Case given;
    given.was("u-update", Kind::user_update, {{"title", "店員"}, {"remark", ""}},
              {{"title", "店長"}, {"remark", "x"}});
    given.account().title = "總監";
    given.account().remark = "x";

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].after, Json({{"remark", ""}}));
    ASSERT_EQ(rules_of(plan), (std::vector<std::string>{"undo.moved title"}));
    EXPECT_EQ(plan.findings[0].value, "總監");
}

TEST(Undo, AFieldThatIsAsItWasAlready_NeedsNothing)
{
    Case given;
    given.was("u-update", Kind::user_update, {{"title", "店員"}}, {{"title", "店長"}});
    given.account().title = "店員";

    const model::Plan plan = undo(given.input);

    EXPECT_TRUE(plan.empty());
    EXPECT_TRUE(plan.findings.empty());
}

TEST(Undo, AnAccountThatRosterdDidNotMake_IsNotBroughtBack)
{
    Case given;
    given.was("u-delete", Kind::user_delete, {{"name", "陳大文"}}, nullptr);
    given.input.accounts.clear();
    given.input.removed["u1"] = {{"title", "店長"}}; // all that rosterd ever set

    const model::Plan plan = undo(given.input);

    EXPECT_TRUE(plan.empty());
    EXPECT_EQ(rules_of(plan), (std::vector<std::string>{"undo.lost "}));
}

TEST(Undo, AnAccountThatSomebodyMadeAgain_StaysAndIsTold)
{
    Case given;
    given.was("u-delete", Kind::user_delete, {{"name", "陳大文"}}, nullptr);
    given.input.removed["u1"] = {{"name", "陳大文"}, {"mobile", "13800138000"}};

    const model::Plan plan = undo(given.input);

    EXPECT_TRUE(plan.empty());
    EXPECT_EQ(rules_of(plan), (std::vector<std::string>{"undo.moved "}));
}

TEST(Undo, AnAccountWhoseDepartmentIsGone_IsNotBroughtBack)
{
    Case given;
    given.was("u-delete", Kind::user_delete, {{"name", "陳大文"}}, nullptr);
    given.input.accounts.clear();
    given.input.removed["u1"] = {
        {"name", "陳大文"}, {"mobile", "13800138000"}, {"dept_id_list", {"d:/零售"}}};

    EXPECT_EQ(rules_of(undo(given.input)), (std::vector<std::string>{"undo.place "}));

    given.input.department_links["/零售"] = 1;
    const model::Plan plan = undo(given.input);
    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].after.at("dept_id_list"), Json({1}));
}

TEST(Undo, TheNumberOfAnAccountInUse_StaysAndIsTold)
{
    Case given;
    given.was("u-update", Kind::user_update, {{"mobile", "13800138000"}},
              {{"mobile", "13800138001"}});
    given.account().mobile = "13800138001";

    EXPECT_EQ(undo(given.input).operations.size(), 1U);

    given.account().active = true;
    const model::Plan plan = undo(given.input);
    EXPECT_TRUE(plan.empty());
    EXPECT_EQ(rules_of(plan), (std::vector<std::string>{"undo.number mobile"}));
}

TEST(Undo, SomebodyWhoWasDisabled_IsEnabled)
{
    Case given;
    given.was("u-disable", Kind::user_disable, {{"disabled", false}}, {{"disabled", true}});
    given.account().disabled = true;

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].kind, Kind::user_enable);
    EXPECT_EQ(plan.operations[0].id, "u-enable-E1@hr");
}

TEST(Undo, ARoleThatWasGranted_IsRevokedUnlessItIsGoneByNow)
{
    Case given;
    given.had("r-grant", Kind::role_grant, nullptr, {{"role", "門店/店長"}});
    given.input.rights["u1"] = {{model::RightKind::role, "門店/店長"}};

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].kind, Kind::role_revoke);
    EXPECT_EQ(plan.operations[0].id, "r-revoke-E1@hr-門店/店長");
    given.input.rights.clear();
    EXPECT_TRUE(undo(given.input).empty());
}

// The run took it as drift; who undoes it gives back what rosterd never gave.
TEST(Undo, ARoleThatSomebodyHadGivenByHand_ComesBackAsTheirs)
{
    for (const char* rule : {"drift", "rehire", "undo.by_hand"}) {
        Case given;
        given.had("r-revoke", Kind::role_revoke, {{"role", "門店/店長"}}, nullptr);
        given.input.done.back().cause.rule = rule;

        const model::Plan plan = undo(given.input);

        ASSERT_EQ(plan.operations.size(), 1U);
        EXPECT_EQ(plan.operations[0].kind, Kind::role_grant);
        EXPECT_EQ(plan.operations[0].cause.rule, "undo.by_hand");
    }
    Case given;
    given.had("r-revoke", Kind::role_revoke, {{"role", "門店/店長"}}, nullptr);
    given.input.done.back().cause.rule = "entitlement.ended";
    EXPECT_EQ(undo(given.input).operations[0].cause.rule, "undo");
}

TEST(Undo, AnAttendanceGroupThatSomebodyHadGivenByHand_ComesBackAsTheirs)
{
    Case given;
    given.had("a-add", Kind::attendance_add, {{"attendance_group", "早班"}},
              {{"attendance_group", "晚班"}});
    given.input.done.back().rules["attendance_group"] = "drift";
    given.input.rights["u1"] = {{model::RightKind::attendance, "晚班"}};

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].cause.rule, "undo.by_hand");
    EXPECT_TRUE(plan.operations[0].rules.empty());
}

TEST(Undo, ARoleThatWasMade_StaysAndIsToldUnlessItIsGoneByNow)
{
    Case given;
    Operation& creation = given.input.done.emplace_back();
    creation.id = "r-create-門店/店長";
    creation.kind = Kind::role_create;
    creation.after = {{"role", "門店/店長"}};
    given.input.roles = {{model::RightKind::role, "門店/店長"}};

    const model::Plan plan = undo(given.input);

    EXPECT_TRUE(plan.operations.empty());
    ASSERT_EQ(rules_of(plan), std::vector<std::string>{"undo.role_stays roles"});
    EXPECT_EQ(plan.findings[0].value, "門店/店長");
    given.input.roles.clear();
    EXPECT_EQ(rules_of(undo(given.input)), std::vector<std::string>{});
}

TEST(Undo, WhoeverWasMovedToAnotherAttendanceGroup_GoesBack)
{
    Case given;
    given.had("a-add", Kind::attendance_add, {{"attendance_group", "早班"}},
              {{"attendance_group", "晚班"}});
    given.input.rights["u1"] = {{model::RightKind::attendance, "晚班"}};

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].kind, Kind::attendance_add);
    EXPECT_EQ(plan.operations[0].after, Json({{"attendance_group", "早班"}}));
    EXPECT_EQ(plan.operations[0].id, "a-add-E1@hr-早班");
    given.input.rights["u1"] = {{model::RightKind::attendance, "彈性"}};
    EXPECT_EQ(rules_of(undo(given.input)),
              (std::vector<std::string>{"undo.moved attendance_group"}));
}

TEST(Undo, AValueThatSomebodyElseHasByNow_StaysThere)
{
    Case given;
    given.was("u-update", Kind::user_update, {{"telephone", "100"}, {"remark", ""}},
              {{"telephone", "200"}, {"remark", "x"}});
    given.account().telephone = "200";
    given.account().remark = "x";
    model::ObservedUser& other = given.input.accounts["u2"];
    other.userid = "u2";
    other.name = "李小明";
    other.telephone = "100";

    const model::Plan plan = undo(given.input);

    ASSERT_EQ(plan.operations.size(), 1U);
    EXPECT_EQ(plan.operations[0].after, Json({{"remark", ""}}));
    EXPECT_EQ(rules_of(plan), (std::vector<std::string>{"undo.taken telephone"}));
    EXPECT_EQ(plan.findings[0].value, "李小明 u2");
}

} // namespace
} // namespace rosterd::apply
