// One source read into the store.
#include <gtest/gtest.h>

#include "daemon/cycle/read.hpp"
#include "daemon/cycle/refuse.hpp"
#include "daemon/cycle/refused_leavers.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

// What the source holds, and how much of it the next read hands over.
struct Script {
    std::vector<model::Record> records;
    sdk::Completeness completeness = sdk::Completeness::complete;
    std::string cursor;
    std::vector<std::string> gone{};
    std::function<void()> fail{};         // called at the end of a read
    std::function<void()> fail_settled{}; // called when the read was accepted
    std::optional<model::Error> broke_off{};
};

using Texts = std::vector<std::string>;

class Scripted final : public sdk::Connector
{
public:
    explicit Scripted(const Script& script) : script_{script} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        for (const model::Record& record : script_.records) {
            if (!sink.known(record.fingerprint, record.origin.row)) {
                sink.record(record);
            }
        }
        for (const std::string& id : script_.gone) {
            sink.tombstone(id, {"hr", "gone " + id, "", 0});
        }
        if (script_.fail) {
            script_.fail();
        }
        sdk::ReadResult result;
        result.broke_off = script_.broke_off;
        result.completeness = script_.completeness;
        result.cursor = script_.cursor;
        return result;
    }

    void settled(const sdk::Settlement&) override
    {
        if (script_.fail_settled) {
            script_.fail_settled();
        }
    }

private:
    const Script& script_;
};

class Reading : public testing::Test
{
protected:
    void read(model::Instant now = model::Instant{})
    {
        const auto report = read_source(source_, *store_, {}, true, now, limit_);
        ASSERT_TRUE(report.ok) << report.error.message;
    }

    static model::Record department(const std::string& id, const std::string& name)
    {
        model::Record out;
        out.kind = model::RecordKind::department;
        out.cells = {{"department_id", id}, {"name", name}};
        out.fingerprint = model::fingerprint(id + name, 1);
        out.origin = {"hr", "record " + id, "", 0};
        return out;
    }

    static model::Record person(const std::string& id, const std::string& name, std::uint32_t row)
    {
        model::Record out;
        out.cells = {{"employee_id", id}, {"name", name}, {"shoe size", "42"}};
        out.fingerprint = model::fingerprint(id + name, 1);
        out.origin = {"hr", "roster.csv:" + std::to_string(row), "roster.csv", row};
        return out;
    }

    static model::Record with_number(model::Record record)
    {
        record.cells.push_back({"mobile", "13800138000"});
        record.fingerprint = model::fingerprint_of(record);
        return record;
    }

    bool present(const std::string& id)
    {
        const auto found = store_->roster().find("hr", id);
        return found && found->present;
    }

    std::vector<std::string> findings()
    {
        std::vector<std::string> out;
        for (const model::Finding& one : store_->roster().findings()) {
            out.push_back(one.rule + " " + one.origin.where);
        }
        return out;
    }

    std::vector<std::string> departments()
    {
        std::vector<std::string> keys;
        for (const model::Department& one : store_->roster().departments()) {
            keys.push_back(one.key + " " + one.name);
        }
        return keys;
    }

    const state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ =
        std::move(*state::open_store({folder_.file("state.db"), state::Access::write, "test"}));
    Script script_;
    std::vector<model::Record>& records_ = script_.records;
    Source source_{"hr", std::make_unique<Scripted>(script_), {}};
    model::Limit limit_{3, 50};
};

struct ColumnsOfARead : Reading {
    // Five people, of whom four have a last day and two have left.
    ColumnsOfARead()
    {
        for (int i = 0; i < 5; ++i) {
            rows_.push_back({{"employee_id", "E" + std::to_string(i)},
                             {"name", "Ann"},
                             {"status", i < 2 ? "terminated" : "active"},
                             {"last_day", i > 0 ? "2030-01-31" : ""},
                             {"title", "clerk"}});
        }
        hand_over();
        read();
    }
    void hand_over(const std::set<std::string>& without = {})
    {
        records_.clear();
        for (const auto& row : rows_) {
            model::Record& record = records_.emplace_back();
            for (const model::Cell& cell : row) {
                if (!without.contains(cell.heading)) {
                    record.cells.push_back(cell);
                }
            }
            const auto at = static_cast<std::uint32_t>(records_.size() + 1);
            record.fingerprint = model::fingerprint_of(record);
            record.origin = {"hr", "roster.csv:" + std::to_string(at), "roster.csv", at};
        }
    }
    SourceReport report() { return read_source(source_, *store_, {}, true, {}, limit_); }
    model::Person person_of(const std::string& id)
    {
        return store_->roster().find("hr", id)->person;
    }

