// What rosterd and a connector say to each other arrives as it was said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/apart/scripted.hpp"

namespace rosterd::apart
{
namespace
{

using model::ErrorKind;
using sdk::RememberingSink;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Batches final : public sdk::Inbox
{
public:
    std::vector<Batch> pending() override { return {{7, {{"name", "陳"}}}, {8, nullptr}}; }
    void drop(std::int64_t up_to_id) override { dropped.push_back(up_to_id); }
    std::vector<std::int64_t> dropped;
};

std::string said_under(const RememberingSink& sink, const std::string& rule)
{
    std::string out;
    for (const model::Finding& finding : sink.findings) {
        out += finding.rule == rule ? finding.message + ";" : "";
    }
    return out;
}

TEST(Crossing, WhatAConnectorIsGiven_IsThere)
{
    Scripted source{"says what it knows"};
    source.options["secret"] = "s3cret-key";
    source.options["idle_timeout"] = "9s";
    const auto inbox = std::make_shared<Batches>();
    source.inbox = inbox;
    int looked_up = 0;
    source.is_known_heading = [&](const std::string& heading) {
        ++looked_up;
        return heading == "Badge";
    };
    RememberingSink sink;

    const auto result = source.make()->read({false, "c1"}, sink);

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(said_under(sink, "request"), "changes c1;");
    EXPECT_EQ(said_under(sink, "base_dir"), "/etc/rosterd;");
    EXPECT_EQ(said_under(sink, "write_back"), "{\"fields\":[\"userid\"]};");
    EXPECT_EQ(said_under(sink, "options"),
              "{\"how\":\"says what it knows\",\"secret\":\"s3cret-key\"};");
    EXPECT_EQ(said_under(sink, "batch 7"), "{\"name\":\"陳\"};");
    EXPECT_EQ(said_under(sink, "batch 8"), "null;");
    EXPECT_THAT(inbox->dropped, ElementsAre(7, 8));
    EXPECT_EQ(said_under(sink, "Badge"), "known;known;");
    EXPECT_EQ(said_under(sink, "Shoe size"), "unknown;");
    EXPECT_EQ(looked_up, 2) << "once for each heading";
    EXPECT_THAT(*source.said, Contains("a line of its own"));
}

TEST(Crossing, WhatAReadSays_Arrives)
{
    Scripted source{"says what it knows"};
    source.inbox = std::make_shared<Batches>();
    source.is_known_heading = [](const std::string&) { return true; };
    RememberingSink sink;

    const auto result = source.make()->read({true, ""}, sink);

    ASSERT_TRUE(result);
    EXPECT_EQ(result->completeness, sdk::Completeness::changes);
    EXPECT_EQ(result->cursor, "next");
    EXPECT_EQ(result->notes, "notes");
    ASSERT_TRUE(result->broke_off);
    EXPECT_EQ(result->broke_off->kind, ErrorKind::throttled);
    EXPECT_EQ(result->broke_off->hint, "wait");
    EXPECT_EQ(sink.restarts, 1U);
    EXPECT_THAT(sink.records, IsEmpty()) << "they were before the restart";
    EXPECT_EQ(sink.findings.front().origin, (model::Origin{"hr", "here", "", 7}));
    EXPECT_EQ(sink.findings.front().severity, model::Severity::warning);
}

TEST(Crossing, Records_ArriveInOrderWithAllOfTheirParts)
{
    Scripted source;
    source.options["changed"] = true;
    source.options["gone"] = model::Json::array({"E77"});
    RememberingSink sink;

    const auto result = source.read(sink);

    ASSERT_TRUE(result);
    EXPECT_TRUE(result->template_paths);
    ASSERT_THAT(sink.records, SizeIs(3));
    EXPECT_EQ(RememberingSink::text_of(sink.records[0]), "employee_id=E1, name=Ann");
    EXPECT_EQ(RememberingSink::text_of(sink.records[1]), "employee_id=E2, name=Bob, title=boss");
    EXPECT_EQ(RememberingSink::text_of(sink.records[2]), "employee_id=E3, name=Cid");
    EXPECT_EQ(sink.records[1].origin, (model::Origin{"hr", "hris:2", "", 2}));
    EXPECT_EQ(sink.records[1].fingerprint, model::fingerprint_of(sink.records[1]));
    EXPECT_THAT(sink.rows, ElementsAre(1, 2, 3));
    EXPECT_THAT(sink.tombstones, ElementsAre("E77"));
}

TEST(Crossing, AKnownRecord_IsCountedAndNotDelivered)
{
    Scripted source;
    RememberingSink sink;
    ASSERT_TRUE(source.read(sink));
    sink.learn();
    source.options["changed"] = true;

    ASSERT_TRUE(source.read(sink));

    EXPECT_EQ(sink.recognised, 2U);
    ASSERT_THAT(sink.records, SizeIs(1));
    EXPECT_THAT(RememberingSink::text_of(sink.records[0]), HasSubstr("boss"));
}

TEST(Crossing, WhoeverAsksAboutAllBeforeItTellsAny_GetsNoneTwice)
{
    Scripted source{"asks ahead"};
    RememberingSink sink;
    ASSERT_TRUE(source.read(sink));
    EXPECT_THAT(sink.records, SizeIs(3));
    sink.learn();
    source.options["changed"] = true;

    ASSERT_TRUE(source.read(sink));

    EXPECT_THAT(sink.fingerprints, SizeIs(3)) << "each is asked about once";
    EXPECT_EQ(sink.recognised, 2U);
    EXPECT_THAT(sink.records, SizeIs(1));
}

TEST(Crossing, WhatAConnectorThrows_IsThrownHere)
{
    RememberingSink sink;
    try {
        static_cast<void>(Scripted{"throws"}.read(sink));
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "out of paper");
    }
    EXPECT_THROW(static_cast<void>(Scripted{"throws"}.make()->watched_paths()), std::runtime_error);
}

TEST(Crossing, EverythingElseThatIsAskedOfAConnector_IsAnswered)
{
    const Scripted source;
    const auto connector = source.make();

    EXPECT_THAT(connector->watched_paths(), ElementsAre("/srv/one", "/srv/two"));
    EXPECT_EQ(connector->accept_push(model::Json::array({1, 2})), 2U);
    const auto refused = connector->accept_push("no list");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().hint, "write a list");
    const auto told = connector->write_back({{"E1", {{"userid", "u1"}}}, {"E2", {{"mobile", ""}}}});
    ASSERT_THAT(told, SizeIs(2));
    EXPECT_TRUE(told[0]);
    ASSERT_FALSE(told[1]);
    EXPECT_EQ(told[1].error().message, "nobody is E2");
    model::Finding finding;
    finding.rule = "mobile.format";
    connector->settled({"c9", 12, 11, 1, {finding}});
    EXPECT_THAT(*source.said, Contains("settled c9 12 mobile.format"));
}

} // namespace
} // namespace rosterd::apart
