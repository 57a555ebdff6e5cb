// Runs, pushed batches and settings in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteRuns final : public RunStore
{
public:
    explicit SqliteRuns(Connection& connection) : db_{connection} {}

    Run begin_run(const std::string& trigger, model::Instant now) override;
    void end_run(const Run& run) override;
    void close_interrupted(model::Instant now) override;
    std::vector<Run> history(int most) override;
    std::optional<Run> run(const std::string& id) override;
    std::int64_t push(const std::string& source, const model::Json& body,
                      model::Instant now) override;
    std::vector<PushedBatch> pushed(const std::string& source) override;
    void drop_pushed(const std::string& source, std::int64_t up_to_id) override;
    std::optional<std::string> setting(const std::string& name) override;
    void set_setting(const std::string& name, const std::string& value) override;

private:
    Connection& db_;
};

} // namespace rosterd::state
