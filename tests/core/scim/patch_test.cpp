// PATCH: the examples of RFC 7644, 3.5.2.1 to 3.5.2.3, and what Entra and Okta send.
#include "core/scim/patch.hpp"

#include <gmock/gmock.h>

#include "core/scim/resource.hpp"
#include "tests/core/scim/people.hpp"

namespace rosterd::scim::test
{
namespace
{

using model::Json;
using testing::HasSubstr;

const std::string kUser{kEnterprise};

// Babs as she is kept: without what is ours.
Json kept()
{
    return accepted(babs(), user_type()).value();
}

Answer<Json> tried(const Json& resource, const std::string& operations,
                   const ResourceType& type = user_type())
{
    const Json message{{"schemas", {"urn:ietf:params:scim:api:messages:2.0:PatchOp"}},
                       {"Operations", Json::parse(operations)}};
    return patched(resource, message, type);
}

Json done(const Json& resource, const std::string& operations,
          const ResourceType& type = user_type())
{
    auto after = tried(resource, operations, type);
    EXPECT_TRUE(after) << operations << ": " << (after ? "" : after.error().detail);
    return after ? *after : Json{};
}

std::vector<std::string> values_of(const Json& list)
{
    std::vector<std::string> out;
    for (const Json& one : list) {
        out.push_back(one.at("value"));
    }
    return out;
}

using Names = std::vector<std::string>;

// 3.5.2.1
TEST(PatchOfTheStandard, AddsAMember)
{
    const Json after = done(tour_guides(), R"([{"op": "add", "path": "members", "value": [
        {"display": "Babs Jensen", "$ref": "https://example.com/v2/Users/2819c223...413861904646",
         "value": "2819c223-7f76-453a-919d-413861904646"}]}])",
                            group_type());
    EXPECT_EQ(values_of(after["members"]),
              (Names{"2819c223", "902c246b", "2819c223-7f76-453a-919d-413861904646"}));
}

TEST(PatchOfTheStandard, AddsAttributesWithoutAPath)
{
    const Json after = done({{"userName", "x"}}, R"([{"op": "add", "value": {
        "emails": [{"value": "babs@jensen.org", "type": "home"}], "nickname": "Babs"}}])");
    EXPECT_EQ(after["nickName"], "Babs");
    EXPECT_EQ(values_of(after["emails"]), Names{"babs@jensen.org"});
}

TEST(PatchOfTheStandard, AddingWhatIsThere_ChangesNothing)
{
    EXPECT_EQ(done(kept(), R"([{"op": "add", "path": "emails", "value": [
        {"value": "babs@jensen.org", "type": "home"}]}])"),
              kept());
}

// 3.5.2.2
TEST(PatchOfTheStandard, RemovesOneMember)
{
    const Json after =
        done(tour_guides(), R"([{"op": "remove", "path": "members[value eq \"2819c223\"]"}])",
             group_type());
    EXPECT_EQ(values_of(after["members"]), Names{"902c246b"});
}

TEST(PatchOfTheStandard, RemovesAllMembers)
{
    EXPECT_FALSE(done(tour_guides(), R"([{"op": "remove", "path": "members"}])", group_type())
                     .contains("members"));
}

TEST(PatchOfTheStandard, RemovesAComplexMultiValuedAttribute)
{
    const Json after = done(
        kept(),
        R"([{"op": "remove", "path": "emails[type eq \"work\" and value ew \"example.com\"]"}])");
    EXPECT_EQ(values_of(after["emails"]), Names{"babs@jensen.org"});
}

TEST(PatchOfTheStandard, RemovesAMemberAndAddsAnotherInOneRequest)
{
    const Json after = done(tour_guides(), R"([
        {"op": "remove", "path": "members[value eq \"2819c223\"]"},
        {"op": "add", "path": "members", "value": [{"display": "James Smith", "value": "08e1d05d"}]}])",
                            group_type());
    EXPECT_EQ(values_of(after["members"]), (Names{"902c246b", "08e1d05d"}));
}

// 3.5.2.3
TEST(PatchOfTheStandard, ReplacesAllMembers)
{
    const Json after = done(tour_guides(), R"([{"op": "replace", "path": "members", "value": [
        {"display": "Babs Jensen", "value": "2819c223"}, {"display": "James Smith", "value": "08e1"}]}])",
                            group_type());
    EXPECT_EQ(values_of(after["members"]), (Names{"2819c223", "08e1"}));
}

