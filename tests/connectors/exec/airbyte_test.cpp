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
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A source that answers each command with the file of its name, and keeps the files it was given.
const char* const kSource = R"(
echo "$@" >> arguments
for word in "$@"; do case $word in *.json) cp "$word" "given.${word##*/}";; esac; done
. "./$1"
)";
const std::string kCheck =
    R"({"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}})";
const std::string kCatalog =
    R"({"type":"CATALOG","catalog":{"streams":[{"name":"profiles","json_schema":{},"supported_sync_modes":["full_refresh","incremental"],"default_cursor_field":["at"],"source_defined_primary_key":[["id"]]},{"name":"teams","json_schema":{},"supported_sync_modes":["full_refresh"]}]}})";

std::string record(const std::string& data, const std::string& meta = "{}")
{
    return R"({"type":"RECORD","record":{"stream":"profiles","emitted_at":1,"data":)" + data +
           R"(,"meta":)" + meta + "}}\n";
}
std::string status(const std::string& word)
{
    return R"({"type":"TRACE","trace":{"type":"STREAM_STATUS","stream_status":{"stream_descriptor":{"name":"profiles"},"status":")" +
           word + "\"}}}\n";
}
const std::string kState =
    R"({"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"profiles"},"stream_state":{"at":"5"}},"sourceStats":{"recordCount":1}}})"
    "\n";

struct Source : Scripted {
    explicit Source(const std::string& answer) : Scripted{kSource}
    {
        says("check", kCheck);
        says("discover", kCatalog);
        says("read", answer);
        options["protocol"] = "airbyte";
        options["folder"] = folder.path();
        options["people"] = {"profiles"};
    }
    void says(const std::string& command, const std::string& answer, int code = 0) const
    {
        folder.write(command,
                     "cat <<'END'\n" + answer + "\nEND\nexit " + std::to_string(code) + "\n");
    }
    model::Json given(const std::string& name) const
    {
        return model::Json::parse(folder.content("given." + name));
    }
};

TEST(Airbyte, KeepsTheContract)
{
    const auto three = [](const std::string& second) {
        return status("STARTED") + record(R"({"id": "1", "name": "Ann"})") +
               record(R"({"id": "2", "name": ")" + second + "\"}") +
               record(R"({"id": "3", "name": "Cid"})") + status("COMPLETE");
    };
    std::vector<std::unique_ptr<Source>> sources;
    const auto source = [&](const std::string& answer) -> Source& {
        return *sources.emplace_back(std::make_unique<Source>(answer));
    };
    const auto made = [](Source& one) { return [&one] { return one.make(); }; };
    Source& whole = source(three("Bob"));
    Source& slow = source(three("Bob"));
    slow.folder.write("check", "sleep 0.3; echo '" + kCheck + "'\n");
    Source& refused = source(three("Bob"));
    refused.options["config"] = {{"token", "s3cret-token"}};
    refused.says("check", R"({"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED",)"
                          R"("message":"s3cret-token is not known"}})");
    Source& stopped = source(three("Bob"));
    stopped.cancelled = [] { return true; };
    Source& many = source("");
    many.folder.write(
        "read", "awk 'BEGIN { for (i = 0; i < 1000000; ++i) printf "
                "\"{\\\"type\\\":\\\"RECORD\\\",\\\"record\\\":{\\\"stream\\\":\\\"profiles\\\","
                "\\\"emitted_at\\\":1,\\\"data\\\":{\\\"id\\\":\\\"%d\\\",\\\"name\\\":\\\"n%d"
                "\\\"}}}\\n\", i, i }'\ncat <<'END'\n" +
                    status("COMPLETE") + "END\n");
    sdk::ContractMeans means;
    means.complete = made(whole);
    means.change = [&] { whole.says("read", three("Bea")); };
    means.change_back = [&] { whole.says("read", three("Bob")); };
    means.broken_half_way = made(
        source(status("STARTED") + record(R"({"id": "1", "name": "Ann"})") + status("INCOMPLETE")));
    Source& in_parts = source("");
    in_parts.options["read"] = "incremental";
    in_parts.says("discover",
                  R"({"type":"CATALOG","catalog":{"streams":[{"name":"profiles","json_schema":{},)"
                  R"("supported_sync_modes":["full_refresh"],"is_resumable":true}]}})");
    in_parts.folder.write("read", "case \"$*\" in *--state*) cat <<'END'\n" + status("STARTED") +
                                      record(R"({"id": "2", "name": "Bob"})") +
                                      record(R"({"id": "3", "name": "Cid"})") + kState +
                                      status("COMPLETE") + "END\nexit 0;; esac\ncat <<'END'\n" +
                                      status("STARTED") + record(R"({"id": "1", "name": "Ann"})") +
                                      kState + "END\nexit 1\n");
    means.breaks_off = made(in_parts);
    means.throttled = made(slow);
    means.wrong_credentials = made(refused);
    means.secret = "s3cret-token";
    means.schema_drift = made(source(record(R"({"id": 1, "full": {"name": "A"}})") +
                                     record(R"({"id": 2, "name": ["B", 2]})") +
                                     record(R"({"id": 3, "more": null})") + status("COMPLETE")));
    means.cancelled = made(stopped);
    means.million = made(many);
    Source& leaving =
        source(record(R"({"id": "9", "_ab_cdc_deleted_at": "2026-05-01T00:00:00Z"})") +
               status("COMPLETE"));
    leaving.options["employee_id"] = "id";
    means.tombstones = made(leaving);

    EXPECT_THAT(sdk::suite_violations(means), IsEmpty());
}

