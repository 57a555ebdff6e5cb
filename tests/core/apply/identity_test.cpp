// What is remembered of people who leave, come back, or get another number.
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class Identities : public Stage
{
protected:
    std::optional<state::PersonLink> link(const std::string& employee_id)
    {
        return life.store->mirror().link_of("hr", employee_id);
    }
    model::Operation leaver(const std::string& userid)
    {
        model::Operation operation = deletion(userid);
        operation.cause.rule = "leaver.last_day";
        return operation;
    }
    std::vector<state::AuditEntry> audited(const std::string& action)
    {
        std::vector<state::AuditEntry> all = life.store->audit().find({.run_id = "r-1"});
        std::erase_if(all, [&](const auto& entry) { return entry.action != action; });
        return all;
    }
};

TEST_F(Identities, WhoLeaves_IsRememberedWithWhatTheyHad)
{
    put_account("E1", "Chan", "+852-1");
    ObservedUser account = org.users["E1"];
    account.title = "Clerk";
    account.senior_mode = true;
    life.store->mirror().put(account);
    put_link("E1");
    life.store->rights().put({"E1", {model::RightKind::role, "G/by hand"}, false});
    life.store->rights().put({"E1", {model::RightKind::role, "G/by rule"}, true});
    life.store->rights().put_switch("E1", "senior_mode", std::nullopt);

    life.run(plan_of({leaver("E1")}));

    const auto former = link("E1")->former;
    ASSERT_TRUE(former);
    EXPECT_EQ(former->since, life.loop.now());
    EXPECT_EQ(former->rule, "leaver.last_day");
    EXPECT_EQ(former->fields.at("title"), "Clerk");
    EXPECT_FALSE(former->fields.contains("mobile")) << "it may be somebody else's by then";
    EXPECT_FALSE(former->fields.contains("senior_mode")) << "a rule gives it, or none does";
    EXPECT_EQ(former->by_hand, (std::vector<model::Right>{{model::RightKind::role, "G/by hand"}}));
}

TEST_F(Identities, WhoComesBack_HasTheLinkAndTheAuditTrailSaysSinceWhenTheyWereGone)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    life.run(plan_of({leaver("E1")}));
    model::Operation back = creation("E1");
    back.cause.rule = "rehire";
    life.run(plan_of({back}));

    EXPECT_EQ(link("E1")->userid, "E1");
    EXPECT_FALSE(link("E1")->former) << "nobody is gone any more";
    const auto entries = audited("user.create");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].cause.at("rule"), "rehire");
    EXPECT_EQ(entries[0].cause.at("gone_by"), "leaver.last_day");
    EXPECT_TRUE(entries[0].cause.contains("gone_since"));
}

TEST_F(Identities, AccountThatIsMadeAnewForItsNumber_IsNobodyWhoLeft)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    model::Operation removal = deletion("E1");
    removal.cause.rule = "mobile.recreate";
    life.run(plan_of({removal}));

    EXPECT_FALSE(link("E1")->former);
}

TEST_F(Identities, NewNumber_MovesTheLinkAndIsAudited)
{
    put_account("E1", "Chan", "+852-1");
    life.store->mirror().put(state::PersonLink{"hr", "E1", "E1", true, {}, {}});
    model::Plan plan = plan_of({});
    plan.adoptions = {{"hr", "E2", "E1", "previous_employee_id", "E1"}};
    life.run(plan);

    EXPECT_FALSE(link("E1"));
    ASSERT_TRUE(link("E2"));
    EXPECT_EQ(link("E2")->userid, "E1");
    EXPECT_TRUE(link("E2")->created);
    const auto entries = audited("user.renumber");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].before, (Json{{"employee_id", "E1"}}));
    EXPECT_EQ(entries[0].employee_id, "E2");
}

TEST_F(Identities, NewNumberOfAPlanThatIsOld_ChangesNothing)
{
    life.store->mirror().put(state::PersonLink{"hr", "E1", "other", true, {}, {}});
    model::Plan plan = plan_of({});
    plan.adoptions = {{"hr", "E2", "E1", "previous_employee_id", "E1"}};
    life.run(plan);

    EXPECT_TRUE(link("E1"));
    EXPECT_FALSE(link("E2"));
}

TEST_F(Identities, AccountRecognisedInThePlaceOfOneThatIsGone_IsLinked)
{
    put_account("new", "Chan", "+852-1");
    life.store->mirror().put(state::PersonLink{"hr", "E1", "gone", true, {}, {}});
    model::Plan plan = plan_of({});
    plan.adoptions = {{"hr", "E1", "new", "mobile"}};
    life.run(plan);

    EXPECT_EQ(link("E1")->userid, "new");
}

TEST_F(Identities, SwitchByARule_IsRememberedUntilItIsTurnedOff)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    model::Operation on = update("E1", {{"senior_mode", false}}, {{"senior_mode", true}});
    on.rules = {{"senior_mode", "rules[0]"}};
    life.run(plan_of({on}));
    EXPECT_TRUE(life.store->rights().switched_on("E1").contains("senior_mode"));

    life.run(plan_of({update("E1", {{"senior_mode", true}}, {{"senior_mode", false}})}));
    EXPECT_FALSE(life.store->rights().switched_on("E1").contains("senior_mode"));
}

TEST_F(Identities, SwitchThatHrStates_IsNotRememberedAsTheRules)
{
    put_account("E1", "Chan", "+852-1");
    life.run(plan_of({update("E1", {{"hide_mobile", false}}, {{"hide_mobile", true}})}));
    EXPECT_TRUE(life.store->rights().switched_on("E1").empty());
}

} // namespace

} // namespace rosterd::apply::test
