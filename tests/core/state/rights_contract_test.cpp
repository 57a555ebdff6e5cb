#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using model::Right;
using model::RightKind;

const Right kRole{RightKind::role, "G/a"};
const Right kGroup{RightKind::attendance, "day"};

ObservedRights read_rights(std::set<std::string> role, std::set<std::string> group)
{
    ObservedRights read;
    read.role_groups = {{"G", "1"}};
    read.known = {{kRole, "11"}, {kGroup, "key"}};
    read.holders = {{kRole, std::move(role)}, {kGroup, std::move(group)}};
    return read;
}

TEST_P(StoreContract, AFirstReadOfRights_IsKnownAndNoDifference)
{
    RightsStore& rights = store_->rights();
    EXPECT_FALSE(rights.anybody());

    EXPECT_TRUE(rights.replace(read_rights({"u1"}, {"u1", "u2"})).empty());

    EXPECT_EQ(rights.watched(), (std::set<Right>{kRole, kGroup}));
    EXPECT_EQ(rights.known().at(kGroup), "key");
    EXPECT_EQ(rights.role_groups().at("G"), "1");
    EXPECT_EQ(rights.of("u1"),
              (std::vector<RightHolder>{{"u1", kGroup, false}, {"u1", kRole, false}}));
    EXPECT_TRUE(rights.granted().empty());
    EXPECT_TRUE(rights.anybody());
}

TEST_P(StoreContract, ALaterReadOfRights_AnswersWhoGainedAndLostAndKeepsWhatWasGranted)
{
    RightsStore& rights = store_->rights();
    rights.replace(read_rights({"u1"}, {}));
    rights.put({"u2", kRole, true});

    const auto changed = rights.replace(read_rights({"u2", "u3"}, {}));

    ASSERT_EQ(changed.size(), 2u);
    EXPECT_EQ(std::tie(changed[0].userid, changed[0].has), std::make_tuple("u3", true));
    EXPECT_EQ(std::tie(changed[1].userid, changed[1].has), std::make_tuple("u1", false));
    EXPECT_TRUE(rights.of("u2")[0].granted);
    EXPECT_EQ(rights.granted(), std::set<Right>{kRole});
}

TEST_P(StoreContract, ARightThatEnds_IsRememberedOverReadsUntilItIsGrantedAgain)
{
    RightsStore& rights = store_->rights();
    rights.replace(read_rights({"u1"}, {}));
    rights.put({"u1", kRole, true});

    rights.set_ending("u1", kRole, at(5));
    rights.set_ending("u2", kRole, at(5)); // does not hold it
    rights.replace(read_rights({"u1"}, {}));

    EXPECT_EQ(rights.of("u1"), (std::vector<RightHolder>{{"u1", kRole, true, at(5)}}));
    EXPECT_TRUE(rights.of("u2").empty());
    rights.set_ending("u1", kRole, std::nullopt);
    EXPECT_EQ(rights.of("u1"), (std::vector<RightHolder>{{"u1", kRole, true}}));
    rights.set_ending("u1", kRole, at(6));
    rights.put({"u1", kRole, true});
    EXPECT_EQ(rights.of("u1"), (std::vector<RightHolder>{{"u1", kRole, true}}));
}

TEST_P(StoreContract, ARightThatIsAskedForNoMore_IsForgotten)
{
    RightsStore& rights = store_->rights();
    rights.replace(read_rights({"u1"}, {"u1"}));
    ObservedRights read = read_rights({"u1"}, {});
    read.holders.erase(kGroup);
    read.known.erase(kGroup);

    EXPECT_TRUE(rights.replace(read).empty());

    EXPECT_EQ(rights.watched(), std::set<Right>{kRole});
    EXPECT_EQ(rights.of("u1").size(), 1u);
}

TEST_P(StoreContract, ARightThatDingTalkLost_IsWatchedStillAndHeldByNobody)
{
    RightsStore& rights = store_->rights();
    rights.replace(read_rights({"u1"}, {}));

    rights.remove_known(kRole);

    EXPECT_TRUE(rights.watched().contains(kRole));
    EXPECT_FALSE(rights.known().contains(kRole));
    EXPECT_TRUE(rights.of("u1").empty());
}

TEST_P(StoreContract, AnAccountThatGoes_TakesItsRightsWithIt)
{
    RightsStore& rights = store_->rights();
    rights.replace(read_rights({"u1", "u2"}, {"u1"}));

    rights.remove_all("u1");
    rights.remove("u2", kRole);

    EXPECT_FALSE(rights.anybody());
}

} // namespace
} // namespace rosterd::state::test