TEST(Airbyte, ARefreshThatIsComplete_IsACompleteRead)
{
    Source source{"Picked up JAVA_TOOL_OPTIONS\n" + status("STARTED") +
                  record(R"({"id": "1", "name": "Ann", "_ab_cdc_lsn": 4})") +
                  record(R"({"id": "2", "name": "Bob"})") + status("COMPLETE")};

    const auto result = source.read();

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->completeness, Completeness::complete);
    EXPECT_THAT(source.texts(), ElementsAre("id=1, name=Ann", "id=2, name=Bob"));
    EXPECT_THAT(source.said, Contains("Picked up JAVA_TOOL_OPTIONS"));
    const auto configured = source.given("catalog.json")["streams"];
    ASSERT_EQ(configured.size(), 1u);
    EXPECT_EQ(configured[0]["sync_mode"], "full_refresh");
    EXPECT_EQ(configured[0]["primary_key"], model::Json::parse(R"([["id"]])"));
}

TEST(Airbyte, WithoutAWordOnItsEnd_NobodyIsGoneByAbsence)
{
    Source source{record(R"({"id": "1", "name": "Ann"})")};

    const auto result = source.read();

    ASSERT_TRUE(result);
    EXPECT_EQ(result->completeness, Completeness::changes);
    EXPECT_THAT(result->notes, HasSubstr("no word on whether these were all"));
}

TEST(Airbyte, Incremental_GivesTheStateOfEachStreamBack)
{
    Source source{record(R"({"id": "1", "name": "Ann"})") + kState + status("COMPLETE")};
    source.options["read"] = "incremental";

    const auto first = source.read();
    ASSERT_TRUE(first) << first.error().message;
    const auto second = source.read(first->cursor);

    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(first->completeness, Completeness::changes);
    EXPECT_EQ(source.given("state.json")[0]["stream"]["stream_state"]["at"], "5");
    EXPECT_EQ(source.given("catalog.json")["streams"][0]["sync_mode"], "incremental");
    EXPECT_EQ(second->cursor, first->cursor);
}

