// SCIM's filters: the examples of RFC 7644, the grammar's corners, and what is refused.
#include "core/scim/filter.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "core/scim/filter_match.hpp"
#include "core/scim/schema.hpp"
#include "tests/core/scim/people.hpp"

namespace rosterd::scim::test
{
namespace
{

using model::Json;
using testing::HasSubstr;

bool fits(const std::string& filter, const Json& resource)
{
    const auto parsed = parse_filter(filter);
    EXPECT_TRUE(parsed) << filter << ": " << (parsed ? "" : parsed.error().detail);
    return parsed && matches(*parsed, resource, user_type());
}

struct Example {
    const char* filter;
    bool babs; // whether it means her
};

// RFC 7644, 3.4.2.2, figure 2; and what follows it in the text.
const Example kOfTheStandard[]{
    {R"(userName eq "bjensen")", true},
    {R"(name.familyName co "O'Malley")", false},
    {R"(userName sw "J")", false},
    {R"(urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J")", false},
    {R"(title pr)", true},
    {R"(meta.lastModified gt "2011-05-13T04:42:34Z")", true},
    {R"(meta.lastModified ge "2011-05-13T04:42:34Z")", true},
    {R"(meta.lastModified lt "2011-05-13T04:42:34Z")", false},
    {R"(meta.lastModified le "2011-05-13T04:42:34Z")", false},
    {R"(title pr and userType eq "Employee")", true},
    {R"(title pr or userType eq "Intern")", true},
    {R"(schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")", true},
    {R"(userType eq "Employee" and (emails co "example.com" or emails.value co "example.org"))",
     true},
    {R"(userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org"))",
     false},
    {R"(userType eq "Employee" and (emails.type eq "work"))", true},
    {R"(userType eq "Employee" and emails[type eq "work" and value co "@example.com"])", true},
    {R"(emails[type eq "work" and value co "@example.com"] or )"
     R"(ims[type eq "xmpp" and value co "@foo.com"])",
     true},
};

TEST(Filter, TheExamplesOfTheStandard_MeanWhomTheyShould)
{
    for (const Example& one : kOfTheStandard) {
        EXPECT_EQ(fits(one.filter, babs()), one.babs) << one.filter;
    }
}

TEST(Filter, TheExamplesOfTheStandard_ReadBackWhatIsWritten)
{
    for (const Example& one : kOfTheStandard) {
        const Filter filter = parse_filter(one.filter).value();
        EXPECT_EQ(parse_filter(to_text(filter)).value(), filter) << to_text(filter);
    }
}

TEST(Filter, WhatIdentityProvidersAskFor_IsUnderstood)
{
    EXPECT_TRUE(fits(R"(emails[type eq "work"].value eq "BJensen@example.com")", babs()));
    EXPECT_FALSE(fits(R"(emails[type eq "home"].value eq "bjensen@example.com")", babs()));
    EXPECT_TRUE(fits(R"(externalId eq "bjensen-1" and active eq True)", babs()));
    EXPECT_TRUE(fits(R"(active eq "true")", babs()));
    EXPECT_TRUE(fits(
        R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "701984")",
        babs()));
    EXPECT_TRUE(fits(
        R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26118915")",
        babs()));
    EXPECT_TRUE(fits("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", babs()));
}

TEST(Filter, CaseMatters_OnlyWhereTheSchemaSaysSo)
{
    EXPECT_TRUE(fits(R"(USERNAME EQ "BJENSEN")", babs()));
    EXPECT_TRUE(fits(R"(externalId eq "bjensen-1")", babs()));
    EXPECT_FALSE(fits(R"(externalId eq "BJensen-1")", babs()));
    EXPECT_TRUE(fits(R"(id eq "2819c223")", babs()));
    EXPECT_FALSE(fits(R"(id eq "2819C223")", babs()));
    EXPECT_TRUE(fits(R"(name.familyName eq "ÅNGSTRÖM")", {{"name", {{"familyName", "Ångström"}}}}));
}

TEST(Filter, AnAbsentAttribute_EqualsNullAndDiffersFromTheRest)
{
    EXPECT_TRUE(fits("nickName eq null", babs()));
    EXPECT_TRUE(fits(R"(nickName ne "Babs")", babs()));
    EXPECT_FALSE(fits("nickName pr", babs()));
    EXPECT_FALSE(fits("nickName ne null", babs()));
    EXPECT_FALSE(fits(R"(nickName co "")", babs()));
    EXPECT_FALSE(fits("nickName pr", {{"nickName", ""}}));
    EXPECT_TRUE(fits(R"(nobodyKnowsThis ne "x")", babs()));
}

TEST(Filter, TimesAreComparedByWhenTheyAre)
{
    const Json late{{"meta", {{"lastModified", "2026-05-02T03:00:00.000Z"}}}};
    EXPECT_TRUE(fits(R"(meta.lastModified eq "2026-05-02T11:00:00+08:00")", late));
    EXPECT_TRUE(fits(R"(meta.lastModified lt "2026-05-02T03:00:01Z")", late));
}

