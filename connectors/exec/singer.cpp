// Singer taps: config, catalog and state as files; SCHEMA, RECORD, STATE, ACTIVATE_VERSION.
#include <algorithm>

#include "connectors/exec/session.hpp"
#include "connectors/exec/singer_catalog.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;
using simdjson::dom::object;

constexpr const char* kProtocol = "singer";
constexpr std::size_t kCatalogBytes = 64u << 20;

std::optional<std::int64_t> number_in(object from, std::string_view name)
{
    std::int64_t number = 0;
    return from[name].get(number) == simdjson::SUCCESS ? std::optional{number} : std::nullopt;
}

class Messages
{
public:
    Messages(Delivery& delivery, Streams& streams) : delivery_{delivery}, streams_{streams} {}

    model::Result<void> take(std::string_view line)
    {
        auto parsed = delivery_.parse(line);
        if (!parsed) {
            return tl::unexpected(std::move(parsed.error()));
        }
        const object message = *parsed;
        std::string type = text_in(message, "type");
        std::transform(type.begin(), type.end(), type.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        if (type.empty() && message.size() > 0) {
            return delivery_.fault("a message has no \"type\"",
                                   "is it a tap? a program without types is protocol: lines");
        }
        if (type == "STATE") {
            simdjson::dom::element value;
            if (message["value"].get(value) != simdjson::SUCCESS) {
                return delivery_.fault("a STATE has no \"value\"", "look for a newer tap");
            }
            state_ = simdjson::minify(value);
            return {};
        }
        Stream* stream = streams_.find(text_in(message, "stream"));
        if (type == "BATCH") {
            return delivery_.fault("the tap writes batches into files",
                                   "switch them off in its configuration (batch_config)");
        }
        return stream == nullptr ? model::Result<void>{} : take_of(*stream, type, message);
    }

    const std::string& state() const { return state_; }

private:
    model::Result<void> take_of(Stream& stream, const std::string& type, object message)
    {
        if (type == "SCHEMA") {
            stream.announced = true;
            stream.keys = texts_in(message, "key_properties");
        } else if (type == "ACTIVATE_VERSION") {
            stream.activated = number_in(message, "version");
        } else if (type == "RECORD") {
            const auto fields = object_in(message, "record");
            if (!fields) {
                return delivery_.fault("a RECORD has no \"record\"", "look for a newer tap");
            }
            const auto version = number_in(message, "version");
            stream.one_version =
                stream.one_version && (!stream.version || stream.version == version);
            stream.version = version;
            return streams_.take(delivery_, text_in(message, "stream"), stream, *fields,
                                 "_sdc_deleted_at");
        }
        return {}; // a type that is not known is passed over, as the specification asks
    }

    Delivery& delivery_;
    Streams& streams_;
    std::string state_; // JSON; empty: none
};

model::Result<Json> catalog_of(Session& session)
{
    std::string text;
    if (!session.options().catalog_file.empty()) {
        auto content = content_of(session.options().catalog_file);
        if (!content) {
            return tl::unexpected(content.error());
        }
        text = std::move(*content);
    } else {
        const auto collect = [&](std::string_view line) -> model::Result<void> {
            text.append(line).append("\n");
            if (text.size() > kCatalogBytes) {
                return model::fail(ErrorKind::invalid,
                                   session.program() + " --discover answers without an end", "");
            }
            return {};
        };
        if (auto ended = session.run({"--config", session.config_path(), "--discover"}, {}, collect,
                                     kCatalogBytes);
            !ended) {
            return tl::unexpected(ended.error());
        }
    }
    const Json catalog = Json::parse(text, nullptr, false);
    if (!catalog.is_object()) {
        return model::fail(ErrorKind::invalid, session.program() + " --discover answers no catalog",
                           "give it one: options: {catalog: FILE}");
    }
    return catalog;
}

// A table under a version that was not there before replaces all that came earlier: these are all.
bool is_whole(const std::string& name, const Stream& stream, const Json& versions)
{
    const bool replaced = stream.activated && stream.one_version &&
                          (!stream.version || stream.version == stream.activated) &&
                          versions.value(name, Json{}) != Json(*stream.activated);
    return stream.everything || replaced;
}

model::Result<void> check_end(const Streams& streams, const std::string& program)
{
    for (const auto& [name, stream] : streams.all()) {
        if (!stream.announced) {
            return model::fail(ErrorKind::transient,
                               program + " said nothing of its stream \"" + name + "\"",
                               "is it selected, and may the tap read it?");
        }
        const bool obsolete =
            stream.activated && stream.version && *stream.activated != *stream.version;
        if (obsolete || !stream.one_version) {
            return model::fail(ErrorKind::transient,
                               program + " replaced the table \"" + name + "\" while it was read",
                               "the next run reads it again");
        }
    }
    return {};
}

class SingerRead
{
public:
    SingerRead(Session& session, const sdk::ReadRequest& request, sdk::RecordSink& sink)
        : session_{session}, request_{request}, delivery_{session.delivery(sink)},
          streams_{session.options()}, full_{request.full || !session.options().incremental}
    {
        const Json before = state_in(request.cursor, kProtocol).value_or(Json::object());
        value_ = before.value("value", Json{});
        versions_ = before.value("versions", Json::object());
    }

