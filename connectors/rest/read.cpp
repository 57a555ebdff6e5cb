#include "connectors/rest/read.hpp"

#include <unordered_set>

#include "connectors/rest/lookups.hpp"
#include "connectors/rest/position.hpp"
#include "connectors/rest/stream_reader.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;
using model::Json;

Scope scope_of(const Json& settings, net::Instant now)
{
    Scope scope;
    scope.set("settings", settings);
    scope.set_time("now", now);
    return scope;
}

Json open_settings(const Definition& definition, const Json& settings)
{
    Json out = settings;
    for (const SettingSpec& spec : definition.settings) {
        if (spec.secret) {
            out.erase(spec.name);
        }
    }
    return out;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

class Run
{
public:
    Run(const Reading& reading, const sdk::ReadRequest& request, sdk::RecordSink& sink)
        : reading_{reading}, request_{request}, sink_{sink}, now_{reading.wire.loop->now()},
          scope_{scope_of(reading.settings, now_)},
          position_{
              position_of(request.cursor, fingerprint_of(reading.definition, reading.settings))}
    {
    }

    model::Result<sdk::ReadResult> operator()()
    {
        const auto common = common_of(reading_.definition, scope_);
        if (!common) {
            return tl::unexpected(common.error());
        }
        Json variables{{"settings", open_settings(reading_.definition, reading_.settings)},
                       {"lookups", Json::object()},
                       {"now", to_text(now_, {"iso", "UTC"})},
                       {"today", to_text(now_, {"date", common->style.zone})}};
        JqVariables first{variables};
        Caller for_lookups{*common, reading_.wire, reading_.tokens, first};
        auto tables = read_lookups(
            {reading_.definition, *common, reading_.wire, for_lookups, first, scope_, now_});
        if (!tables) {
            return tl::unexpected(tables.error());
        }
        variables["lookups"] = std::move(*tables);
        const JqVariables known{variables};
        Caller caller{*common, reading_.wire, reading_.tokens, known};
        const Session session{
            reading_.definition, *common, reading_.wire, caller, known, scope_, now_};
        return read_streams(session, for_lookups.requests());
    }

private:
    model::Result<sdk::ReadResult> read_streams(const Session& session, std::size_t requests)
    {
        sdk::ReadResult result;
        std::string counts;
        for (StreamSpec& stream : reading_.definition.streams) {
            if (!stream.only_with.empty() && !scope_.find("settings." + stream.only_with)) {
                continue;
            }
            const std::string& watermark = position_.watermarks[stream.name];
            const auto done = read_stream(session, stream, reading_.source, sink_,
                                          request_.full ? std::string{} : watermark);
            if (!done) {
                return tl::unexpected(done.error());
            }
            if (!done->complete) {
                result.completeness = sdk::Completeness::changes;
            }
            position_.watermarks[stream.name] = done->watermark;
            const bool people = stream.kind == model::RecordKind::person;
            counts +=
                counted(done->tally.delivered, people ? "person" : "department",
                        people ? "people" : "departments") +
                (done->tally.gone > 0 ? " and " + std::to_string(done->tally.gone) + " gone" : "") +
                ", ";
        }
        std::erase_if(position_.watermarks, [](const auto& one) { return one.second.empty(); });
        result.cursor = to_cursor(position_);
        result.notes = reading_.definition.name + ": " + counts +
                       counted(requests + session.caller.requests(), "request", "requests");
        return result;
    }

    const Reading& reading_;
    const sdk::ReadRequest& request_;
    sdk::RecordSink& sink_;
    net::Instant now_;
    Scope scope_;
    Position position_;
};

} // namespace

std::uint64_t fingerprint_of(const Definition& definition, const Json& settings)
{
    return model::fingerprint(open_settings(definition, settings).dump(), definition.fingerprint);
}

model::Result<sdk::ReadResult> read_source(const Reading& reading, const sdk::ReadRequest& request,
                                           sdk::RecordSink& sink)
{
    auto result = Run{reading, request, sink}();
    if (!result && result.error().kind == ErrorKind::conflict) {
        sink.restart();
        result = Run{reading, request, sink}();
    }
    if (!result && result.error().kind == ErrorKind::conflict) {
        result.error().kind = ErrorKind::transient;
    }
    return result;
}

} // namespace rosterd::rest
