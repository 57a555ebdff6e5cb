#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/push/push_connector.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::push
{
namespace
{

using model::Json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RememberingInbox final : public sdk::Inbox
{
public:
    std::vector<Batch> pending() override { return batches; }
    void drop(std::int64_t up_to_id) override
    {
        std::erase_if(batches, [&](const Batch& batch) { return batch.id <= up_to_id; });
    }
    void add(const char* body) { batches.push_back({++last_id, Json::parse(body)}); }
    std::vector<Batch> batches;
    std::int64_t last_id = 0;
};

struct Pushed {
    std::shared_ptr<RememberingInbox> inbox = std::make_shared<RememberingInbox>();
    sdk::RememberingSink sink;

    std::unique_ptr<sdk::Connector> make() const
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = Json::object();
        context.inbox = inbox;
        return kind().make(context).value();
    }
    sdk::ReadResult read(const std::string& cursor = "")
    {
        const auto result = make()->read({false, cursor}, sink);
        EXPECT_TRUE(result) << result.error().message;
        return *result;
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> out;
        for (const model::Record& record : sink.records) {
            out.push_back(record.origin.where + " " + sdk::RememberingSink::text_of(record));
        }
        return out;
    }
    std::string refusal(const char* body) const
    {
        const auto accepted = make()->accept_push(Json::parse(body));
        return accepted ? "accepted" : accepted.error().message;
    }
};

TEST(PushConnector, KeepsTheContract)
{
    Pushed pushed;
    pushed.inbox->add(R"([{"employee_id": "E1", "name": "Ann"}])");

    EXPECT_THAT(sdk::contract_violations({[&] { return pushed.make(); },
                                          [&] { pushed.inbox->add(R"({"records": 5})"); }}),
                IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(PushConnector, ValuesOfAllKinds_BecomeText)
{
    Pushed pushed;
    pushed.inbox->add(
        R"([{"employee_id": "E1", "mobile": 13800138000, "hide_mobile": true, "email": null,
             "departments": ["A/B", "C"], "score": 1.5}])");

    const auto result = pushed.read();

    EXPECT_EQ(result.completeness, sdk::Completeness::changes);
    EXPECT_THAT(pushed.texts(), ElementsAre("push:1#0 departments=A/B;C, email=, employee_id=E1, "
                                            "hide_mobile=true, mobile=13800138000, score=1.5"));
}

TEST(PushConnector, ALaterBatch_SupersedesThePersonsEarlierRecord)
{
    Pushed pushed;
    pushed.inbox->add(
        R"([{"employee_id": "E1", "name": "Ann"}, {"employee_id": "E2", "name": "B"}])");
    pushed.inbox->add(R"({"employee_id": "E1", "name": "Anna"})");
    pushed.inbox->add(R"({"tombstones": ["E2"]})");

    const auto result = pushed.read();

    EXPECT_EQ(result.cursor, "3");
    EXPECT_THAT(pushed.texts(), ElementsAre("push:2#0 employee_id=E1, name=Anna"));
    EXPECT_THAT(pushed.sink.tombstones, ElementsAre("E2"));
}

TEST(PushConnector, TwiceInOneBatch_IsAContradictionForIngestToSee)
{
    Pushed pushed;
    pushed.inbox->add(
        R"([{"employee_id": "E1", "name": "A"}, {"employee_id": "E1", "name": "B"}])");

    pushed.read();

    EXPECT_EQ(pushed.sink.records.size(), 2u);
}

TEST(PushConnector, ACompleteBatch_SupersedesAllBeforeItAndTheReadIsComplete)
{
    Pushed pushed;
    pushed.inbox->add(R"([{"employee_id": "E1", "name": "Ann"}])");
    pushed.inbox->add(R"({"records": [{"employee_id": "E2", "name": "Bob"}], "complete": true,
                          "departments": [{"department_id": "D1", "name": "HR"}], "cursor": "x"})");

    const auto result = pushed.read();

    EXPECT_EQ(result.completeness, sdk::Completeness::complete);
    EXPECT_THAT(pushed.texts(), ElementsAre("push:2#0 employee_id=E2, name=Bob",
                                            "push:2#departments.0 department_id=D1, name=HR"));
    EXPECT_EQ(pushed.sink.records[1].kind, model::RecordKind::department);
}

TEST(PushConnector, SettledBatches_AreDroppedAndLaterOnesStay)
{
    Pushed pushed;
    pushed.inbox->add(R"([{"employee_id": "E1", "name": "Ann"}])");
    const auto result = pushed.read();
    pushed.inbox->add(R"([{"employee_id": "E2", "name": "Bob"}])");

    pushed.make()->settled({result.cursor, 1, 1, 0, {}});

    ASSERT_EQ(pushed.inbox->batches.size(), 1u);
    EXPECT_EQ(pushed.inbox->batches[0].id, 2);
}

TEST(PushConnector, EndedBetweenAcceptingAndDropping_DoesNotReadItAgain)
{
    Pushed pushed;
    pushed.inbox->add(R"([{"employee_id": "E1", "name": "Ann"}])");

    const auto result = pushed.read("1");

    EXPECT_EQ(result.completeness, sdk::Completeness::nothing);
    EXPECT_EQ(result.cursor, "1");
    EXPECT_THAT(pushed.sink.records, IsEmpty());
}

TEST(PushConnector, BodiesThatCantBeUsed_AreRefusedWithRecordAndField)
{
    const Pushed pushed;
    EXPECT_EQ(pushed.make()->accept_push(Json::parse(
                  R"({"records": [{"employee_id": "E1"}], "tombstones": ["E2", "E3"]})")),
              3u);
    EXPECT_THAT(pushed.refusal(R"([{"employee_id": "E1"}, {"mobile": {"cc": 852}}])"),
                HasSubstr("records[1]: the field \"mobile\""));
    EXPECT_THAT(pushed.refusal(R"([[1]])"), HasSubstr("records[0]"));
    EXPECT_THAT(pushed.refusal(R"({"records": [], "tombstone": ["E1"]})"), HasSubstr("tombstone"));
    EXPECT_THAT(pushed.refusal(R"({"tombstones": [true]})"), HasSubstr("tombstones[0]"));
    EXPECT_THAT(pushed.refusal(R"({"records": [], "complete": "yes"})"), HasSubstr("complete"));
    EXPECT_THAT(pushed.refusal(R"("hello")"), HasSubstr("records[0]"));
    EXPECT_THAT(pushed.refusal(R"({})"), HasSubstr("records[0]"));
}

TEST(PushConnector, ATotalThatDoesNotAddUp_IsRefusedBeforeAnythingIsStored)
{
    const Pushed pushed;

    EXPECT_EQ(pushed.refusal(R"({"records": [{"employee_id": "E1"}], "total": 1})"), "accepted");
    EXPECT_EQ(pushed.refusal(R"({"records": [{"employee_id": "E1"}], "tombstones": ["E2"],
                                 "departments": [{"department_id": "D1"}], "total": 2})"),
              "accepted");
    EXPECT_THAT(pushed.refusal(R"({"records": [{"employee_id": "E1"}], "total": 120})"),
                HasSubstr("has 120 records, and 1 are in it"));
    EXPECT_THAT(pushed.refusal(R"({"records": [], "total": "many"})"), HasSubstr("no number"));
}

} // namespace
} // namespace rosterd::push