    model::Result<sdk::ReadResult> read()
    {
        auto arguments = prepare();
        if (!arguments) {
            return tl::unexpected(arguments.error());
        }
        Messages messages{delivery_, streams_};
        Outcome outcome;
        outcome.ended =
            session_.run(*arguments, {}, [&](auto line) { return messages.take(line); });
        if (auto kept = session_.keep_rewritten_config(); !kept) {
            return tl::unexpected(kept.error());
        }
        if (outcome.ended) {
            outcome.ended = check_end(streams_, session_.program());
        }
        outcome.went_on = goes_on();
        outcome.may_continue = !full_ && !messages.state().empty();
        outcome.completeness = completeness();
        outcome.cursor = cursor(messages.state(), outcome.ended.has_value());
        outcome.notes =
            session_.program() + ": " + std::to_string(delivery_.records()) + " records";
        return result_of(std::move(outcome), request_, delivery_);
    }

private:
    model::Result<std::vector<std::string>> prepare()
    {
        auto catalog = catalog_of(session_);
        if (!catalog) {
            return tl::unexpected(catalog.error());
        }
        catalog = select(std::move(*catalog), streams_, full_, session_.program());
        if (!catalog) {
            return tl::unexpected(catalog.error());
        }
        auto catalog_path = session_.file("catalog.json", *catalog);
        if (!catalog_path) {
            return tl::unexpected(catalog_path.error());
        }
        std::vector<std::string> arguments{"--config", session_.config_path(), "--catalog",
                                           *catalog_path};
        if (goes_on()) {
            auto path = session_.file("state.json", value_);
            if (!path) {
                return tl::unexpected(path.error());
            }
            arguments.insert(arguments.end(), {"--state", *path});
        }
        return arguments;
    }

    bool goes_on() const { return !full_ && !value_.is_null(); } // from a state

    sdk::Completeness completeness() const
    {
        const auto whole = [&](const auto& one) {
            return is_whole(one.first, one.second, versions_);
        };
        return std::all_of(streams_.all().begin(), streams_.all().end(), whole)
                   ? sdk::Completeness::complete
                   : sdk::Completeness::changes;
    }

    // A full table leaves the bookmarks of the changes as they were: what they would bring is
    // known.
    std::string cursor(const std::string& state, bool ended) const
    {
        if (!session_.options().incremental) {
            return "";
        }
        Json versions = versions_;
        for (const auto& [name, stream] : streams_.all()) {
            if (stream.activated && ended) {
                versions[name] = *stream.activated;
            }
        }
        const Json value = full_ || state.empty() ? value_ : Json::parse(state);
        if (value.is_null() && versions.empty()) {
            return "";
        }
        return cursor_of(kProtocol, {{"value", value}, {"versions", versions}});
    }

    Session& session_;
    const sdk::ReadRequest& request_;
    Delivery delivery_;
    Streams streams_;
    bool full_;
    Json value_, versions_; // of the read before
};

} // namespace

model::Result<sdk::ReadResult> read_singer(Session& session, const sdk::ReadRequest& request,
                                           sdk::RecordSink& sink)
{
    return SingerRead{session, request, sink}.read();
}

} // namespace rosterd::exec
