// People say whose account it is.
#include <gtest/gtest.h>

#include "daemon/cycle/linking.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

class Linking : public testing::Test
{
protected:
    Linking()
    {
        for (const char* userid : {"zhang", "li"}) {
            model::ObservedUser user;
            user.userid = userid;
            user.dept_ids = {1};
            mirror().put(user);
        }
        mirror().put(model::ObservedDepartment{7, 1, "Shop", 0, "", {}});
        hire("hr", "E1");
        hire("hr", "E2");
    }
    void hire(const std::string& source, const std::string& id)
    {
        model::Person person;
        person.employee_id = id;
        person.name = id;
        person.departments = {{"/A/B"}};
        person.origin = {source, "roster.csv:2", "roster.csv", 2};
        state::RosterDelta delta;
        delta.source = source;
        delta.upserts = {person};
        store_->roster().apply(delta);
    }
    state::MirrorStore& mirror() { return store_->mirror(); }
    std::string tie(const std::string& who, const std::string& userid,
                    const std::string& source = "")
    {
        const auto made = link(*store_, {"hr", "erp"}, {who, source, userid, "hr", "asked"}, {});
        return made ? made->source + ":" + made->userid : made.error().message;
    }

    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ = std::move(
        *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
};

TEST_F(Linking, AccountThatIsNobodys_BecomesThePersons)
{
    EXPECT_EQ(tie("E1", "zhang"), "hr:zhang");

    EXPECT_EQ(mirror().link_of("hr", "E1")->userid, "zhang");
    EXPECT_FALSE(mirror().link_of("hr", "E1")->created);
    EXPECT_EQ(store_->audit().mark().entries, 1);
}

TEST_F(Linking, AccountOfSomebodyElse_IsRefusedAndNamesThem)
{
    tie("E1", "zhang");

    EXPECT_EQ(tie("E2", "zhang"), "the account zhang is that of E1 (hr)");
    EXPECT_EQ(mirror().link_of("hr", "E2"), std::nullopt);
}

TEST_F(Linking, AnotherAccount_TakesThePlaceOfTheFirst)
{
    tie("E1", "zhang");

    EXPECT_EQ(tie("E1", "li"), "hr:li");
    EXPECT_EQ(mirror().link_to("zhang"), std::nullopt);
}

TEST_F(Linking, TheSameAgain_KeepsThatRosterdMadeIt)
{
    mirror().put(state::PersonLink{"hr", "E1", "zhang", true, {}, {}});

    EXPECT_EQ(tie("E1", "zhang"), "hr:zhang");
    EXPECT_TRUE(mirror().link_of("hr", "E1")->created);
}

TEST_F(Linking, WhoOrWhatIsNotThere_IsSaid)
{
    EXPECT_EQ(tie("E9", "zhang"), "nobody in the roster has the employee id E9");
    EXPECT_EQ(tie("E1", "wang"), "DingTalk has no account wang, as far as it was read last");
}

TEST_F(Linking, IdOfTwoSources_NeedsTheSource)
{
    hire("erp", "E1");

    EXPECT_EQ(tie("E1", "zhang"), "several sources have the employee id E1");
    EXPECT_EQ(tie("E1", "zhang", "erp"), "erp:zhang");
}

TEST_F(Linking, Unlinked_StayApartUntilLinkedAgain)
{
    tie("E1", "zhang");
    ASSERT_TRUE(unlink(*store_, {"hr"}, {"E1", "", "", "hr", "a namesake"}, {}));

    EXPECT_EQ(mirror().link_of("hr", "E1"), std::nullopt);
    EXPECT_EQ(mirror().apart(), (std::vector{state::Apart{"hr", "E1", "zhang"}}));
    EXPECT_FALSE(unlink(*store_, {"hr"}, {"E1", "", "", "hr", ""}, {}));
    tie("E1", "zhang");
    EXPECT_TRUE(mirror().apart().empty());
}

TEST_F(Linking, DepartmentByItsPathWithoutTheFirstSlash)
{
    const auto made = link(*store_, {"A/B", 7, "hr", ""}, {});

    ASSERT_TRUE(made);
    EXPECT_EQ(made->key, "/A/B");
    EXPECT_EQ(mirror().department_links().at(0).dept_id, 7);
}

TEST_F(Linking, DepartmentThatHrNoLongerHas_GivesItsIdAway)
{
    mirror().put(state::DepartmentLink{"/Old", 7, true});

    const auto made = link(*store_, {"A/B", 7, "hr", ""}, {});

    ASSERT_TRUE(made);
    EXPECT_TRUE(made->created);
    EXPECT_EQ(mirror().department_links().size(), 1U);
}

TEST_F(Linking, DepartmentThatHrStillHas_KeepsItsId)
{
    mirror().put(state::DepartmentLink{"/A", 7, true});

    EXPECT_EQ(link(*store_, {"A/B", 7, "hr", ""}, {}).error().message,
              "the department 7 is /A, which HR still has");
}

} // namespace
} // namespace rosterd::cycle
