#include "daemon/http/target.hpp"

#include <gtest/gtest.h>

namespace rosterd::http
{

namespace
{

TEST(Target, PercentAndPlus_AreDecoded)
{
    EXPECT_EQ(url_decode("a%20b+c%E9%99%B3", true), "a b c陳");
    EXPECT_EQ(url_decode("a+b", false), "a+b");
}

TEST(Target, BrokenEscapes_Stay)
{
    EXPECT_EQ(url_decode("100%", true), "100%");
    EXPECT_EQ(url_decode("%zz%4", true), "%zz%4");
}

TEST(Target, Form_LastOfARepeatedNameCounts)
{
    const auto form = parse_form("a=1&&b=&c&a=2&d=x%3Dy");

    EXPECT_EQ(form,
              (std::map<std::string, std::string>{{"a", "2"}, {"b", ""}, {"c", ""}, {"d", "x=y"}}));
}

} // namespace

} // namespace rosterd::http
