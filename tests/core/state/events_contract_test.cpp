#include <gmock/gmock.h>

#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using testing::ElementsAre;

StoredEvent event(const std::string& id, int born)
{
    return {id, "user_modify_org", at(born), at(born + 1), {{"userId", {"陳-" + id}}}};
}

Names ids(const std::vector<StoredEvent>& events)
{
    Names out;
    for (const StoredEvent& one : events) {
        out.push_back(one.id);
    }
    return out;
}

TEST_P(StoreContract, AnEvent_ComesBackAsItWasKept)
{
    const StoredEvent kept = event("e1", 7);
    ASSERT_TRUE(events_.keep(kept));

    const auto open = events_.open(10);

    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].id, kept.id);
    EXPECT_EQ(open[0].type, kept.type);
    EXPECT_EQ(open[0].born, kept.born);
    EXPECT_EQ(open[0].received, kept.received);
    EXPECT_EQ(open[0].data, kept.data);
}

TEST_P(StoreContract, AnEventToldTwice_CountsOnceWhetherItIsDoneOrNot)
{
    EXPECT_TRUE(events_.keep(event("e1", 7)));
    EXPECT_FALSE(events_.keep(event("e1", 9)));
    EXPECT_EQ(events_.count_open(), 1);
    EXPECT_EQ(events_.open(10).at(0).born, at(7)) << "the first word stands";

    events_.done(Names{"e1"}, at(20));

    EXPECT_FALSE(events_.keep(event("e1", 9)));
    EXPECT_EQ(events_.count_open(), 0);
    EXPECT_TRUE(events_.open(10).empty());
}

TEST_P(StoreContract, OpenEvents_ComeInTheOrderInWhichTheyHappened)
{
    for (const auto& [id, born] : {std::pair{"late", 9}, {"early", 1}, {"b", 5}, {"a", 5}}) {
        events_.keep(event(id, born));
    }
    EXPECT_THAT(ids(events_.open(10)), ElementsAre("early", "a", "b", "late"));
    EXPECT_THAT(ids(events_.open(2)), ElementsAre("early", "a"));
}

TEST_P(StoreContract, DoneEvents_AreForgottenAfterAWhile_OpenOnesNever)
{
    for (const char* id : {"old", "fresh", "open"}) {
        events_.keep(event(id, 1));
    }
    events_.done(Names{"old"}, at(10));
    events_.done(Names{"fresh", "nobody"}, at(20));

    EXPECT_EQ(events_.prune(at(20)), 1);

    EXPECT_TRUE(events_.keep(event("old", 1))) << "no longer known";
    EXPECT_FALSE(events_.keep(event("fresh", 1)));
    EXPECT_FALSE(events_.keep(event("open", 1)));
}

TEST_P(StoreContract, AnEventThatIsDone_StaysDoneSinceTheFirstTime)
{
    events_.keep(event("e1", 1));
    events_.done(Names{"e1"}, at(10));
    events_.done(Names{"e1"}, at(99));
    EXPECT_EQ(events_.prune(at(11)), 1);
}

TEST_P(StoreContract, EventsAreDone_TogetherWithWhatTheyChanged)
{
    events_.keep(event("e1", 1));
    EXPECT_THROW(store_->transaction([&] {
        events_.done(Names{"e1"}, at(10));
        throw std::runtime_error{"the mirror could not be written"};
    }),
                 std::runtime_error);
    EXPECT_EQ(events_.count_open(), 1);
}

} // namespace
} // namespace rosterd::state::test
