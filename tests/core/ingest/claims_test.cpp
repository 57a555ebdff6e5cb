#include <gtest/gtest.h>

#include "core/ingest/claims.hpp"

namespace rosterd::ingest
{
namespace
{

using model::Person;

constexpr model::Date kToday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{28}};

Person person(const std::string& id)
{
    Person out;
    out.employee_id = id;
    return out;
}

class TheClaimsOfARead : public testing::Test
{
protected:
    bool disputed(const Person& one, const Person& other)
    {
        Claims claims{kToday};
        claims.add(one);
        claims.add(other);
        claims.close();
        return claims.disputed(one);
    }
    Person one_ = person("E1"), other_ = person("E2");
};

TEST_F(TheClaimsOfARead, OneValueOfTwoPeople_IsDisputed)
{
    EXPECT_FALSE(disputed(one_, other_));
    EXPECT_TRUE(disputed(one_, person("E1"))) << "one id, two records";
    for (const auto member : {&Person::mobile, &Person::telephone, &Person::org_email}) {
        Person with = one_, also = other_;
        with.*member = "1";
        also.*member = "2";
        EXPECT_FALSE(disputed(with, also));
        also.*member = "1";
        EXPECT_TRUE(disputed(with, also));
    }
    one_.userid = other_.userid = "zhang";
    EXPECT_TRUE(disputed(one_, other_));
}

TEST_F(TheClaimsOfARead, MailsAreOne_InWhateverCase)
{
    one_.email = "Ada@example.com";
    other_.email = "ada@example.com";
    EXPECT_TRUE(disputed(one_, other_));
}

TEST_F(TheClaimsOfARead, EmptyValues_AndValuesInDifferentFields_AreNobodys)
{
    one_.mobile = other_.mobile = "";
    one_.telephone = "1";
    other_.mobile = "1";
    EXPECT_FALSE(disputed(one_, other_));
}

TEST_F(TheClaimsOfARead, WhoHasLeft_ClaimsNoNumber)
{
    one_.mobile = other_.mobile = "1";
    other_.last_day = model::Date{kToday.year(), kToday.month(), std::chrono::day{27}};
    EXPECT_FALSE(disputed(one_, other_));
    other_.last_day = kToday;
    EXPECT_TRUE(disputed(one_, other_));
}

TEST_F(TheClaimsOfARead, AFaultyRecord_MakesItsNamesakeDoubtful)
{
    Claims claims{kToday};
    claims.add(one_);
    claims.add(other_);
    claims.add_faulty("E2");
    claims.close();

    EXPECT_FALSE(claims.has_faulty_namesake(one_));
    EXPECT_TRUE(claims.has_faulty_namesake(other_));
}

} // namespace
} // namespace rosterd::ingest
