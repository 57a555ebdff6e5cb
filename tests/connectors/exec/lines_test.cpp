#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/exec/program_test.hpp"

namespace rosterd::exec
{
namespace
{

using model::ErrorKind;
using sdk::Completeness;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const std::string kThree = "echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'\n"
                           "echo '{\"employee_id\": \"E2\", \"name\": \"'$(cat name)'\"}'\n"
                           "echo '{\"employee_id\": \"E3\", \"name\": \"Cid\"}'\n";
const std::string kState = "echo '{\"state\": 7}'\n";
const std::string kAll = "echo '{\"complete\": true}'\n";
// Breaks off after one of three unless it is told to go on, and then thinks that it said all.
const std::string kInTwoParts = "if [ -z \"$STATE_FILE\" ]; then\n"
                                "  echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'\n"
                                "  echo '{\"state\": 1}'; exit 75\nfi\n"
                                "echo '{\"employee_id\": \"E2\", \"name\": \"Bob\"}'\n"
                                "echo '{\"employee_id\": \"E3\", \"name\": \"Cid\"}'\n" +
                                kAll;

// One source in every situation of the contract; `name` is what the script prints of E2.
struct Situations {
    std::vector<std::unique_ptr<Scripted>> all;
    Scripted& whole = add(kThree + kState + kAll);
    sdk::ContractMeans means;

