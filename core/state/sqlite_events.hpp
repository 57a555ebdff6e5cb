// Events in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteEvents final : public EventStore
{
public:
    explicit SqliteEvents(Connection& connection) : db_{connection} {}

    bool keep(const StoredEvent& event) override;
    std::vector<StoredEvent> open(int most) override;
    std::vector<StoredEvent> born_since(model::Instant since) override;
    std::int64_t count_open() override;
    void done(std::span<const std::string> ids, model::Instant now) override;
    int prune(model::Instant before) override;

private:
    Connection& db_;
};

} // namespace rosterd::state
