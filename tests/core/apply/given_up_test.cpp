// A permission that is missing costs metered calls: what was given up for it is remembered.
#include "core/apply/lessons.hpp"

#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{
namespace
{

using namespace std::chrono_literals;

class GivenUp : public Stage
{
protected:
    void SetUp() override
    {
        for (int i = 0; i < 10; ++i) {
            const std::string userid = "L" + std::to_string(i);
            put_account(userid, "Lam", "");
            put_link(userid);
            operations.push_back(switching(userid, true));
        }
        refuse("60011");
        EXPECT_EQ(asked(), 3U) << "three decide";
    }
    void refuse(const std::string& code)
    {
        life.directory.fault = [code](const std::string& call) {
            return call.starts_with("disable_user") ? Fault{Fault::refused, code} : Fault{};
        };
    }
    // How many calls another run makes.
    std::size_t asked(bool tries_given_up = false)
    {
        life.directory.calls.clear();
        ApplyOptions options = in_run_1();
        options.tries_given_up = tries_given_up;
        life.run(plan_of(operations), options);
        return life.directory.calls.size();
    }
    void pass(net::Duration time)
    {
        life.loop.after(time, [] {});
        life.loop.run();
    }
    std::vector<model::Operation> operations;
};

TEST_F(GivenUp, WithinAnHour_NoRunTriesItAgainAndEachSaysWhy)
{
    pass(59min);
    EXPECT_EQ(asked(), 0U);
    EXPECT_EQ(life.report.counts().at(Outcome::not_started), 10);
    EXPECT_NE(of("u-disable-L0").message.find("60011"), std::string::npos);
    EXPECT_NE(of("u-disable-L0").message.find("an hour later"), std::string::npos);
}

TEST_F(GivenUp, EachHour_OneIsTried)
{
    for (int hour = 0; hour < 3; ++hour) {
        pass(1h);
        EXPECT_EQ(asked(), 1U);
        EXPECT_EQ(asked(), 0U);
    }
}

TEST_F(GivenUp, WhoeverLooksOn_GetsATryAtOnce)
{
    EXPECT_EQ(asked(true), 1U);
}

TEST_F(GivenUp, OnceItIsGranted_AllGoOverAndNothingIsRemembered)
{
    life.directory.fault = [](const std::string&) { return Fault{}; };
    pass(1h);
    asked();
    EXPECT_EQ(life.report.counts().at(Outcome::done), 10);
    EXPECT_TRUE(lessons(life.store->runs(), life.loop.now()).given_up.empty());
}

TEST_F(GivenUp, AUsedUpQuota_IsTheClientsToRemember)
{
    life.directory.fault = [](const std::string&) { return Fault{}; };
    asked(true);
    refuse("90020");
    EXPECT_EQ(asked(), 3U);
    EXPECT_EQ(asked(), 3U);
}

} // namespace
} // namespace rosterd::apply::test
