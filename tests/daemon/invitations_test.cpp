#include "daemon/cycle/invitations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/plan/plan.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

struct Invitations : testing::Test {
    state::test::Folder folder;
    std::unique_ptr<state::Store> store = std::move(
        *state::open_store({folder.file("state.db"), state::Access::write, "test", false}));
    const model::Instant sent{std::chrono::hours{24 * 20000}};

    void SetUp() override
    {
        store->mirror().put(
            state::Invitation{"hr", "E1", "E1", "Chan", "+852-51234567", sent, sent});
    }
    std::set<std::string> asked(model::Duration later)
    {
        return invited_to_ask(store->mirror(), sent + later);
    }
};

TEST_F(Invitations, InvitedPerson_IsAskedForOnceAnHour)
{
    EXPECT_THAT(asked(59min), IsEmpty());
    EXPECT_THAT(asked(60min), ElementsAre("E1"));
    EXPECT_THAT(asked(119min), IsEmpty());
    EXPECT_THAT(asked(120min), ElementsAre("E1"));
}

TEST_F(Invitations, InvitationWithoutAnAnswerForAWeek_IsNotAskedForAnyMoreButKept)
{
    EXPECT_THAT(asked(plan::kInvitationWaits - 1min), ElementsAre("E1"));
    EXPECT_THAT(asked(plan::kInvitationWaits + 2h), IsEmpty());
    EXPECT_EQ(store->mirror().invitations().size(), 1U);
}

} // namespace

} // namespace rosterd::cycle
