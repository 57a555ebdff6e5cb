// The parser's side of what plans and sends: sync, plan, apply, run, undo, rollout, entitlements.
#include "daemon/cli/registration.hpp"

#include "daemon/cli/commands.hpp"

namespace rosterd::cli
{

namespace
{

void add_plan_output(CLI::App* sub, PlanArguments& arguments)
{
    sub->add_option("--out", arguments.out, "save the plan for 'rosterd apply'");
    sub->add_option("--format", arguments.format, "text, json, html or csv")
        ->check(CLI::IsMember({"text", "json", "html", "csv"}));
    sub->add_option("--lang", arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
}

void add_run(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static SyncArguments sync_arguments;
    CLI::App* sub = command(app, "sync", "One cycle: read the sources, plan, guard, apply, report",
                            "rosterd sync --config rosterd.yaml");
    sub->add_flag("--full", sync_arguments.full, "read all of DingTalk again before planning");
    sub->callback([&] { chosen = [&] { return sync(globals, sync_arguments); }; });

    static PlanArguments plan_arguments;
    sub = command(app, "plan", "What sync would do, without doing it",
                  "rosterd plan --format html > plan.html");
    add_plan_output(sub, plan_arguments);
    sub->add_flag("--full", plan_arguments.full, "read all of DingTalk again before planning");
    sub->callback([&] { chosen = [&] { return cli::plan(globals, plan_arguments); }; });

    static std::string plan_file;
    sub = command(app, "apply", "Exactly the saved plan; what no longer fits is skipped and named",
                  "rosterd plan --out monday.json && rosterd apply monday.json");
    sub->add_option("FILE", plan_file, "a plan saved by 'rosterd plan --out'")
        ->required()
        ->check(CLI::ExistingFile);
    sub->callback([&] { chosen = [&] { return cli::apply(globals, plan_file); }; });

    sub = command(app, "run", "The daemon, in the foreground; SIGTERM ends it, SIGHUP reloads",
                  "rosterd run --config /etc/rosterd/rosterd.yaml");
    sub->callback([&] { chosen = [&] { return serve(globals); }; });
}

void add_undo(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static UndoArguments arguments;
    CLI::App* sub =
        command(app, "undo", "The plan that takes a run back, for 'rosterd apply'",
                "rosterd undo r-2026-11-23-0001 --out undo.json && rosterd apply undo.json");
    sub->add_option("RUN", arguments.run, "as 'rosterd history' names it");
    sub->add_option("--of", arguments.of, "only of this employee id, userid or department");
    sub->add_option(
        "--since", arguments.since,
        "only what was done from a day (UTC) or an instant on; without RUN, of every run");
    add_plan_output(sub, arguments.plan);
    sub->callback([&] { chosen = [&] { return cli::undo(globals, arguments); }; });
}

void add_rollout(CLI::App& app, Globals& globals, Chosen& chosen)
{
    CLI::App* sub = command(app, "rollout", "How far the staged rollout is",
                            "rosterd rollout\n  rosterd rollout next");
    sub->callback([&] {
        if (!chosen) { // of `next`, whose callback came before
            chosen = [&] { return rollout(globals); };
        }
    });
    static std::string by;
    CLI::App* next = command(*sub, "next", "Starts the next ring", "rosterd rollout next");
    next->add_option("--by", by, "who decides (default: the account that calls)");
    next->callback([&] { chosen = [&] { return rollout_next(globals, by); }; });
}

void add_entitlements(CLI::App& app, Globals& globals, Chosen& chosen)
{
    CLI::App* sub = command(app, "entitlements", "The matrix of roles and attendance groups",
                            "rosterd entitlements diff proposed.yaml");
    sub->require_subcommand(1);
    static std::string other;
    CLI::App* diff = command(*sub, "diff", "Who gains and loses what if the matrix changed",
                             "rosterd entitlements diff proposed.yaml --json");
    diff->add_option("OTHER", other, "a configuration with the other policy.entitlements")
        ->required()
        ->check(CLI::ExistingFile);
    diff->callback([&] { chosen = [&] { return entitlements_diff(globals, other); }; });
}

} // namespace

void add_cycle_commands(CLI::App& app, Globals& globals, Chosen& chosen)
{
    add_run(app, globals, chosen);
    add_undo(app, globals, chosen);
    add_rollout(app, globals, chosen);
    add_entitlements(app, globals, chosen);
}

} // namespace rosterd::cli