TEST(Airbyte, StatesOfAllStreamsTogetherAndOfOldSources_ComeBackAsTheyWere)
{
    Source global{
        R"({"type":"STATE","state":{"type":"GLOBAL","global":{"shared_state":{"lsn":9}}}})"};
    Source legacy{R"({"type":"STATE","state":{"data":{"at":"7"}}})"};
    for (Source* source : {&global, &legacy}) {
        source->options["read"] = "incremental";
        const auto first = source->read();
        ASSERT_TRUE(first);
        ASSERT_TRUE(source->read(first->cursor));
    }

    EXPECT_EQ(global.given("state.json")[0]["global"]["shared_state"]["lsn"], 9);
    EXPECT_EQ(legacy.given("state.json")["at"], "7");
}

TEST(Airbyte, WhoeverIsDeletedThere_IsGone)
{
    Source source{record(R"({"id": "1", "name": "Ann"})") +
                  record(R"({"id": "1", "_ab_cdc_deleted_at": "2026-05-02"})") +
                  record(R"({"id": "2", "_ab_cdc_deleted_at": null, "name": "Bob"})")};
    source.options["read"] = "incremental";
    source.options["employee_id"] = "id";

    ASSERT_TRUE(source.read());

    EXPECT_THAT(source.texts(), ElementsAre("id=2, name=Bob"));
    EXPECT_THAT(source.sink.tombstones, ElementsAre("1"));
}

TEST(Airbyte, AFieldThatTheSourceHadToLeaveOut_CantBeTold)
{
    Source source{
        record(R"({"id": "1", "name": "Ann", "mobile": null})",
               R"({"changes": [{"field": "mobile", "change": "NULLED", "reason": "X"}]})")};

    ASSERT_TRUE(source.read());

    EXPECT_THAT(source.texts(), ElementsAre("id=1, name=Ann, mobile=#UNTOLD! the source could not "
                                            "pass it on"));
}

TEST(Airbyte, ACheckThatFails_IsAboutTheCredentials)
{
    Source source{""};
    source.options["config"] = {{"password", "s3cret-password"}};
    source.says(
        "check",
        R"({"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"401"}})",
        1);

    const auto result = source.read();

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::unauthorised);
    EXPECT_EQ(result.error().message, "hris can't connect: 401");
}

TEST(Airbyte, WhatGoesWrongWhileReading_IsAnErrorInItsOwnWords)
{
    const std::string trace =
        R"({"type":"TRACE","trace":{"type":"ERROR","error":{"message":"quota is used up","failure_type":"transient_error"}}})";
    Source failing{record(R"({"id": "1", "name": "Ann"})") + trace};
    Source incomplete{record(R"({"id": "1", "name": "Ann"})") + status("INCOMPLETE")};
    Source garbage{R"({"type":"RECORD","record":{"stream":"profiles"}})"};

    EXPECT_EQ(failing.error(), "hris: quota is used up");
    EXPECT_THAT(incomplete.error(), HasSubstr("could not read its stream \"profiles\" to the end"));
    EXPECT_THAT(garbage.error(), HasSubstr("a RECORD has no \"data\""));
}

TEST(Airbyte, BrokenOffAfterAState_GoesOnThereNextTime)
{
    Source source{""};
    source.options["read"] = "incremental";
    source.says("read", record(R"({"id": "1", "name": "Ann"})") + kState, 1);

    const auto result = source.read();

    ASSERT_TRUE(result) << result.error().message;
    ASSERT_TRUE(result->broke_off);
    EXPECT_THAT(result->cursor, HasSubstr("stream_state"));
    EXPECT_THAT(source.texts(), ElementsAre("id=1, name=Ann"));
}

TEST(Airbyte, AConfigurationThatTheSourceChanges_IsKept)
{
    Source source{
        R"({"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","connectorConfig":{"config":{"token":"new"}}}})"};
    source.folder.write("kept.json", R"({"token": "old"})");
    source.options["config_file"] = "kept.json";

    ASSERT_TRUE(source.read());

    EXPECT_EQ(source.folder.content("kept.json"), R"({"token":"new"})");
}

} // namespace
} // namespace rosterd::exec
