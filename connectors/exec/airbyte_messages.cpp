#include "connectors/exec/airbyte_messages.hpp"

#include <algorithm>

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;
using simdjson::dom::element;
using simdjson::dom::object;

std::string json_in(object from, std::string_view name)
{
    element found;
    return from[name].get(found) == simdjson::SUCCESS ? simdjson::minify(found) : std::string{};
}

// Fields whose value the source had to leave out or to cut: what it is can't be told.
std::vector<std::string> lost_in(object record)
{
    std::vector<std::string> out;
    simdjson::dom::array changes;
    const auto meta = object_in(record, "meta");
    if (!meta || (*meta)["changes"].get(changes) != simdjson::SUCCESS) {
        return out;
    }
    for (const element one : changes) {
        object change;
        if (one.get(change) == simdjson::SUCCESS && text_in(change, "change") != "RETAINED") {
            out.push_back(text_in(change, "field"));
        }
    }
    return out;
}

} // namespace

model::Result<void> AirbyteMessages::take(std::string_view line)
{
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
        return {};
    }
    const std::size_t begin = line.find_first_not_of(" \t");
    const auto parsed = delivery_.parse(line);
    if (!parsed) {
        if (line[begin] == '{') { // a message, and a broken one
            return tl::unexpected(parsed.error());
        }
        session_.say(line);
        return {};
    }
    const std::string type = text_in(*parsed, "type");
    if (type.empty()) {
        session_.say(line);
        return {};
    }
    return take_message(type, *parsed);
}

model::Result<void> AirbyteMessages::take_message(const std::string& type, object message)
{
    static const std::map<std::string, std::string_view> bodies{
        {"RECORD", "record"},
        {"STATE", "state"},
        {"LOG", "log"},
        {"TRACE", "trace"},
        {"CATALOG", "catalog"},
        {"CONTROL", "control"},
        {"CONNECTION_STATUS", "connectionStatus"}};
    const auto known = bodies.find(type);
    if (known == bodies.end()) {
        return {}; // SPEC, and what newer versions may add
    }
    const auto body = object_in(message, known->second);
    if (!body) {
        return delivery_.fault("a " + type + " has no \"" + std::string{known->second} + "\"",
                               "is it an Airbyte source of protocol version 0?");
    }
    if (type == "RECORD") {
        return take_record(*body);
    }
    if (type == "STATE") {
        take_state(*body);
    } else if (type == "LOG") {
        take_log(*body);
    } else if (type == "TRACE") {
        take_trace(*body);
    } else if (type == "CATALOG") {
        catalog_ = simdjson::minify(*body);
    } else if (type == "CONNECTION_STATUS") {
        connection_ =
            Connection{text_in(*body, "status") == "SUCCEEDED", text_in(*body, "message")};
    } else if (const auto changed = object_in(*body, "connectorConfig")) {
        return session_.keep_config(json_in(*changed, "config"));
    }
    return {};
}

model::Result<void> AirbyteMessages::take_record(object record)
{
    const std::string name = text_in(record, "stream");
    Stream* stream = streams_.find(name);
    if (stream == nullptr) {
        return {};
    }
    const auto fields = object_in(record, "data");
    if (!fields) {
        return delivery_.fault("a RECORD has no \"data\"",
                               "is it an Airbyte source of protocol version 0?");
    }
    stream->announced = true;
    return streams_.take(delivery_, name, *stream, *fields, "_ab_cdc_deleted_at", lost_in(record));
}

void AirbyteMessages::take_state(object state)
{
    has_new_state_ = true;
    const std::string type = text_in(state, "type");
    if (type == "STREAM") {
        if (const auto stream = object_in(state, "stream")) {
            const auto descriptor =
                Json::parse(json_in(*stream, "stream_descriptor"), nullptr, false);
            of_streams_[descriptor.dump()] = simdjson::minify(state);
        }
    } else if (type == "GLOBAL") {
        of_all_ = simdjson::minify(state);
    } else { // before there were types, `data` was all of it
        is_legacy_ = true;
        of_all_ = json_in(state, "data");
    }
}

Json AirbyteMessages::state() const
{
    if (!of_all_.empty()) {
        const Json all = Json::parse(of_all_);
        return is_legacy_ ? all : Json::array({all});
    }
    Json list = Json::array();
    for (const auto& [descriptor, state] : of_streams_) {
        list.push_back(Json::parse(state));
    }
    return list.empty() ? Json{} : list;
}

void AirbyteMessages::begin_with(const Json& state)
{
    for (const Json& one : state.is_array() ? state : Json::array()) {
        if (one.value("type", "") == "STREAM" && one.contains("stream")) {
            of_streams_[one["stream"].value("stream_descriptor", Json{}).dump()] = one.dump();
        }
    }
}

void AirbyteMessages::take_log(object log)
{
    session_.say(text_in(log, "level") + " " + text_in(log, "message"));
}

void AirbyteMessages::take_trace(object trace)
{
    if (const auto error = object_in(trace, "error")) {
        take_error(*error);
    } else if (const auto status = object_in(trace, "stream_status")) {
        take_status(*status);
    }
}

void AirbyteMessages::take_error(object error)
{
    if (error_) {
        return; // the first one is the cause
    }
    std::string message = text_in(error, "message");
    const std::string more = text_in(error, "internal_message");
    session_.say("ERROR " + message + (more.empty() ? "" : " (" + more + ")"));
    const bool configured = text_in(error, "failure_type") == "config_error";
    error_ = model::Error{configured ? ErrorKind::invalid : ErrorKind::transient,
                          session_.program() + ": " + (message.empty() ? more : message),
                          configured ? "mend its `config`" : "what else it said is in the log"};
}

void AirbyteMessages::take_status(object status)
{
    const auto descriptor = object_in(status, "stream_descriptor");
    Stream* stream = descriptor ? streams_.find(text_in(*descriptor, "name")) : nullptr;
    if (stream == nullptr) {
        return;
    }
    const std::string word = text_in(status, "status");
    stream->announced = true;
    stream->ended = word == "COMPLETE";
    stream->broken = word == "INCOMPLETE";
}

model::Result<Json> configure(const Json& catalog, Streams& streams, bool full,
                              const std::string& program)
try {
    Json configured = Json::array();
    std::vector<std::string> there;
    for (const Json& stream : catalog.at("streams")) {
        there.push_back(stream.at("name").get<std::string>());
        Stream* wanted = streams.find(there.back());
        if (wanted == nullptr) {
            continue;
        }
        const Json modes = stream.value("supported_sync_modes", Json::array());
        const bool can = std::find(modes.begin(), modes.end(), "incremental") != modes.end();
        wanted->everything = full || !can;
        for (const Json& path : stream.value("source_defined_primary_key", Json::array())) {
            std::string heading;
            for (const Json& part : path) {
                heading += (heading.empty() ? "" : ".") + part.get<std::string>();
            }
            wanted->keys.push_back(std::move(heading));
        }
        configured.push_back(
            {{"stream", stream},
             {"sync_mode", wanted->everything ? "full_refresh" : "incremental"},
             {"cursor_field", stream.value("default_cursor_field", Json::array())},
             {"destination_sync_mode", wanted->everything ? "overwrite" : "append"},
             {"primary_key", stream.value("source_defined_primary_key", Json::array())}});
    }
    if (auto found = streams.check_there(there, program); !found) {
        return tl::unexpected(found.error());
    }
    return Json{{"streams", configured}};
} catch (const Json::exception&) {
    return model::fail(ErrorKind::invalid, program + " discovers a catalog that is none",
                       "is it an Airbyte source of protocol version 0?");
}

} // namespace rosterd::exec
