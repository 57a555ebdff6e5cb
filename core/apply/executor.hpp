// Carries a plan out: journal before the wire, bounded concurrency along the plan's prerequisites,
// what DingTalk answered into journal, mirror, links and audit. What to do next is decided by a
// small state machine without waiting; this class only moves its answers to the Directory and back.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/dingtalk/directory.hpp"
#include "core/model/plan.hpp"
#include "core/net/loop.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

struct ApplyOptions {
    std::string run_id;
    std::size_t concurrency = 32;
    std::function<std::uint32_t()> random; // for initial passwords
    bool verify_preconditions =
        false; // `apply FILE`: compare each object's present fields with `before`
    // Operations of a saved plan that nobody wants any more -> why: they are skipped.
    std::map<std::string, std::string> not_wanted{};
    // Also what was given up within the last hour for a missing permission is tried: somebody may
    // have set it, and looks on.
    bool tries_given_up = false;
    // Why an account may not be removed or disabled, as DingTalk has it now; empty: it may. Asked
    // where preconditions are verified; may be empty.
    std::function<std::string(const model::ObservedUser&)> spares{};
};

enum class OperationOutcome {
    done,
    invited,     // a creation: the account appears once the person agrees (40103)
    failed,      // refused or given up
    skipped,     // its precondition no longer holds; named in the message
    held,        // a guard keeps it back
    blocked,     // something it needs failed, was skipped or is held
    not_started, // the run was stopped, DingTalk could not be reached any more, or it refuses
                 // every operation of this kind
    no_effect,   // nothing changed: this DingTalk does not empty the field, or takes no text as
                 // long; remembered, so that the next plan says it in a finding and does not send
                 // it again
};

struct OperationReport {
    std::string operation_id;
    model::OperationKind kind{};
    std::string employee_id;
    std::string userid;
    OperationOutcome outcome = OperationOutcome::not_started;
    std::string code;
    std::string request_id;
    std::string message;
    model::Duration took{0};
};

// What was there before and is managed from this run on.
struct Adopted {
    std::vector<model::Adoption> accounts;
    std::vector<model::DepartmentAdoption> departments;
};

struct ApplyReport {
    Adopted adopted;
    std::vector<OperationReport> operations; // in the plan's order
    bool unreachable = false;                // ended early since DingTalk could not be reached
    std::map<OperationOutcome, std::int64_t> counts() const;
};

using Progress = std::function<void(const OperationReport&, std::size_t ended, std::size_t total)>;

class Executor
{
public:
    virtual ~Executor() = default;
    // First resolves what a former process left on the wire (journal state `sending`) by reading,
    // then carries the plan out. Calls `done` once.
    virtual void run(model::Plan plan, Progress progress,
                     std::function<void(ApplyReport)> done) = 0;
    // Only the first half: finds out what became of unresolved entries and records it. Answers how
    // many there were; an error if DingTalk could not be asked.
    virtual void
    resolve(std::function<void(tl::expected<std::size_t, dingtalk::ApiError>)> done) = 0;
    // Nothing new is started; what is on the wire is waited for.
    virtual void stop() = 0;
};

std::unique_ptr<Executor> make_executor(net::Loop& loop, dingtalk::Directory& directory,
                                        state::Store& store, ApplyOptions options);

} // namespace rosterd::apply
