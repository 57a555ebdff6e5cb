#include <gtest/gtest.h>

#include "core/ingest/profile.hpp"

namespace rosterd::ingest
{
namespace
{

using model::EmploymentStatus;
using model::Person;

constexpr model::Date kDay{std::chrono::year{2026}, std::chrono::month{12}, std::chrono::day{31}};
constexpr model::Date kSooner{std::chrono::year{2026}, std::chrono::month{12},
                              std::chrono::day{24}};

constexpr model::Date kToday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};
constexpr model::Date kPast{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{31}};

class ColumnProfile : public testing::Test
{
protected:
    ColumnProfile()
    {
        for (int i = 0; i < 10; ++i) {
            Person person;
            person.employee_id = "E" + std::to_string(i);
            person.name = "Name";
            person.title = "title " + std::to_string(i);
            person.level = "P" + std::to_string(i);
            person.departments = {{"/A"}};
            person.ext = {{"grade", "g" + std::to_string(i)}};
            before_.push_back(person);
        }
        for (int i = 0; i < 6; ++i) {
            before_[static_cast<std::size_t>(i)].last_day = kDay;
            before_[static_cast<std::size_t>(i) + 4].status = EmploymentStatus::terminated;
        }
        now_ = before_;
    }
    std::string lost(const model::Limit& limit = {3, 50}) const
    {
        Profile profile;
        AfterARead after{{}, columns_, all_is_new_, kToday};
        std::vector<Restated> people;
        for (std::size_t i = 0; i < before_.size(); ++i) {
            count(profile, before_[i], +1);
            count(after.profile, now_[i], +1);
            if (!(before_[i] == now_[i])) { // as for the rest, no record came
                people.push_back({&before_[i], &now_[i]});
            }
        }
        std::string out;
        for (const LostColumn& one : lost_columns(profile, people, limit, after)) {
            out += one.field + (one.from.empty() ? "" : "<" + one.from) + " " +
                   std::to_string(one.people) + "/" + std::to_string(one.had) + " ";
        }
        return out;
    }
    template <typename Change>
    void change(std::size_t first, std::size_t last, Change change)
    {
        for (std::size_t i = first; i < last; ++i) {
            change(now_[i]);
        }
    }

    // Nobody has left, or is to.
    void nobody_leaves()
    {
        for (Person& one : before_) {
            one.last_day.reset();
            one.status = EmploymentStatus::active;
        }
        now_ = before_;
    }

