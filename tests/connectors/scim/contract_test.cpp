// What was written by SCIM in every situation of the contract.
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/scim/scim_connector.hpp"
#include "connectors/sdk/contract_suite.hpp"
#include "connectors/sdk/shelf.hpp"

namespace rosterd::scim_source
{
namespace
{

using model::Json;

constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

Json made_up(const std::string& number, const std::string& name)
{
    return {{"userName", name + "@example.com"},
            {"displayName", name},
            {"active", true},
            {kEnterprise, {{"employeeNumber", number}}}};
}

// Users made up as they are visited, so that a million of them take no room.
class MadeUp final : public sdk::Shelf
{
public:
    std::int64_t count = 3;
    std::int64_t changed = 0; // how often the second one was
    std::optional<std::string> gone;
    std::int64_t breaks_at = -1;
    bool has_other_fields = false;

    void at_one_moment(const std::function<void()>& read) override { read(); }
    std::int64_t newest() override { return count + changed + (gone ? 1 : 0); }
    void users_since(std::int64_t after, const std::function<void(const Resource&)>& visit) override
    {
        for (std::int64_t i = 1; i <= count; ++i) {
            if (i == breaks_at) {
                throw std::runtime_error{"disk I/O error"};
            }
            const bool is_changed = i == 2 && changed > 0;
            if (i > after || (is_changed && count + changed > after)) {
                visit({std::to_string(i), document(i)});
            }
        }
    }
    std::vector<Former> former_since(std::int64_t) override
    {
        return gone ? std::vector<Former>{{"User", {"9", made_up(*gone, "Former")}}}
                    : std::vector<Former>{};
    }
    std::optional<Resource> user(const std::string&) override { return std::nullopt; }
    std::vector<Resource> users_by(const std::string&, const std::string&) override { return {}; }
    std::vector<std::string> groups_of(const std::string&) override { return {}; }
    void settle(std::int64_t) override {}

private:
    Json document(std::int64_t i) const
    {
        Json out = made_up("E" + std::to_string(i),
                           i == 2 && changed > 0 ? "Bea" : "n" + std::to_string(i));
        if (has_other_fields) {
            out.erase("displayName");
            out["nickName"] = {{"was", "a text"}};
        }
        return out;
    }
};

TEST(ScimContract, IsKeptInEverySituation)
{
    std::vector<std::shared_ptr<MadeUp>> shelves;
    const auto over = [&](const std::function<void(MadeUp&)>& prepare, bool cancelled = false) {
        const auto shelf = shelves.emplace_back(std::make_shared<MadeUp>());
        prepare(*shelf);
        return [shelf, cancelled] {
            sdk::ConnectorContext context;
            context.source = "entra";
            context.options = {{"token", "t"}};
            context.shelf = shelf;
            context.cancelled = [cancelled] { return cancelled; };
            return kind().make(context).value();
        };
    };
    sdk::ContractMeans means;
    means.complete = over([](MadeUp&) {});
    const auto whole = shelves.front();
    means.change = [whole] { whole->changed = 1; };
    means.change_back = [whole] { whole->changed = 0; };
    means.broken_half_way = over([](MadeUp& one) { // in a read of changes, too
        one.breaks_at = 2;
        one.changed = 1;
    });
    means.schema_drift = over([](MadeUp& one) { one.has_other_fields = true; });
    means.tombstones = over([](MadeUp& one) { one.gone = "E9"; });
    means.cancelled = over([](MadeUp&) {}, true);
    means.million = over([](MadeUp& one) { one.count = 1'000'000; });
    means.absent = {
        {"throttled", "whoever writes is made to wait, by the daemon's listener"},
        {"wrong_credentials", "they are the writer's, and refused by the daemon's listener"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::scim_source