    std::vector<std::vector<model::Cell>> rows_;
};

TEST_F(ColumnsOfARead, LostLastDays_LeaveTheRosterAsItWas)
{
    rows_[4][4].text = "chief";
    hand_over({"last_day"});

    for (int i = 0; i < 2; ++i) { // however often it is read
        const auto said = report();
        ASSERT_TRUE(said.refused);
        ASSERT_EQ(said.refused->lost.size(), 1U);
        EXPECT_EQ(said.refused->lost[0].field, "last_day");
        EXPECT_EQ(said.refused->lost[0].people, 4);
        EXPECT_TRUE(person_of("E4").last_day);
        EXPECT_EQ(person_of("E4").title, "clerk");
    }
    hand_over();
    EXPECT_FALSE(report().refused);
    EXPECT_EQ(person_of("E4").title, "chief");
}

TEST_F(ColumnsOfARead, WhoHasLeftByARefusedRead_LeavesAllTheSame)
{
    rows_[3][2].text = "terminated";
    hand_over({"last_day"});

    EXPECT_TRUE(report().refused);

    EXPECT_EQ(person_of("E3").status, model::EmploymentStatus::terminated);
    EXPECT_TRUE(person_of("E3").last_day) << "and nothing else of it";
    EXPECT_EQ(person_of("E2").status, model::EmploymentStatus::active);
}

TEST_F(ColumnsOfARead, WhoHasLeftByARefusedRead_IsBackWhenTheNextOneSaysSo)
{
    limit_ = {1, 45}; // two of four who take back that they left would be a lost column
    const auto good = rows_;
    for (const std::size_t leaver : {3U, 4U}) {
        rows_[leaver][2].text = "terminated";
        rows_[leaver][3].text = "2029-12-31";
    }
    rows_[1][3].text = rows_[2][3].text = "";
    hand_over({"title"});
    for (auto& record : records_) { // who has left has no other fact any more
        std::erase_if(record.cells, [](const model::Cell& cell) {
            return cell.heading == "last_day" && cell.text.empty();
        });
    }
    ASSERT_TRUE(report().refused);
    ASSERT_EQ(person_of("E3").status, model::EmploymentStatus::terminated);

    rows_ = good;
    hand_over(); // HR mended the export

    EXPECT_FALSE(report().refused);
    for (const char* id : {"E3", "E4"}) {
        EXPECT_EQ(person_of(id).status, model::EmploymentStatus::active) << id;
        EXPECT_EQ(model::to_string(*person_of(id).last_day), "2030-01-31") << id;
    }
    EXPECT_TRUE(refused_leavers(*store_, "hr").empty());
}

TEST_F(ColumnsOfARead, ADayThatStandsInTheColumnOfAnother_MakesNobodyLeave)
{
    for (auto& row : rows_) {
        row.push_back({"hired_on", "2020-05-01"});
    }
    hand_over();
    ASSERT_FALSE(report().refused);
    for (auto& row : rows_) { // the two dates changed places
        std::swap(row[3].text, row[5].text);
    }
    hand_over();

    ASSERT_TRUE(report().refused);

    EXPECT_EQ(model::to_string(*person_of("E4").last_day), "2030-01-31");
}

TEST_F(ColumnsOfARead, WhereMostOfTheCompanyLeavesByARefusedRead_NobodyIsBelieved)
{
    limit_ = {1, 45};
    for (auto& row : rows_) {
        row[2].text = "terminated";
    }
    hand_over({"last_day"});

    ASSERT_TRUE(report().refused);

    EXPECT_EQ(person_of("E3").status, model::EmploymentStatus::active);
}

