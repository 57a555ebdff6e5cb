// A DingTalk that takes fewer characters of a text than its page says: the catalogue of error codes
// quotes 50 of a work place and 1,024 of a remark.
#include "core/apply/too_long.hpp"

#include "core/apply/lessons.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{
namespace
{

using namespace std::chrono_literals;

const std::string kPlace(63, 'p');
const std::string kRemark(1500, 'r');

class ShorterTexts : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "+852-1");
        put_link("E1");
        life.directory.fault = [this](const std::string& call) {
            const Json fields = call.starts_with("create_user") || call.starts_with("update_user")
                                    ? life.directory.sent.back()
                                    : Json::object();
            if (fields.value("work_place", "").size() > 50) {
                return Fault{Fault::refused, "40064"};
            }
            return fields.value("remark", "").size() > 1024 ? Fault{Fault::refused, "40065"}
                                                            : Fault{};
        };
    }
    std::map<std::string, std::size_t> learned() const
    {
        return lessons(life.store->runs(), life.loop.now()).shorter_texts();
    }
};

TEST_F(ShorterTexts, OfAChange_AreLeftOutSoThatTheRestGoesOverAndSaidWithTheLimit)
{
    life.run(plan_of({update("E1", Json::object(),
                             {{"work_place", kPlace}, {"remark", kRemark}, {"title", "Clerk"}})}));

    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-update-E1").message,
              "work_place stays: this DingTalk takes 50 characters of it, and HR's has 63; "
              "remark stays: this DingTalk takes 1024 characters of it, and HR's has 1500");
    EXPECT_EQ(org.users.at("E1").title, "Clerk");
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1")) << "so that nobody takes it for drift";
    EXPECT_EQ(life.store->audit().find({.run_id = "r-1"}).at(0).after, (Json{{"title", "Clerk"}}));
    EXPECT_EQ(learned(),
              (std::map<std::string, std::size_t>{{"work_place", 50}, {"remark", 1024}}));
}

TEST_F(ShorterTexts, OfACreation_AreLeftOutAndTheAccountIsMade)
{
    model::Operation joiner = creation("E2");
    joiner.after["work_place"] = kPlace;
    joiner.after["remark"] = "at the till";
    life.run(plan_of({joiner}));

    EXPECT_EQ(of("u-create-E2").outcome, Outcome::done);
    EXPECT_EQ(org.users.at("E2").work_place, "");
    EXPECT_EQ(org.users.at("E2").remark, "at the till");
    EXPECT_EQ(life.mirrored("E2")->work_place, "");
    EXPECT_EQ(learned(), (std::map<std::string, std::size_t>{{"work_place", 50}}));
}

TEST_F(ShorterTexts, AsTheOnlyChange_HaveNoEffect)
{
    life.run(plan_of({update("E1", Json::object(), {{"work_place", kPlace}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::no_effect);
    EXPECT_EQ(journalled("u-update-E1").state, JournalState::skipped);
}

TEST_F(ShorterTexts, OnceTheyAreKnown_AreNotTriedAgainForAMonth)
{
    life.run(plan_of({update("E1", Json::object(), {{"work_place", kPlace}})}));
    life.directory.calls.clear();

    life.run(plan_of({update("E1", Json::object(), {{"work_place", kPlace}, {"title", "Clerk"}})}));

    EXPECT_EQ(life.directory.count("update_user E1"), 1U);
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_NE(of("u-update-E1").message.find("work_place stays"), std::string::npos);
    EXPECT_TRUE(lessons(life.store->runs(), life.loop.now() + 31 * 24h).shorter.empty());
}

TEST_F(ShorterTexts, AreKnownToTheNextOperationOfTheSameRun)
{
    put_account("E2", "Lee", "+852-2");
    auto second = update("E2", Json::object(), {{"work_place", kPlace}, {"title", "Clerk"}});
    second.needs = {"u-update-E1"};
    life.run(plan_of(
        {update("E1", Json::object(), {{"work_place", kPlace}, {"title", "Clerk"}}), second}));
    EXPECT_EQ(life.directory.count("update_user E1"), 2U);
    EXPECT_EQ(life.directory.count("update_user E2"), 1U);
}

TEST_F(ShorterTexts, AShortTextThatIsRefused_FailsAsAnyOtherRefusal)
{
    answer("update_user E1", {Fault::refused, "40064"});
    life.run(
        plan_of({update("E1", Json::object(), {{"work_place", "Mong Kok"}, {"title", "Clerk"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-update-E1").code, "40064");
    EXPECT_TRUE(learned().empty());
}

TEST(TooLong, CountsCharactersNotBytes)
{
    std::string fifty;
    for (int i = 0; i < 50; ++i) {
        fifty += "旺";
    }
    Json fields{{"work_place", fifty}};
    EXPECT_FALSE(take_out_refused(fields, "40064"));
    fields["work_place"] = fifty + "角";
    EXPECT_EQ(take_out_refused(fields, "40064"), (TooLong{"work_place", 50, 51, true}));
    EXPECT_TRUE(fields.empty());
}

} // namespace
} // namespace rosterd::apply::test
