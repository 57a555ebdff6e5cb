// Every preset with every recording of it. A new preset needs no new line here: a definition in
// config/presets/ and its recordings in config/presets/recordings/NAME/.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/position.hpp"
#include "connectors/rest/presets.hpp"
#include "connectors/rest/read.hpp"
#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/tools.hpp"
#include "connectors/sdk/contract_suite.hpp"
#include "core/ingest/ingest.hpp"
#include "tests/connectors/rest/vanishing.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::IsEmpty;

const std::string kPresets = ROSTERD_SOURCE_DIR "/config/presets/";
constexpr std::size_t kMostLines = 120;

std::vector<std::string> names()
{
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator{kPresets}) {
        if (entry.path().extension() == ".yaml") {
            out.push_back(entry.path().stem());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

class PresetTest : public ::testing::TestWithParam<std::string>
{
protected:
    void SetUp() override
    {
        Faults faults;
        definition_ = load_definition(kPresets + GetParam() + ".yaml", faults);
        ASSERT_EQ(to_string(faults), "");
        for (const auto& entry :
             std::filesystem::directory_iterator{kPresets + "recordings/" + GetParam()}) {
            recordings_[entry.path().stem()] = load_recording(entry.path(), faults);
        }
        ASSERT_EQ(to_string(faults), "");
        ASSERT_TRUE(recordings_.contains("full"));
    }

    const Recording& full() const { return recordings_.at("full"); }

    // The recorded HRIS: a cursor is answered from the recording of changes, from where that
    // begins.
    class Source final : public sdk::Connector
    {
    public:
        Source(const PresetTest& test, const Recording& all) : test_{test}, all_{all} {}

        model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                            sdk::RecordSink& sink) override
        {
            const auto settings = settings_for(*test_.definition_, test_.full().settings);
            const Position position =
                position_of(request.cursor, fingerprint_of(*test_.definition_, *settings));
            if (request.full || position.watermarks.empty()) {
                return make_player(test_.definition_, all_)->read(request, sink);
            }
            const Recording& changes = test_.recordings_.at("changes");
            return make_player(test_.definition_, changes)
                ->read(request_of(*test_.definition_, changes).value(), sink);
        }

    private:
        const PresetTest& test_;
        const Recording& all_;
    };

    // One recording, whatever is asked for.
    class Played final : public sdk::Connector
    {
    public:
        Played(const PresetTest& test, const Recording& recording)
            : test_{test}, recording_{recording}
        {
        }

        model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
        {
            return make_player(test_.definition_, recording_)
                ->read(request_of(*test_.definition_, recording_).value(), sink);
        }

    private:
        const PresetTest& test_;
        const Recording& recording_;
    };

    // What a read makes of everybody: how they stand by employee id; whose record waits has none.
    struct Read {
        std::map<std::string, std::optional<model::EmploymentStatus>> people;
        std::map<std::string, std::string> told; // their status, as the record says it
        std::size_t nameless = 0; // records that wait without an id: they are found by their name
        std::vector<std::string> gone;
        std::size_t records = 0; // departments, too
    };

    static std::string cell_of(const model::Record& record, const std::string& heading)
    {
        const auto found = std::ranges::find(record.cells, heading, &model::Cell::heading);
        return found == record.cells.end() ? "" : found->text;
    }

    // Whether they stand as it was told before, or wait. Who is on leave is here as well.
    static bool stands(const std::optional<model::EmploymentStatus>& after, const std::string& told)
    {
        const auto here = [](model::EmploymentStatus status) {
            return status == model::EmploymentStatus::leave ? model::EmploymentStatus::active
                                                            : status;
        };
        const auto before = model::parse_status(told);
        return !after || here(*after) == here(before.value_or(model::EmploymentStatus::active));
    }

    std::optional<Read> read_of(const Recording& recording) const
    {
        sdk::RememberingSink sink;
        const auto request = request_of(*definition_, recording);
        if (!request || !make_player(definition_, recording)->read(*request, sink)) {
            return std::nullopt;
        }
        Read read;
        read.records = sink.records.size();
        std::erase_if(sink.records, [](const model::Record& record) {
            return record.kind != model::RecordKind::person;
        });
        for (const model::Record& record : sink.records) {
            read.told[cell_of(record, "employee_id")] = cell_of(record, "status");
        }
        const ingest::Ingested ingested = ingest::ingest(sink.records, {});
        for (const model::Person& person : ingested.people) {
            read.people[person.employee_id] = person.status;
        }
        for (const std::size_t faulty : ingested.faulty) {
            const std::string id = cell_of(sink.records[faulty], "employee_id");
            read.nameless += id.empty() ? 1 : 0;
            read.people[id] = std::nullopt;
        }
        read.gone = sink.tombstones;
        return read;
    }

    // Every object has something new, and the first key on which no record hangs is gone.
    Recording drifted() const
    {
        const Recording grown =
            changed(full(), [](model::Json& object) { object["x_new"] = {{"a", {1, 2}}}; });
        for (const std::string& key : keys_in(full())) {
            Recording less = without(key, grown);
            const auto read = read_of(less);
            if (read && read->records == read_of(full())->records) {
                return less;
            }
        }
        return grown;
    }

    // Somebody's value is another one: the first that the answers hold as the record has it.
    Recording edited() const
    {
        for (const Cells& person : full().expect.people) {
            for (const auto& [field, text] : person) {
                const bool free = field == "name" || field == "title" || field == "mobile";
                for (std::size_t i = 0; free && !text.empty() && i < full().exchanges.size(); ++i) {
                    const auto at = full().exchanges[i].answer.find(text);
                    if (at != std::string::npos) {
                        Recording other = full();
                        other.exchanges[i].answer.insert(at + text.size(), "2");
                        return other;
                    }
                }
            }
        }
        ADD_FAILURE() << "nobody has a value that can be another one";
        return full();
    }

    std::shared_ptr<Definition> definition_;
    std::map<std::string, Recording> recordings_;
};

TEST_P(PresetTest, EveryRecording_ComesOutAsItSays)
{
    for (const auto& [name, recording] : recordings_) {
        EXPECT_THAT(problems_of(definition_, recording), IsEmpty());
    }
}

TEST_P(PresetTest, ARequestThatFails_IsAnErrorAndOneThatIsThrottledIsWaitedFor)
{
    for (const auto& [name, recording] : recordings_) {
        EXPECT_THAT(problems_when_broken(definition_, recording), IsEmpty());
    }
}

// What an HRIS leaves out - a report without the column, a key that may not see it - is no word on
// anybody: the read fails, the record waits, or how the person stands is as it was.
TEST_P(PresetTest, AKeyThatVanishes_MakesNobodyLeaveOrReturn)
{
    const auto before = read_of(full());
    ASSERT_TRUE(before);
    for (const std::string& key : keys_in(full())) {
        const auto after = read_of(without(key, full()));
        if (!after) {
            continue;
        }
        EXPECT_EQ(after->gone, before->gone) << "without " << key;
        for (const auto& [id, status] : before->people) {
            const auto found = after->people.find(id);
            if (found == after->people.end()) {
                EXPECT_GE(after->nameless, before->people.size())
                    << "without " << key << " " << id << " is gone";
                continue;
            }
            EXPECT_TRUE(stands(found->second, before->told.at(id)))
                << "without " << key << " " << id << " is "
                << (found->second ? model::to_string(*found->second) : "");
        }
        for (const auto& [id, status] : after->people) {
            EXPECT_TRUE(!status || before->people.contains(id))
                << "without " << key << " there is " << id;
        }
    }
}

// In the situations that its recordings know; the engine is put into all of them.
TEST_P(PresetTest, KeepsTheContract)
{
    const auto player = [this](Harm harm, std::size_t at, bool once) {
        return [=, this] { return make_player(definition_, full(), harm, at, once); };
    };
    const Recording other = edited();
    const Recording* now = &full();
    sdk::ContractMeans means;
    means.complete = [&] { return std::make_unique<Source>(*this, *now); };
    const auto changes = recordings_.find("changes");
    const bool somebody_goes = changes != recordings_.end() && !changes->second.expect.gone.empty();
    if (!somebody_goes) {
        means.change = [&] { now = &other; };
        means.change_back = [&] { now = &full(); };
    }
    means.broken_half_way = player(Harm::lost, full().exchanges.size() - 1, false);
    means.throttled = player(Harm::throttled, full().exchanges.size() - 1, true);
    means.wrong_credentials = player(Harm::unauthorised, 0, false);
    means.cancelled = [this] {
        Wire wire = playing_wire(full());
        wire.cancelled = [] { return true; };
        return make_connector("hr", definition_,
                              settings_for(*definition_, full().settings).value(), wire);
    };
    const Recording drifted = this->drifted();
    means.schema_drift = [this, &drifted] { return std::make_unique<Played>(*this, drifted); };
    means.absent = {{"million", "the engine reads page by page; see contract_test.cpp"}};
    if (somebody_goes) {
        means.absent["change"] = "its recorded changes let somebody go as well: see tombstones";
    }
    const auto leaving = std::ranges::find_if(
        recordings_, [](const auto& one) { return !one.second.expect.gone.empty(); });
    if (leaving == recordings_.end()) {
        means.absent["tombstones"] = "this HRIS tells of nobody who is gone";
    } else {
        means.tombstones = [this, &recording = leaving->second] {
            return std::make_unique<Played>(*this, recording);
        };
    }
    EXPECT_THAT(sdk::suite_violations(means), IsEmpty());
}

TEST_P(PresetTest, IsShort_AndSaysWhatItIs)
{
    std::ifstream file{kPresets + GetParam() + ".yaml"};
    const auto lines = std::count(std::istreambuf_iterator<char>{file}, {}, '\n');

    EXPECT_LE(lines, static_cast<std::ptrdiff_t>(kMostLines));
    EXPECT_NE(definition_->help, "");
    EXPECT_TRUE(definition_->docs.starts_with("https://")) << definition_->docs;
}

TEST_P(PresetTest, WithChanges_ShowsThem)
{
    const bool incremental =
        std::any_of(definition_->streams.begin(), definition_->streams.end(),
                    [](const StreamSpec& stream) { return stream.incremental.has_value(); });

    EXPECT_EQ(recordings_.contains("changes"), incremental);
    if (incremental) {
        EXPECT_FALSE(recordings_.at("changes").watermarks.empty());
    }
}

TEST_P(PresetTest, ThatCanTellItsHris_ShowsWhatItSends)
{
    EXPECT_EQ(recordings_.contains("told"), definition_->write_back.has_value());
    if (definition_->write_back) {
        EXPECT_FALSE(recordings_.at("told").tell.empty());
        EXPECT_FALSE(recordings_.at("told").expect.told.empty());
    }
}

TEST_P(PresetTest, IsBuiltIn)
{
    Faults faults;

    const auto built_in = load_preset(GetParam(), faults);

    EXPECT_EQ(to_string(faults), "");
    EXPECT_EQ(built_in->fingerprint, definition_->fingerprint);
}

INSTANTIATE_TEST_SUITE_P(All, PresetTest, ::testing::ValuesIn(names()),
                         [](const auto& param) { return param.param; });

} // namespace
} // namespace rosterd::rest
