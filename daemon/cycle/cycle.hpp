// One run: read, observe, plan, guard, apply, report - in that order, in one place.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/apply/executor.hpp"
#include "core/dingtalk/client.hpp"
#include "core/dingtalk/directory.hpp"
#include "core/dingtalk/event_backlog.hpp"
#include "core/model/plan.hpp"
#include "core/model/policy.hpp"
#include "core/net/loop.hpp"
#include "core/state/store.hpp"
#include "daemon/cycle/pulse.hpp"
#include "daemon/cycle/read.hpp"
#include "daemon/cycle/stop.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::cycle
{

// Everything a run works with, made by whoever composes the program. References outlive the cycle.
struct Surroundings {
    std::vector<Source>& sources;
    state::Store& store;
    net::Loop& loop;
    std::function<void()> run_loop;  // runs the loop until it was stopped or has nothing left to do
    std::function<void()> stop_loop; // makes run_loop return
    dingtalk::Directory& directory;
    std::function<void()> stop_calls; // those that only wait to be sent end at once, unsent
    log::Log& log;
    model::Policy policy;
    Stop& stop;                                     // ends the run early
    Pulse& pulse;                                   // shows that it goes on
    std::function<std::uint32_t()> random;          // for initial passwords
    dingtalk::EventBacklog* backlog = nullptr;      // what pull_events asks
    model::Language language = model::Language::en; // of the findings
    dingtalk::Client* client = nullptr; // whose calls are counted, and what it learned kept
};

struct Request {
    bool full = false;        // read everything again, DingTalk included
    bool apply = true;        // false: stop after the plan
    bool read_sources = true; // false: by what is known of HR, at once
    bool pull_events = false; // fetch first what DingTalk could not deliver
    std::string trigger = "command";
    std::optional<model::Plan> saved; // apply exactly this plan instead of making one
    apply::Progress progress;         // may be empty
    std::function<void(const std::string& run_id)> begun; // may be empty
};

enum class Outcome {
    done,        // nothing left to do
    held,        // a guard keeps something back
    failed,      // some operations failed, the rest is done
    interrupted, // on request, before everything was sent
    unreachable, // a source or DingTalk could not be reached
};

// A field of one of our accounts or departments that somebody changed in DingTalk.
struct Drift {
    std::string source;
    std::string employee_id;
    std::string userid;
    std::string field; // DingTalk's name; "userid", "dept_id" where account or department is gone
    model::Json was = nullptr;  // as rosterd knew it
    model::Json now = nullptr;  // as DingTalk has it
    model::Json says = nullptr; // HR; null where HR does not state this field, which then stays
    std::string operation;      // that puts it right; empty if none does
    std::string department{};   // its key; empty for accounts
    model::FieldOwner owner = model::FieldOwner::hr; // of this field
};

// What a source was told of its people in this run.
struct WrittenBack {
    std::string source;
    std::int64_t people = 0;  // told
    std::int64_t put_off = 0; // people of whom it could not be told
    std::string error{};      // why not, the first time
};

// What a run learned about DingTalk's being there; one in which nothing changed asks nothing.
enum class Contact { none, answered, unreachable };

struct Report {
    std::string run_id; // empty where nothing was to be applied
    Outcome outcome = Outcome::done;
    std::vector<SourceReport> sources;
    std::vector<Drift> drift; // found by this run's reads
    model::Plan plan;
    std::map<std::string, std::string> not_wanted; // of a saved plan: id -> why it is skipped
    std::set<std::string> held_anew; // ids of the operations of holds that this run opened
    apply::ApplyReport applied;
    std::map<std::string, dingtalk::CallCount> calls;          // of the whole run, by path
    std::map<std::string, dingtalk::CallCount> calls_to_apply; // of these, to carry the plan out
    bool interrupted = false; // a stop was asked for and left something undone
    Contact dingtalk = Contact::none;
    std::string unreachable;           // what could not be reached or read, and why
    std::optional<model::Instant> due; // when time alone will change something
    std::vector<WrittenBack> written_back;
    std::optional<model::Instant> write_back_at; // when a source is to be told again
    model::Duration took{0};
    state::AuditMark audit; // of the trail when the run ended
};

Report run(Surroundings& surroundings, const Request& request);

std::string_view to_string(Outcome outcome);

} // namespace rosterd::cycle