    Scripted& add(const std::string& script)
    {
        all.push_back(std::make_unique<Scripted>(script));
        all.back()->folder.write("name", "Bob");
        all.back()->options["folder"] = all.back()->folder.path();
        return *all.back();
    }
    sdk::ContractMeans::Make of(const std::string& script)
    {
        return [&one = add(script)] { return one.make(); };
    }
};

TEST(Lines, KeepTheContract)
{
    Situations at;
    at.means.complete = [&] { return at.whole.make(); };
    at.means.change = [&] { at.whole.folder.write("name", "Bea"); };
    at.means.change_back = [&] { at.whole.folder.write("name", "Bob"); };
    at.means.broken_half_way =
        at.of("echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'; exit 1\n");
    at.means.breaks_off = at.of(kInTwoParts);
    at.means.throttled = at.of("echo waiting >&2; sleep 0.3\n" + kThree + kAll);
    at.means.wrong_credentials = at.of("echo 's3cret-token was refused' >&2; exit 77\n");
    at.all.back()->options["config"] = {{"token", "s3cret-token"}};
    at.means.secret = "s3cret-token";
    at.means.schema_drift = at.of("echo '{\"employee_id\": 1, \"full\": {\"name\": \"A\"}}'\n"
                                  "echo '{\"employee_id\": 2, \"name\": [\"B\", 2]}'\n"
                                  "echo '{\"employee_id\": 3, \"more\": null}'\n" +
                                  kAll);
    at.means.tombstones = at.of("echo '{\"gone\": \"E9\"}'; echo '{\"complete\": false}'\n");
    at.means.cancelled = at.of("sleep 60\n");
    at.all.back()->cancelled = [] { return true; };
    at.means.million = at.of(
        "awk 'BEGIN { for (i = 0; i < 1000000; ++i)"
        " printf \"{\\\"employee_id\\\": \\\"E%d\\\", \\\"name\\\": \\\"n%d\\\", \\\"title\\\": "
        "\\\"clerk\\\"}\\n\", i, i }'\n" +
        kAll);

    EXPECT_THAT(sdk::suite_violations(at.means), IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(Lines, TheTenLinesOfTheReadme_AreAConnector)
{
    std::ifstream readme{ROSTERD_SOURCE_DIR "/connectors/exec/README.md"};
    const std::string text{std::istreambuf_iterator<char>{readme}, {}};
    const auto begin = text.find("```sh\n") + 6;
    const std::string script = text.substr(begin, text.find("```", begin) - begin);
    ASSERT_THAT(script, StartsWith("#!/bin/sh\n"));
    EXPECT_EQ(std::count(script.begin(), script.end(), '\n'), 10);
    Scripted source{script, ""};
    ::setenv("HR_FILE",
             source.folder.write("people.txt", "E1|陳大文|51234567|零售/旺角店\n").c_str(), 1);
    source.options["environment"] = {"HR_FILE"};

    const auto result = source.read();
    ::unsetenv("HR_FILE");

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->completeness, Completeness::complete);
    EXPECT_THAT(source.texts(), ElementsAre("employee_id=E1, name=陳大文, mobile=51234567, "
                                            "departments=零售/旺角店"));
    EXPECT_EQ(source.sink.records[0].origin.where, "hris:1");
}

TEST(Lines, EveryMessage_IsUnderstood)
{
    Scripted source{R"(cat <<'END'
{"record": {"employee_id": "E1", "tags": ["a", "b"], "address": {"city": "HK"}, "score": 1.5, "id": 12345678901234567}}
{"employee_id": "E2", "state": "CA", "gone": null}
{"department": {"department_id": "D1", "name": "HR"}}

{"gone": "E9"}
{"state": {"at": 3}}
{"complete": false}
END)"};

    const auto result = source.read();

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->completeness, Completeness::changes);
    EXPECT_THAT(source.texts(),
                ElementsAre("employee_id=E1, tags=a;b, address.city=HK, score=1.5, "
                            "id=12345678901234567",
                            "employee_id=E2, state=CA, gone=", "department_id=D1, name=HR"));
    EXPECT_EQ(source.sink.records[2].kind, model::RecordKind::department);
    EXPECT_THAT(source.sink.tombstones, ElementsAre("E9"));
    EXPECT_EQ(result->cursor, R"({"protocol":"lines","state":{"at":3}})");
}

TEST(Lines, ATotalThatDoesNotAddUp_RefusesTheWholeAnswer_EvenWhereItCouldGoOn)
{
    Scripted whole{kThree + "echo '{\"total\": 3}'\n" + kAll};
    whole.folder.write("name", "Bob");
    whole.options["folder"] = whole.folder.path();
    EXPECT_TRUE(whole.read());

    Scripted cut{kThree + kState + "echo '{\"total\": 120}'\n" + kAll};
    cut.folder.write("name", "Bob");
    cut.options["folder"] = cut.folder.path();
    const auto result = cut.read();

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("there are 120 records, and 3 came"));
}

TEST(Lines, TheState_ComesBackExceptWhenEverythingIsRead)
{
    Scripted source{"cat \"${STATE_FILE:-/dev/null}\" >&2; echo \"$READ\" >&2\n"
                    "echo '{\"complete\": false}'\n"};

    const auto next = source.read(R"({"protocol":"lines","state":{"at":3}})");
    const auto all = source.read(R"({"protocol":"lines","state":{"at":3}})", true);
    const auto other = source.read(R"({"protocol":"singer","state":{"value":3}})");

    ASSERT_TRUE(next && all && other);
    EXPECT_EQ(next->completeness, Completeness::nothing);
    EXPECT_THAT(source.said, ElementsAre(R"({"at":3}changes)", "full", "changes"));
}

TEST(Lines, BrokenOffAfterAState_KeepsWhatCameAndGoesOnThere)
{
    Scripted source{"echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'\n" + kState +
                    "echo '{\"employee_id\": \"E2\", \"name\": \"Bob\"}'; exit 75\n"};

    const auto result = source.read();
    const auto full = source.read("", true);

    ASSERT_TRUE(result);
    EXPECT_EQ(result->completeness, Completeness::changes);
    ASSERT_TRUE(result->broke_off);
    EXPECT_THAT(result->broke_off->message, HasSubstr("status 75"));
    EXPECT_EQ(result->cursor, R"({"broke_off":true,"protocol":"lines","state":7})");
    EXPECT_FALSE(full) << "all was asked for";
}

// The cursor of a read that broke off at 4.
const std::string kBrokenAtFour = R"({"broke_off":true,"protocol":"lines","state":4})";

TEST(Lines, TheRestAfterABreak_IsNotAll_AndTheNextReadBeginsAnew)
{
    Scripted source{kInTwoParts};
    const auto broken = source.read();
    ASSERT_TRUE(broken && broken->broke_off);

    const auto rest = source.read(broken->cursor);

    ASSERT_TRUE(rest) << rest.error().message;
    EXPECT_EQ(rest->completeness, Completeness::changes);
    EXPECT_THAT(rest->notes, HasSubstr("did not leave"));
    EXPECT_EQ(rest->cursor, "") << "only who is asked without a state can say all";
}

TEST(Lines, ABreak_IsRememberedUntilAReadBeginsAnew)
{
    Scripted changes{"echo '{\"state\": 5}'; echo '{\"complete\": false}'\n"};
    Scripted silent{"echo '{\"complete\": false}'\n"};
    Scripted whole{"echo '{\"employee_id\": \"E1\", \"name\": \"Ann\"}'\n"
                   "echo '{\"state\": 5}'\n" +
                   kAll};

    const auto goes_on = changes.read(kBrokenAtFour);
    const auto says_nothing = silent.read(kBrokenAtFour);
    const auto all = whole.read(kBrokenAtFour, true);
    const auto of_another = whole.read(R"({"broke_off":true,"protocol":"singer","state":4})");

    ASSERT_TRUE(goes_on && says_nothing && all && of_another);
    EXPECT_EQ(goes_on->cursor, R"({"broke_off":true,"protocol":"lines","state":5})");
    EXPECT_EQ(says_nothing->completeness, Completeness::nothing);
    EXPECT_EQ(says_nothing->cursor, kBrokenAtFour);
    EXPECT_EQ(all->completeness, Completeness::complete) << "it was given no state";
    EXPECT_EQ(all->cursor, R"({"protocol":"lines","state":5})");
    EXPECT_EQ(of_another->completeness, Completeness::complete) << "likewise";
}

TEST(Lines, WhoeverBreaksOffAtTheSamePlaceAgain_DoesNotGetOn)
{
    Scripted source{"echo '{\"state\": 4}'; exit 75\n"};

    const auto result = source.read(kBrokenAtFour);

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("status 75"));
}

