#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/exec/program_test.hpp"

namespace rosterd::exec
{
namespace
{

using sdk::Completeness;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* const kCatalog = R"({"streams": [
 {"tap_stream_id": "employees", "stream": "employees", "schema": {"type": "object"}, "metadata": [
   {"breadcrumb": [], "metadata": {"replication-method": "INCREMENTAL", "replication-key": "at"}},
   {"breadcrumb": ["properties", "name"], "metadata": {"inclusion": "available"}}]},
 {"tap_stream_id": "teams", "stream": "teams", "schema": {"type": "object"}, "metadata": []},
 {"tap_stream_id": "payslips", "stream": "payslips", "schema": {"selected": true}, "metadata": [
   {"breadcrumb": [], "metadata": {"selected": true}}]}]})";

// A tap that answers --discover with the file `catalog`, keeps what it was given, and prints
// `answer`.
const char* const kTap = R"(
for word in "$@"; do case $word in *.json) cp "$word" "given.${word##*/}"; stat -c %a "$word" >> modes;; esac; done
echo "$@" > arguments
case "$*" in *--discover*) cat catalog; exit;; esac
. ./answer
)";

struct Tap : Scripted {
    explicit Tap(const std::string& answer) : Scripted{kTap}
    {
        folder.write("catalog", kCatalog);
        folder.write("answer", "cat <<'END'\n" + answer + "\nEND\n");
        options["protocol"] = "singer";
        options["folder"] = folder.path();
        options["people"] = {"employees"};
        options["config"] = {{"token", "s3cret-token"}};
    }
    model::Json given(const std::string& name) const
    {
        return model::Json::parse(folder.content("given." + name));
    }
};

const std::string kSchema =
    R"({"type":"SCHEMA","stream":"employees","key_properties":["id"],"schema":{}})"
    "\n";
const std::string kTwo =
    R"({"type":"RECORD","stream":"employees","record":{"id":"w1","name":"Ann","_sdc_batched_at":"2026"}}
{"type":"record","stream":"employees","record":{"id":"w2","name":"Bob"},"time_extracted":"2026-05-02T03:00:00Z"}
{"type":"RECORD","stream":"payslips","record":{"id":"p"}}
{"type":"STATE","value":{"bookmarks":{"employees":{"at":"2026-05-02"}}}}
)";

// A row of the stream `employees`, as JSON.
std::string row(const std::string& id, const std::string& more)
{
    return R"({"type":"RECORD","stream":"employees","record":{"id":")" + id + "\"," + more + "}}\n";
}

// A full table that the tap reads in parts: it breaks off after one of three, and when it is given
// its state it says the rest and announces the same version, as whole as that is for who kept the
// first part.
const std::string kInTwoParts = R"(
echo '{"type":"SCHEMA","stream":"employees","key_properties":["id"],"schema":{}}'
case "$*" in
*--state*)
echo '{"type":"RECORD","stream":"employees","version":8,"record":{"id":"w2","name":"Bob"}}'
echo '{"type":"RECORD","stream":"employees","version":8,"record":{"id":"w3","name":"Cid"}}'
echo '{"type":"ACTIVATE_VERSION","stream":"employees","version":8}'
echo '{"type":"STATE","value":{"last_id":"w3"}}';;
*)
echo '{"type":"RECORD","stream":"employees","version":8,"record":{"id":"w1","name":"Ann"}}'
echo '{"type":"STATE","value":{"last_id":"w1"}}'
exit 1;;
esac
)";

