// The durable record of every operation, written before it is sent; and who let what pass.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::state
{

enum class JournalState {
    sending, // on the wire, or was when the process ended: the outcome is unknown
    done,    // DingTalk has it
    failed,  // DingTalk refused it, or it was given up; see message
    skipped, // never sent: its precondition no longer held
};

struct JournalEntry {
    std::int64_t id = 0;
    std::string run_id;
    model::Operation operation;
    JournalState state = JournalState::sending;
    model::Instant started{};
    std::optional<model::Instant> ended;
    int attempts = 1;
    std::string code;       // DingTalk's errcode or code; empty if none
    std::string request_id; // DingTalk's; empty if none
    std::string message;
};

struct Ended {
    std::int64_t id = 0;
    JournalState state = JournalState::done;
    model::Instant at{};
    int attempts = 1;
    std::string code;
    std::string request_id;
    std::string message;
};

struct StoredHold {
    model::Hold hold;                                // with its id
    std::map<std::string, std::string> fingerprints; // operation id -> fingerprint_of(operation)
    std::vector<model::Operation> operations;        // as they were when held
    std::string status;                              // open approved rejected gone
    model::Instant created{};
    std::optional<model::Instant> decided;
    std::string decided_by;
    std::string reason;
};

class JournalStore
{
public:
    virtual ~JournalStore() = default;

    // Durable (fsync) on return: called before anything is sent. Answers the entries' ids in order.
    virtual std::vector<std::int64_t> begin(const std::string& run_id,
                                            std::span<const model::Operation> operations,
                                            model::Instant now) = 0;
    virtual void end(std::span<const Ended> entries) = 0;
    // Entries in state sending, oldest first: to be resolved by reading before anything new is
    // sent.
    virtual std::vector<JournalEntry> unresolved() = 0;
    virtual std::vector<JournalEntry> of_run(const std::string& run_id) = 0;
    virtual std::vector<JournalEntry> of_employee(const std::string& employee_id) = 0;
    virtual std::vector<JournalEntry> done_entries(model::Instant since) = 0; // ended since then
    // Operations done since then, by kind; without those that do not count for the guards: a
    // removal after the grace period, and the helping updates of a swap or a ring of managers.
    virtual std::map<model::OperationKind, std::int64_t> done_since(model::Instant since) = 0;

    // Open holds that this plan no longer has become `gone`; equal ones keep their id; new ones get
    // one. What people rejected is no new hold: it stands under the hold they rejected it in. Fills
    // in the ids in `plan.held`.
    virtual void record_holds(model::Plan& plan, model::Instant now) = 0;
    virtual std::vector<StoredHold> holds(bool open_only) = 0;
    virtual std::optional<StoredHold> hold(const std::string& id) = 0;
    // A person may think again, as long as a plan still has the operations. False if no hold with
    // this id waits for this decision.
    virtual bool decide_hold(const std::string& id, bool approve, const std::string& by,
                             const std::string& reason, model::Instant now) = 0;
    // Fingerprints of operations that people approved: the guards let exactly these pass.
    virtual std::vector<std::string> approved_operations() = 0;
    // ... and those they rejected: the guards keep exactly these back.
    virtual std::vector<std::string> rejected_operations() = 0;
};

} // namespace rosterd::state
