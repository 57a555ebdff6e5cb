// sync, plan, apply: the commands that turn the crank once.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <unistd.h>

#include "core/dingtalk/explain.hpp"
#include "core/model/paths.hpp"
#include "core/plan/guard_texts.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/rollout.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/interruption.hpp"
#include "daemon/cli/output_file.hpp"
#include "daemon/cli/plan_output.hpp"
#include "daemon/cli/progress.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/report.hpp"
#include "daemon/service/daemon.hpp"

namespace rosterd::cli
{

namespace
{

int exit_of(const cycle::Report& report)
{
    switch (report.outcome) {
    case cycle::Outcome::done:
        return exit_done;
    case cycle::Outcome::held:
        return exit_held;
    case cycle::Outcome::failed:
    case cycle::Outcome::interrupted: // part is done, as after failures: run it again
        return exit_failed;
    case cycle::Outcome::unreachable:
        return exit_unreachable;
    }
    return exit_defect;
}

model::Json operations_json(const cycle::Report& report, model::Language language)
{
    model::Json out = model::Json::array();
    for (const apply::OperationReport& one : report.applied.operations) {
        const bool refused = !one.code.empty();
        const auto meaning = dingtalk::explain(one.code, language);
        out.push_back({{"id", one.operation_id},
                       {"kind", model::to_string(one.kind)},
                       {"employee_id", one.employee_id},
                       {"userid", one.userid},
                       {"outcome", cycle::name_of(one.outcome)},
                       {"errcode", one.code},
                       {"request_id", one.request_id},
                       {"sentence", refused ? meaning.sentence : ""},
                       {"advice", refused ? meaning.advice : ""},
                       {"message", one.message}});
    }
    return out;
}

model::Json report_json(const cycle::Report& report, model::Language language)
{
    model::Json json = cycle::summary_of(report);
    json["run"] = report.run_id;
    json["outcome"] = cycle::to_string(report.outcome);
    json["summary"] = json["operations"];
    json["operations"] = operations_json(report, language);
    json["findings"] = report.plan.findings;
    json["held"] = report.plan.held;
    return json;
}

// What a person wants to know after a run; the last line is the summary.
void print_report(const cycle::Report& report, model::Language language)
{
    for (const cycle::SourceReport& source : report.sources) {
        std::cout << "source " << source.name << ": "
                  << (source.ok ? source.notes : source.error.message);
        if (source.quarantined > 0) {
            std::cout << "; " << source.quarantined
                      << " records wait in quarantine (rosterd findings)";
        }
        std::cout << "\n";
    }
    int shown = 0;
    for (const apply::OperationReport& one : report.applied.operations) {
        const bool bad = one.outcome == apply::OperationOutcome::failed ||
                         one.outcome == apply::OperationOutcome::skipped ||
                         one.outcome == apply::OperationOutcome::no_effect;
        const bool but_for = one.outcome == apply::OperationOutcome::done && !one.message.empty();
        if ((bad || but_for) && ++shown <= 20) {
            std::cout << cycle::name_of(one.outcome) << " " << one.operation_id << ": "
                      << (one.code.empty() ? "" : one.code + " ")
                      << dingtalk::told(one.code, one.message, one.request_id, language) << "\n";
            if (!one.code.empty()) {
                std::cout << "    " << dingtalk::explain(one.code, language).advice << "\n";
            }
        }
    }
    for (const model::Hold& hold : report.plan.held) {
        if (hold.guard == "rollout") {
            std::cout << "rollout: " << plan::explanation_of(hold, language)
                      << "; look: rosterd plan; go on: rosterd rollout next\n";
            continue;
        }
        std::cout << "held " << hold.id << " (" << hold.guard
                  << "): " << plan::told_of(hold, language)
                  << "; look: rosterd holds; let pass: rosterd approve " << hold.id << "\n";
    }
    std::cout << (report.run_id.empty() ? "" : report.run_id + ": ") << cycle::sentence_of(report)
              << "\n";
}

using Show = std::function<int(Company&, const cycle::Report&)>;

// A hold that the daemon has not met yet has no number: the copy's would be another's.
void forget_holds_of_copy(cycle::Report& report, const std::vector<std::string>& open)
{
    for (model::Hold& hold : report.plan.held) {
        if (std::ranges::find(open, hold.id) == open.end()) {
            hold.id = "h-?";
        }
    }
}

int run_in(Company& company, const Globals& globals, cycle::Request request,
           Interruption& interruption, const Show& show)
{
    const bool terminal = isatty(STDERR_FILENO) != 0;
    const auto log = make_log(globals, request.apply && terminal);
    cycle::Report report;
    {
        Progress progress{terminal && !globals.json};
        request.progress = [&](const apply::OperationReport& operation, std::size_t ended,
                               std::size_t total) { progress(operation, ended, total); };
        const Interruption::Heed heed{interruption, [&] { company.stop.ask(); }};
        company.store->runs().close_interrupted(company.loop->now());
        auto surroundings = company.surroundings(*log);
        report = cycle::run(surroundings, request);
    }
    return show(company, report);
}

int look_beside(const Globals& globals, const config::Settings& settings, cycle::Request request,
                Interruption& interruption, const Show& show)
{
    auto beside = make_company_beside(settings, "rosterd " + request.trigger);
    if (!beside) {
        return complain(beside.error());
    }
    return run_in(*beside->company, globals, std::move(request), interruption,
                  [&](Company& company, cycle::Report report) {
                      forget_holds_of_copy(report, beside->open_holds);
                      return show(company, report);
                  });
}

int run_cycle(const Globals& globals, const config::Settings& settings, cycle::Request request,
              const Show& show)
{
    Interruption interruption{request.apply}; // a plan changes nothing: it may simply end
    auto company = make_company(settings, state::Access::write, "rosterd " + request.trigger);
    if (company) {
        return run_in(**company, globals, std::move(request), interruption, show);
    }
    const bool in_use = company.error().kind == model::ErrorKind::conflict;
    return in_use && !request.apply
               ? look_beside(globals, settings, std::move(request), interruption, show)
               : complain(company.error());
}

int show_run(const Globals& globals, const Company& company, const cycle::Report& report)
{
    const auto language = model::language_of(company.settings.language);
    if (globals.json) {
        print_json(report_json(report, language));
    } else {
        print_report(report, language);
    }
    return exit_of(report);
}

int show_plan(const Globals& globals, const PlanArguments& arguments, Company& company,
              const cycle::Report& report)
{
    if (report.outcome == cycle::Outcome::unreachable && report.plan.fingerprint.empty()) {
        std::cerr << "rosterd: " << report.unreachable << "\n";
        return exit_unreachable;
    }
    if (const auto given =
            give_plan(globals, arguments, company.settings, *company.store, report.plan);
        !given) {
        return complain(given.error());
    }
    if (report.outcome == cycle::Outcome::unreachable) {
        std::cerr << "rosterd: " << report.unreachable << "\n";
        return exit_unreachable;
    }
    if (plan::waits_for_approval(report.plan)) {
        return exit_held;
    }
    return report.plan.empty() ? exit_done : exit_changes;
}

} // namespace

int sync(const Globals& globals, const SyncArguments& arguments)
{
    return with_settings(globals, [&](const config::Settings& settings) {
        cycle::Request request;
        request.full = arguments.full;
        request.trigger = "sync";
        return run_cycle(globals, settings, std::move(request),
                         [&](Company& company, const cycle::Report& report) {
                             return show_run(globals, company, report);
                         });
    });
}

int plan(const Globals& globals, const PlanArguments& arguments)
{
    if (const auto free = may_write(arguments.out, "\"plan\""); !arguments.out.empty() && !free) {
        return complain(free.error());
    }
    return with_settings(globals, [&](const config::Settings& settings) {
        cycle::Request request;
        request.full = arguments.full;
        request.apply = false;
        request.trigger = "plan";
        return run_cycle(globals, settings, std::move(request),
                         [&](Company& company, const cycle::Report& report) {
                             return show_plan(globals, arguments, company, report);
                         });
    });
}

int apply(const Globals& globals, const std::string& file)
{
    std::error_code ignored;
    cycle::Request request;
    request.trigger = "apply";
    try {
        if (!std::filesystem::is_regular_file(file, ignored)) {
            throw std::invalid_argument{file};
        }
        std::ifstream in{file, std::ios::binary};
        request.saved = model::plan_from_json(model::Json::parse(in));
    } catch (const std::exception&) {
        std::cerr << "rosterd: " << file << " is not a saved plan, or was cut off"
                  << "\n    make one: rosterd plan --out FILE\n";
        return exit_usage;
    }
    if (plan::fingerprint_of(*request.saved) != request.saved->fingerprint) {
        std::cerr << "rosterd: " << file << " was changed after it was saved\n    make it anew: "
                  << "rosterd plan --out " << file << "\n";
        return exit_usage;
    }
    return with_settings(globals, [&](const config::Settings& settings) {
        return run_cycle(globals, settings, std::move(request),
                         [&](Company& company, const cycle::Report& report) {
                             return show_run(globals, company, report);
                         });
    });
}

int serve(const Globals& globals)
{
    return with_settings(globals, [&](const config::Settings& settings) {
        const auto log = make_log(globals, false);
        return service::run_daemon(settings, *log);
    });
}

} // namespace rosterd::cli