TEST_F(ColumnsOfARead, AReadThatAPersonApproved_IsAccepted_AnotherOneIsNot)
{
    hand_over({"last_day"});
    SourceReport said = report();
    model::Plan plan;
    add_refused(std::span{&said, 1}, limit_, model::Language::en, plan);
    ASSERT_EQ(plan.held.size(), 1U);
    EXPECT_EQ(plan.findings.at(0).message,
              "This roster of the source hr lost the last_day of 4 people (4 had one, 3 may lose "
              "it): it was not accepted, but for those it names as leavers. Approve to accept it.");
    store_->journal().record_holds(plan, {});
    model::Plan again;
    add_refused(std::span{&said, 1}, limit_, model::Language::en, again);
    store_->journal().record_holds(again, {});
    EXPECT_EQ(again.held[0].id, plan.held[0].id);
    ASSERT_TRUE(store_->journal().decide_hold(plan.held[0].id, true, "ann", "", {}));

    rows_[0][4].text = "chief";
    hand_over({"last_day"});
    EXPECT_TRUE(report().refused) << "this is another read";
    rows_[0][4].text = "clerk";
    hand_over({"last_day"});
    EXPECT_FALSE(report().refused);

    EXPECT_FALSE(person_of("E4").last_day);
    EXPECT_TRUE(store_->journal().approved_reads("hr").empty()) << "it was for once";
}

TEST_F(ColumnsOfARead, AStatusColumnThatIsGoneOrBlank_GivesTheOnlyOneWhoLeftNoAccess)
{
    rows_[1][2].text = "active";
    hand_over();
    ASSERT_FALSE(report().refused);
    const auto good = rows_;

    for (auto& row : rows_) {
        row[2].text = "";
    }
    for (const std::set<std::string>& without : {std::set<std::string>{}, {"status"}}) {
        hand_over(without);
        const auto said = report();
        ASSERT_TRUE(said.refused);
        EXPECT_EQ(said.refused->lost.at(0).field, "status");
        EXPECT_EQ(person_of("E0").status, model::EmploymentStatus::terminated);
    }

    rows_ = good;
    rows_[0][2].text = "active"; // by a word
    hand_over();
    EXPECT_FALSE(report().refused);
    EXPECT_EQ(person_of("E0").status, model::EmploymentStatus::active);
}

TEST_F(ColumnsOfARead, WhoseRecordIsGone_KeepsNoColumnAlive)
{
    rows_[2][3].text = "";
    hand_over();
    ASSERT_FALSE(report().refused) << "of four one is taken back";

    rows_[3][3].text = rows_[4][3].text = "";
    rows_.erase(rows_.begin() + 1); // the last who had a last day
    hand_over();

    ASSERT_TRUE(report().refused);
    EXPECT_TRUE(person_of("E4").last_day);
}

TEST_F(ColumnsOfARead, NamesAndTitlesThatChangedPlaces_AreRefused_AndTheGoodFileIsNot)
{
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i][1].text = "Name " + std::to_string(i);
    }
    hand_over();
    ASSERT_FALSE(report().refused);
    const auto good = rows_;
    for (auto& row : rows_) {
        std::swap(row[1].text, row[4].text);
    }
    hand_over();

    SourceReport said = report();

    ASSERT_TRUE(said.refused);
    EXPECT_EQ(person_of("E4").name, "Name 4");
    model::Plan plan;
    add_refused(std::span{&said, 1}, limit_, model::Language::en, plan);
    EXPECT_EQ(plan.findings.at(0).message,
              "In this roster of the source hr the columns changed places for 5 of 5 people: name "
              "(title), title (name). It was not accepted, but for those it names as leavers. "
              "Approve to accept it.");
    rows_ = good;
    hand_over();
    EXPECT_FALSE(report().refused);
}

TEST_F(ColumnsOfARead, TheProfile_IsKeptAlongAsItWouldBeCounted)
{
    rows_.pop_back();
    rows_[0][4].text = "";
    rows_[1][2].text = "active";
    hand_over();
    EXPECT_FALSE(report().refused);
    const auto kept = store_->runs().setting("profile.hr").value_or("");

    EXPECT_EQ(kept, R"({"last_day":3,"status":1,"title":3})");
    ingest::Profile counted;
    for (const state::RosterPerson& one : store_->roster().everyone()) {
        ingest::count(counted, one.person, one.present ? 1 : 0);
    }
    EXPECT_EQ(model::Json(counted).dump(), kept);
}

