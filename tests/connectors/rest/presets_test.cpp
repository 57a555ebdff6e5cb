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
#include "connectors/rest/settings.hpp"
#include "connectors/rest/tools.hpp"
#include "connectors/sdk/test_kit.hpp"

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

TEST_P(PresetTest, KeepsTheContract)
{
    bool broken = false;
    EXPECT_THAT(sdk::contract_violations({[&] { return std::make_unique<Source>(*this, broken); },
                                          [&] { broken = true; }}),
                IsEmpty());
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
