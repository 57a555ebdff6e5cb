// A connector in a process of its own keeps what every connector promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/apart/scripted.hpp"

namespace rosterd::apart
{
namespace
{

TEST(ApartContract, IsKeptInEverySituation)
{
    bool changed = false;
    const auto of = [](const std::string& how, const model::Json& more = model::Json::object()) {
        return [how, more] {
            Scripted source{how};
            source.options.update(more);
            return source.make();
        };
    };
    sdk::ContractMeans means;
    means.complete = [&] {
        return of("reads", changed ? model::Json{{"changed", true}} : model::Json::object())();
    };
    means.change = [&] { changed = true; };
    means.change_back = [&] { changed = false; };
    means.broken_half_way = of("crashes");
    means.throttled = of("is slow");
    means.wrong_credentials = of("refuses", {{"secret", "s3cret-key"}});
    means.secret = "s3cret-key";
    means.schema_drift = of("reads", {{"field", "full_name"}});
    means.tombstones = of("reads", {{"gone", model::Json::array({"E77"})}});
    means.cancelled = [] {
        Scripted source;
        source.cancelled = [] { return true; };
        return source.make();
    };
    means.million = of("reads", {{"copies", 333'334}});
    means.records = 1'000'002;

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

TEST(ApartContract, ItsKind_PresentsItselfAsBefore_WithTwoOptionsMore)
{
    const auto kind = made_apart(*find_scripted("", "scripted"), scripted_home());

    EXPECT_THAT(sdk::kind_violations(kind), ::testing::IsEmpty());
    std::vector<std::string> names;
    for (const sdk::OptionSpec& one : kind.options) {
        names.push_back(one.name);
    }
    EXPECT_THAT(names, ::testing::ElementsAre("secret", "idle_timeout", "time_limit"));
}

} // namespace
} // namespace rosterd::apart