TEST(Singer, KeepsTheContract)
{
    const auto three = [](const std::string& second) {
        return kSchema + row("w1", R"("name":"Ann")") + row("w2", "\"name\":\"" + second + "\"") +
               row("w3", R"("name":"Cid")");
    };
    std::vector<std::unique_ptr<Tap>> taps;
    const auto tap = [&](const std::string& answer, const std::string& after = "") -> Tap& {
        Tap& one = *taps.emplace_back(std::make_unique<Tap>(answer));
        one.folder.write("answer", "cat <<'END'\n" + answer + "\nEND\n" + after);
        return one;
    };
    const auto made = [](Tap& one) { return [&one] { return one.make(); }; };
    Tap& whole = tap(three("Bob"));
    Tap& stopped = tap(three("Bob"));
    stopped.cancelled = [] { return true; };
    const auto says = [&](const std::string& second) {
        whole.folder.write("answer", "cat <<'END'\n" + three(second) + "\nEND\n");
    };
    sdk::ContractMeans means;
    means.complete = made(whole);
    means.change = [&] { says("Bea"); };
    means.change_back = [&] { says("Bob"); };
    means.broken_half_way = made(tap(kSchema + row("w1", R"("name":"Ann")"), "exit 1\n"));
    Tap& in_parts = tap("", kInTwoParts);
    in_parts.options["read"] = "incremental";
    means.breaks_off = made(in_parts);
    means.throttled = made(tap(three("Bob"), "echo waiting >&2; sleep 0.3\n"));
    means.schema_drift = made(tap(kSchema + row("w1", R"("full":{"name":"A"})") +
                                  row("w2", R"("name":["B",2])") + row("w3", R"("more":null)")));
    means.cancelled = made(stopped);
    Tap& many = tap("");
    many.folder.write("answer", "cat <<'END'\n" + kSchema +
                                    "END\nawk 'BEGIN { for (i = 0; i < 1000000; ++i) printf "
                                    "\"{\\\"type\\\":\\\"RECORD\\\",\\\"stream\\\":\\\"employees"
                                    "\\\",\\\"record\\\":{\\\"id\\\":\\\"w%d\\\",\\\"name\\\":"
                                    "\\\"n%d\\\"}}\\n\", i, i }'\n");
    means.million = made(many);
    Tap& leaving = tap(kSchema + row("w9", R"("_sdc_deleted_at":"2026-05-01T00:00:00Z")"));
    leaving.options["employee_id"] = "id";
    means.tombstones = made(leaving);
    means.absent = {
        {"wrong_credentials", "a tap has no word for them; what it failed of is in its own log"}};

    EXPECT_THAT(sdk::suite_violations(means), IsEmpty());
}

TEST(Singer, AFullTable_IsCompleteAndOnlyItsStreamsAreSelected)
{
    Tap tap{kSchema + kTwo};

    const auto result = tap.read();

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->completeness, Completeness::complete);
    EXPECT_EQ(result->cursor, "");
    EXPECT_THAT(tap.texts(), ElementsAre("id=w1, name=Ann", "id=w2, name=Bob"));
    EXPECT_EQ(tap.sink.records[1].origin.where, "hris employees:3");
    const auto streams = tap.given("catalog.json")["streams"];
    EXPECT_EQ(streams[0]["metadata"][0]["metadata"]["selected"], true);
    EXPECT_EQ(streams[0]["metadata"][0]["metadata"]["replication-method"], "FULL_TABLE");
    EXPECT_EQ(streams[0]["metadata"][1]["metadata"]["selected"], true);
    EXPECT_EQ(streams[1]["metadata"][0]["metadata"]["selected"], false);
    EXPECT_EQ(streams[2]["metadata"][0]["metadata"]["selected"], false);
    EXPECT_FALSE(streams[2]["schema"].contains("selected"));
}

TEST(Singer, WhatItIsGiven_IsInFilesNobodyElseCanReadAndGoneAfterwards)
{
    Tap tap{kSchema};

    ASSERT_TRUE(tap.read());

    EXPECT_EQ(tap.given("config.json")["token"], "s3cret-token");
    EXPECT_THAT(tap.folder.content("arguments"), ::testing::Not(HasSubstr("s3cret")));
    EXPECT_EQ(tap.folder.content("modes"), "600\n600\n600\n");
    const std::string arguments = tap.folder.content("arguments");
    const std::string file = arguments.substr(9, arguments.find(".json") - 4);
    EXPECT_FALSE(std::filesystem::exists(file)) << file;
}

TEST(Singer, Incremental_GoesOnFromTheStateAndLeavesTheOthersAlone)
{
    Tap tap{kSchema + kTwo};
    tap.options["read"] = "incremental";

    const auto first = tap.read();
    ASSERT_TRUE(first) << first.error().message;
    const auto second = tap.read(first->cursor);

    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(first->completeness, Completeness::changes) << "a start date may leave some out";
    EXPECT_EQ(tap.given("state.json")["bookmarks"]["employees"]["at"], "2026-05-02");
    EXPECT_EQ(second->cursor, first->cursor);
    const auto full = tap.read(first->cursor, true);
    ASSERT_TRUE(full);
    EXPECT_EQ(full->completeness, Completeness::complete);
    EXPECT_EQ(full->cursor, first->cursor) << "the bookmarks are still good";
}

