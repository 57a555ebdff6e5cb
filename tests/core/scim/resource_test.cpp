// What clients send, as it is kept; what of it is answered, in which order, and by what it is
// found.
#include "core/scim/resource.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "core/scim/filter_match.hpp"
#include "core/scim/index.hpp"
#include "core/scim/listing.hpp"
#include "core/scim/projection.hpp"
#include "tests/core/scim/people.hpp"

namespace rosterd::scim::test
{
namespace
{

using model::Json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

const std::string kUser{kEnterprise};

TEST(AcceptedResource, HasCanonicalNames_AndNothingThatIsOurs)
{
    const Json kept = accepted(babs(), user_type()).value();

    EXPECT_FALSE(kept.contains("id") || kept.contains("meta") || kept.contains("schemas"));
    EXPECT_EQ(accepted({{"USERNAME", "x"}, {"displayname", "X"}}, user_type()).value(),
              Json({{"userName", "x"}, {"displayName", "X"}}));
    EXPECT_FALSE(kept[kUser]["manager"].contains("displayName")) << "ours to know";
    EXPECT_EQ(accepted(kept, user_type()).value(), kept) << "once cleaned it stays";
}

TEST(AcceptedResource, IsCleanedOfWhatSaysNothing)
{
    const Json kept = accepted({{"userName", "x"},
                                {"title", nullptr},
                                {"emails", Json::array()},
                                {"password", "s3cret"},
                                {"groups", Json::array({{{"value", "g"}}})},
                                {"favouriteColour", "blue"},
                                {kUser, {{"manager", nullptr}}}},
                               user_type())
                          .value();
    EXPECT_EQ(kept, Json({{"userName", "x"}}));
}

TEST(AcceptedResource, TakesWhatItCanBeTakenFor)
{
    const Json kept = accepted({{"userName", "x"},
                                {"active", "False"},
                                {"emails", "a@example.com"},
                                {kUser, {{"employeeNumber", 1042}, {"manager", "77aa"}}},
                                {"urn:acme:User", {{"hireDate", "2026-03-01"}, {"none", nullptr}}}},
                               user_type())
                          .value();
    EXPECT_EQ(kept["active"], false);
    EXPECT_EQ(kept["emails"], Json::array({{{"value", "a@example.com"}}}));
    EXPECT_EQ(kept[kUser]["employeeNumber"], "1042");
    EXPECT_EQ(kept[kUser]["manager"], Json({{"value", "77aa"}}));
    EXPECT_EQ(kept["urn:acme:User"], Json({{"hireDate", "2026-03-01"}}));
}

TEST(AcceptedResource, WhatIsWrong_IsRefusedByName)
{
    const auto detail = [](const Json& body, const ResourceType& type) {
        const auto kept = accepted(body, type);
        return kept ? "accepted" : kept.error().type + ": " + kept.error().detail;
    };
    EXPECT_EQ(detail(Json::array(), user_type()),
              "invalidSyntax: the resource must be a JSON object");
    EXPECT_EQ(detail({{"displayName", "x"}}, user_type()), "invalidValue: Users need a userName");
    EXPECT_EQ(detail({{"userName", ""}}, user_type()), "invalidValue: Users need a userName");
    EXPECT_EQ(detail(Json::object(), group_type()), "invalidValue: Groups need a displayName");
    EXPECT_EQ(detail({{"userName", "x"}, {"active", 1}}, user_type()),
              "invalidValue: active must be true or false");
    EXPECT_EQ(detail({{"userName", "x"}, {"name", {{"givenName", {1}}}}}, user_type()), "accepted")
        << "a list of one is that one, and a number a text";
    EXPECT_EQ(detail({{"userName", "x"}, {"name", {{"givenName", {{"a", 1}}}}}}, user_type()),
              "invalidValue: name.givenName must be a text");
    EXPECT_EQ(detail({{"userName", "x"},
                      {"emails",
                       {{{"value", "a"}, {"primary", true}}, {{"value", "b"}, {"primary", true}}}}},
                     user_type()),
              "invalidValue: more than one of emails is primary");
}

TEST(Nesting, IsCountedInTheText_AndNotInStrings)
{
    EXPECT_FALSE(nested_deeper_than(R"({"a": ["[[[[[", "\"[[["]})", 2));
    EXPECT_TRUE(nested_deeper_than(R"({"a": [[1]]})", 2));
    EXPECT_TRUE(nested_deeper_than(std::string(1'000'000, '['), 32));
}

TEST(Projection, AsksForSome_OrForAllBut)
{
    const auto of = [](const std::string& only, const std::string& without) {
        return projected(babs(), parse_projection(only, without).value(), user_type());
    };
    EXPECT_EQ(of("userName", ""),
              Json({{"id", "2819c223"}, {"schemas", babs()["schemas"]}, {"userName", "bjensen"}}));
    EXPECT_EQ(of("NAME.familyname,emails.value", "")["name"], Json({{"familyName", "Jensen"}}));
    EXPECT_EQ(of("emails.value", "")["emails"][1], Json({{"value", "babs@jensen.org"}}));
    EXPECT_EQ(of(kUser + ":department", "")[kUser], Json({{"department", "Tour Operations"}}));
    EXPECT_EQ(of(kUser, "")[kUser], babs()[kUser]);
    EXPECT_FALSE(of("", "emails,id").contains("emails"));
    EXPECT_TRUE(of("", "emails,id").contains("id")) << "always there";
    EXPECT_FALSE(of("", "name.familyName")["name"].contains("familyName"));
    EXPECT_FALSE(of("", kUser + ":manager")[kUser].contains("manager"));
    EXPECT_FALSE(of("", kUser).contains(kUser));
    EXPECT_EQ(of("nothing.likeThis", "").size(), 2U);
    EXPECT_FALSE(parse_projection("a", "b"));
    EXPECT_FALSE(parse_projection("a[", ""));
    EXPECT_FALSE(parse_projection("", "members").value().wants("members"));
    EXPECT_TRUE(parse_projection("userName", "").value().wants("userName"));
    EXPECT_FALSE(parse_projection("userName", "").value().wants("groups"));
}

TEST(Query, PagesAreKeptWithinTheirLimits)
{
    const auto query = [](const char* start, const char* count) {
        return parse_query({{"startIndex", start}, {"count", count}}).value();
    };
    EXPECT_EQ(query("0", "-5").start, 1);
    EXPECT_EQ(query("0", "-5").count, 0);
    EXPECT_EQ(query("-3", "99999").count, kMostAtOnce);
    EXPECT_EQ(query("7", "").count, kUsualCount);
    EXPECT_FALSE(parse_query({{"count", "ten"}}));
    EXPECT_FALSE(parse_query({{"sortOrder", "sideways"}}));
    EXPECT_FALSE(parse_query({{"filter", "x"}}));
}

TEST(Query, ASearchMessage_MeansTheSame)
{
    const auto query = parse_search({{"schemas", {"urn:...:SearchRequest"}},
                                     {"attributes", {"userName", "displayName"}},
                                     {"filter", "title pr"},
                                     {"startIndex", 2},
                                     {"count", 10}})
                           .value();
    EXPECT_EQ(query.projection.only.size(), 2U);
    EXPECT_EQ(query.filter.value(), parse_filter("title pr").value());
    EXPECT_EQ(query.start, 2);
    EXPECT_EQ(query.count, 10);
    EXPECT_FALSE(parse_search(Json::array()));
    EXPECT_FALSE(parse_search({{"count", {{"a", 1}}}}));
}

std::string sorted(std::vector<Json> resources, const std::string& by, bool descending)
{
    sort(resources, parse_path(by).value().path, descending, user_type());
    std::string out;
    for (const Json& one : resources) {
        out += one["id"].get<std::string>();
    }
    return out;
}

TEST(Sorting, WhoHasNoValue_StandsLastAscendingAndFirstDescending)
{
    const std::vector<Json> some{{{"id", "1"}, {"userName", "b"}},
                                 {{"id", "2"}},
                                 {{"id", "3"}, {"userName", "A"}},
                                 {{"id", "4"}, {"userName", "a"}},
                                 {{"id", "5"}}};
    EXPECT_EQ(sorted(some, "userName", false), "34125");
    EXPECT_EQ(sorted(some, "userName", true), "25134");
}

TEST(Sorting, OfManyValues_ThePrimaryOneCountsElseTheFirst)
{
    const std::vector<Json> some{
        {{"id", "1"}, {"emails", {{{"value", "a"}}, {{"value", "z"}, {"primary", true}}}}},
        {{"id", "2"}, {"emails", {{{"value", "m"}}, {{"value", "a"}}}}}};
    EXPECT_EQ(sorted(some, "emails", false), "21");
    EXPECT_EQ(sorted(some, "emails.value", true), "12");
}

TEST(Index, HasTheKeysThatFiltersAskFor)
{
    EXPECT_THAT(keys_of(babs(), user_type()),
                UnorderedElementsAre(
                    key_of("userName", "BJENSEN"), key_of("externalId", "bjensen-1"),
                    key_of("employeeNumber", "701984"), key_of("email", "bjensen@example.com"),
                    key_of("email", "babs@jensen.org"), key_of("manager", "26118915")));
    EXPECT_THAT(keys_of(tour_guides(), group_type()),
                UnorderedElementsAre(key_of("displayName", "tour guides"),
                                     key_of("member", "2819c223"), key_of("member", "902c246b")));
    const auto key = [](const char* filter) {
        return narrowed(parse_filter(filter).value(), user_type()).key.value_or("");
    };
    EXPECT_EQ(key(R"(userName eq "X")"), key_of("userName", "x"));
    EXPECT_EQ(key(R"(emails[type eq "work"].value eq "x")"), key_of("email", "x"));
    EXPECT_EQ(key(R"(emails[type eq "work" and value eq "x"])"), key_of("email", "x"));
    EXPECT_EQ(key(R"(active eq true and externalId eq "x")"), key_of("externalId", "x"));
    EXPECT_EQ(key(R"(userName eq "x" or title pr)"), "");
    EXPECT_EQ(key(R"(not (userName eq "x"))"), "");
    EXPECT_EQ(key(R"(userName sw "x")"), "");
    EXPECT_EQ(key(R"(emails[type eq "work" or value eq "x"])"), "");
    EXPECT_EQ(narrowed(parse_filter(R"(id eq "X")").value(), user_type()).id, "X");
}

// Looking only at those with the key must find everybody that looking at all of them would.
RC_GTEST_PROP(Index, WhomAFilterMeans_HasTheKeyItIsNarrowedTo, ())
{
    const auto texts = rc::gen::element<std::string>("a", "A", "b", "Ä", "ä");
    Json user{{"userName", *texts}, {"externalId", *texts}};
    user["emails"] =
        Json::array({{{"value", *texts}, {"type", *rc::gen::element<std::string>("work", "home")}},
                     {{"value", *texts}}});
    const std::string value = *texts;
    const std::string filter = *rc::gen::element<std::string>(
        "userName eq \"" + value + "\"", "externalId eq \"" + value + "\"",
        "emails eq \"" + value + "\"", "emails[type eq \"work\"].value eq \"" + value + "\"",
        "emails[value eq \"" + value + "\" and type pr]",
        "title ne \"x\" and emails.value eq \"" + value + "\"");
    const Filter parsed = parse_filter(filter).value();
    if (matches(parsed, user, user_type())) {
        const auto keys = keys_of(user, user_type());
        const auto by = narrowed(parsed, user_type());
        RC_ASSERT(by.key.has_value());
        RC_ASSERT(std::ranges::find(keys, *by.key) != keys.end());
    }
}

TEST(Schema, IsDescribedAsTheStandardHasIt)
{
    const Json user = to_json(*user_type().core);
    EXPECT_EQ(user["id"], "urn:ietf:params:scim:schemas:core:2.0:User");
    EXPECT_EQ(user["attributes"][0]["name"], "userName");
    EXPECT_EQ(user["attributes"][0]["uniqueness"], "server");
    EXPECT_EQ(to_json(user_type())["schemaExtensions"][0]["schema"], kUser);
    EXPECT_EQ(to_json(group_type())["endpoint"], "/Groups");
}

} // namespace
} // namespace rosterd::scim::test
