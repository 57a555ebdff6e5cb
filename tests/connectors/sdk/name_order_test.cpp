#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/name_order.hpp"

namespace rosterd::sdk
{
namespace
{

using ::testing::ElementsAreArray;
using Names = std::vector<std::string>;

Names shuffled_and_sorted(Names names)
{
    std::mt19937 random{20261123};
    std::shuffle(names.begin(), names.end(), random);
    std::sort(names.begin(), names.end(), stands_before);
    return names;
}

TEST(NameOrder, Numbers_AreComparedAsNumbers)
{
    for (const Names& expected :
         {Names{"roster-9.csv", "roster-10.csv", "roster-100.csv"},
          Names{"roster-2026-2-28.csv", "roster-2026-11-3.csv", "roster-2026-11-23.csv"},
          Names{"20261031.xlsx", "20261101.csv", "20270101.csv"}, Names{"第9期.csv", "第10期.csv"},
          Names{"a99999999999999999999999.csv", "a100000000000000000000000.csv"}}) {
        EXPECT_THAT(shuffled_and_sorted(expected), ElementsAreArray(expected));
    }
}

TEST(NameOrder, ACopyWithANumber_StandsBehindTheFirst)
{
    for (const Names& expected :
         {Names{"roster.csv", "roster (2).csv", "roster (10).csv"},
          Names{"roster.csv", "roster-2.csv"}, Names{"roster.csv", "roster.2.csv", "roster.11.csv"},
          Names{"roster.csv", "roster.xlsx"}}) {
        EXPECT_THAT(shuffled_and_sorted(expected), ElementsAreArray(expected));
    }
}

TEST(NameOrder, OneNumberSpelledTwice_StillHasAnOrder)
{
    const Names expected{"r007.csv", "r07.csv", "r7.csv", "r007a.csv", "r8.csv"};

    EXPECT_THAT(shuffled_and_sorted(expected), ElementsAreArray(expected));
    EXPECT_FALSE(stands_before("r7.csv", "r7.csv"));
}

TEST(NameOrder, AnyNames_HaveOneOrderOnly)
{
    std::mt19937 random{7};
    const std::string alphabet = "0019a-. \xE5";
    Names names;
    for (int i = 0; i < 60; ++i) {
        std::string name;
        for (auto length = 1 + random() % 6; length > 0; --length) {
            name += alphabet[random() % alphabet.size()];
        }
        names.push_back(name);
    }
    for (const std::string& a : names) {
        for (const std::string& b : names) {
            ASSERT_EQ(stands_before(a, b) + stands_before(b, a), a == b ? 0 : 1) << a << " " << b;
            for (const std::string& c : names) {
                ASSERT_TRUE(!stands_before(a, b) || !stands_before(b, c) || stands_before(a, c))
                    << a << " " << b << " " << c;
            }
        }
    }
}

} // namespace
} // namespace rosterd::sdk
