// The audit trail in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteAudit final : public AuditStore
{
public:
    explicit SqliteAudit(Connection& connection) : db_{connection} {}

    void append(const AuditEntry& entry) override;
    std::vector<AuditEntry> find(const AuditFilter& filter) override;
    AuditMark mark() override;
    AuditCheck check(const std::optional<AuditMark>& expected) override;

private:
    Connection& db_;
};

// Seals what versions before the seals have written. Once in the life of a file.
void seal_older_entries(Connection& connection);

} // namespace rosterd::state
