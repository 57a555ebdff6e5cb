#include "connectors/rest/rehearsal.hpp"

#include <algorithm>
#include <set>

#include "connectors/rest/position.hpp"
#include "connectors/rest/read.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using Problems = std::vector<std::string>;

struct Stage {
    net::VirtualLoop loop;
    Player player;
    Stage(const Recording& recording, Harm harm, std::size_t at, bool once)
        : loop{recording.now}, player{recording, loop}
    {
        player.break_at(at, harm, once);
    }
};

Wire wire_over(const std::shared_ptr<Stage>& stage)
{
    Wire wire;
    wire.loop = &stage->loop;
    wire.http = &stage->player;
    wire.run = [stage = stage.get()] { stage->loop.run(); };
    wire.stop = [stage = stage.get()] { stage->loop.stop(); };
    wire.random = [] { return std::uint64_t{0}; };
    wire.nonce = [] { return std::string{"nonce000"}; };
    wire.keeps = stage;
    return wire;
}


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

std::string text_of(const Cells& cells)
{
    std::string out;
    for (const auto& [heading, text] : cells) {
        out += (out.empty() ? "" : ", ") + heading + ": " + text;
    }
    return "{" + out + "}";
}

std::vector<Cells> cells_of(const sdk::RememberingSink& sink, model::RecordKind kind)
{
    std::vector<Cells> out;
    for (const model::Record& record : sink.records) {
        if (record.kind == kind) {
            Cells& cells = out.emplace_back();
            for (const model::Cell& cell : record.cells) {
                cells.emplace_back(cell.heading, cell.text);
            }
            std::sort(cells.begin(), cells.end());
        }
    }
    return out;
}

void compare_records(const std::string& what, std::vector<Cells> expected,
                     const std::vector<Cells>& got, Problems& problems)
{
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
        if (i < expected.size()) {
            std::sort(expected[i].begin(), expected[i].end());
        }
        const std::string should = i < expected.size() ? text_of(expected[i]) : "nothing";
        const std::string is = i < got.size() ? text_of(got[i]) : "nothing";
        if (should != is) {
            problems.push_back(what + " " + std::to_string(i + 1) + " should be " + should + " and is " +
                               is);
        }
    }
}

void compare_watermarks(const Expected& expected, const std::string& cursor,
                        std::uint64_t definition, Problems& problems)
{
    const Position position = position_of(cursor, definition);
    for (const auto& [stream, watermark] : expected.watermarks) {
        const auto found = position.watermarks.find(stream);
        const std::string is = found == position.watermarks.end() ? "none" : found->second;
        if (is != watermark) {
            problems.push_back("the watermark of " + stream + " should be " + watermark + " and is " +
                               is);
        }
    }
}

void compare_error(const Expected& expected, const model::Result<sdk::ReadResult>& result,
                   Problems& problems)
{
    if (result) {
        problems.emplace_back("the read should fail, and did not");
    } else if (result.error().kind != *expected.error ||
               result.error().message.find(expected.message) == std::string::npos) {
        problems.push_back("the read should fail otherwise than so: " + result.error().message);
    }
}

void compare(const Expected& expected, const sdk::ReadResult& result,
             const sdk::RememberingSink& sink, Problems& problems)
{
    if (result.completeness != expected.completeness) {
        problems.emplace_back(expected.completeness == sdk::Completeness::complete
                                  ? "the read should be complete, and is of changes"
                                  : "the read should be of changes, and is complete");
    }
    compare_records("person", expected.people, cells_of(sink, model::RecordKind::person), problems);
    if (expected.names_departments) {
        compare_records("department", expected.departments,
                        cells_of(sink, model::RecordKind::department), problems);
    }
    if (sink.tombstones != expected.gone) {
        Cells should, are;
        for (const std::string& id : expected.gone) {
            should.emplace_back("gone", id);
        }
        for (const std::string& id : sink.tombstones) {
            are.emplace_back("gone", id);
        }
        problems.push_back("gone should be " + text_of(should) + " and are " + text_of(are));
    }
    for (const model::Finding& finding : sink.findings) {
        problems.push_back(finding.origin.where + ": " + finding.field + ": " + finding.message);
    }
}

std::string name_of(Harm harm)
{
    switch (harm) {
    case Harm::none:
        break;
    case Harm::cut:
        return "cut short";
    case Harm::lost:
        return "lost";
    case Harm::server_error:
        return "answered with 500";
    case Harm::web_page:
        return "answered with a web page";
    case Harm::unauthorised:
        return "answered with 401";
    case Harm::throttled:
        return "answered with 429";
    }
    return "answered";
}

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
            problems.push_back(what + "the read should fail in another way than: " +
                               result.error().message);
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
    const bool same = cells_of(sink, model::RecordKind::person) ==
                          cells_of(whole, model::RecordKind::person) &&
                      sink.tombstones == whole.tombstones;
    if (!result || !same) {
        problems.push_back(recording.file + ": with request " + std::to_string(at + 1) +
                           " throttled once, the read should wait and come out the same" +
                           (result ? "" : ", and failed: " + result.error().message));
    }
}

} // namespace

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
        compare_watermarks(recording.expect, result->cursor,
                           fingerprint_of(*definition, *settings_for(*definition, recording.settings)),
                           found);
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
