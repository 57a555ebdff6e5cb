// People with several records in a read that does not fit into one batch: wherever their records
// stand, they are one person.
#include <algorithm>

#include "tests/daemon/large_read.hpp"

namespace rosterd::cycle
{
namespace
{

class SeveralRecords : public LargeRead
{
protected:
    SeveralRecords() { source_.time_zone = "Asia/Shanghai"; }

    // Another record of somebody in the table, after all others.
    Row& add(std::size_t of, const std::string& title, std::map<std::string, std::string> more)
    {
        Row another = row(of);
        another.title = title;
        another.more = std::move(more);
        table().rows.push_back(another);
        return table().rows.back();
    }
    std::vector<std::string> later_titles(std::size_t i)
    {
        std::vector<std::string> out;
        for (const state::DatedVersion& one : store_->roster().versions_of("hr", id(i))) {
            out.push_back(one.person.title.value_or(""));
        }
        return out;
    }
    std::string title(std::size_t i) { return stored(i).person.title.value_or(""); }
    std::size_t records_of(std::size_t i)
    {
        return store_->roster().records_of("hr", id(i)).size();
    }

    const std::map<std::string, std::string> next_year_{{"effective_on", "2027-01-01"}};
};

using Titles = std::vector<std::string>;

TEST_F(SeveralRecords, FarApart_AreOnePerson_AndKnownAgain)
{
    add(kFirst, "chief", next_year_);

    const auto report = read();

    EXPECT_EQ(report.accepted, kPeople);
    EXPECT_EQ(report.quarantined, 0);
    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
    EXPECT_EQ(read().fresh, 0);
}

TEST_F(SeveralRecords, TheLaterOneFirst_MakesNoDifference)
{
    add(kFirst, "chief", next_year_);
    std::ranges::reverse(table().rows);

    EXPECT_EQ(read().quarantined, 0);

    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
}

TEST_F(SeveralRecords, OneThatChanges_IsTakenTogetherWithTheOneThatCameAgain)
{
    add(kFirst, "chief", next_year_);
    read();
    row(kFirst).title = "associate";

    EXPECT_EQ(read().fresh, 1);
    EXPECT_EQ(title(kFirst), "associate");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});

    table().rows.back().title = "head";
    EXPECT_EQ(read().fresh, 1);
    EXPECT_EQ(title(kFirst), "associate");
    EXPECT_EQ(later_titles(kFirst), Titles{"head"});
}

TEST_F(SeveralRecords, ALaterOneOfSomebodyWhoCameAgain_ChangesNothingBefore)
{
    read();
    add(kFirst, "chief", next_year_);

    const auto report = read();

    EXPECT_EQ(report.absent, 0);
    EXPECT_EQ(report.quarantined, 0);
    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
    EXPECT_EQ(read().fresh, 0);
}

TEST_F(SeveralRecords, OneThatIsTakenBack_LeavesTheOther)
{
    add(kFirst, "chief", next_year_);
    add(kLast, "chief", next_year_);
    read();
    const auto profile = store_->runs().setting("profile.hr");
    table().rows.pop_back();

    const auto report = read();

    EXPECT_EQ(report.absent, 0);
    EXPECT_TRUE(stored(kLast).present);
    EXPECT_EQ(later_titles(kLast), Titles{});
    EXPECT_EQ(records_of(kLast), 0U);
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
    EXPECT_EQ(store_->runs().setting("profile.hr"), profile) << "each person is counted once";
}

TEST_F(SeveralRecords, OneThatIsTakenBack_LeavesTheNumberOfTheOtherTheirs)
{
    add(kFirst, "chief", next_year_);
    read();
    table().rows.pop_back();
    const std::string before = row(kLast).mobile;
    row(kLast).mobile = row(kFirst).mobile;

    const auto report = read();

    EXPECT_EQ(report.quarantined, 1);
    EXPECT_EQ(report.absent, 0);
    EXPECT_EQ(stored(kLast).person.mobile, before);
    EXPECT_TRUE(stored(kFirst).present);
}

TEST_F(SeveralRecords, RolesOfALaterDay_AreWatchedFromNowOn)
{
    add(kFirst, "chief", {{"effective_on", "2027-01-01"}, {"roles", "Technology/Architect"}});

    read();

    EXPECT_NE(store_->runs().setting("rights.stated").value_or("").find("Architect"),
              std::string::npos);
}

TEST_F(SeveralRecords, AllOfThemGone_IsALeaver)
{
    add(kFirst, "chief", next_year_);
    read();
    table().rows.pop_back();
    table().rows.erase(table().rows.begin() + kFirst);

    EXPECT_EQ(read().absent, 1);
    EXPECT_FALSE(stored(kFirst).present);
    EXPECT_EQ(records_of(kFirst), 0U);
}

TEST_F(SeveralRecords, OfEverybody_AreOnePersonEach)
{
    for (std::size_t i = 0; i < kPeople; ++i) {
        row(i).more = {{"main_job", "yes"}, {"departments", "/Office"}};
        add(i, "helper", {{"main_job", "no"}, {"departments", "/Shop"}});
    }

    EXPECT_EQ(read().accepted, kPeople);
    EXPECT_EQ(title(kLast), "clerk");
    EXPECT_EQ(stored(kLast).person.departments->size(), 2U);
    EXPECT_EQ(
        store_->roster().departments_in_use(),
        (std::map<model::DepartmentKey, std::int64_t>{{"/Office", kPeople}, {"/Shop", kPeople}}));
}

