#include "core/apply/lessons.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

// The mirror takes the account for not activated; DingTalk knows better.
class FixedNumber : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "+852-1");
        put_link("E1");
        org.users.at("E1").active = true;
        refuse_numbers("40022");
    }
    void refuse_numbers(const std::string& code)
    {
        life.directory.fault = [this, code](const std::string& call) {
            return call == "update_user E1" && life.directory.sent.back().contains("mobile")
                       ? Fault{Fault::refused, code}
                       : Fault{};
        };
    }
    static model::Operation change(const Json& after)
    {
        return update("E1", Json::object(), after);
    }
};

TEST_F(FixedNumber, WithOtherFields_TheseGoOverAndTheNumberIsNamedAsLeft)
{
    life.run(plan_of({change({{"mobile", "+852-2"}, {"title", "Manager"}})}));

    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-update-E1").code, "40022");
    EXPECT_NE(of("u-update-E1").message.find("number stays"), std::string::npos);
    EXPECT_EQ(org.users.at("E1").title, "Manager");
    EXPECT_EQ(org.users.at("E1").mobile, "+852-1");
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1"))
        << "the mirror knows of the activation, by which the next plan goes";
    EXPECT_EQ(life.store->audit().find({.run_id = "r-1"}).at(0).after,
              (Json{{"title", "Manager"}}));
}

TEST_F(FixedNumber, Alone_IsSkippedSinceTheAccountIsActivatedByNow)
{
    refuse_numbers("41054");
    life.run(plan_of({change({{"mobile", "+852-2"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::skipped);
    EXPECT_EQ(life.directory.count("update_user E1"), 1U);
    EXPECT_TRUE(life.mirrored("E1")->active);
    EXPECT_TRUE(life.store->audit().find({.run_id = "r-1"}).empty());
}

TEST_F(FixedNumber, OfAnAccountThatIsNotActivated_Fails)
{
    org.users.at("E1").active = false;
    refuse_numbers("40021");
    life.run(plan_of({change({{"mobile", "+852-2"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-update-E1").code, "40021");
}

TEST_F(FixedNumber, OfAnAccountThatIsNotActivated_IsRememberedForThatNumberAndAMonth)
{
    org.users.at("E1").active = false;

    life.run(plan_of({change({{"mobile", "+852-2"}, {"title", "Manager"}})}));

    const auto now = life.loop.now();
    EXPECT_EQ(lessons(life.store->runs(), now + std::chrono::days{29}).refused_numbers(),
              (std::map<std::string, std::string>{{"E1", "+852-2"}}))
        << "so that the next plan goes by policy.lifecycle.mobile_change";
    EXPECT_EQ(lessons(life.store->runs(), now + std::chrono::days{31}), Lessons{})
        << "then it is tried again";
}

TEST_F(FixedNumber, OfAnActivatedAccount_IsKnownByTheAccountAlone)
{
    life.run(plan_of({change({{"mobile", "+852-2"}})}));
    EXPECT_EQ(lessons(life.store->runs(), life.loop.now()), Lessons{});
}

} // namespace

} // namespace rosterd::apply::test