TEST(Singer, TheSamePersonTwice_CountsAsSaidLast)
{
    Tap tap{kSchema + kTwo +
            R"({"type":"RECORD","stream":"employees","record":{"id":"w1","name":"Anna"}}
{"type":"RECORD","stream":"employees","record":{"id":"w2","employee_id":"E2","_sdc_deleted_at":"2026-05-02T00:00:00Z"}})"};
    tap.options["read"] = "incremental";

    ASSERT_TRUE(tap.read());

    EXPECT_THAT(tap.texts(), ElementsAre("id=w1, name=Anna"));
    EXPECT_THAT(tap.sink.tombstones, ElementsAre("E2"));
}

TEST(Singer, ATombstoneWithoutAnId_IsAnErrorThatNamesTheOption)
{
    Tap tap{
        kSchema +
        R"({"type":"RECORD","stream":"employees","record":{"id":"w2","_sdc_deleted_at":"2026"}})"};

    const auto result = tap.read();

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().hint, HasSubstr("employee_id: FIELD"));
    tap.options["employee_id"] = "id";
    ASSERT_TRUE(tap.read());
    EXPECT_THAT(tap.sink.tombstones, ElementsAre("w2"));
}

TEST(Singer, ANewVersionOfATable_MakesItWhole)
{
    Tap tap{kSchema + R"({"type":"ACTIVATE_VERSION","stream":"employees","version":5}
{"type":"RECORD","stream":"employees","version":5,"record":{"id":"w1","name":"Ann"}})"};
    tap.options["read"] = "incremental";

    const auto first = tap.read();
    ASSERT_TRUE(first);
    const auto again = tap.read(first->cursor);

    ASSERT_TRUE(again);
    EXPECT_EQ(first->completeness, Completeness::complete);
    EXPECT_EQ(again->completeness, Completeness::changes) << "the version was there before";
}

TEST(Singer, ATableReplacedWhileItIsRead_IsReadAgain)
{
    Tap tap{kSchema + R"({"type":"RECORD","stream":"employees","version":4,"record":{"id":"w1"}}
{"type":"RECORD","stream":"employees","version":5,"record":{"id":"w1"}}
{"type":"ACTIVATE_VERSION","stream":"employees","version":5})"};

    EXPECT_THAT(tap.error(), HasSubstr("replaced the table"));
}

TEST(Singer, WhatIsMissing_IsSaid)
{
    EXPECT_THAT(Tap{""}.error(), HasSubstr("said nothing of its stream \"employees\""));
    EXPECT_THAT(Tap{"no json"}.error(), HasSubstr("hris:1: the line is no JSON"));
    EXPECT_THAT(Tap{R"({"type":"BATCH","stream":"employees","manifest":[]})"}.error(),
                HasSubstr("batches"));
    Tap misspelt{kSchema};
    misspelt.options["people"] = {"employes"};
    const auto result = misspelt.read();
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().hint, HasSubstr("did you mean \"employees\"?"));
}

TEST(Singer, AConfigurationThatTheTapRewrites_IsKept)
{
    Tap tap{kSchema};
    tap.folder.write("kept.json", R"({"token": "old-token"})");
    tap.folder.write("answer", "echo '{\"token\": \"new-token\"}' > \"$2\"\ncat <<'END'\n" +
                                   kSchema + "END\n");
    tap.options.erase("config");
    tap.options["config_file"] = "kept.json";

    ASSERT_TRUE(tap.read());

    EXPECT_EQ(tap.folder.content("kept.json"), R"({"token":"new-token"})");
}

TEST(Singer, ACatalogOfItsOwn_SavesTheDiscovery)
{
    Tap tap{kSchema + kTwo};
    std::filesystem::rename(tap.folder.file("catalog"), tap.folder.file("mine.json"));
    tap.options["catalog"] = "mine.json";

    const auto result = tap.read();

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->notes, "hris: 2 records");
}

} // namespace
} // namespace rosterd::exec
