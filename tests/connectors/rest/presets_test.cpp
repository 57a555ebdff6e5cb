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
        Source(const PresetTest& test, bool broken) : test_{test}, broken_{broken} {}

        model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                            sdk::RecordSink& sink) override
        {
            const Harm harm = broken_ ? Harm::lost : Harm::none;
            const auto settings = settings_for(*test_.definition_, test_.full().settings);
            const Position position =
                position_of(request.cursor, fingerprint_of(*test_.definition_, *settings));
            if (request.full || position.watermarks.empty()) {
                return make_player(test_.definition_, test_.full(), harm)->read(request, sink);
            }
            const Recording& changes = test_.recordings_.at("changes");
            return make_player(test_.definition_, changes, harm)
                ->read(request_of(*test_.definition_, changes).value(), sink);
        }

    private:
        const PresetTest& test_;
        bool broken_;
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

// In the situations that its recordings know; the engine is put into all of them.
TEST_P(PresetTest, KeepsTheContract)
{
    const auto player = [this](Harm harm, std::size_t at, bool once) {
        return [=, this] { return make_player(definition_, full(), harm, at, once); };
    };
    sdk::ContractMeans means;
    means.complete = [this] { return std::make_unique<Source>(*this, false); };
    means.broken_half_way = player(Harm::lost, full().exchanges.size() - 1, false);
    means.throttled = player(Harm::throttled, full().exchanges.size() - 1, true);
    means.wrong_credentials = player(Harm::unauthorised, 0, false);
    means.cancelled = [this] {
        Wire wire = playing_wire(full());
        wire.cancelled = [] { return true; };
        return make_connector("hr", definition_,
                              settings_for(*definition_, full().settings).value(), wire);
    };
    means.absent = {
        {"change", "what a change is stands in its recordings"},
        {"schema_drift", "its recordings are of the API as it is; see contract_test.cpp"},
        {"million", "the engine reads page by page; see contract_test.cpp"}};
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
