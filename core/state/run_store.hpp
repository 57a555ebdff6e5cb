// Runs, pushed records that wait to be read, and small settings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::state
{

struct Run {
    std::string id;      // "r-2026-11-22-0001"
    std::string trigger; // schedule, command, file, push, start
    model::Instant started{};
    std::optional<model::Instant> ended;
    std::string outcome;           // "" while running; done, held, failed, unreachable, interrupted
    model::Json summary = nullptr; // counts by kind, findings by severity, calls, held
};

struct PushedBatch {
    std::int64_t id = 0;
    std::string source;
    model::Instant received{};
    model::Json body = nullptr;
};

class RunStore
{
public:
    virtual ~RunStore() = default;

    // Chooses the id: the day (UTC) and a number within it.
    virtual Run begin_run(const std::string& trigger, model::Instant now) = 0;
    virtual void end_run(const Run& run) = 0;
    // Runs without an end, from a process that is gone, get the outcome "interrupted".
    virtual void close_interrupted(model::Instant now) = 0;
    virtual std::vector<Run> history(int most) = 0; // newest first
    virtual std::optional<Run> run(const std::string& id) = 0;

    // Durable on return.
    virtual std::int64_t push(const std::string& source, const model::Json& body,
                              model::Instant now) = 0;
    virtual std::vector<PushedBatch> pushed(const std::string& source) = 0; // oldest first
    virtual void drop_pushed(const std::string& source, std::int64_t up_to_id) = 0;

    virtual std::optional<std::string> setting(const std::string& name) = 0;
    virtual void set_setting(const std::string& name, const std::string& value) = 0;
};

} // namespace rosterd::state