TEST_F(SeveralRecords, OneEachThatBeginsLater_LeavesEverybodyAsTheyAreUntilThen)
{
    read();
    for (Row& one : table().rows) {
        one.title = "associate";
        one.more = next_year_;
    }

    EXPECT_EQ(read().accepted, kPeople);
    EXPECT_EQ(title(kLast), "clerk");
    EXPECT_EQ(later_titles(kLast), Titles{"associate"});

    store_->roster().take_effect(*model::parse_instant("2027-01-01T12:00:00Z"));
    EXPECT_EQ(title(kFirst), "associate");
    EXPECT_EQ(title(kLast), "associate");
}

TEST_F(SeveralRecords, ThatSayTwoMainJobs_WaitBoth_AndNobodyElse)
{
    add(kFirst, "chief", {{"main_job", "yes"}});

    const auto report = read();

    EXPECT_EQ(report.quarantined, 2);
    EXPECT_EQ(report.accepted, kPeople - 1);
    EXPECT_FALSE(known(kFirst));
}

TEST_F(SeveralRecords, OfSomebodyInADispute_WaitAll)
{
    read();
    add(kFirst, "chief", next_year_);
    row(kFirst).title = "associate";
    row(kFirst).mobile = row(kLast).mobile;
    row(kLast).title = "associate";

    const auto report = read();

    EXPECT_EQ(report.quarantined, 3) << "two of one, one of the other";
    EXPECT_EQ(store_->roster().waiting("hr").size(), 3U);
    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(records_of(kFirst), 0U);
    EXPECT_TRUE(stored(kFirst).present);
}

TEST_F(SeveralRecords, OneOfThemFaulty_LetsThePersonStayAsTheyAre)
{
    add(kFirst, "chief", next_year_);
    read();
    row(kFirst).title = "associate";
    table().rows.back().name = "";

    const auto report = read();

    EXPECT_EQ(report.quarantined, 2);
    EXPECT_EQ(report.absent, 0);
    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
}

TEST_F(SeveralRecords, OfAReadThatBreaksOff_ChangeNothing)
{
    add(kFirst, "chief", next_year_);
    read();
    settle_all();
    const auto before = everything();
    for (Row& one : table().rows) {
        one.title = "associate";
    }
    table().at_the_end = [](sdk::RecordSink&) {
        return model::fail(model::ErrorKind::transient, "cut off", "");
    };

    EXPECT_FALSE(read().ok);

    EXPECT_TRUE(everything() == before);
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
}

TEST_F(SeveralRecords, OfARefusedRead_ChangeNothing)
{
    add(kFirst, "chief", next_year_);
    read();
    for (Row& one : table().rows) {
        one.last_day = "";
    }

    ASSERT_TRUE(read().refused);

    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
    EXPECT_EQ(records_of(kFirst), 2U);
}

TEST_F(SeveralRecords, AmongChanges_AddToWhatIsKnown)
{
    read();
    table().completeness = sdk::Completeness::changes;
    for (Row& one : table().rows) {
        one.title = "associate";
    }
    table().rows.erase(table().rows.begin() + kFirst);
    table().rows.push_back({id(kFirst), "Name " + std::to_string(kFirst),
                            std::to_string(13'800'000'000 + kFirst), "chief"});
    table().rows.back().more = next_year_;

    EXPECT_EQ(read().accepted, kPeople);
    EXPECT_EQ(title(kFirst), "clerk");
    EXPECT_EQ(later_titles(kFirst), Titles{"chief"});
    EXPECT_EQ(title(kLast), "associate");
}

class NewNumbers : public SeveralRecords
{
protected:
    NewNumbers()
    {
        read();
        table().completeness = sdk::Completeness::changes;
        for (Row& one : table().rows) {
            one.title = "associate";
        }
        row(kFirst).id = "N1";
        row(kFirst).more = {{"previous_employee_id", id(kFirst)}};
    }
};

TEST_F(NewNumbers, AmongChanges_EndTheOldOnes_WhoseValuesAreFree)
{
    const auto report = read();

    EXPECT_EQ(report.quarantined, 0);
    EXPECT_FALSE(stored(kFirst).present);
    EXPECT_TRUE(store_->roster().find("hr", "N1")->present);
}

TEST_F(NewNumbers, WhoseOldOneStandsFarAwayInTheSameRead_EndNobody)
{
    table().rows.push_back({id(kFirst), "Name", "13700000000"});

    EXPECT_EQ(read().quarantined, 0);
    EXPECT_TRUE(stored(kFirst).present);
    EXPECT_EQ(stored(kFirst).person.mobile, "13700000000");
}

TEST_F(NewNumbers, InARecordThatWaits_EndNobodyYet)
{
    row(kFirst).mobile = row(kLast).mobile;

    EXPECT_EQ(read().quarantined, 2);
    EXPECT_FALSE(store_->roster().find("hr", "N1"));
    EXPECT_TRUE(stored(kFirst).present);
}

} // namespace
} // namespace rosterd::cycle
