// The parser's side of what needs no state: check, template, explain-code, sandbox.
#include "daemon/cli/registration.hpp"

#include <fstream>

#include "core/ingest/phone.hpp"
#include "daemon/cli/commands.hpp"
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

void add_check_and_template(CLI::App& app, Globals& globals, Chosen& chosen)
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

} // namespace

void add_tool_commands(CLI::App& app, Globals& globals, Chosen& chosen)
{
    add_check_and_template(app, globals, chosen);
    add_explain_code(app, globals, chosen);
    add_sandbox(app, chosen);
}

} // namespace rosterd::cli
