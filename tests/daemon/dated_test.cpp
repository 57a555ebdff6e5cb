// People in several records: several jobs, and what is true from a day on; from HR's feed to
// DingTalk, on virtual time.
#include <gtest/gtest.h>

#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

// Passes over what came before, as connectors do.
class Feed final : public sdk::Connector
{
public:
    explicit Feed(std::vector<Row>& rows, bool& complete) : rows_{rows}, complete_{complete} {}
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        std::uint32_t number = 1;
        for (const Row& row : rows_) {
            model::Record record;
            record.origin = {"hr", "row " + std::to_string(++number), "", number};
            for (const auto& [heading, value] : row) {
                record.cells.push_back({heading, value});
            }
            record.fingerprint = model::fingerprint_of(record);
            if (!sink.known(record.fingerprint, number)) {
                sink.record(std::move(record));
            }
        }
        sdk::ReadResult result;
        result.completeness = complete_ ? sdk::Completeness::complete : sdk::Completeness::changes;
        return result;
    }

private:
    std::vector<Row>& rows_;
    bool& complete_;
};

class Dated : public Stage
{
protected:
    Dated() { read_from(std::make_unique<Feed>(rows, complete), "Asia/Shanghai"); }

    static Row record(const std::string& id, const std::string& title, const std::string& from = "",
                      const std::string& main = "")
    {
        Row row = person(id, "/shop");
        row["title"] = title;
        if (!from.empty()) {
            row["effective_on"] = from;
        }
        if (!main.empty()) {
            row["main_job"] = main;
        }
        return row;
    }
    std::string title(const std::string& userid)
    {
        const auto* user = service.organisation().user(userid);
        return user == nullptr ? "nobody" : user->title;
    }
    // Until then nothing happens, and then a run.
    cycle::Report wake_at(model::Instant then)
    {
        loop.after(then - loop.now(), [this] { loop.stop(); });
        loop.run();
        return run();
    }
    static model::Instant at(const char* text) { return *model::parse_instant(text); }

    bool complete = true;
};

TEST_F(Dated, RecordOfALaterDay_TakesEffectAtMidnightWhereThePersonWorks)
{
    rows = {record("1001", "Clerk"), record("1001", "Manager", "2026-12-01")};
    rows[1]["time_zone"] = "Asia/Tokyo";

    const cycle::Report first = run(true);
    EXPECT_EQ(title("1001"), "Clerk");
    EXPECT_EQ(first.due, at("2026-11-30T15:00:00Z"));
    EXPECT_TRUE(first.plan.findings.empty());

    wake_at(*first.due - 1ms);
    EXPECT_EQ(title("1001"), "Clerk");
    wake_at(*first.due);
    EXPECT_EQ(title("1001"), "Manager");
    EXPECT_TRUE(run(true).plan.operations.empty());
}

TEST_F(Dated, LaterRecordThatIsAddedToAKnownPerson_ChangesNothingBefore)
{
    rows = {record("1001", "Clerk"), record("1002", "Clerk")};
    run(true);
    rows.push_back(record("1001", "Manager", "2026-12-01"));

    const cycle::Report report = run();
    EXPECT_EQ(planned(report), std::multiset<std::string>{});
    EXPECT_EQ(report.due, at("2026-11-30T16:00:00Z"));
    EXPECT_TRUE(report.plan.findings.empty());
}

TEST_F(Dated, LaterRecordThatHrTakesBack_NeverTakesEffect)
{
    rows = {record("1001", "Clerk"), record("1001", "Manager", "2026-12-01"),
            record("1002", "Clerk")};
    const auto due = *run(true).due;
    rows.erase(rows.begin() + 1);
    EXPECT_EQ(planned(run()), std::multiset<std::string>{}) << "E1 is no leaver";

    wake_at(due);
    EXPECT_EQ(title("1001"), "Clerk");
}

TEST_F(Dated, OneOfSeveralRecordsThatChanges_IsReadWithTheOthers)
{
    rows = {record("1001", "Clerk"), record("1001", "Manager", "2026-12-01"),
            record("1001", "Director", "2027-01-01")};
    const auto due = *run(true).due;
    rows[1]["title"] = "Head";
    run();

    wake_at(due);
    EXPECT_EQ(title("1001"), "Head");
    wake_at(at("2026-12-31T16:00:00Z"));
    EXPECT_EQ(title("1001"), "Director");
}

