// What a read says, kept outside memory.
#include <cstdlib>

#include <gtest/gtest.h>

#include "core/state/store.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{
namespace
{

std::vector<std::string> all_in(const Spool& spool)
{
    std::vector<std::string> out;
    Spool::Reader reader{spool};
    for (std::string_view item; reader.next(item);) {
        out.emplace_back(item);
    }
    return out;
}

TEST(ASpool, AnswersWhatWasAdded_InItsOrder_AsOftenAsAsked)
{
    Spool spool;
    std::vector<std::string> added;
    for (std::size_t i = 0; i < 600; ++i) { // over a megabyte, in all sizes; one larger than a page
        added.push_back(std::string(i * i % 20'000, static_cast<char>('a' + i % 26)));
    }
    added.push_back(std::string(3'000'000, 'z'));
    added.emplace_back();
    for (const std::string& one : added) {
        spool.add(one);
    }

    EXPECT_EQ(all_in(spool), added);
    EXPECT_EQ(all_in(spool), added);
}

TEST(ASpool, ThatIsCleared_StartsAnew)
{
    Spool spool;
    spool.add(std::string(2'000'000, 'x'));

    spool.clear();
    spool.add("new");

    EXPECT_EQ(all_in(spool), std::vector<std::string>{"new"});
}

TEST(ASpool, WithoutRoom_SaysWhereAndWhatToDo)
{
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before != nullptr ? before : "";
    ::setenv("TMPDIR", "/nowhere/at/all", 1);
    Spool spool;
    std::string said;
    try {
        spool.add(std::string(2'000'000, 'x'));
    } catch (const state::StoreOutOfReach& error) {
        said = error.what();
    }
    kept.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);

    EXPECT_EQ(said, "what was read can't be kept below /nowhere/at/all: No such file or directory; "
                    "make room there, or let TMPDIR name another folder");
}

model::Record record(const std::string& id)
{
    model::Record out;
    out.kind = model::RecordKind::department;
    out.origin = {"hr", "roster.csv:7", "roster.csv", 7};
    out.fingerprint = 42;
    out.cells = {{"employee_id", id}, {"姓名", std::string{"陳\0大", 7}}, {"", ""}};
    return out;
}

std::string text_of(const model::Record& record)
{
    std::string out;
    encode(out, record);
    return out;
}

TEST(SpooledRecords, AreTheSame_FewOrMany)
{
    for (const std::size_t count : {3U, 4U, 5U, 9U}) {
        Spooled<model::Record> spooled{4};
        for (std::size_t i = 0; i < count; ++i) {
            spooled.add(record("E" + std::to_string(i)));
        }

        std::vector<std::string> ids;
        spooled.each_batch([&](std::span<const model::Record> batch) {
            EXPECT_LE(batch.size(), 4U);
            for (const model::Record& one : batch) {
                ids.push_back(one.cells[0].text);
                EXPECT_EQ(text_of(one), text_of(record(ids.back())));
                EXPECT_EQ(one.origin, record("").origin);
            }
        });
        ASSERT_EQ(ids.size(), count);
        EXPECT_EQ(ids.back(), "E" + std::to_string(count - 1));
        spooled.each_of([](std::size_t at) { return at == 2; },
                        [](std::size_t at, const model::Record& one) {
                            EXPECT_EQ(at, 2U);
                            EXPECT_EQ(one.cells[0].text, "E2");
                        });
    }
}

TEST(SpooledPeople, KeepEverythingThatIsSaidOfThem)
{
    Spoken spoken;
    spoken.person.employee_id = "E1";
    spoken.person.name = "陳大文";
    spoken.person.mobile = "";
    spoken.person.departments = {{"/A/B"}};
    spoken.person.leads = {"/A/B"};
    spoken.person.ext = {{"card", "7"}};
    spoken.person.origin = {"hr", "roster.csv:7", "roster.csv", 7};
    spoken.record = 70'000;
    spoken.before = 5'000'000'000;
    std::string text;
    encode(text, spoken);

    Spoken again;
    decode(text, again);

    EXPECT_EQ(again.person, spoken.person);
    EXPECT_EQ(again.record, spoken.record);
    EXPECT_EQ(again.before, spoken.before);
}

TEST(SpooledRecordsOfOnePerson, KeepTheirDaysAndWhatBeginsLater)
{
    Held held;
    held.spoken.person.employee_id = "E1";
    held.spoken.person.main_job = false;
    held.spoken.person.effective_on = model::parse_date("2026-12-01");
    held.spoken.record = 9;
    held.fingerprint = 42;
    held.says_leads = true;
    std::string text;
    encode(text, held);
    Held again;
    decode(text, again);

    EXPECT_EQ(again.spoken.person, held.spoken.person);
    EXPECT_EQ(again.spoken.record, 9U);
    EXPECT_EQ(again.fingerprint, 42U);
    EXPECT_TRUE(again.says_leads);

    const model::Instant later = *model::parse_instant("2026-11-30T16:00:00Z");
    const model::Person person = held.spoken.person;
    const Dated dated{7, {"E1", {{1, person}, {0, person}}, {{later, person}}}};
    text.clear();
    encode(text, dated);
    Dated kept;
    decode(text, kept);

    EXPECT_EQ(kept.record, 7U);
    EXPECT_EQ(kept.of.employee_id, "E1");
    EXPECT_EQ(kept.of.records, dated.of.records);
    EXPECT_EQ(kept.of.versions, dated.of.versions);
}

} // namespace
} // namespace rosterd::cycle
