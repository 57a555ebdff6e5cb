#include "daemon/cli/cli.hpp"

#include <algorithm>
#include <iostream>

#include <poll.h>
#include <unistd.h>

#include "core/model/nearest.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/registration.hpp"

namespace rosterd::cli
{

namespace
{

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
    add_state_commands(app, globals, chosen);
    add_tool_commands(app, globals, chosen);
    add_connector(app, globals, chosen);
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
