// What an Airbyte source says while it reads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/exec/session.hpp"
#include "connectors/exec/streams.hpp"

namespace rosterd::exec
{

class AirbyteMessages
{
public:
    AirbyteMessages(Session& session, Delivery& delivery, Streams& streams)
        : session_{session}, delivery_{delivery}, streams_{streams}
    {
    }

    // A line that is no JSON object is one for the log. Errors: invalid.
    model::Result<void> take(std::string_view line);

    // As the source wants it back: the latest state of each stream, or the one of all; null: none.
    model::Json state() const;
    void begin_with(const model::Json& state); // of the read before
    bool has_new_state() const { return has_new_state_; }

    // What went wrong, by its own word.
    const std::optional<model::Error>& error() const { return error_; }
    // CONNECTION_STATUS; nullopt: it did not say.
    struct Connection {
        bool succeeded = false;
        std::string message;
    };
    const std::optional<Connection>& connection() const { return connection_; }
    const std::string& catalog() const { return catalog_; } // JSON; empty: none

private:
    model::Result<void> take_message(const std::string& type, simdjson::dom::object message);
    model::Result<void> take_record(simdjson::dom::object record);
    void take_state(simdjson::dom::object state);
    void take_log(simdjson::dom::object log);
    void take_trace(simdjson::dom::object trace);
    void take_error(simdjson::dom::object error);
    void take_status(simdjson::dom::object status);

    Session& session_;
    Delivery& delivery_;
    Streams& streams_;
    std::map<std::string, std::string> of_streams_; // JSON by descriptor
    std::string of_all_;                            // JSON: global or legacy
    bool is_legacy_ = false, has_new_state_ = false;
    std::optional<model::Error> error_;
    std::optional<Connection> connection_;
    std::string catalog_;
};

// The configured catalog for these streams. `full`: all of it, else what changed where a stream
// can. Says in `streams` which come as a whole. Errors: invalid.
model::Result<model::Json> configure(const model::Json& catalog, Streams& streams, bool full,
                                     const std::string& program);

} // namespace rosterd::exec
