// What is decided without a database: connection texts, statements, values, watermarks, errors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlext.h>

#include "connectors/sql/column.hpp"
#include "connectors/sql/connection_text.hpp"
#include "connectors/sql/dialect.hpp"
#include "connectors/sql/failure.hpp"
#include "connectors/sql/statements.hpp"
#include "connectors/sql/utf16.hpp"
#include "connectors/sql/watermark.hpp"

namespace rosterd::sql
{
namespace
{

using model::ErrorKind;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConnectionText, AKeywordIsAddedInBraces_UnlessItIsThere)
{
    std::string text = "Driver=PostgreSQL Unicode;Server=db;";
    add_keyword(text, "Pwd", "a;b}c");
    add_keyword(text, "SERVER", "other");

    add_keyword(text, "Fetch", "100");

    EXPECT_EQ(text, "Driver=PostgreSQL Unicode;Server=db;Pwd={a;b}}c};Fetch=100");
}

TEST(ConnectionText, AKeywordWithinAValue_IsNoKeyword)
{
    EXPECT_FALSE(has_keyword("Driver={a;Pwd=b}", "pwd"));
    EXPECT_TRUE(has_keyword("Driver={a}; pwd = b", "Pwd"));
}

TEST(ConnectionText, Passwords_AreMaskedHoweverTheyAreWritten)
{
    const std::string text = "Uid=boss;PWD={a;b}}c};Password=plain";
    const auto secrets = secrets_in(text);

    EXPECT_EQ(masked(text + " says a;b}c", secrets), "Uid=boss;PWD=***;Password=*** says ***");
}

TEST(Statements, TheQuery_StandsInBracketsOnLinesOfItsOwn)
{
    Selection selection;
    selection.query = bare_query("select * from v -- all\n ; \n");
    selection.watermark = "\"at\"";
    selection.from_key = "\"id\"";
    selection.order_by = "\"id\"";
    selection.limit = 7;

    EXPECT_EQ(select_rows(selection),
              "select * from (\nselect * from v -- all\n) roster_rows where (\"at\" >= ? or \"at\" "
              "is null) and \"id\" >= ? order by \"id\" limit 7");
    EXPECT_EQ(count_rows(selection), "select count(*) from (\nselect * from v -- all\n) "
                                     "roster_rows where (\"at\" >= ? or \"at\" is null) and "
                                     "\"id\" >= ?");
}

TEST(Statements, AName_IsQuotedAsTheDatabaseQuotes)
{
    EXPECT_EQ(quoted_name("a`b", "`"), "`a``b`");
    EXPECT_EQ(quoted_name("a", " "), "a");
}

std::string text_of(ColumnKind kind, const std::string& raw)
{
    std::string out;
    append_text(kind, raw, out);
    return out;
}

TEST(Values, Moments_AreDatesWhereTheyHaveNoTimeOfDay)
{
    EXPECT_EQ(text_of(ColumnKind::moment, "2024-03-01 00:00:00"), "2024-03-01");
    EXPECT_EQ(text_of(ColumnKind::moment, "2024-03-01 00:00:00.000000"), "2024-03-01");
    EXPECT_EQ(text_of(ColumnKind::moment, "2024-03-01 08:30:00.500000"), "2024-03-01T08:30:00.5");
    EXPECT_EQ(text_of(ColumnKind::moment, "0000-00-00 00:00:00"), "");
    EXPECT_EQ(text_of(ColumnKind::date, "infinity"), "");
    EXPECT_EQ(text_of(ColumnKind::text, "infinity"), "infinity");
}

TEST(Values, RealNumbers_HaveNoExponent)
{
    EXPECT_EQ(plain_number(1.38e10), "13800000000");
    EXPECT_EQ(plain_number(0.1), "0.1");
}

TEST(Values, ADecimalWithoutAFraction_IsAWholeNumber)
{
    EXPECT_EQ(kind_of(SQL_NUMERIC, 0), ColumnKind::integer);
    EXPECT_EQ(kind_of(SQL_NUMERIC, 2), ColumnKind::decimal);
    EXPECT_EQ(kind_of(SQL_LONGVARBINARY, 0), ColumnKind::binary);
    EXPECT_EQ(kind_of(SQL_GUID, 0), ColumnKind::text);
}

TEST(Utf16, AllOfUnicode_ComesBack)
{
    const std::string text = "a é 陳 𠮷";
    EXPECT_EQ(to_utf16(text), u"a é 陳 𠮷");
    EXPECT_EQ(to_utf8(to_utf16(text)), text);
    EXPECT_EQ(to_utf8(std::u16string{u'a', char16_t{0xD842}}), "a\uFFFD");
}

TEST(Watermark, OfAnyPrecision_IsWrittenInTheSameWay)
{
    EXPECT_EQ(watermark_of(ColumnKind::moment, "2026-11-28 08:30:00.5"),
              "2026-11-28 08:30:00.500000");
    EXPECT_EQ(watermark_of(ColumnKind::date, "2026-11-28"), "2026-11-28 00:00:00.000000");
    EXPECT_EQ(watermark_of(ColumnKind::integer, "4711"), "4711");
    EXPECT_EQ(watermark_of(ColumnKind::moment, "0000-00-00 00:00:00"), std::nullopt);
    EXPECT_EQ(watermark_of(ColumnKind::moment, "infinity"), std::nullopt);
}

TEST(Watermark, Numbers_AreComparedAsNumbers)
{
    EXPECT_TRUE(is_later("100", "99"));
    EXPECT_FALSE(is_later("99", "99"));
    EXPECT_TRUE(is_later("2026-11-28 08:30:00.500000", "2026-11-28 08:30:00.499999"));
}

TEST(Watermark, AnOverlap_GoesOverTheEndOfTheYear)
{
    EXPECT_EQ(earlier("2026-01-01 00:01:00.000001", {}), "2025-12-31 23:56:00.000001");
    EXPECT_EQ(earlier("500", {}), "-500");
    EXPECT_EQ(earlier("-9223372036854775807", {}), "-9223372036854775808");
}

TEST(Watermark, ADayAhead_IsTheFuture)
{
    const auto now = *model::parse_instant("2026-11-28T08:00:00Z");
    EXPECT_FALSE(is_in_the_future("2026-11-29 07:59:59.000000", now)) << "another time zone";
    EXPECT_TRUE(is_in_the_future("2026-11-29 08:00:00.000000", now));
    EXPECT_FALSE(is_in_the_future("99999999999999", now));
}

ErrorKind kind_of_error(const std::string& state, std::int64_t native, const std::string& message)
{
    return error_of({state, native, message}, "query").kind;
}

TEST(Failure, EachError_SaysWhatToDoWithIt)
{
    EXPECT_EQ(
        kind_of_error("08001", 101, "FATAL: password authentication failed for user \"boss\""),
        ErrorKind::unauthorised);
    EXPECT_EQ(kind_of_error("28000", 1045, "Access denied for user 'boss'"),
              ErrorKind::unauthorised);
    EXPECT_EQ(kind_of_error("42501", 1, "permission denied for table people"),
              ErrorKind::unauthorised);
    EXPECT_EQ(kind_of_error("42000", 1142, "SELECT command denied"), ErrorKind::unauthorised);
    EXPECT_EQ(kind_of_error("42000", 1049, "Unknown database 'x'"), ErrorKind::invalid);
    EXPECT_EQ(kind_of_error("42P01", 1, "relation \"x\" does not exist"), ErrorKind::invalid);
    EXPECT_EQ(kind_of_error("01000", 0, "Can't open lib 'x' : file not found"), ErrorKind::invalid);
    EXPECT_EQ(kind_of_error("25006", 1792, "Cannot execute statement in a READ ONLY transaction"),
              ErrorKind::invalid);
    EXPECT_EQ(kind_of_error("HY000", 2002, "Can't connect to server"), ErrorKind::transient);
    EXPECT_EQ(kind_of_error("57014", 1, "canceling statement due to statement timeout"),
              ErrorKind::transient);
    EXPECT_EQ(kind_of_error("HY000", 1205, "Lock wait timeout exceeded"), ErrorKind::transient);
}

TEST(Failure, OnlyALostConnection_IsWorthANewOne)
{
    EXPECT_TRUE(is_lost({"08S01", 0, "Communication link failure"}));
    EXPECT_TRUE(is_lost({"HY000", 2013, "Lost connection to server during query"}));
    EXPECT_TRUE(is_lost({"57P01", 7, "terminating connection due to administrator command"}));
    EXPECT_FALSE(is_lost({"57014", 1, "canceling statement due to statement timeout"}));
    EXPECT_FALSE(is_lost({"42601", 1, "syntax error"}));
}

TEST(Failure, ThePlace_IsToldOnlyWhereItIsCertain)
{
    EXPECT_EQ(place_in("select a\n form x", "syntax error at or near \"form\""),
              "line 2, column 2");
    EXPECT_EQ(place_in("select a\n form x", "right syntax to use near 'form x' at line 2"),
              "line 2, column 2");
    EXPECT_EQ(place_in("select a a", "syntax error at or near \"a\""), "");
    EXPECT_EQ(place_in("select a", "syntax error at end of input"), "");
}

TEST(Dialect, WhatADriverNeeds_IsKnownByItsName)
{
    const Dialect postgresql = dialect_of("PostgreSQL", "psqlodbcw.so", {});
    EXPECT_EQ(postgresql.keywords.front().first, "UseDeclareFetch");
    EXPECT_FALSE(postgresql.pages);
    const Dialect mariadb = dialect_of("MariaDB", "libmaodbc.so", {});
    EXPECT_TRUE(mariadb.pages);
    EXPECT_THAT(mariadb.begin, HasSubstr("consistent snapshot, read only"));
    EXPECT_TRUE(dialect_of("Adabas", "x.so", {}).on_connect.empty());
}

} // namespace
} // namespace rosterd::sql
