// What rosterd tells ops: one event a line, with fields. For people on a terminal, structured to
// the journal under systemd, JSON otherwise. Personal data is masked here, whatever is handed in.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::log
{

enum class Level { debug, info, warning, error };

std::optional<Level> parse_level(std::string_view text); // debug info warning error

class Log
{
public:
    virtual ~Log() = default;
    // `event`: a stable dotted name ("operation.done"); `fields`: run_id source employee_id userid
    // operation errcode request_id took_ms message ...
    virtual void write(Level level, std::string_view event, const model::Json& fields) = 0;

    void info(std::string_view event, const model::Json& fields)
    {
        write(Level::info, event, fields);
    }
    void warning(std::string_view event, const model::Json& fields)
    {
        write(Level::warning, event, fields);
    }
    void error(std::string_view event, const model::Json& fields)
    {
        write(Level::error, event, fields);
    }
};

enum class Format { people, journal, json };

struct LogOptions {
    Format format = Format::json;
    Level least = Level::info;
    bool colour = false;
};

// Writes to standard error (people, json) or to the journal. Thread-safe.
std::unique_ptr<Log> make_log(LogOptions options);

// The line for people and for JSON, without a line end; `now` is the event's time.
std::string line_for_people(Level level, std::string_view event, const model::Json& masked,
                            model::Instant now, bool colour);
std::string line_as_json(Level level, std::string_view event, const model::Json& masked,
                         model::Instant now);

} // namespace rosterd::log
