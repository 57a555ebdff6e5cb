#include "tests/connectors/sql/servers/company.hpp"

namespace rosterd::sql
{
namespace
{

using sdk::Completeness;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Changes : public Databases
{
protected:
    // A first read, whose records are known from then on.
    std::string first(const model::Json& told)
    {
        const std::string cursor = read(told).cursor;
        sink.seen.learn();
        sink.seen.tombstones.clear();
        return cursor;
    }
};

INSTANTIATE_TEST_SUITE_P(Real, Changes, ::testing::Values("postgresql", "mariadb"),
                         [](const auto& one) { return std::string{one.param}; });

TEST_P(Changes, OnlyWhatChangedIsRead_AndNobodyElseIsGone)
{
    add_people(60);
    const std::string cursor = first(options());
    server().run("update people set name = '陳大文', updated_at = '2026-11-01 09:30:00.123456' "
                 "where employee_id = 'E0007'");

    const auto result = read(options(), cursor);

    EXPECT_EQ(result.completeness, Completeness::changes);
    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0007, name=陳大文, department_id=D1"));
    EXPECT_THAT(sink.seen.fingerprints, SizeIs(7)) << "the change, and those within 5m before";
}

TEST_P(Changes, RowsOfTheVeryWatermark_AreNotLost)
{
    add_people(3);
    auto told = options();
    told["overlap"] = "0s";
    const std::string cursor = first(told);
    server().run("insert into people values ('E0099', 'Tie', 'D1', '2026-11-01 08:59:00')");

    read(told, cursor);

    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0099, name=Tie, department_id=D1"));
}

TEST_P(Changes, ARowCommittedLate_IsFoundWithinTheOverlap)
{
    add_people(3);
    const std::string cursor = first(options());
    server().run("insert into people values ('E0098', 'Late', 'D1', '2026-11-01 08:55:00')");
    server().run("insert into people values ('E0097', 'Too late', 'D1', '2026-11-01 08:53:00')");

    read(options(), cursor);

    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0098, name=Late, department_id=D1"));
}

TEST_P(Changes, ARowWithoutAWatermark_IsReadEachTime)
{
    add_people(3);
    const std::string cursor = first(options());
    server().run("insert into people values ('E0096', 'Null', 'D1', null)");

    read(options(), cursor);

    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0096, name=Null, department_id=D1"));
}

TEST_P(Changes, AFullRead_IsCompleteWhateverTheCursorSays)
{
    add_people(3);
    const std::string cursor = first(options());

    const auto result = make(options())->read({true, cursor}, sink);

    EXPECT_EQ(result->completeness, Completeness::complete);
    EXPECT_THAT(sink.seen.fingerprints, SizeIs(3));
}

TEST_P(Changes, AnotherQuery_BelievesNothingOfTheCursor)
{
    add_people(3);
    const std::string cursor = first(options());
    auto told = options();
    told["query"] = "select employee_id, updated_at from people";

    EXPECT_EQ(read(told, cursor).completeness, Completeness::complete);
}

TEST_P(Changes, ANumberAsWatermark_HasAnOverlapInNumbers)
{
    server().run("drop table people");
    server().run("create table people (employee_id varchar(20) primary key, version bigint)");
    server().run("insert into people values ('E1', 100), ('E2', 4711)");
    auto told = options();
    told["watermark"] = "version";
    told["overlap"] = "11";
    const std::string cursor = first(told);
    server().run("insert into people values ('E3', 4700), ('E4', 4699), ('E5', 4712)");

    read(told, cursor);

    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E3", "employee_id=E5"));
}

TEST_P(Changes, AWatermarkInTheFuture_CountsForNothingAndIsTold)
{
    add_people(2);
    server().run("insert into people values ('E0050', 'Typo', 'D1', '2206-11-01 08:00:00')");
    const std::string cursor = first(options());
    server().run("insert into people values ('E0051', 'New', 'D1', '2026-11-01 10:00:00')");

    read(options(), cursor);

    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0051, name=New, department_id=D1"));
    ASSERT_THAT(sink.seen.findings, SizeIs(1));
    EXPECT_EQ(sink.seen.findings[0].rule, "watermark.future");
    EXPECT_THAT(sink.seen.findings[0].message, HasSubstr("1 row"));
}

TEST_P(Changes, TheGone_AreToldOnce)
{
    add_people(3);
    auto told = options();
    told["tombstone_query"] = "select employee_id, left_at as updated_at from leavers";
    const std::string cursor = first(told);
    server().run("delete from people where employee_id = 'E0002'");
    server().run("insert into leavers values ('E0002', '2026-11-01 09:00:00')");

    const auto result = read(told, cursor);
    EXPECT_EQ(result.completeness, Completeness::changes);
    EXPECT_THAT(sink.seen.tombstones, ElementsAre("E0002"));
    EXPECT_THAT(result.notes, HasSubstr("1 gone"));

    sink.seen.tombstones.clear();
    const auto next = read(told, result.cursor);
    EXPECT_THAT(sink.seen.tombstones, IsEmpty());

    server().run("insert into leavers values ('E0003', '2026-11-01 08:58:00')");
    server().run("delete from people where employee_id = 'E0003'");
    read(told, next.cursor);
    EXPECT_THAT(sink.seen.tombstones, ::testing::UnorderedElementsAre("E0002", "E0003"));
}

TEST_P(Changes, WhoWasHiredAgain_IsNotGone)
{
    add_people(3);
    auto told = options();
    told["tombstone_query"] = "select employee_id from leavers";
    server().run("insert into leavers values ('E0002', '2020-01-01 09:00:00')");
    server().run("insert into leavers values ('E0777', '2020-01-01 09:00:00')");

    read(told);

    EXPECT_THAT(sink.seen.tombstones, ElementsAre("E0777"));
}

TEST_P(Changes, AColumnThatVanishes_IsToldUntilTheQueryIsAnother)
{
    add_people(2);
    const std::string cursor = first(options());
    server().run("alter table people drop column name");

    const auto result = make(options())->read({true, cursor}, sink);
    ASSERT_TRUE(result);
    EXPECT_THAT(sink.texts(), ElementsAre("employee_id=E0001, department_id=D1",
                                          "employee_id=E0002, department_id=D1"))
        << "not stated, which is not the same as empty";
    ASSERT_THAT(sink.seen.findings, SizeIs(1));
    EXPECT_EQ(sink.seen.findings[0].rule, "query.column_gone");
    EXPECT_EQ(sink.seen.findings[0].column, "name");

    read(options(), result->cursor);
    EXPECT_THAT(sink.seen.findings, SizeIs(2)) << "still";
}

} // namespace
} // namespace rosterd::sql
