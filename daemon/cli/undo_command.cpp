// undo: the plan that takes a run back. It changes nothing by itself; `apply` carries it out.
#include <iostream>

#include "core/plan/rollout.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/output_file.hpp"
#include "daemon/cli/plan_output.hpp"
#include "daemon/cycle/undo.hpp"

namespace rosterd::cli
{

namespace
{

int refuse(const std::string& what, const std::string& hint)
{
    std::cerr << "rosterd: " << what << "\n    " << hint << "\n";
    return exit_usage;
}

// HR has not changed its mind: what is taken back comes again.
void warn(const UndoArguments& arguments, const model::Plan& plan)
{
    if (plan.empty()) {
        std::cerr << "rosterd: nothing of it is left to take back\n";
        return;
    }
    std::cerr << "rosterd: mend the roster, the matrix or the configuration first: as long as they "
                 "say the same, the next sync does it again\n    carry it out: rosterd apply "
              << (arguments.plan.out.empty() ? "FILE, from 'rosterd undo ... --out FILE'"
                                             : arguments.plan.out)
              << "\n";
}

} // namespace

int undo(const Globals& globals, const UndoArguments& arguments)
{
    cycle::UndoRequest request{arguments.run, instant_of(arguments.since), arguments.of};
    if (!arguments.since.empty() && !request.since) {
        return refuse("--since '" + arguments.since + "' is no day and no instant",
                      "write it like 2026-11-01 or 2026-11-01T09:00:00Z");
    }
    if (arguments.run.empty() && !request.since) {
        return refuse("what is to be taken back?",
                      "name a run ('rosterd history' lists them), or a time: --since 2026-11-01");
    }
    const auto work = [&](const config::Settings& settings, state::Store& store) -> int {
        if (!arguments.run.empty() && !store.runs().run(arguments.run)) {
            return refuse("there is no run " + arguments.run, "rosterd history lists them");
        }
        request.language = model::language_of(
            arguments.plan.language.empty() ? settings.language : arguments.plan.language);
        std::vector<std::string> sources;
        sources.reserve(settings.sources.size());
        for (const auto& source : settings.sources) {
            sources.push_back(source.name);
        }
        model::Plan plan = cycle::make_undo(store, sources, settings.policy, request, wall_clock());
        if (const auto given = give_plan(globals, arguments.plan, settings, store, plan); !given) {
            return complain(given.error());
        }
        warn(arguments, plan);
        if (plan::waits_for_approval(plan)) {
            return exit_held;
        }
        return plan.empty() ? exit_done : exit_changes;
    };
    return with_store(globals, state::Access::read, work);
}

} // namespace rosterd::cli
