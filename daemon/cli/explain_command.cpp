// explain: why an account is as it is, and what comes next for it; why there is none.
#include <array>
#include <iostream>

#include <unistd.h>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/department_names.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/explain_text.hpp"

namespace rosterd::cli
{

namespace
{

int unheard_of(state::Store& store, const std::string& who)
{
    std::cerr << "rosterd: nobody in the roster, in quarantine or in DingTalk goes by '" << who
              << "', and nothing was ever done about it\n";
    std::string near;
    for (const std::string& one : store.roster().neighbours(who, 3)) {
        near += (near.empty() ? "" : ", ") + one;
    }
    std::cerr << "    "
              << (near.empty() ? "the roster is empty; 'rosterd sync' reads the sources"
                               : "next to it in the roster: " + near)
              << "\n";
    return exit_usage;
}

// An earlier instant: what rosterd's own changes had made of the account by then.
void show_past(const Globals& globals, const std::vector<cycle::Dossier>& found,
               const plan::RenderOptions& options)
{
    model::Json people = model::Json::array();
    for (const cycle::Dossier& one : found) {
        const model::Json account = cycle::as_of(one.done);
        if (globals.json) {
            const model::Json whole = json_of(one, options);
            people.push_back({{"employee_id", one.employee_id},
                              {"source", one.source},
                              {"account", account},
                              {"done", whole["done"]}});
            continue;
        }
        cycle::Dossier past;
        past.employee_id = one.employee_id;
        past.source = one.source;
        past.done = one.done;
        std::cout << past_text(past, account, options);
    }
    if (globals.json) {
        print_json({{"people", people}});
    }
}

} // namespace

int explain(const Globals& globals, const ExplainArguments& arguments)
{
    const model::Instant now = wall_clock();
    const auto at = arguments.at.empty() ? std::optional{now} : instant_of(arguments.at);
    if (!at) {
        std::cerr << "rosterd: --at '" << arguments.at << "' is no day and no instant\n"
                  << "    write it like 2026-12-31 or 2026-12-31T09:00:00Z\n";
        return exit_usage;
    }
    const auto work = [&](const config::Settings& settings, state::Store& store) -> int {
        plan::RenderOptions options;
        options.language =
            model::language_of(arguments.language.empty() ? settings.language : arguments.language);
        options.colour = colour_on(STDOUT_FILENO);
        options.dept_names = department_names(store, settings.policy.root_dept_id);
        const auto found =
            cycle::dossiers(store, settings.policy, {arguments.who, now, *at, options.language});
        if (found.empty()) {
            return unheard_of(store, arguments.who);
        }
        if (*at < now) {
            show_past(globals, found, options);
            return exit_done;
        }
        model::Json people = model::Json::array();
        for (const cycle::Dossier& one : found) {
            if (globals.json) {
                people.push_back(json_of(one, options));
            } else {
                std::cout << text_of(one, options);
            }
        }
        if (globals.json) {
            print_json({{"people", people}});
        }
        return exit_done;
    };
    return with_store(globals, state::Access::read, work);
}

} // namespace rosterd::cli