TEST_F(Reading, ARecordWithoutAWordOnWhomOneLeads_LeavesThatAsItIs)
{
    const auto with = [](model::Record record, std::vector<model::Cell> cells) {
        record.cells.insert(record.cells.end(), cells.begin(), cells.end());
        record.fingerprint = model::fingerprint_of(record);
        return record;
    };
    const auto leads = [&] { return store_->roster().find("hr", "E1")->person.leads; };
    const model::Record one = person("E1", "Ann", 2);
    script_.records = {with(one, {{"departments", "A/B"}, {"leads", "yes"}})};
    read();
    EXPECT_EQ(leads(), Texts{"/A/B"});

    script_.records = {with(one, {{"departments", "A/B"}, {"title", "new"}})};
    read();
    EXPECT_EQ(leads(), Texts{"/A/B"}) << "nothing was said about it";

    script_.records = {with(one, {{"departments", "A/C"}, {"title", "new"}})};
    read();
    EXPECT_EQ(leads(), Texts{}) << "DingTalk lets only members lead";

    script_.records = {with(one, {{"departments", "A/B"}, {"leads", "yes"}})};
    read();
    script_.records = {with(one, {{"departments", "A/B"}, {"leads", ""}})};
    read();
    EXPECT_EQ(leads(), Texts{}) << "an empty word is a word";
}

TEST_F(Reading, ADepartmentWhoseRecordIsFaulty_StaysAsItWas)
{
    records_ = {department("1", "Sales"), department("2", "Stores")};
    read();

    records_ = {department("1", "Retail"), department("2", "")};
    read();

    EXPECT_EQ(departments(), (std::vector<std::string>{"#1 Retail", "#2 Stores"}));
}

TEST_F(Reading, ADepartmentThatIsNoLongerStated_IsGone)
{
    records_ = {department("1", "Sales"), department("2", "Stores")};
    read();

    records_ = {
        department("1", "Sales "),
    };
    read();

    EXPECT_EQ(departments(), (std::vector<std::string>{"#1 Sales"}));
}

TEST_F(Reading, AFaultyRowThatHrDeletes_TakesItsFindingAlong)
{
    records_ = {person("E1", "Ada", 2), person("E2", "", 3)};
    read();
    ASSERT_EQ(findings(), (Texts{"name.missing roster.csv:3", "heading.unknown roster.csv"}));

    records_ = {person("E1", "Ada", 2)};
    read();

    EXPECT_EQ(findings(), (Texts{"heading.unknown roster.csv"}));
}

TEST_F(Reading, AFaultyChangeThatACompleteReadDoesNotHave_TakesItsFindingAlong)
{
    records_ = {person("E1", "Ada", 2)};
    read();
    script_ = {{person("E2", "", 1)}, sdk::Completeness::changes, ""};
    read();
    ASSERT_EQ(findings().size(), 2U);

    script_ = {{person("E1", "Ada", 2)}, sdk::Completeness::complete, ""};
    read();

    EXPECT_EQ(findings(), (Texts{"heading.unknown roster.csv"}));
}

TEST_F(Reading, ANumberOfSomebodyWhoIsGoneInTheSameChanges_IsFree)
{
    script_ = {{with_number(person("E1", "Ada", 1))}, sdk::Completeness::changes, ""};
    read();

    script_ = {{with_number(person("E2", "Bo", 1))}, sdk::Completeness::changes, "", {"E1"}};
    read();

    EXPECT_TRUE(present("E2"));
    EXPECT_EQ(findings(), (Texts{"heading.unknown roster.csv"}));
}

TEST_F(Reading, ARecordInQuarantine_IsAcceptedOnceWhatStoodInItsWayIsGone)
{
    script_ = {{with_number(person("E1", "Ada", 1))}, sdk::Completeness::changes, ""};
    read();
    script_ = {{with_number(person("E2", "Bo", 2))}, sdk::Completeness::changes, ""};
    read();
    ASSERT_FALSE(present("E2"));

    script_ = {{}, sdk::Completeness::changes, "", {"E1"}};
    read();

    EXPECT_TRUE(present("E2"));
    EXPECT_EQ(findings(), (Texts{"heading.unknown roster.csv"}));
}

