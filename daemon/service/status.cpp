#include "daemon/service/status.hpp"

#include <sstream>

#include "daemon/cycle/findings.hpp"
#include "daemon/cycle/hooks.hpp"
#include "daemon/cycle/limits.hpp"
#include "daemon/cycle/source_fault.hpp"

namespace rosterd::service
{

namespace
{

using model::Json;

Json sources_json(const config::Settings& settings, state::Store& store)
{
    Json list = Json::array();
    for (const config::SourceSettings& source : settings.sources) {
        const state::SourceState state = store.roster().source(source.name);
        const std::string told = cycle::hook_mark(store, source.name).substr(0, 24);
        const auto fault = cycle::fault_of(store, source.name);
        list.push_back({{"name", source.name},
                        {"connector", source.connector},
                        {"records", state.last_complete_records},
                        {"last_read", state.last_read == model::Instant{}
                                          ? Json{}
                                          : Json(model::to_string(state.last_read))},
                        {"told", told.empty() ? Json{} : Json(told)}, // and not read since
                        {"fault", fault ? fault->message : ""},
                        {"fault_hint", fault ? fault->hint : ""},
                        {"fault_since", fault ? Json(model::to_string(fault->since)) : Json{}}});
    }
    return list;
}

Json findings_json(state::Store& store)
{
    Json counts{{"error", 0}, {"warning", 0}, {"fixed", 0}};
    for (const model::Finding& finding : cycle::all_findings(store)) {
        Json& count = counts[std::string{model::to_string(finding.severity)}];
        count = count.get<std::int64_t>() + 1;
    }
    return counts;
}

// Of the calls that DingTalk meters.
Json quota_json(const config::Settings& settings, state::Store& store, model::Instant now)
{
    const auto use =
        cycle::quota_use(cycle::kept_standing(store), settings.dingtalk.monthly_calls, now);
    return {{"used", use.used},
            {"left", use.left},
            {"of", use.of},
            {"used_up", use.refused},
            {"month_ends_at", model::to_string(use.month_end)}};
}

std::string quota_line(const Json& quota)
{
    return "quota        " + quota["used"].dump() + " of " + quota["of"].dump() +
           " metered calls of this month made by rosterd" +
           (quota["used_up"] == true ? "; DingTalk says that it is USED UP" : "") + "\n";
}

// What sources are to be told of their people.
Json write_back_json(state::Store& store)
{
    Json list = Json::array();
    for (const state::Backlog& one : store.fields().backlogs()) {
        list.push_back({{"source", one.source},
                        {"field", one.field},
                        {"waiting", one.waiting},
                        {"failing", one.failing},
                        {"oldest", model::to_string(one.oldest)},
                        {"next_attempt", model::to_string(one.next)},
                        {"error", one.error}});
    }
    return list;
}

std::string write_back_lines(const Json& status)
{
    std::string out;
    for (const Json& one : status.value("write_back", Json::array())) {
        out += "write-back   " + one["waiting"].dump() + " " + one["field"].get<std::string>() +
               " waiting to be told to " + one["source"].get<std::string>() + ", since " +
               one["oldest"].get<std::string>() + "\n";
        if (one["failing"] != 0) {
            out += "             " + one["failing"].dump() +
                   " tried in vain: " + one["error"].get<std::string>() + "\n";
        }
    }
    return out;
}

std::string text_or(const Json& value, const char* otherwise)
{
    return value.is_string() ? value.get<std::string>() : otherwise;
}

std::string text_after(const char* before, const std::string& text)
{
    return text.empty() ? "" : before + text;
}

bool goes_on(const state::Run& run)
{
    return run.outcome.empty();
}

// Known, but not yet written down.
bool cut_off(const state::Run& run)
{
    return !run.ended && !goes_on(run);
}

// Of the last run; nothing where it found none.
std::string drift_line(const Json& status)
{
    const Json& run = status["last_run"];
    const Json summary = run.is_object() ? run["summary"] : Json{};
    const auto found = summary.is_object() ? summary.value("drift", Json::array()).size() : 0;
    return found == 0
               ? ""
               : "drift        " + std::to_string(found) + (found == 1 ? " field" : " fields") +
                     " changed by hand in DingTalk, found by the last run\n";
}

} // namespace

void mark_cut_off(const config::Settings& settings, state::Store& store,
                  std::vector<state::Run>& runs)
{
    for (state::Run& run : runs) {
        if (!goes_on(run) || state::in_use(settings.state_path)) {
            continue;
        }
        // It may have come to its end just before its process let go of the state.
        run = store.runs().run(run.id).value_or(run);
        if (goes_on(run)) {
            run.outcome = "interrupted";
        }
    }
}

Json status_json(const config::Settings& settings, state::Store& store, model::Instant now)
{
    auto runs = store.runs().history(1);
    mark_cut_off(settings, store, runs);
    const auto mirrored = store.mirror().completed_at();
    return {{"people", store.roster().count_present()},
            {"accounts", store.mirror().count_linked_accounts()},
            {"sources", sources_json(settings, store)},
            {"findings", findings_json(store)},
            {"holds", store.journal().holds(true).size()},
            {"invited", store.mirror().invitations().size()},
            {"unresolved", store.journal().unresolved().size()},
            {"write_back", write_back_json(store)},
            {"quota", quota_json(settings, store, now)},
            {"dingtalk_read_at", mirrored ? Json(model::to_string(*mirrored)) : Json{}},
            {"last_run", runs.empty() ? Json{} : run_json(runs.front())},
            {"schema", store.schema_version()}};
}

std::string status_text(const Json& status)
{
    std::ostringstream out;
    out << "people       " << status["people"] << " in the roster, " << status["accounts"]
        << " accounts are theirs\n";
    for (const Json& source : status["sources"]) {
        out << "source       " << source["name"].get<std::string>() << " ("
            << source["connector"].get<std::string>() << "), last read "
            << text_or(source["last_read"], "never") << "\n";
        if (const std::string fault = source.value("fault", ""); !fault.empty()) {
            out << "             FAILED: " << fault << "\n";
            out << "             broken since " << text_or(source["fault_since"], "the last read")
                << text_after("; ", source.value("fault_hint", "")) << "\n";
        }
    }
    const Json& findings = status["findings"];
    out << "findings     " << findings["error"] << " errors, " << findings["warning"]
        << " warnings, " << findings["fixed"] << " mended\n"
        << "holds        " << status["holds"] << " open\n"
        << "invited      " << status["invited"] << " people who have yet to agree in DingTalk\n"
        << "journal      " << status["unresolved"] << " operations with an unknown outcome\n"
        << "DingTalk     read in full " << text_or(status["dingtalk_read_at"], "never") << "\n"
        << quota_line(status["quota"]) << drift_line(status) << write_back_lines(status)
        << "last run     "
        << (status["last_run"].is_null() ? "none so far"
                                         : status["last_run"]["line"].get<std::string>())
        << "\n";
    return out.str();
}

Json hold_json(const state::StoredHold& stored, const model::Approval& rules)
{
    Json json = stored.hold;
    json["status"] = stored.status;
    json["created_at"] = model::to_string(stored.created);
    json["decided_by"] = stored.decided_by;
    json["reason"] = stored.reason;
    json["held_operations"] = stored.operations;
    json["approvals"] = Json::array();
    for (const state::Approver& one : stored.approvals) {
        json["approvals"].push_back(
            {{"by", one.by}, {"at", model::to_string(one.at)}, {"reason", one.reason}});
    }
    json["approvals_needed"] = rules.people;
    return json;
}

Json approval_json(const cycle::Answer& answer)
{
    Json also = Json::array();
    for (const state::SharingHold& one : answer.also) {
        also.push_back({{"hold", one.hold},
                        {"guard", one.guard},
                        {"status", one.status},
                        {"shared", one.shared},
                        {"operations", one.operations}});
    }
    return {{"approvals", answer.approvals},
            {"approvals_needed", answer.needed},
            {"also", std::move(also)}};
}

Json run_json(const state::Run& run)
{
    return {{"run", run.id},
            {"trigger", run.trigger},
            {"started_at", model::to_string(run.started)},
            {"ended_at", run.ended ? Json(model::to_string(*run.ended)) : Json{}},
            {"outcome", run.outcome.empty() ? "running" : run.outcome},
            {"summary", run.summary},
            {"line", run_line(run)}};
}

std::string run_line(const state::Run& run)
{
    std::string line = run.id + "  " + model::to_string(run.started).substr(0, 19) + "Z  " +
                       (run.outcome.empty() ? "running" : run.outcome) + "  (" + run.trigger + ")";
    if (run.summary.is_object()) {
        const Json operations = run.summary.value("operations", Json::object());
        for (const auto& [kind, count] : operations.items()) {
            line += "  " + kind + " " + count.dump();
        }
        if (const auto adopted = run.summary.value("adopted", std::int64_t{0}); adopted > 0) {
            line += "  user.adopt " + std::to_string(adopted);
        }
        for (const char* reason : {"unreachable", "error"}) {
            if (const std::string why = run.summary.value(reason, ""); !why.empty()) {
                line += "  " + why;
            }
        }
    }
    if (cut_off(run)) {
        line += "  cut off: its process is gone; the next run finds out what became of it";
    }
    return line;
}

} // namespace rosterd::service
