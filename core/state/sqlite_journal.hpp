// The journal and the holds in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

std::string hold_id(std::int64_t number);
std::int64_t hold_number(const std::string& id); // 0 for anything that is not "h-N"

class SqliteJournal final : public JournalStore
{
public:
    explicit SqliteJournal(Connection& connection) : db_{connection} {}

    std::vector<std::int64_t> begin(const std::string& run_id,
                                    std::span<const model::Operation> operations,
                                    model::Instant now) override;
    void end(std::span<const Ended> entries) override;
    std::vector<JournalEntry> unresolved() override;
    std::vector<JournalEntry> of_run(const std::string& run_id) override;
    std::vector<JournalEntry> of_employee(const std::string& employee_id) override;
    std::vector<JournalEntry> done_entries(model::Instant since) override;
    std::vector<model::DoneChange> done_since(model::Instant since,
                                              std::span<const model::OperationKind> kinds) override;
    void record_holds(model::Plan& plan, model::Instant now, Covers covers) override;
    std::vector<StoredHold> holds(bool open_only) override;
    std::optional<StoredHold> hold(const std::string& id) override;
    std::vector<SharingHold> sharing_with(const std::string& id) override;
    std::vector<HeldFor> held_for(const std::string& employee_id) override;
    bool decide_hold(const std::string& id, bool approve, const std::string& by,
                     const std::string& reason, model::Instant now) override;
    bool add_approval(const std::string& id, const Approver& approver) override;
    std::vector<std::string> expire_holds(model::Instant before) override;
    std::vector<std::string> approved_reads(const std::string& source) override;
    void drop_approved_reads(const std::string& source, model::Instant now) override;
    std::vector<std::string> approved_operations() override;
    std::vector<std::string> rejected_operations() override;

private:
    using Fingerprints = std::map<std::string, std::string>; // operation id -> fingerprint
    std::vector<model::Hold> by_rejection(const model::Hold& all, const Fingerprints& fingerprints);
    std::string open_hold(const model::Hold& hold, const model::Plan& plan, model::Instant now);
    void void_decisions(const model::Plan& plan);
    bool is_approved(const std::string& fingerprint);
    StoredHold stored_hold(std::int64_t number);

    Connection& db_;
};

} // namespace rosterd::state
