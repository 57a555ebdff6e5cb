// The parser's side of what asks and decides about the state.
#include "daemon/cli/registration.hpp"

#include "daemon/cli/commands.hpp"

namespace rosterd::cli
{

namespace
{

void add_decide(CLI::App& app, Globals& globals, Chosen& chosen, bool approve)
{
    static DecideArguments arguments;
    CLI::App* sub =
        approve ? command(app, "approve", "Let exactly the operations of a hold pass",
                          "rosterd approve h-7 --reason \"shop closed, 41 leavers confirmed\"")
                : command(app, "reject", "Keep the operations of a hold back for good",
                          "rosterd reject h-7 --reason \"the export was cut short\"");
    sub->add_option("ID", arguments.id, "of the hold, see 'rosterd holds'")->required();
    sub->add_option("--by", arguments.by, "who decides (default: the account that calls)");
    sub->add_option("--reason", arguments.reason, "why; stands in the audit trail");
    sub->callback([&globals, &chosen, approve] {
        chosen = [&globals, approve] { return decide(globals, arguments, approve); };
    });
}

void add_holds_and_health(CLI::App& app, Globals& globals, Chosen& chosen)
{
    command(app, "findings", "What is wrong with records, and what to write instead",
            "rosterd findings --json")
        ->callback([&] { chosen = [&] { return findings(globals); }; });

    static HoldsArguments holds_arguments;
    CLI::App* sub = command(app, "holds", "Operations that a guard keeps back", "rosterd holds");
    sub->add_flag("--all", holds_arguments.all, "decided ones too");
    sub->add_option("--lang", holds_arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    sub->callback([&] { chosen = [&] { return holds(globals, holds_arguments); }; });
    add_decide(app, globals, chosen, true);
    add_decide(app, globals, chosen, false);

    command(app, "status", "Health: last run, findings, holds, sources", "rosterd status --json")
        ->callback([&] { chosen = [&] { return status(globals); }; });

    static HistoryArguments history_arguments;
    sub = command(app, "history", "The last runs; what one did; why an account is as it is",
                  "rosterd history --most 5; rosterd history r-2026-11-23-0001; "
                  "rosterd history --of E1042");
    auto* run = sub->add_option("RUN", history_arguments.run, "what this run did");
    sub->add_option("--of", history_arguments.of,
                    "everything done to this employee id, userid or department: created, adopted, "
                    "changed")
        ->excludes(run);
    sub->add_option("--most", history_arguments.most, "how many runs")->check(CLI::Range(1, 10000));
    sub->callback([&] { chosen = [&] { return history(globals, history_arguments); }; });
}

void add_audit(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static AuditArguments arguments;
    static std::string mark;
    CLI::App* list = command(app, "audit", "The audit trail: who did what to whom; is it whole?",
                             "rosterd audit --of E1042 --since 2026-11-01 --json\n"
                             "  rosterd audit verify");
    list->add_option("--run", arguments.run, "of this run");
    list->add_option("--of", arguments.of, "about this employee id, userid or department");
    list->add_option("--since", arguments.since,
                     "from a day (UTC) or an instant on: 2026-11-01, 2026-11-01T09:00:00Z");
    list->add_option("--most", arguments.most, "how many, the newest")
        ->check(CLI::Range(1, 100'000'000));
    list->callback([&] {
        if (!chosen) { // of `verify`, whose callback came before
            chosen = [&] { return audit(globals, arguments); };
        }
    });
    CLI::App* verify = command(*list, "verify", "Names the first entry that was touched",
                               "rosterd audit verify --mark 1042:9f86d081...");
    verify->add_option("--mark", mark,
                       "what an earlier verify, or a run.ended of the log, gave: proves that "
                       "nothing up to it was rewritten");
    verify->callback([&] { chosen = [&] { return audit_verify(globals, mark); }; });
}

void add_link(CLI::App& app, Globals& globals, Chosen& chosen, bool link)
{
    static LinkArguments arguments;
    CLI::App* sub = link ? command(app, "link", "Says whose account, or which department, this is",
                                   "rosterd link E1042 zhang.san --reason \"asked her\"\n"
                                   "  rosterd link --department 零售/旺角店 4711")
                         : command(app, "unlink", "Says that the account is not this person's",
                                   "rosterd unlink E1042 --reason \"a namesake\"");
    sub->add_option("EMPLOYEE_ID", arguments.who, "of the person; or HR's path or id of one")
        ->required();
    if (link) {
        sub->add_option("USERID", arguments.what, "of the account; or the dept_id")->required();
        sub->add_flag("--department", arguments.department, "HR's path or id, and a dept_id");
    }
    sub->add_option("--source", arguments.source, "where several have this employee id");
    sub->add_option("--by", arguments.by, "who says so (default: the account that calls)");
    sub->add_option("--reason", arguments.reason, "why; stands in the audit trail");
    sub->callback([&globals, &chosen, link] {
        chosen = [&globals, link] {
            return link ? cli::link(globals, arguments) : cli::unlink(globals, arguments);
        };
    });
}

void add_explain(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static ExplainArguments arguments;
    CLI::App* sub = command(app, "explain", "Why this account is as it is, and what comes next",
                            "rosterd explain E1042; rosterd explain E1042 --at 2026-12-31");
    sub->add_option("EMPLOYEE_ID", arguments.who, "an employee id, or a userid")->required();
    sub->add_option("--at", arguments.at,
                    "a day (UTC) or an instant: later, what comes until then; earlier, what had "
                    "been done by then");
    sub->add_option("--lang", arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    sub->callback([&] { chosen = [&] { return explain(globals, arguments); }; });
}

void add_backup(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static std::string backup_file;
    CLI::App* sub = command(app, "backup", "A consistent copy of the state, while the daemon runs",
                            "rosterd backup /var/backups/rosterd.db");
    sub->add_option("FILE", backup_file, "where to")->required();
    sub->callback([&] { chosen = [&] { return backup(globals, backup_file); }; });
}

} // namespace

void add_state_commands(CLI::App& app, Globals& globals, Chosen& chosen)
{
    add_holds_and_health(app, globals, chosen);
    add_audit(app, globals, chosen);
    add_link(app, globals, chosen, true);
    add_link(app, globals, chosen, false);
    add_explain(app, globals, chosen);
    add_backup(app, globals, chosen);
}

} // namespace rosterd::cli
