#include "daemon/cli/cli.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <poll.h>
#include <unistd.h>

#include "core/ingest/phone.hpp"
#include "core/model/nearest.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/registration.hpp"
#include "daemon/sandbox/command.hpp"

namespace rosterd::cli
{

namespace
{

std::string region_fault(const std::string& letters)
{
    return ingest::is_region(letters)
               ? ""
               : "'" + letters + "' names no country or region; its two letters: CN, HK, TW, ...";
}

void add_plan_output(CLI::App* sub, PlanArguments& arguments)
{
    sub->add_option("--out", arguments.out, "save the plan for 'rosterd apply'");
    sub->add_option("--format", arguments.format, "text, json, html or csv")
        ->check(CLI::IsMember({"text", "json", "html", "csv"}));
    sub->add_option("--lang", arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
}

void add_cycle_commands(CLI::App& app, Globals& globals, Chosen& chosen)
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

void add_file_commands(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static CheckArguments check_arguments;
    CLI::App* sub =
        command(app, "check",
                "Configuration, credentials, reachability; with a file: its findings, row by row",
                "rosterd check roster.xlsx --region HK --annotate roster-findings.csv");
    sub->add_option("FILE", check_arguments.file, "a CSV or XLSX file")->check(CLI::ExistingFile);
    sub->add_option(
           "--region", check_arguments.region,
           "where the company is registered: CN, HK, ... (default: as configured, else CN)")
        ->check(CLI::Validator{region_fault, "REGION"});
    sub->add_option("--lang", check_arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    sub->add_option("--encoding", check_arguments.encoding, "of a CSV file; detected if not given");
    sub->add_option("--annotate", check_arguments.annotate,
                    "write a copy of the file with a findings column (CSV)");
    sub->callback([&] { chosen = [&] { return check(globals, check_arguments); }; });

    static TemplateArguments template_arguments;
    sub = command(app, "template", "An empty import template",
                  "rosterd template --lang zh-TW --format xlsx --out template.xlsx");
    sub->add_option("--lang", template_arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    sub->add_option("--format", template_arguments.format, "csv or xlsx")
        ->check(CLI::IsMember({"csv", "xlsx"}));
    sub->add_option("--out", template_arguments.out, "a file instead of standard output");
    sub->callback([&] { chosen = [&] { return make_template(globals, template_arguments); }; });

    static std::string backup_file;
    sub = command(app, "backup", "A consistent copy of the state, while the daemon runs",
                  "rosterd backup /var/backups/rosterd.db");
    sub->add_option("FILE", backup_file, "where to")->required();
    sub->callback([&] { chosen = [&] { return backup(globals, backup_file); }; });
}

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

void add_state_commands(CLI::App& app, Globals& globals, Chosen& chosen)
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

void add_explain_code(CLI::App& app, Globals& globals, Chosen& chosen)
{
    static ExplainCodeArguments arguments;
    CLI::App* sub =
        command(app, "explain-code", "What one of DingTalk's error codes means, and what to do",
                "rosterd explain-code 60104 --lang zh-TW; "
                "rosterd explain-code InvalidAuthentication; "
                "rosterd explain-code 88 60011");
    sub->add_option("CODE", arguments.code, "errcode, or the new style's code");
    sub->add_option("SUB_CODE", arguments.sub_code, "what came with errcode 88");
    // Otherwise the parser would take this code for an option.
    sub->add_flag_callback("-1", [] { arguments.code = "-1"; })->group("");
    sub->add_option("--lang", arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    sub->callback([&] {
        if (arguments.code.empty()) {
            throw CLI::RequiredError("CODE");
        }
        chosen = [&] { return explain_code(globals, arguments); };
    });
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

void add_sandbox(CLI::App& app, Chosen& chosen)
{
    static sandbox::SandboxOptions options;
    static std::string secret_file;
    CLI::App* sub = command(app, "sandbox", "A DingTalk Open API on this machine, for rehearsal",
                            "rosterd sandbox --port 9090 --org company.json");
    sub->add_option("--port", options.port, "0: any free one");
    sub->add_option("--address", options.address, "where to listen")->capture_default_str();
    sub->add_option("--tls", options.tls_file,
                    "speak TLS, and write the certificate to this file; others trust it by "
                    "SSL_CERT_FILE (rosterd), NODE_EXTRA_CA_CERTS (Node.js) or --cacert (curl)");
    sub->add_option("--org", options.org_file, "a file that keeps the organisation");
    sub->add_option("--seed", options.seed_file,
                    "people to start with: a roster (CSV, .xlsx), or JSON");
    sub->add_option("--company", options.company, "name of a new company");
    sub->add_option("--latency", options.rules.latency_ms, "milliseconds added to every answer")
        ->check(CLI::NonNegativeNumber);
    sub->add_option("--region", options.rules.region,
                    "where the company is registered: CN, HK, ...")
        ->check(CLI::Validator{region_fault, "REGION"})
        ->capture_default_str();
    sub->add_option("--qps", options.rules.qps, "calls a second per API; 0: no limit at all")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    sub->add_option("--app-key", options.rules.app_key, "the only one accepted; default: any");
    sub->add_option("--app-secret-file", secret_file,
                    "a file with the only secret accepted; default: any")
        ->check(CLI::ExistingFile);
    static std::vector<std::string> rules;
    sub->add_option("--rule", rules,
                    "NAME=VALUE, one of those GET /sandbox/rules tells: what editions differ in");
    sub->callback([&] {
        for (const auto& rule : rules) {
            const auto equals = std::min(rule.find('='), rule.size());
            const auto value = equals == rule.size() ? "" : rule.substr(equals + 1);
            const auto set = sandbox::set_rule(options.rules, rule.substr(0, equals), value);
            if (!set) {
                throw CLI::ValidationError("--rule", set.error().message + "; " + set.error().hint);
            }
        }
        chosen = [] {
            if (!secret_file.empty()) {
                std::ifstream{secret_file} >> options.rules.app_secret;
            }
            return sandbox::run_sandbox(options);
        };
    });
}

// The parser only misses a command; a person wants to hear about the word that was meant as one.
bool unknown_command(const CLI::App& app, int argc, char** argv)
{
    std::vector<std::string> names;
    for (const CLI::App* sub : app.get_subcommands({})) {
        names.push_back(sub->get_name());
    }
    const std::vector<std::string_view> known{names.begin(), names.end()};
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--config" || word == "--log-level") {
            ++i;
        } else if (!word.starts_with('-')) {
            if (std::ranges::find(known, word) != known.end()) {
                return false;
            }
            const std::string near = model::nearest(word, known);
            std::cerr << "rosterd: there is no command '" << word << "'"
                      << (near.empty() ? "" : "; did you mean '" + near + "'?")
                      << "\n    rosterd --help lists them\n";
            return true;
        }
    }
    return false;
}

// Half a document with a good status would mislead a script. A reader who went away wants no more.
bool is_heard(std::ostream& out)
{
    out.flush();
    pollfd peer{STDOUT_FILENO, POLLOUT, 0};
    if (out.good() || (poll(&peer, 1, 0) == 1 && (peer.revents & POLLERR) != 0)) {
        return true;
    }
    std::cerr << "rosterd: standard output could not be written; is the disk full?\n";
    return false;
}

int parse_and_run(int argc, char** argv)
{
    CLI::App app{"Keeps a DingTalk organisation equal to what HR says.", "rosterd"};
    app.footer(
        "Example:\n  rosterd check roster.csv\n  rosterd plan && rosterd sync\n"
        "Exit status: 0 done, 2 changes or faulty records, 3 something is held, 4 some operations\n"
        "failed or an interruption left some undone, 64 wrong usage, 70 a defect, 75 out of "
        "reach,\n"
        "78 wrong configuration.\n"
        "Ctrl-C or SIGTERM: 'sync' and 'apply' let what is on the wire end and send nothing "
        "further;\n"
        "a second one ends at once, and the next run finds out what became of it.");
    app.set_version_flag("--version", "rosterd " ROSTERD_VERSION);
    app.require_subcommand(1);
    Globals globals;
    const CLI::Option* config =
        app.add_option("--config", globals.config,
                       "the configuration file; --config \"\": none, for 'check FILE'")
            ->envname("ROSTERD_CONFIG")
            ->capture_default_str();
    app.add_option("--log-level", globals.log_level, "debug, info, warning or error")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
    app.add_flag("--json", globals.json, "facts as one JSON document on standard output");
    Chosen chosen;
    add_cycle_commands(app, globals, chosen);
    add_file_commands(app, globals, chosen);
    add_state_commands(app, globals, chosen);
    add_audit(app, globals, chosen);
    add_undo(app, globals, chosen);
    add_link(app, globals, chosen, true);
    add_link(app, globals, chosen, false);
    add_rollout(app, globals, chosen);
    add_explain(app, globals, chosen);
    add_explain_code(app, globals, chosen);
    add_entitlements(app, globals, chosen);
    add_connector(app, globals, chosen);
    add_sandbox(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
            unknown_command(app, argc, argv)) {
            return exit_usage;
        }
        const int code = app.exit(error, std::cout, std::cerr);
        return code == 0 ? exit_done : exit_usage;
    }
    globals.config_named = config->count() > 0;
    const int status = chosen();
    return is_heard(std::cout) ? status : exit_unreachable;
}

} // namespace

CLI::App* command(CLI::App& app, const char* name, const char* help, const char* example)
{
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough(); // --config and the like may stand behind the command too
    sub->footer(std::string{"Example:\n  "} + example);
    return sub;
}

int run(int argc, char** argv)
{
    try {
        return parse_and_run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr
            << "rosterd: a defect: " << error.what()
            << "\n    nothing was half done; please report this with the command and the log\n";
    }
    return exit_defect;
}

} // namespace rosterd::cli