    std::vector<Person> before_;
    std::vector<Person> now_;
    StatedColumns columns_{true, true};
    bool all_is_new_ = false;
};

TEST_F(ColumnProfile, NothingChanged_NothingIsLost)
{
    EXPECT_EQ(lost(), "");
}

TEST_F(ColumnProfile, BlankStatus_IsLostByThoseWhoseEmploymentHadEnded)
{
    change(0, 10, [](Person& one) { one.status = EmploymentStatus::active; });

    EXPECT_EQ(lost(), "status 6/6 ");
}

TEST_F(ColumnProfile, LastDaysThatAreGone_AreLost_ThoseThatMovedAreNot)
{
    change(0, 3, [](Person& one) { one.last_day.reset(); });
    change(3, 6, [](Person& one) { one.last_day = kSooner; });
    EXPECT_EQ(lost(), "") << "three are no more than the limit allows";
    change(3, 4, [](Person& one) { one.last_day.reset(); });

    EXPECT_EQ(lost(), "last_day 4/6 ");
    EXPECT_EQ(lost({3, 70}), "") << "a smaller share than the limit's";
}

TEST_F(ColumnProfile, WhoBeginsToWork_LosesNothing)
{
    for (Person& one : before_) {
        one.status = EmploymentStatus::prehire;
    }
    now_ = before_;
    change(0, 10, [](Person& one) { one.status = EmploymentStatus::active; });

    EXPECT_EQ(lost(), "");
}

TEST_F(ColumnProfile, AColumnThatIsGone_IsLost_AnEmptiedTitleIsForThePlanToSee)
{
    change(0, 10, [](Person& one) { one.title = ""; });
    EXPECT_EQ(lost(), "");
    change(0, 10, [](Person& one) { one.title.reset(); });
    EXPECT_EQ(lost(), "title 10/10 ");
    change(0, 10, [](Person& one) {
        one.departments.reset();
        one.ext.clear();
        one.level = "";
    });

    EXPECT_EQ(lost(), "departments 10/10 ext.grade 10/10 level 10/10 title 10/10 ");
}

TEST_F(ColumnProfile, AnotherFieldsFormerValue_IsSeenInWhatDecidesAboutAccess)
{
    change(0, 10, [](Person& one) { one.level = one.title; });
    change(0, 10, [](Person& one) { one.ext["grade"] = "new"; });

    EXPECT_EQ(lost(), "level<title 10/10 ");
}

TEST_F(ColumnProfile, WhoWasTakenAway_CountsNoMore)
{
    Profile profile;
    for (const Person& one : before_) {
        count(profile, one, +1);
    }
    EXPECT_EQ(profile.at("last_day"), 6);
    EXPECT_EQ(profile.at("status"), 6);
    EXPECT_EQ(profile.at("ext.grade"), 10);
    EXPECT_FALSE(profile.contains("remark"));
    count(profile, before_[5], -1);

    EXPECT_EQ(profile.at("last_day"), 5);
    EXPECT_EQ(profile.at("status"), 5);
}

TEST_F(ColumnProfile, NewlyLeaving_AreThoseWhoSaySoNow_AsTheyWereOtherwise)
{
    now_[0].status = EmploymentStatus::terminated;
    now_[0].title.reset();
    now_[1].last_day = kSooner;
    now_[2].last_day.reset();
    now_[9].status = EmploymentStatus::active;
    std::vector<Restated> people;
    for (std::size_t i = 0; i < before_.size(); ++i) {
        people.push_back({&before_[i], &now_[i]});
    }

    const auto leaving = newly_leaving(people);

    ASSERT_EQ(leaving.size(), 2U);
    EXPECT_EQ(leaving[0].status, EmploymentStatus::terminated);
    EXPECT_EQ(leaving[0].title, "title 0");
    EXPECT_EQ(leaving[1].last_day, now_[1].last_day);
    EXPECT_EQ(leaving[1].status, EmploymentStatus::active);
}

TEST_F(ColumnProfile, ALastDayThatStoodInAnotherColumn_IsNobodysLastDay)
{
    before_[0].hired_on = kSooner;
    before_[0].last_day.reset();
    before_[1].ext["born"] = model::to_string(kDay);
    before_[1].last_day.reset();
    now_ = before_;
    now_[0].last_day = kSooner;
    now_[0].hired_on.reset();
    now_[1].last_day = kDay;
    const std::vector<Restated> people{{&before_[0], &now_[0]}, {&before_[1], &now_[1]}};

    EXPECT_TRUE(newly_leaving(people).empty());
}

TEST_F(ColumnProfile, RolesOrGroupsThatWereEmptied_AreLost)
{
    for (Person& person : before_) {
        person.roles = {{"G/a", "G/b"}};
        person.attendance_group = "early";
    }
    now_ = before_;
    change(0, 10, [](Person& person) {
        person.roles = std::vector<std::string>{};
        person.attendance_group = "";
    });

    EXPECT_EQ(lost(), "attendance_group 10/10 roles 10/10 ");
}

TEST_F(ColumnProfile, AStatusColumnWithoutAWord_IsLostByTheOnlyOneWhoHadLeft)
{
    nobody_leaves();
    before_[0].status = EmploymentStatus::terminated;
    EXPECT_EQ(lost(), "") << "HR says by a word that one of them is back";

    columns_.status = false;
    EXPECT_EQ(lost(), "") << "one cell was emptied, and the other records came the same again";

    all_is_new_ = true;
    EXPECT_EQ(lost(), "status 1/1 ");
    EXPECT_EQ(lost({3, 100}), "") << "this guard is off";

    now_[0].hired_on = kToday;
    EXPECT_EQ(lost(), "") << "hired again";

    now_ = before_;
    before_[1].status = EmploymentStatus::terminated;
    EXPECT_EQ(lost(), "") << "the status of the other one is still stated";
    before_[0].status = now_[0].status = EmploymentStatus::leave;
    EXPECT_EQ(lost(), "") << "so is that of somebody on leave";
}

TEST_F(ColumnProfile, AStatusColumnWithoutAWord_IsLostByThoseWhoHaveYetToBegin)
{
    nobody_leaves();
    before_[0].status = EmploymentStatus::prehire;
    columns_.status = false;
    all_is_new_ = true;
    EXPECT_EQ(lost(), "status 1/1 ");

    before_[0].hired_on = now_[0].hired_on = kToday;
    EXPECT_EQ(lost(), "") << "they begin on their day, whatever the status";
}

TEST_F(ColumnProfile, TheOnlyLastDay_MayBeTakenBack_ButNotLostWithItsColumn)
{
    nobody_leaves();
    before_[0].last_day = kSooner;
    EXPECT_EQ(lost(), "");

    all_is_new_ = true;
    EXPECT_EQ(lost(), "") << "the column is there";
    columns_.last_day = false;
    EXPECT_EQ(lost(), "last_day 1/1 ");
}

TEST_F(ColumnProfile, TheOnlyLastDay_OnceItHasPassed_IsNotTakenBackByABlankColumn)
{
    nobody_leaves();
    before_[0].last_day = kPast;
    columns_.status = false;
    EXPECT_EQ(lost(), "") << "one cell was emptied, and the other records came the same again";

    all_is_new_ = true;
    EXPECT_EQ(lost(), "last_day 1/1 ");

    now_[0].hired_on = kToday;
    EXPECT_EQ(lost(), "") << "hired again";
}

TEST_F(ColumnProfile, AllLastDaysAtOnce_AreLostHoweverFewTheyAre)
{
    nobody_leaves();
    before_[0].last_day = before_[1].last_day = kSooner;
    EXPECT_EQ(lost(), "last_day 2/2 ");

    before_[2].last_day = now_[2].last_day = kDay;
    EXPECT_EQ(lost(), "") << "there is another one";
}

TEST_F(ColumnProfile, ColumnsThatChangedPlaces_AreSeenInTheSmallestCompany)
{
    nobody_leaves();
    before_.resize(2);
    before_[0].name = "Ann";
    before_[1].name = "Bob";
    now_ = before_;
    change(0, 2, [](Person& one) { std::swap(one.name, *one.title); });
    EXPECT_EQ(lost(), "name<title 2/2 title<name 2/2 ");
    EXPECT_EQ(lost({3, 100}), "") << "this guard is off";

    now_[1] = before_[1];
    EXPECT_EQ(lost(), "") << "one record is no column";
}

TEST_F(ColumnProfile, ColumnsThatChangedPlaces_AreSeenInNearlyEverybody_OfThoseWhoHadBoth)
{
    nobody_leaves();
    const auto move = [](Person& one) {
        const std::string title = *one.title;
        one.title = one.departments->front().substr(1);
        one.departments = {{"/" + title}};
    };
    change(0, 7, move);
    EXPECT_EQ(lost(), "");
    change(7, 8, move);
    EXPECT_EQ(lost(), "departments<title 8/10 title<departments 8/10 ");

    before_[8].title.reset();
    before_[9].title.reset();
    now_ = before_;
    change(0, 7, move);
    EXPECT_EQ(lost(), "departments<title 7/8 title<departments 7/8 ");
}

} // namespace
} // namespace rosterd::ingest
