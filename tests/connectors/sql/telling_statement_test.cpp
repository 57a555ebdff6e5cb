#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sql/telling_statement.hpp"

namespace rosterd::sql
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string fault(const std::string& statement)
{
    const auto telling = telling_in(statement);
    return telling ? "none" : telling.error().message;
}

TEST(TellingStatement, NamesBecomePlaceholdersInTheirOrder)
{
    const auto telling =
        telling_in("UPDATE people SET mobile = :mobile, was = :mobile WHERE id = :employee_id");

    ASSERT_TRUE(telling);
    EXPECT_EQ(telling->sql, "UPDATE people SET mobile = ?, was = ? WHERE id = ?");
    EXPECT_THAT(telling->names, ElementsAre("mobile", "mobile", "employee_id"));
    EXPECT_EQ(telling->field, "mobile");
}

TEST(TellingStatement, WhatIsQuotedCommentedOrACast_IsNoName)
{
    const std::string rest = "-- :a\n/* :b */ UPDATE p SET \":c\" = ':d', `:e` = CAST(? AS text)";
    const auto telling = telling_in(rest + ", x = :mobile::text WHERE id = :employee_id::integer");

    ASSERT_TRUE(telling);
    EXPECT_EQ(telling->sql, rest + ", x = ?::text WHERE id = ?::integer");
}

TEST(TellingStatement, ACustomField_HasItsWholeName)
{
    EXPECT_EQ(telling_in("UPDATE p SET c = :ext.卡號 WHERE id = :employee_id")->field, "ext.卡號");
}

TEST(TellingStatement, OneStatementForAllFields_NamesFieldAndValue)
{
    EXPECT_EQ(telling_in("INSERT INTO n VALUES (:employee_id, :field, :value)")->field, "");
}

TEST(TellingStatement, ThatWouldWriteMoreThanItWasAskedFor_IsRefused)
{
    EXPECT_THAT(fault("UPDATE p SET m = :mobile"), HasSubstr("no :employee_id"));
    EXPECT_THAT(fault("UPDATE p SET m = :mobile, t = :title WHERE id = :employee_id"),
                HasSubstr("names both :mobile and :title"));
    EXPECT_THAT(fault("DELETE FROM p WHERE id = :employee_id"), HasSubstr("writes nothing"));
}

} // namespace
} // namespace rosterd::sql