TEST(Lines, WithoutTheLastLine_ItIsNoAnswer)
{
    EXPECT_THAT(Scripted{kThree + "exit 0"}.error(), HasSubstr("how complete"));
    EXPECT_THAT(Scripted{kAll + kThree}.error(), HasSubstr("hris:2: there is something after"));
    EXPECT_THAT(Scripted{kThree + kAll + "exit 3"}.error(), HasSubstr("status 3"));
    EXPECT_THAT(Scripted{"printf '{\"complete\": true}'"}.error(), "no error");
}

TEST(Lines, WhatCantBeUnderstood_IsAnErrorWithItsLine)
{
    const auto line = [](const std::string& text) {
        return Scripted{"echo '{\"employee_id\": 1, \"name\": 2}'\nprintf '" + text + "\\n'\n" +
                        kAll}
            .error();
    };
    EXPECT_THAT(line("hello"), StartsWith("hris:2: the line is no JSON"));
    EXPECT_THAT(line("[1]"), HasSubstr("hris:2: the line is no JSON object"));
    EXPECT_THAT(line("{\"a\": 1"), HasSubstr("hris:2"));
    EXPECT_THAT(line("{\"a\": \"\\303(\", \"b\": 1}"), HasSubstr("hris:2: the line is not UTF-8"));
    EXPECT_THAT(line("{\"a\": 123456789012345678901234567890, \"b\": 1}"),
                HasSubstr("hris:2: the line has a number that is too large"));
    EXPECT_THAT(line("{\"a\": 1e999, \"b\": 1}"), HasSubstr("hris:2"));
    EXPECT_THAT(line("{\"record\": 5}"), HasSubstr("\"record\" has a value of the wrong type"));
    EXPECT_THAT(line("{\"gone\": [1]}"), HasSubstr("\"gone\""));
    EXPECT_THAT(line("{\"complete\": \"yes\"}"), HasSubstr("\"complete\""));
    EXPECT_THAT(line("{\"record\": {}}"), HasSubstr("no fields"));
}

TEST(Lines, AnErrorOfTheProgram_IsTheErrorOfTheRead)
{
    Scripted source{
        R"(echo '{"error": {"kind": "unauthorised", "message": "token expired"}}'; exit 1)"};

    const auto result = source.read();

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unauthorised);
    EXPECT_THAT(result.error().message, HasSubstr("token expired"));
    EXPECT_FALSE(result.error().hint.empty());
}

} // namespace
} // namespace rosterd::exec