TEST_F(Dated, SeveralJobs_PutThePersonIntoAllDepartmentsUnderTheTitleOfTheMainOne)
{
    rows = {record("1001", "Cashier", "", "no"), record("1001", "Manager", "", "yes")};
    rows[1]["departments"] = "/head";
    run(true);

    EXPECT_EQ(title("1001"), "Manager");
    const auto* user = service.organisation().user("1001");
    ASSERT_NE(user, nullptr);
    EXPECT_EQ(user->positions.size(), 2U);
    EXPECT_TRUE(run(true).plan.operations.empty());
}

TEST_F(Dated, SecondJobThatEnds_LeavesThePersonInTheOther)
{
    rows = {record("1001", "Cashier", "", "no"), record("1001", "Manager", "", "yes")};
    rows[1]["departments"] = "/head";
    run(true);
    rows.erase(rows.begin());
    run();

    EXPECT_EQ(service.organisation().user("1001")->positions.size(), 1U);
}

TEST_F(Dated, SecondJobWithALastDay_EndsByItselfAtTheEndOfThatDay)
{
    rows = {record("1001", "Cashier", "", "no"), record("1001", "Manager", "", "yes")};
    rows[0]["last_day"] = "2026-11-30";
    rows[1]["departments"] = "/head";
    const auto positions = [&] { return service.organisation().user("1001")->positions.size(); };
    const cycle::Report first = run(true);
    EXPECT_EQ(positions(), 2U);
    ASSERT_EQ(first.due, at("2026-11-30T16:00:00Z"));

    wake_at(*first.due - 1ms);
    EXPECT_EQ(positions(), 2U);
    wake_at(*first.due);
    EXPECT_EQ(positions(), 1U);
    EXPECT_EQ(title("1001"), "Manager");
    EXPECT_TRUE(run(true).plan.operations.empty());
}

TEST_F(Dated, TwoRecordsThatDoNotSayWhichIsMain_AreTwoOfOneNumberAsEver)
{
    rows = {record("1001", "Cashier"), record("1001", "Manager")};

    EXPECT_EQ(planned(run(true)), std::multiset<std::string>{});
    EXPECT_EQ(title("1001"), "nobody");
}

TEST_F(Dated, ReadOfChanges_AddsALaterRecordToWhatIsKnown)
{
    rows = {record("1001", "Clerk")};
    run(true);
    complete = false;
    rows = {record("1001", "Manager", "2026-12-01")};

    const cycle::Report report = run();
    EXPECT_EQ(title("1001"), "Clerk");
    ASSERT_TRUE(report.due);
    rows.clear();
    wake_at(*report.due);
    EXPECT_EQ(title("1001"), "Manager");
}

TEST_F(Dated, NewNumberInAReadOfChanges_NeedsNoWordThatTheOldOneIsGone)
{
    rows = {person("1001", "/shop"), person("1002", "/shop")};
    run(true);
    complete = false;
    Row renumbered = person("1001", "/shop");
    renumbered["employee_id"] = "2001";
    renumbered["previous_employee_id"] = "1001";
    rows = {renumbered};

    EXPECT_EQ(planned(run()), std::multiset<std::string>{"user.update 1001"});
    const auto* user = service.organisation().user("1001");
    ASSERT_NE(user, nullptr);
    EXPECT_EQ(user->job_number, "2001");
    EXPECT_EQ(store->mirror().link_of("hr", "2001")->userid, "1001");
}

TEST_F(Dated, FormerNumberThatIsAnothersByNow_RemovesNobody)
{
    rows = {person("1001", "/shop"), person("1002", "/shop")};
    run(true);
    complete = false;
    rows = {person("1002", "/shop")};
    rows[0]["title"] = "Clerk";
    rows[0]["previous_employee_id"] = "1001"; // of long ago; given to a colleague since

    run();
    EXPECT_NE(service.organisation().user("1001"), nullptr);
}

} // namespace
} // namespace rosterd::test
