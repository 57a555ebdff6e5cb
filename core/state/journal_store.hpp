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
    skipped, // not sent, since its precondition no longer held; or without effect
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

// Whoever let a hold pass.
struct Approver {
    std::string by;
    model::Instant at{};
    std::string reason;
};

struct StoredHold {
    model::Hold hold;                                // with its id
    std::map<std::string, std::string> fingerprints; // operation id -> fingerprint_of(operation)
    std::vector<model::Operation> operations;        // as they were when held
    std::string status;                              // open approved rejected gone expired
    model::Instant created{};
    std::optional<model::Instant> decided;
    std::string decided_by;
    std::string reason;
    std::vector<Approver> approvals; // since the last decision against it, oldest first
};

// What a hold that nobody has decided keeps back of one person.
struct HeldFor {
    std::string hold; // its id
    std::string guard;
    std::string status;
    model::Operation operation;
};

// Another hold with operations of one.
struct SharingHold {
    std::string hold; // its id
    std::string guard;
    std::string status;
    std::int64_t shared = 0;     // operations of both
    std::int64_t operations = 0; // of its own
    bool operator==(const SharingHold&) const = default;
};

// What a plan speaks for.
enum class Covers {
    everything, // that is to be done: what it lacks is wanted no more
    itself,     // a saved plan says nothing of other operations
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
    // What was done since then of these kinds, without what a person had approved and what does not
    // count for the guards: a removal after the grace period, and the helping updates of a swap or
    // a ring of managers. Rights given to an account that was made since then count as its making.
    virtual std::vector<model::DoneChange>
    done_since(model::Instant since, std::span<const model::OperationKind> kinds) = 0;

    // Open holds that a plan of everything no longer has become `gone`, and decisions about
    // operations that it lacks are void; one of itself ends only holds of which it has each
    // operation. Equal ones keep their id; new ones get one. What people rejected is no new hold:
    // it stands under the hold they rejected it in. Fills in the ids in `plan.held`.
    virtual void record_holds(model::Plan& plan, model::Instant now,
                              Covers covers = Covers::everything) = 0;
    virtual std::vector<StoredHold> holds(bool open_only) = 0;
    virtual std::optional<StoredHold> hold(const std::string& id) = 0;
    // Open and rejected ones that have operations of this one: whoever lets it pass lets these
    // operations pass. Oldest first.
    virtual std::vector<SharingHold> sharing_with(const std::string& id) = 0;
    // By index: however many operations are held. Oldest hold first.
    virtual std::vector<HeldFor> held_for(const std::string& employee_id) = 0;
    // A person may think again, as long as a plan still has the operations. False if no hold with
    // this id waits for this decision.
    virtual bool decide_hold(const std::string& id, bool approve, const std::string& by,
                             const std::string& reason, model::Instant now) = 0;
    // One of several people lets it pass; decide_hold() follows once they are enough. False if no
    // hold with this id waits for an approval, or if this person has approved it already.
    virtual bool add_approval(const std::string& id, const Approver& approver) = 0;
    // Holds that were opened before this and that nobody decided, and approvals from before this
    // that were not carried out: they are over, and what they held is asked about anew. Their ids.
    virtual std::vector<std::string> expire_holds(model::Instant before) = 0;
    // Holds without operations keep back a read: fact "read" of those of the source that people
    // approved.
    virtual std::vector<std::string> approved_reads(const std::string& source) = 0;
    // Another read of the source was accepted: approvals of its reads are over.
    virtual void drop_approved_reads(const std::string& source, model::Instant now) = 0;
    // Fingerprints of operations that people approved: the guards let exactly these pass.
    virtual std::vector<std::string> approved_operations() = 0;
    // ... and those they rejected: the guards keep exactly these back.
    virtual std::vector<std::string> rejected_operations() = 0;
};

} // namespace rosterd::state