TEST(Filter, AndBindsCloserThanOr_NotOnlyWhatFollows)
{
    EXPECT_TRUE(fits(R"(userName eq "bjensen" or title pr and nickName pr)", babs()));
    EXPECT_FALSE(fits(R"((userName eq "bjensen" or title pr) and nickName pr)", babs()));
    EXPECT_TRUE(fits(R"(not (nickName pr) and title pr)", babs()));
    EXPECT_TRUE(fits(R"(not(nickName pr)and title pr)", babs()));
}

TEST(Filter, WhatIsNoFilter_IsRefusedWithThePlace)
{
    for (const char* text : {"",
                             " ",
                             "userName",
                             "userName eq",
                             "userName is \"x\"",
                             "userName eq x",
                             "userName eq \"x",
                             "(userName pr",
                             "userName pr)",
                             "userName pr and",
                             "and userName pr",
                             "not userName pr",
                             "emails[type eq \"work\"",
                             "emails[type[x pr]]",
                             "emails.value[x pr]",
                             ".x pr",
                             "a.b.c pr",
                             "a. pr",
                             "userName co 5",
                             "active gt true",
                             "userName gt null",
                             "userName eq {}",
                             "userName eq \"a\" \"b\"",
                             "1x pr",
                             "urn:x: pr",
                             "emails[]"}) {
        const auto parsed = parse_filter(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().type, "invalidFilter");
        EXPECT_EQ(parsed.error().status, 400);
    }
    EXPECT_THAT(parse_filter("userName eq").error().detail, HasSubstr("character 12"));
}

TEST(Filter, OneThatIsTooDeepOrTooLong_IsRefusedAndHarmsNobody)
{
    const std::string deep(100'000, '(');
    EXPECT_FALSE(parse_filter(deep + "title pr"));
    const auto nested = [](int depth) {
        const auto times = static_cast<std::size_t>(depth);
        return std::string(times, '(') + "title pr" + std::string(times, ')');
    };
    EXPECT_TRUE(parse_filter(nested(kDeepestFilter - 1)));
    EXPECT_FALSE(parse_filter(nested(kDeepestFilter)));
    EXPECT_FALSE(parse_filter("title eq \"" + std::string(kLongestFilter, 'x') + "\""));
    std::string nots;
    for (int i = 0; i < 1000; ++i) {
        nots += "not (";
    }
    EXPECT_FALSE(parse_filter(nots));
}

rc::Gen<AttributePath> any_path()
{
    return rc::gen::map(
        rc::gen::tuple(rc::gen::element<std::string>("", std::string{kEnterprise}, "urn:acme:x"),
                       rc::gen::element<std::string>("userName", "emails", "a-b", "$ref", "x_1"),
                       rc::gen::element<std::string>("", "value", "type")),
        [](const auto& parts) {
            return AttributePath{std::get<0>(parts), std::get<1>(parts), std::get<2>(parts)};
        });
}

rc::Gen<Filter> any_filter(int depth, bool within)
{
    return rc::gen::exec([depth, within] {
        Filter out;
        const int kind = *rc::gen::inRange(0, depth == 0 ? 1 : 5);
        out.kind = static_cast<Filter::Kind>(kind);
        if (out.kind == Filter::Kind::element && within) {
            out.kind = Filter::Kind::negation;
        }
        switch (out.kind) {
        case Filter::Kind::compare: {
            out.path = *any_path();
            out.compare = *rc::gen::element(Compare::eq, Compare::ne, Compare::co, Compare::sw,
                                            Compare::ew, Compare::gt, Compare::le, Compare::pr);
            if (out.compare != Compare::pr) {
                out.value = *rc::gen::element<Json>("", "a \"b\" \\ 陳", "True", "x) or (");
            }
            if (out.compare == Compare::eq) {
                out.value = *rc::gen::element<Json>(nullptr, true, 5, -2.5, "y");
            }
            if (!within && depth > 0 && *rc::gen::inRange(0, 4) == 0) {
                out.path.sub = "value";
                out.parts.push_back(*any_filter(depth - 1, true));
            }
            break;
        }
        case Filter::Kind::all:
        case Filter::Kind::any:
            out.parts = *rc::gen::container<std::vector<Filter>>(
                static_cast<std::size_t>(*rc::gen::inRange(2, 4)), any_filter(depth - 1, within));
            break;
        case Filter::Kind::negation:
            out.parts.push_back(*any_filter(depth - 1, within));
            break;
        case Filter::Kind::element:
            out.path = *any_path();
            out.path.sub.clear();
            out.parts.push_back(*any_filter(depth - 1, true));
            break;
        }
        return out;
    });
}

// "a or b" within "x or ..." needs no parentheses to mean the same, but is another value with them.
RC_GTEST_PROP(Filter, WhatIsWritten_IsReadBackAsItWas, ())
{
    const Filter filter = *any_filter(4, false);
    const auto again = parse_filter(to_text(filter));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == filter);
}

} // namespace
} // namespace rosterd::scim::test
