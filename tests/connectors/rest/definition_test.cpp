#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/settings.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::HasSubstr;

const std::string kPeople = people("    request: {path: /people}\n    records: .people[]\n");

TEST(Definition, TheSmallestOne_HasNoFaults)
{
    const auto definition = defined(acme(kPeople));

    EXPECT_EQ(definition->name, "Acme");
    ASSERT_EQ(definition->streams.size(), 1U);
    EXPECT_EQ(definition->streams.front().fields.size(), 2U);
    EXPECT_FALSE(definition->streams.front().incremental);
}

TEST(Definition, AnUnknownKey_IsNamedWithItsPlaceAndTheNearestKnownOne)
{
    EXPECT_EQ(faults_of(acme(kPeople, "heders: {}\n")),
              "acme.yaml:3:1: a definition has no key 'heders'; write 'headers'");
    EXPECT_THAT(faults_of(acme(people("    request: {paht: /people}\n    records: .people[]\n"))),
                HasSubstr("acme.yaml:5:15: the request of the stream 'people' has no key 'paht'; "
                          "write 'path'"));
}

TEST(Definition, WhatIsMissing_IsNamedWithAnExample)
{
    EXPECT_EQ(faults_of(acme("  people:\n    request: {path: /people}\n    records: .people[]\n"
                             "    fields: {name: .name}\n")),
              "acme.yaml:5:5: the stream 'people' needs 'id'; write id: .id");
}

TEST(Definition, ATemplateWithAnUnknownName_IsAFault)
{
    EXPECT_THAT(
        faults_of(acme(people("    request: {path: /people, query: {p: \"{{pgae}}\"}}\n"
                              "    paging: {by: page, size: 5}\n    records: .people[]\n"))),
        HasSubstr("there is no {{pgae}} here; write {{page}}"));
    EXPECT_THAT(faults_of(acme(kPeople, "headers: {X: \"{{settings.key}}\"}\n")),
                HasSubstr("there is no {{settings.key}} here"));
    EXPECT_THAT(faults_of(acme(kPeople, "headers: {X: \"{{now|time:nonsense}}\"}\n")),
                HasSubstr("'nonsense' is no time format"));
    EXPECT_THAT(faults_of(acme(kPeople, "headers: {X: \"{{now|tiem:iso}}\"}\n")),
                HasSubstr("there is no filter 'tiem'; write time"));
}

TEST(Definition, AJqExpressionThatIsNone_IsAFaultAtItsPlace)
{
    const std::string text =
        faults_of(acme("  people:\n    request: {path: /p}\n    records: .people[]\n    id: .id\n"
                       "    fields:\n      employee_id: .id\n      name: .first + \n"));

    EXPECT_THAT(text, HasSubstr("acme.yaml:10:13: jq does not understand this: "));
    EXPECT_EQ(text.find('\n'), std::string::npos) << "only the guilty one is named";
}

TEST(Definition, JqThatSeesTheEnvironmentOrNeverEnds_IsRefused)
{
    for (const std::string one : {"env.HOME", "$ENV.HOME", "[inputs]", "input", "now",
                                  "def f: f; f", "[repeat(1)]", "last(range(infinite))"}) {
        std::string write;
        EXPECT_NE(fault_of_jq(one, write), "") << one;
        EXPECT_NE(write, "") << one;
    }
}

TEST(Definition, WordsOfJqInTextsAndKeys_AreNotRefused)
{
    for (const std::string one : {".now", "\"input\"", "{env: .a}", ".a.input", "\"a \\(.b) def\"",
                                  "$now", ".until // \"now\""}) {
        std::string write;
        EXPECT_EQ(fault_of_jq(one, write), "") << one;
    }
    std::string write;
    EXPECT_NE(fault_of_jq("\"a \\(env.HOME) b\"", write), "") << "within \\( ) it is jq again";
}

TEST(Definition, AKeyTwice_IsAFault)
{
    EXPECT_EQ(faults_of("name: A\nname: B\n"),
              "acme.yaml:2:1: 'name' stands here twice; write it once");
}

TEST(Definition, NoYaml_IsAFaultWithItsPlace)
{
    EXPECT_THAT(faults_of("name: [A\n"), HasSubstr("this is no YAML"));
}

TEST(Definition, IdsWithoutFetch_AreAFault)
{
    EXPECT_THAT(faults_of(acme(kPeople + "    incremental: {queries: [{ids: .id}]}\n")),
                HasSubstr("'incremental' with 'ids' needs 'fetch'"));
}

TEST(Definition, AScrollThatEnds_HasNoTimeForChildren)
{
    EXPECT_THAT(
        faults_of(acme(people("    request: {path: /p}\n    records: .p[]\n"
                              "    paging: {by: scroll, cursor: .s, within: 10s}\n"
                              "    children: {job: {request: {path: \"/{{id}}\"}, record: .}}\n"))),
        HasSubstr("a scroll that ends has no time for children"));
}

const std::string kSettings = R"(settings:
  company: {help: its name}
  token: {help: its token, secret: true}
  size: {help: of a page, default: 50}
  who: {help: whom, default: all, choices: [all, active]}
  extra: {help: more, optional: true}
)";

TEST(Settings, DefaultsAreFilledIn_AndOptionalOnesMayBeMissing)
{
    const auto definition = defined(acme(kPeople, kSettings));

    const auto settings = settings_for(*definition, {{"company", "x"}, {"token", "t"}});

    ASSERT_TRUE(settings);
    EXPECT_EQ(*settings,
              (model::Json{{"company", "x"}, {"token", "t"}, {"size", 50}, {"who", "all"}}));
}

TEST(Settings, UnknownMissingAndWrongOnes_AreAllNamedAtOnce)
{
    const auto definition = defined(acme(kPeople, kSettings));

    const auto settings =
        settings_for(*definition, {{"compnay", "x"}, {"token", "t"}, {"who", "me"}});

    ASSERT_FALSE(settings);
    EXPECT_EQ(
        settings.error().message,
        "Acme: there is no setting 'compnay': write 'company'; the setting 'company' is missing: "
        "write company: ... (its name); the setting 'who' can't be 'me': write one of: all, "
        "active");
}

TEST(Preset, AnUnknownName_IsAnsweredWithTheNearest)
{
    Faults faults;

    load_preset("bambohr", faults);

    EXPECT_EQ(to_string(faults), "preset: there is no preset 'bambohr'; write 'bamboohr'");
}

} // namespace
} // namespace rosterd::rest
