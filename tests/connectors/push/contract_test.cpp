// What is pushed in every situation of the contract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/push/push_connector.hpp"
#include "connectors/sdk/contract_suite.hpp"

namespace rosterd::push
{
namespace
{

class Batches final : public sdk::Inbox
{
public:
    explicit Batches(const char* body, std::int64_t id = 1) : id_{id} { add(body); }
    std::vector<Batch> pending() override { return all; }
    void drop(std::int64_t) override {}
    void add(const char* body)
    {
        all.push_back({id_ + static_cast<std::int64_t>(all.size()), model::Json::parse(body)});
    }
    std::vector<Batch> all;

private:
    std::int64_t id_; // of the first one
};

sdk::ContractMeans::Make over(std::shared_ptr<Batches> batches)
{
    return [batches] {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = model::Json::object();
        context.inbox = batches;
        return kind().make(context).value();
    };
}

sdk::ContractMeans::Make over(const char* body)
{
    return over(std::make_shared<Batches>(body, 100)); // later than what was read before
}

TEST(PushContract, IsKeptInEverySituation)
{
    const auto whole = std::make_shared<Batches>(
        R"([{"employee_id": "E1", "name": "Ann"}, {"employee_id": "E2", "name": "Bob"},
            {"employee_id": "E3", "name": "Cid"}])");
    sdk::ContractMeans means;
    means.complete = over(whole);
    means.change = [&] { whole->add(R"([{"employee_id": "E2", "name": "Bea"}])"); };
    means.change_back = [&] { whole->all.pop_back(); };
    means.broken_half_way = over(R"([{"employee_id": "E1", "name": "Ann"}, {"employee_id": {}}])");
    means.schema_drift = over(
        R"([{"employee_id": 1, "full": "Ann"}, {"employee_id": "E2", "tags": ["a", 2]},
            {"employee_id": "E3", "name": null}])");
    means.tombstones = over(R"({"records": [], "tombstones": ["E9"]})");
    means.absent = {
        {"throttled", "whoever pushes is made to wait, by the daemon's listener"},
        {"wrong_credentials", "they are the HRIS's, and refused by the daemon's listener"},
        {"cancelled", "what was pushed is at hand, at most 64 MB a batch"},
        {"million", "a batch is one request of at most 64 MB, and held as one"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::push