TEST_F(Reading, ARecordInQuarantine_IsLookedAtAgainEvenIfItsSourceHasNothingNew)
{
    script_ = {{with_number(person("E1", "Ada", 1))}, sdk::Completeness::changes, ""};
    read();
    script_ = {{with_number(person("E2", "Bo", 2))}, sdk::Completeness::changes, "seven"};
    read();
    state::RosterDelta left;
    left.source = "hr";
    left.cursor = "seven";
    left.ingest_version = ingest::version_of(source_.ingest);
    left.tombstones = {"E1"};
    store_->roster().apply(left);

    script_ = {{}, sdk::Completeness::nothing, ""};
    read();

    EXPECT_TRUE(present("E2"));
    EXPECT_EQ(store_->roster().source("hr").cursor, "seven");
}

TEST_F(Reading, ARecordInQuarantine_IsReplacedByWhatIsSaidAnew)
{
    script_ = {{person("E1", "", 1)}, sdk::Completeness::changes, ""};
    read();
    script_ = {{person("E1", "Ada", 2)}, sdk::Completeness::changes, ""};
    read();
    script_ = {{person("E1", "Ada Lovelace", 3)}, sdk::Completeness::changes, ""};
    read();

    EXPECT_EQ(store_->roster().find("hr", "E1")->person.name, "Ada Lovelace");
    EXPECT_EQ(findings(), (Texts{"heading.unknown roster.csv"}));
}

TEST_F(Reading, AReadThatBrokeOff_KeepsWhatCameAndNobodyLeaves)
{
    script_ = {{person("E1", "Ann", 2), person("E2", "Bob", 3)}, sdk::Completeness::complete, "c1"};
    read();

    script_ = {{person("E3", "Cid", 2)}, sdk::Completeness::complete, "c2"};
    script_.broke_off = model::Error{model::ErrorKind::transient, "cut off", ""};
    const auto report = read_source(source_, *store_, {}, true, model::Instant{}, limit_);

    EXPECT_FALSE(report.ok);
    EXPECT_EQ(report.error.message, "cut off");
    EXPECT_EQ(store_->roster().count_present(), 3);
    EXPECT_EQ(store_->roster().source("hr").cursor, "c2");
}

TEST_F(Reading, AReadThatSaysNothingNew_MovesTheCursorAndTheTimeOfTheLastRead)
{
    const model::Instant later{std::chrono::hours{1}};
    script_ = {{person("E1", "Ada", 2)}, sdk::Completeness::complete, "one"};
    read();

    script_.cursor = "two";
    read(later);

    EXPECT_EQ(store_->roster().source("hr").cursor, "two");
    EXPECT_EQ(store_->roster().source("hr").last_read, later);
}

TEST_F(Reading, AConnectorThatThrows_IsASourceThatCouldNotBeRead)
{
    records_ = {person("E1", "Ann", 2)};
    for (const auto& fail : std::initializer_list<std::function<void()>>{
             [] { throw std::runtime_error{"out of paper"}; }, [] { throw 42; }}) {
        script_.fail = fail;
        const auto report = read_source(source_, *store_, {}, true, model::Instant{}, limit_);
        EXPECT_FALSE(report.ok);
        EXPECT_TRUE(report.error.message.starts_with("its connector failed: "))
            << report.error.message;
        EXPECT_FALSE(present("E1")) << "what a broken read delivered is thrown away";
    }
}

TEST_F(Reading, AConnectorThatThrowsOnceItsReadIsAccepted_HasBeenReadAndIsTold)
{
    records_ = {person("E1", "Ann", 2)};
    script_.fail_settled = [] { throw std::runtime_error{"out of paper"}; };
    for (int reads = 0; reads < 2; ++reads) { // new, and without a change
        const auto report = read_source(source_, *store_, {}, true, model::Instant{}, limit_);
        EXPECT_FALSE(report.ok);
        EXPECT_EQ(report.error.message,
                  "its connector failed: out of paper, after its read was accepted");
        EXPECT_TRUE(present("E1"));
    }
}

TEST_F(Reading, AFaultOfTheStore_IsNotTheConnectors)
{
    script_.fail = [] { throw state::StoreOutOfReach{"the disk is full"}; };
    EXPECT_THROW(read_source(source_, *store_, {}, true, model::Instant{}, limit_),
                 state::StoreOutOfReach);
}

} // namespace
} // namespace rosterd::cycle
