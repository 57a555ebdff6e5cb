// The engine in every situation of the contract, over a recorded HRIS; presets_test.cpp puts every
// preset into those that its recordings know.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/rest_connector.hpp"
#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

constexpr int kMany = 100'000; // jq takes its time for each
constexpr int kPage = 1000;

const std::string kDefinition =
    acme(people("    request: {path: /p, query: {page: \"{{page}}\", since: \"{{watermark}}\"}}\n"
                "    records: .p[]\n    paging: {by: page, size: 2, total: .total}\n"
                "    gone: .gone == true\n    incremental: {}\n"),
         "settings: {key: {help: a key, secret: true}}\nauth: {bearer: \"{{settings.key}}\"}\n");

// An HRIS of three people; `changed` is what a read of changes gets.
std::string hris(const std::string& second, const std::string& changed,
                 const std::string& name = "name", const std::string& total = "")
{
    const std::string get = "  - {times: any, ask: \"GET https://acme.example.com/api/p";
    const auto one = [&](const std::string& id, const std::string& who) {
        return "{id: " + id + ", " + name + ": " + who + "}";
    };
    const int changes = changed.empty() ? 0 : 1;
    return "settings: {key: s3cret}\nexchanges:\n" + get +
           "?since=2026-05-02T08:00:00Z\", answer: {total: " +
           (total.empty() ? std::to_string(changes) : total) + ", p: [" + changed + "]}}\n" + get +
           "?page=1\", answer: {total: 3, p: [" + one("E1", "Ann") + ", " + one("E2", second) +
           "]}}\n" + get + "?page=2\", answer: {total: 3, p: [" + one("E3", "Cid") +
           "]}}\nexpect: {}\n";
}

// Pages of people that are made up when they are asked for.
class Endless final : public net::HttpClient
{
public:
    explicit Endless(net::Loop& loop) : loop_{loop} {}

    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        const int page = std::stoi(request.url.substr(request.url.find("page=") + 5));
        net::HttpResponse response;
        response.status = 200;
        response.body = "{\"total\": " + std::to_string(kMany) + ", \"p\": [";
        for (int i = 0; i < kPage; ++i) {
            const std::string id = std::to_string((page - 1) * kPage + i);
            response.body += std::string{i == 0 ? "" : ","} + "{\"id\": \"E" + id +
                             "\", \"name\": \"n" + id + "\"}";
        }
        response.body += "]}";
        loop_.post([response, callback = std::move(callback)] { callback(response); });
    }

private:
    net::Loop& loop_;
};

TEST(RestContract, IsKeptInEverySituation)
{
    const auto definition = defined(kDefinition);
    const Recording before = recorded(hris("Bob", "")),
                    after = recorded(hris("Bea", "{id: E2, name: Bea}")),
                    drifted = recorded(hris("Bob", "", "full_name")),
                    in_pages = recorded(
                        hris("Bob", "{id: E1, name: Ann}, {id: E2, name: Bea}", "name", "3")),
                    leaving = recorded(hris("Bob", "{id: E9, gone: true}"));
    const Recording* now = &before;
    const auto broken = [&](Harm harm, std::size_t at, bool once) {
        return [&, harm, at, once] { return make_player(definition, in_pages, harm, at, once); };
    };
    std::vector<std::shared_ptr<Endless>> alive;
    sdk::ContractMeans means;
    means.complete = [&] { return make_player(definition, *now); };
    means.change = [&] { now = &after; };
    means.change_back = [&] { now = &before; };
    means.broken_half_way = broken(Harm::lost, 1, false);
    means.throttled = broken(Harm::throttled, 1, true);
    means.wrong_credentials = broken(Harm::unauthorised, 0, false);
    means.secret = "s3cret";
    means.schema_drift = [&] { return make_player(definition, drifted); };
    means.tombstones = [&] { return make_player(definition, leaving); };
    means.cancelled = [&] {
        Wire wire = playing_wire(before);
        wire.cancelled = [] { return true; };
        return make_connector("hr", definition, before.settings, wire);
    };
    means.million = [&] {
        Wire wire = playing_wire(before);
        wire.http = alive.emplace_back(std::make_shared<Endless>(*wire.loop)).get();
        return make_connector(
            "hr",
            defined(acme(people("    request: {path: /p, query: {page: \"{{page}}\"}}\n"
                                "    records: .p[]\n"
                                "    paging: {by: page, size: 1000, total: .total}\n"))),
            model::Json::object(), wire);
    };
    means.records = kMany;
    means.most_bytes = 32'000'000;

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::rest
