#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sqlext.h>

#include "connectors/sdk/test_kit.hpp"
#include "connectors/sql/bookmark.hpp"
#include "connectors/sql/layout.hpp"
#include "connectors/sql/settings.hpp"
#include "connectors/sql/sql_connector.hpp"

namespace rosterd::sql
{
namespace
{

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

model::Json least()
{
    return {{"connection", "Driver=x;Uid=boss"}, {"password", "geheim"}, {"query", "select 1 a"}};
}

model::Result<Settings> settings(const model::Json& options)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = options;
    return settings_of(context);
}

std::string refusal(const std::string& option, const model::Json& value)
{
    model::Json options = least();
    options[option] = value;
    const auto made = settings(options);
    return made ? "accepted" : made.error().message + "; " + made.error().hint;
}

TEST(Settings, TheKind_IsAsTheHouseWantsIt)
{
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(Settings, AnOverlap_IsADurationOrANumber)
{
    model::Json options = least();
    options["overlap"] = "10m";
    EXPECT_EQ(settings(options)->overlap.time, std::chrono::minutes{10});
    options["overlap"] = 5;
    EXPECT_EQ(settings(options)->overlap.number, 5);
    EXPECT_EQ(settings(options)->overlap.time, std::chrono::minutes{5});
    EXPECT_THAT(refusal("overlap", "soon"), HasSubstr("`overlap` is \"soon\""));
    EXPECT_THAT(refusal("overlap", -1), HasSubstr("`overlap` is \"-1\""));
}

TEST(Settings, WhatCantBe_IsRefusedByName)
{
    EXPECT_THAT(refusal("connection", "Server=db"), HasSubstr("neither Driver nor DSN"));
    EXPECT_THAT(refusal("query", " ; "), HasSubstr("`query` is empty"));
    EXPECT_THAT(refusal("page_size", 0), HasSubstr("`page_size` is \"0\""));
    EXPECT_THAT(refusal("statement_timeout", "5ms"), HasSubstr("`statement_timeout` is \"5ms\""));
    EXPECT_THAT(refusal("connect_timeout", "ever"), HasSubstr("`connect_timeout`"));
}

TEST(Bookmarks, AnotherPassword_IsTheSameSource)
{
    const Settings before = *settings(least());
    const std::string cursor = cursor_of({"4711", "", "", {"a"}, {}}, before);
    model::Json options = least();
    options["password"] = "anders";

    EXPECT_EQ(bookmark_of(cursor, *settings(options)).watermark, "4711");
    EXPECT_THAT(cursor, Not(HasSubstr("geheim")));
}

TEST(Bookmarks, AnotherDatabaseOrQuery_BelievesNothing)
{
    const std::string cursor = cursor_of({"4711", "", "", {"a"}, {}}, *settings(least()));
    for (const char* option : {"connection", "query", "key", "watermark", "tombstone_query"}) {
        model::Json options = least();
        options[option] = "DSN=other";
        EXPECT_EQ(bookmark_of(cursor, *settings(options)).watermark, "") << option;
    }
    EXPECT_EQ(bookmark_of("{", *settings(least())).watermark, "");
    EXPECT_EQ(bookmark_of("[]", *settings(least())).watermark, "");
}

Column column(const std::string& name, std::int16_t type)
{
    return {name, kind_of(type, 0), type, 10, 0};
}

std::string fault(std::vector<Column> columns, const std::string& key = "",
                  const std::string& watermark = "")
{
    const auto layout = layout_of(std::move(columns), "query", key, watermark);
    return layout ? "none" : layout.error().message + "; " + layout.error().hint;
}

TEST(Layouts, ColumnsThatCantServe_AreNamed)
{
    EXPECT_EQ(fault({column("A", SQL_VARCHAR), column("at", SQL_TYPE_TIMESTAMP)}, "a", "AT"),
              "none");
    EXPECT_THAT(fault({}), HasSubstr("no columns"));
    EXPECT_THAT(fault({column("a", SQL_VARCHAR), column("A", SQL_VARCHAR)}),
                HasSubstr("the column A is there twice"));
    EXPECT_THAT(fault({column("a", SQL_VARCHAR), column("", SQL_VARCHAR)}),
                HasSubstr("column 2 has no name"));
    EXPECT_THAT(fault({column("photo", SQL_LONGVARBINARY)}),
                HasSubstr("photo is binary data, which is no text; leave it out"));
    EXPECT_THAT(fault({column("employee_id", SQL_VARCHAR)}, "employe_id"),
                HasSubstr("did you mean employee_id?"));
    EXPECT_THAT(fault({column("a", SQL_VARCHAR)}, "", "a"), HasSubstr("the watermark a is text"));
}

} // namespace
} // namespace rosterd::sql
