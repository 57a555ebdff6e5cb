// history: the runs; what one of them did; everything that was ever done to one account.
#include <iostream>

#include "daemon/cli/audit_text.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/service/status.hpp"

namespace rosterd::cli
{

namespace
{

int one_run(const Globals& globals, const config::Settings& settings, state::Store& store,
            const std::string& id)
{
    const auto run = store.runs().run(id);
    if (!run) {
        std::cerr << "rosterd: there is no run " << id << "\n    rosterd history lists them\n";
        return exit_usage;
    }
    std::vector<state::Run> runs{*run};
    service::mark_cut_off(settings, store, runs);
    if (!globals.json) {
        std::cout << service::run_line(runs.front()) << "\n";
    }
    show_entries(globals, store.audit().find({.run_id = id}), service::run_json(runs.front()));
    return exit_done;
}

int about(const Globals& globals, state::Store& store, const std::string& who)
{
    const auto entries = store.audit().find({.about = who});
    if (entries.empty() && !globals.json) {
        std::cout << "rosterd has never changed anything about " << who << "\n";
    }
    show_entries(globals, entries, model::Json{{"of", who}});
    return exit_done;
}

int the_last(const Globals& globals, const config::Settings& settings, state::Store& store,
             int most)
{
    auto runs = store.runs().history(most);
    service::mark_cut_off(settings, store, runs);
    if (globals.json) {
        model::Json list = model::Json::array();
        for (const state::Run& run : runs) {
            list.push_back(service::run_json(run));
        }
        print_json({{"runs", list}});
        return exit_done;
    }
    for (const state::Run& run : runs) {
        std::cout << service::run_line(run) << "\n";
    }
    if (runs.empty()) {
        std::cout << "no run so far; start one: rosterd sync\n";
    }
    return exit_done;
}

} // namespace

int history(const Globals& globals, const HistoryArguments& arguments)
{
    return with_store(globals, state::Access::read,
                      [&](const config::Settings& settings, state::Store& store) -> int {
                          if (!arguments.run.empty()) {
                              return one_run(globals, settings, store, arguments.run);
                          }
                          return arguments.of.empty()
                                     ? the_last(globals, settings, store, arguments.most)
                                     : about(globals, store, arguments.of);
                      });
}

} // namespace rosterd::cli
