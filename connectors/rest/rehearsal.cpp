#include "connectors/rest/rehearsal.hpp"

#include <algorithm>
#include <set>

#include "connectors/rest/comparison.hpp"
#include "connectors/rest/position.hpp"
#include "connectors/rest/read.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/stage.hpp"
#include "connectors/rest/telling_rehearsal.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using Problems = std::vector<std::string>;

// Plays anew for every read, as a daemon that has just begun would read.
class PlayingConnector final : public sdk::Connector
{
public:
    PlayingConnector(std::shared_ptr<Definition> definition, const Recording& recording, Harm harm,
                     std::size_t at, bool once)
        : definition_{std::move(definition)}, recording_{recording}, harm_{harm}, at_{at},
          once_{once}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        stage_ = std::make_shared<Stage>(recording_, harm_, at_, once_);
        const auto settings = settings_for(*definition_, recording_.settings);
        if (!settings) {
            return tl::unexpected(settings.error());
        }
        return make_connector("hr", definition_, *settings, wire_over(stage_))->read(request, sink);
    }

    const Player& player() const { return stage_->player; }

private:
    std::shared_ptr<Definition> definition_;
    const Recording& recording_;
    Harm harm_;
    std::size_t at_;
    bool once_;
    std::shared_ptr<Stage> stage_;
};

void play_broken(const std::shared_ptr<Definition>& definition, const Recording& recording,
                 const sdk::ReadRequest& request, std::size_t at, Problems& problems)
{
    for (const Harm harm : {Harm::cut, Harm::lost, Harm::server_error, Harm::web_page,
                            Harm::unauthorised, Harm::throttled}) {
        sdk::RememberingSink sink;
        const auto result = make_player(definition, recording, harm, at)->read(request, sink);
        const std::string what = recording.file + ": with request " + std::to_string(at + 1) +
                                 " and all after it " + name_of(harm) + ", ";
        if (result) {
            problems.push_back(what + "the read should fail, and did not");
            continue;
        }
        const ErrorKind kind = result.error().kind;
        const ErrorKind wanted = harm == Harm::unauthorised ? ErrorKind::unauthorised
                                 : harm == Harm::throttled  ? ErrorKind::throttled
                                                            : ErrorKind::transient;
        if (kind != wanted) {
            problems.push_back(
                what + "the read should fail in another way than: " + result.error().message);
        }
    }
}

// Once only: that is waited for, and the read comes out as if nothing had been.
void play_throttled(const std::shared_ptr<Definition>& definition, const Recording& recording,
                    const sdk::ReadRequest& request, std::size_t at,
                    const sdk::RememberingSink& whole, Problems& problems)
{
    sdk::RememberingSink sink;
    const auto result =
        make_player(definition, recording, Harm::throttled, at, true)->read(request, sink);
    const bool same =
        cells_of(sink, model::RecordKind::person) == cells_of(whole, model::RecordKind::person) &&
        sink.tombstones == whole.tombstones;
    if (!result || !same) {
        problems.push_back(recording.file + ": with request " + std::to_string(at + 1) +
                           " throttled once, the read should wait and come out the same" +
                           (result ? "" : ", and failed: " + result.error().message));
    }
}

} // namespace

Wire playing_wire(const Recording& recording)
{
    struct Copied {
        Recording recording;
        Stage stage;
        explicit Copied(const Recording& from)
            : recording{from}, stage{recording, Harm::none, 0, false}
        {
        }
    };
    const auto copied = std::make_shared<Copied>(recording);
    return wire_over(std::shared_ptr<Stage>{copied, &copied->stage});
}

std::unique_ptr<sdk::Connector> make_player(std::shared_ptr<Definition> definition,
                                            const Recording& recording, Harm harm, std::size_t at,
                                            bool once)
{
    return std::make_unique<PlayingConnector>(std::move(definition), recording, harm, at, once);
}

model::Result<sdk::ReadRequest> request_of(const Definition& definition, const Recording& recording)
{
    const auto settings = settings_for(definition, recording.settings);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    Position position{fingerprint_of(definition, *settings), {}};
    for (const auto& [stream, watermark] : recording.watermarks) {
        position.watermarks[stream] = watermark;
    }
    return recording.watermarks.empty() ? sdk::ReadRequest{true, ""}
                                        : sdk::ReadRequest{false, to_cursor(position)};
}

std::vector<std::string> problems_of(const std::shared_ptr<Definition>& definition,
                                     const Recording& recording)
{
    if (!recording.tell.empty()) {
        return problems_of_telling(definition, recording);
    }
    const auto request = request_of(*definition, recording);
    if (!request) {
        return {recording.file + ": " + request.error().message};
    }
    Problems found;
    sdk::RememberingSink sink;
    PlayingConnector connector{definition, recording, Harm::none, 0, false};
    const auto result = connector.read(*request, sink);
    for (const std::string& one : connector.player().unexpected()) {
        found.push_back(one);
    }
    if (recording.expect.error) {
        compare_error(recording.expect, result, found);
    } else if (!result) {
        found.push_back("the read failed: " + result.error().message);
    } else {
        compare(recording.expect, *result, sink, found);
        compare_watermarks(
            recording.expect, result->cursor,
            fingerprint_of(*definition, *settings_for(*definition, recording.settings)), found);
        for (const std::string& one : connector.player().unused()) {
            found.push_back(one);
        }
    }
    for (std::string& one : found) {
        one = one.starts_with(recording.file) ? one : recording.file + ": " + one;
    }
    return found;
}

std::vector<std::string> problems_when_broken(const std::shared_ptr<Definition>& definition,
                                              const Recording& recording)
{
    if (!recording.tell.empty()) {
        return problems_when_telling_breaks(definition, recording);
    }
    const auto request = request_of(*definition, recording);
    if (!request || recording.expect.error) {
        return request ? Problems{} : Problems{request.error().message};
    }
    Problems problems;
    sdk::RememberingSink whole;
    PlayingConnector connector{definition, recording, Harm::none, 0, false};
    if (const auto result = connector.read(*request, whole); !result) {
        return {recording.file + ": the read failed: " + result.error().message};
    }
    for (std::size_t at = 0; at < connector.player().requests(); ++at) {
        play_broken(definition, recording, *request, at, problems);
        play_throttled(definition, recording, *request, at, whole, problems);
    }
    return problems;
}

} // namespace rosterd::rest