TEST(PatchOfTheStandard, ReplacesTheWorkAddress)
{
    const Json after = done(kept(), R"([{"op": "replace", "path": "addresses[type eq \"work\"]",
        "value": {"type": "work", "streetAddress": "911 Universal City Plaza",
                  "locality": "Hollywood", "region": "CA", "postalCode": "91608", "country": "US",
                  "formatted": "911 Universal City Plaza\nHollywood, CA 91608 US",
                  "primary": true}}])");
    ASSERT_EQ(after["addresses"].size(), 2U);
    EXPECT_EQ(after["addresses"][0]["country"], "US");
    EXPECT_EQ(after["addresses"][0]["streetAddress"], "911 Universal City Plaza");
    EXPECT_EQ(after["addresses"][1]["type"], "home");
}

TEST(PatchOfTheStandard, ReplacesOneSubAttribute)
{
    const Json after = done(kept(), R"([{"op": "replace",
        "path": "addresses[type eq \"work\"].streetAddress", "value": "1010 Broadway Ave"}])");
    EXPECT_EQ(after["addresses"][0]["streetAddress"], "1010 Broadway Ave");
    EXPECT_EQ(after["addresses"][0]["locality"], "Hollywood");
}

TEST(PatchOfTheStandard, ReplacesAttributesWithoutAPath)
{
    const Json after = done(kept(), R"([{"op": "replace", "value": {
        "emails": [{"value": "bjensen@example.com", "type": "work", "primary": true},
                   {"value": "babs@jensen.org", "type": "home"}], "nickname": "Babs"}}])");
    EXPECT_EQ(after["nickName"], "Babs");
    EXPECT_EQ(after["emails"], kept()["emails"]);
}

TEST(PatchOfTheStandard, AValueThatIsNotThere_CantBeReplaced)
{
    const auto after = tried(
        kept(), R"([{"op": "replace", "path": "emails[type eq \"x\"].value", "value": "y"}])");
    EXPECT_EQ(after.error().type, "noTarget");
}

// What identity providers send.
TEST(PatchOfEntra, OpsInCapitalsAndTruthAsText)
{
    EXPECT_EQ(done(kept(), R"([{"op": "Replace", "path": "active", "value": "False"}])")["active"],
              false);
    EXPECT_EQ(done(kept(), R"([{"op": "Add", "path": "active", "value": "True"}])")["active"],
              true);
}

TEST(PatchOfEntra, NamesWithDotsUrnsAndFiltersAsKeys)
{
    const Json after = done(kept(), R"([{"op": "Replace", "value": {
        "name.givenName": "Bab", "active": false,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "Sales",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"costCenter": "7"},
        "emails[type eq \"work\"].value": "new@example.com"}}])");
    EXPECT_EQ(after["name"]["givenName"], "Bab");
    EXPECT_EQ(after["name"]["familyName"], "Jensen");
    EXPECT_EQ(after["active"], false);
    EXPECT_EQ(after[kUser]["department"], "Sales");
    EXPECT_EQ(after[kUser]["costCenter"], "7");
    EXPECT_EQ(after[kUser]["employeeNumber"], "701984");
    EXPECT_EQ(after["emails"][0]["value"], "new@example.com");
}

TEST(PatchOfEntra, AddsAValueThatItsFilterDescribes)
{
    const Json after = done({{"userName", "x"}}, R"([
        {"op": "Add", "path": "emails[type eq \"work\"].value", "value": "x@example.com"},
        {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+85251234567"}])");
    EXPECT_EQ(after["emails"], Json::parse(R"([{"type": "work", "value": "x@example.com"}])"));
    EXPECT_EQ(after["phoneNumbers"][0]["type"], "mobile");
}

TEST(PatchOfEntra, TheManagerAsAText_AndNone)
{
    const char* path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
    const auto operation = [&](const char* value) {
        return R"([{"op": "Add", "path": ")" + std::string{path} + R"(", "value": )" + value + "}]";
    };
    EXPECT_EQ(done(kept(), operation(R"("77aa")"))[kUser]["manager"]["value"], "77aa");
    EXPECT_EQ(done(kept(), operation(R"({"value": "77bb"})"))[kUser]["manager"]["value"], "77bb");
    EXPECT_FALSE(done(kept(), operation(R"("")"))[kUser].contains("manager"));
    EXPECT_FALSE(done(kept(), operation("null"))[kUser].contains("manager"));
}

TEST(PatchOfEntra, RemovesTheMembersThatTheValueNames_NotTheWholeGroup)
{
    const Json after = done(tour_guides(), R"([{"op": "Remove", "path": "members",
        "value": [{"value": "902c246b"}]}])",
                            group_type());
    EXPECT_EQ(values_of(after["members"]), Names{"2819c223"});
}

