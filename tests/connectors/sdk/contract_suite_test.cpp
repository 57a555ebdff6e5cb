#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"

namespace rosterd::sdk
{
namespace
{

using model::ErrorKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A source that a test puts into any situation; what it does wrong is set by hand.
struct Hris {
    std::vector<std::string> people{"Ann", "Bob", "Cid"};
    std::vector<std::string> gone;
    std::string field = "name";
    std::optional<std::size_t> breaks_after;
    std::optional<model::Error> refuses;
    std::int64_t copies = 1;
    bool goes_on = false;          // after a break, at its place
    bool takes_it_for_all = false; // what it says from there
};

class FakeConnector final : public Connector
{
public:
    explicit FakeConnector(Hris& hris) : hris_{hris} {}

    model::Result<ReadResult> read(const ReadRequest& request, RecordSink& sink) override
    {
        if (hris_.refuses) {
            return tl::unexpected(*hris_.refuses);
        }
        if (hris_.goes_on && !request.full && request.cursor != "c") {
            return read_part(request, sink);
        }
        for (std::int64_t copy = 0; copy < hris_.copies; ++copy) {
            for (std::size_t i = 0; i < hris_.people.size(); ++i) {
                if (hris_.breaks_after == i) {
                    return model::fail(ErrorKind::transient, "it broke");
                }
                say(i, sink);
            }
        }
        for (const std::string& id : hris_.gone) {
            sink.tombstone(id, {"hr", "hris", "", 0});
        }
        return ReadResult{Completeness::complete, "c", false, "all of them"};
    }

private:
    void say(std::size_t person, RecordSink& sink)
    {
        model::Record record;
        record.origin = {"hr", "hris:" + std::to_string(person), "", 0};
        record.cells = {{"employee_id", std::to_string(person)},
                        {hris_.field, hris_.people[person]}};
        record.fingerprint = model::fingerprint_of(record);
        if (!sink.known(record.fingerprint, 0)) {
            sink.record(std::move(record));
        }
    }

    // The first one, then the others.
    ReadResult read_part(const ReadRequest& request, RecordSink& sink)
    {
        if (request.cursor.empty()) {
            say(0, sink);
            ReadResult result{Completeness::changes, "1", false, ""};
            result.broke_off = model::Error{ErrorKind::transient, "it broke", ""};
            return result;
        }
        for (std::size_t i = 1; i < hris_.people.size(); ++i) {
            say(i, sink);
        }
        return {hris_.takes_it_for_all ? Completeness::complete : Completeness::changes, "3", false,
                "the rest"};
    }

    Hris& hris_;
};

struct Means {
    Hris whole, broken, slow, refused, drifted, leaving, stopped, huge;
    ContractMeans means;

    Means()
    {
        broken.breaks_after = 2;
        refused.refuses = {ErrorKind::unauthorised, "refused", "mend the password"};
        drifted.field = "full_name";
        leaving.gone = {"9"};
        stopped.refuses = {ErrorKind::cancelled, "stopped", ""};
        huge.copies = 20'000;
        means.complete = of(whole);
        means.change = [this] { whole.people[1] = "Bea"; };
        means.change_back = [this] { whole.people[1] = "Bob"; };
        means.broken_half_way = of(broken);
        means.throttled = of(slow);
        means.wrong_credentials = of(refused);
        means.schema_drift = of(drifted);
        means.tombstones = of(leaving);
        means.cancelled = of(stopped);
        means.million = of(huge);
        means.secret = "s3cret";
        means.records = 60'000;
    }
    static ContractMeans::Make of(Hris& hris)
    {
        return [&hris] { return std::make_unique<FakeConnector>(hris); };
    }
};

TEST(ContractSuite, AConnectorThatKeepsItsPromises_IsToldNothing)
{
    const Means means;

    EXPECT_THAT(suite_violations(means.means), IsEmpty());
}

TEST(ContractSuite, ASituationLeftOut_IsAViolationUnlessItIsSaidWhy)
{
    Means means;
    means.means.throttled = nullptr;
    means.means.tombstones = nullptr;
    means.means.absent = {{"tombstones", "a file has none"}};

    EXPECT_THAT(suite_violations(means.means),
                ElementsAre("throttled: is given, or said why it can't come about"));
}

TEST(ContractSuite, GivenAndExcused_IsAContradiction)
{
    Means means;
    means.means.absent = {{"million", "too slow"}};

    EXPECT_THAT(suite_violations(means.means), ElementsAre("million: can't be given and absent"));
}

TEST(ContractSuite, EachBrokenPromise_IsNamedWithItsSituation)
{
    Means means;
    means.broken.breaks_after.reset();
    means.slow.people.pop_back();
    means.refused.refuses->message = "s3cret was refused";
    means.refused.refuses->kind = ErrorKind::transient;
    means.drifted.people.pop_back();
    means.leaving.gone = {"1"};
    means.stopped.refuses->kind = ErrorKind::transient;
    means.means.records = 60'001;
    means.means.change = [] {};

    EXPECT_THAT(
        suite_violations(means.means),
        ::testing::IsSupersetOf(
            {"complete: a broken read is an error, never a short list",
             "change: what changed since the cursor is delivered",
             "broken_half_way: the read is an error",
             "throttled: whoever waits gets the same records",
             "wrong_credentials: the error is of kind unauthorised",
             "wrong_credentials: the error keeps the secret", "schema_drift: nobody is lost by it",
             "tombstones: whoever is gone has an id, and is not here at the same time",
             "cancelled: the error is of kind cancelled", "million: all of them come, not 60000"}));
}

TEST(ContractSuite, WhoeverGoesOnAfterABreak_ShowsThatTheRestIsNotAll)
{
    Means means;
    means.broken.goes_on = true;

    EXPECT_THAT(suite_violations(means.means),
                ElementsAre("broken_half_way: whoever can go on after a break shows how: "
                            "breaks_off"));

    means.means.breaks_off = Means::of(means.broken);
    EXPECT_THAT(suite_violations(means.means), IsEmpty());

    means.broken.takes_it_for_all = true;
    EXPECT_THAT(suite_violations(means.means),
                ElementsAre("breaks_off: the rest is not taken for all"));

    means.broken.takes_it_for_all = false;
    means.broken.people.pop_back();
    means.broken.breaks_after = 1;
    EXPECT_THAT(suite_violations(means.means),
                ElementsAre("breaks_off: both parts together are everybody"));
}

TEST(ContractSuite, MemoryThatGrowsWithTheSource_IsNoticed)
{
    class Hoarder final : public Connector
    {
    public:
        model::Result<ReadResult> read(const ReadRequest&, RecordSink& sink) override
        {
            for (int i = 0; i < 60'000; ++i) {
                kept_.emplace_back(2'000, 'x');
                sink.record({});
            }
            return ReadResult{};
        }

    private:
        std::vector<std::string> kept_;
    };
    Means means;
    means.means.million = [] { return std::make_unique<Hoarder>(); };

    EXPECT_THAT(suite_violations(means.means), Contains(HasSubstr("memory stays bounded")));
}

} // namespace
} // namespace rosterd::sdk
