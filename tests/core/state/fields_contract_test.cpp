#include <gmock/gmock.h>

#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

struct FieldContract : StoreContract {
    FieldStore& fields_ = store_->fields();

    std::vector<std::string> due(int seconds, int most = 10)
    {
        std::vector<std::string> out;
        for (const WriteBack& one : fields_.due("hr", at(seconds), most)) {
            out.push_back(one.employee_id + " " + one.field + "=" + *one.value);
        }
        return out;
    }
    std::vector<WriteBack> all_due(int seconds) { return fields_.due("hr", at(seconds), 100); }
};

TEST_P(FieldContract, AValueThatIsLearned_WaitsAndTheLastOneWins)
{
    EXPECT_TRUE(fields_.learn("hr", "E1", "mobile", "1", at(0)));
    EXPECT_FALSE(fields_.learn("hr", "E1", "mobile", "1", at(1)));
    EXPECT_TRUE(fields_.learn("hr", "E1", "mobile", "2", at(2)));
    fields_.learn("hr", "E1", "active", "true", at(3));
    fields_.learn("other", "E1", "mobile", "9", at(3));

    EXPECT_THAT(due(5), ElementsAre("E1 active=true", "E1 mobile=2"));
    EXPECT_EQ(all_due(5).at(1).queued, at(2));
}

TEST_P(FieldContract, WhatWasTold_IsNeverToldAgainButAfterSomethingElse)
{
    fields_.learn("hr", "E1", "mobile", "1", at(0));
    fields_.told(all_due(1), at(1));

    EXPECT_FALSE(fields_.learn("hr", "E1", "mobile", "1", at(2)));
    EXPECT_THAT(due(9), IsEmpty());
    EXPECT_TRUE(fields_.learn("hr", "E1", "mobile", "2", at(3)));
    EXPECT_FALSE(fields_.learn("hr", "E1", "mobile", "1", at(4))) << "it is again what was told";
    EXPECT_THAT(due(9), IsEmpty());
    const auto kept = fields_.write_backs("hr", "E1");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].told, "1");
    EXPECT_EQ(kept[0].told_at, at(1));
    EXPECT_EQ(kept[0].value, std::nullopt);
}

TEST_P(FieldContract, WhatWasLearnedWhileItWasTold_GoesOnWaiting)
{
    fields_.learn("hr", "E1", "mobile", "1", at(0));
    const auto on_the_way = all_due(1);
    fields_.learn("hr", "E1", "mobile", "2", at(2));
    fields_.told(on_the_way, at(3));

    EXPECT_THAT(due(9), ElementsAre("E1 mobile=2"));
    EXPECT_EQ(fields_.write_backs("hr", "E1").at(0).told, "1");
}

TEST_P(FieldContract, WhatIsPutOff_WaitsUntilThenAndCountsItsAttempts)
{
    fields_.learn("hr", "E1", "mobile", "1", at(0));
    fields_.put_off(all_due(1), at(60), "out of reach");
    EXPECT_THAT(due(59), IsEmpty());
    EXPECT_THAT(due(60), ElementsAre("E1 mobile=1"));

    fields_.put_off(all_due(60), at(200), "still");
    const auto backlogs = fields_.backlogs();
    ASSERT_EQ(backlogs.size(), 1U);
    EXPECT_EQ(backlogs[0].waiting, 1);
    EXPECT_EQ(backlogs[0].failing, 1);
    EXPECT_EQ(backlogs[0].oldest, at(0));
    EXPECT_EQ(backlogs[0].next, at(200));
    EXPECT_EQ(backlogs[0].error, "still");
    EXPECT_EQ(fields_.write_backs("hr", "E1").at(0).attempts, 2);

    fields_.learn("hr", "E1", "mobile", "2", at(70));
    EXPECT_THAT(due(70), ElementsAre("E1 mobile=2")) << "something new is tried at once";
    EXPECT_EQ(fields_.write_backs("hr", "E1").at(0).attempts, 0);
}

TEST_P(FieldContract, WhatIsDropped_WaitsNoMoreAndWhatWasToldStaysKnown)
{
    fields_.learn("hr", "E1", "mobile", "1", at(0));
    fields_.told(all_due(1), at(1));
    fields_.learn("hr", "E1", "mobile", "2", at(2));
    fields_.learn("hr", "E1", "title", "x", at(2));
    fields_.learn("hr", "E2", "title", "y", at(2));
    fields_.drop("hr", "E1", "mobile");
    fields_.drop_field("hr", "title");

    EXPECT_THAT(due(9), IsEmpty());
    EXPECT_FALSE(fields_.learn("hr", "E1", "mobile", "1", at(3)));
}

TEST_P(FieldContract, WhatIsDue_ComesPersonByPersonUpToSoMany)
{
    for (const char* id : {"E3", "E1", "E2"}) {
        fields_.learn("hr", id, "title", "t", at(0));
        fields_.learn("hr", id, "mobile", "m", at(0));
    }
    EXPECT_THAT(due(1, 2), ElementsAre("E1 mobile=m", "E1 title=t", "E2 mobile=m", "E2 title=t"));
}

TEST_P(FieldContract, AHistory_IsOfTheLinkToOneAccount)
{
    const model::FieldHistory history{"a", "b", at(1), "c", at(2)};
    fields_.put("hr", "E1", "u1", "title", history);
    fields_.put("hr", "E1", "u1", "email", {std::nullopt, "", at(3), "", at(4)});

    EXPECT_EQ(fields_.histories("hr", "E1", "u1"),
              (std::map<std::string, model::FieldHistory>{
                  {"title", history}, {"email", {std::nullopt, "", at(3), "", at(4)}}}));
    EXPECT_THAT(fields_.histories("hr", "E1", "u2"), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, FieldContract, testing::Values(Factory{[](const Folder& folder) {
                             return std::move(
                                 *open_store({folder.file("state.db"), Access::write, "test"}));
                         }}));

} // namespace
} // namespace rosterd::state::test