TEST(PatchOfOkta, ReplacesWithoutAPath_AndNamesTheGroupAlong)
{
    EXPECT_EQ(done(kept(), R"([{"op": "replace", "value": {"active": false}}])")["active"], false);
    const Json after = done(tour_guides(), R"([{"op": "replace",
        "value": {"id": "abf4dd94", "displayName": "Guides"}}])",
                            group_type());
    EXPECT_EQ(after["displayName"], "Guides");
    EXPECT_EQ(after["members"].size(), 2U);
}

TEST(Patch, AnotherPrimaryValue_IsTheOnlyOne)
{
    const Json after = done(kept(), R"([{"op": "add", "path": "emails",
        "value": {"value": "c@example.com", "type": "other", "primary": true}}])");
    EXPECT_FALSE(after["emails"][0].contains("primary"));
    EXPECT_EQ(after["emails"][2]["primary"], true);
    const Json moved =
        done(kept(),
             R"([{"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}])");
    EXPECT_FALSE(moved["emails"][0].contains("primary"));
    EXPECT_EQ(moved["emails"][1]["primary"], true);
}

TEST(Patch, AClientsOwnExtension_IsKeptAsItIs)
{
    const Json after = done(kept(), R"([
        {"op": "add", "value": {"urn:acme:hr:1.0:User": {"hireDate": "2026-03-01", "deep": [1]}}},
        {"op": "replace", "path": "urn:acme:hr:1.0:User:hireDate", "value": "2026-04-01"},
        {"op": "remove", "path": "urn:acme:hr:1.0:User:deep"}])");
    EXPECT_EQ(after["urn:acme:hr:1.0:User"], Json({{"hireDate", "2026-04-01"}}));
    EXPECT_FALSE(done(after, R"([{"op": "remove", "path": "urn:acme:hr:1.0:User"}])")
                     .contains("urn:acme:hr:1.0:User"));
}

TEST(Patch, AnUrnInFrontOfACoreAttribute_MeansThatAttribute)
{
    const Json after = done(kept(), R"([
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:name",
         "value": {"givenName": "Bab"}},
        {"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:title", "value": "Boss"}])");
    EXPECT_EQ(after["name"]["givenName"], "Bab");
    EXPECT_EQ(after["title"], "Boss");
}

TEST(Patch, APassword_IsAcceptedAndNotKept)
{
    EXPECT_EQ(done(kept(), R"([{"op": "replace", "value": {"password": "s3cret"}}])"), kept());
}

TEST(Patch, WhatIsWrong_IsRefusedWithItsPlaceAndChangesNothing)
{
    const std::pair<const char*, const char*> wrong[]{
        {R"({"op": "move", "path": "title"})", "invalidSyntax"},
        {R"({"op": "remove"})", "noTarget"},
        {R"({"op": "add", "path": "title"})", "invalidValue"},
        {R"({"op": "add", "value": "x"})", "invalidValue"},
        {R"({"op": "add", "path": 5, "value": "x"})", "invalidPath"},
        {R"({"op": "add", "path": "nonsense", "value": "x"})", "invalidPath"},
        {R"({"op": "add", "path": "name.nonsense", "value": "x"})", "invalidPath"},
        {R"({"op": "add", "path": "emails[", "value": "x"})", "invalidPath"},
        {R"({"op": "add", "path": "title[value eq \"x\"]", "value": "x"})", "invalidPath"},
        {R"({"op": "replace", "path": "id", "value": "x"})", "mutability"},
        {R"({"op": "add", "path": "groups", "value": [{"value": "g"}]})", "mutability"},
        {R"({"op": "replace", "path": "active", "value": "perhaps"})", "invalidValue"},
        {R"({"op": "replace", "path": "name", "value": "Jensen"})", "invalidValue"},
        {R"({"op": "remove", "path": "userName"})", "invalidValue"},
    };
    for (const auto& [operation, type] : wrong) {
        const auto after = tried(kept(), "[" + std::string{operation} + "]");
        ASSERT_FALSE(after) << operation;
        EXPECT_EQ(after.error().type, type) << operation << ": " << after.error().detail;
    }
    const auto second = tried(kept(), R"([{"op": "add", "path": "title", "value": "x"},
                                          {"op": "remove"}])");
    EXPECT_THAT(second.error().detail, HasSubstr("Operations[1]"));
    EXPECT_FALSE(patched(kept(), Json::array(), user_type()));
    EXPECT_FALSE(patched(kept(), {{"Operations", Json::array()}}, user_type()));
}

} // namespace
} // namespace rosterd::scim::test
