// history: the runs; what one of them did; everything that was ever done to one account.
#include <iostream>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/service/status.hpp"

namespace rosterd::cli
{

namespace
{

model::Json entry_json(const state::AuditEntry& entry)
{
    return {{"at", model::to_string(entry.at)},
            {"run", entry.run_id},
            {"actor", entry.actor},
            {"action", entry.action},
            {"employee_id", entry.employee_id},
            {"target", entry.target},
            {"before", entry.before},
            {"after", entry.after},
            {"cause", entry.cause}};
}

std::string text_in(const model::Json& json, const char* key)
{
    return json.is_object() && json.contains(key) && json[key].is_string()
               ? json[key].get<std::string>()
               : "";
}

// "2026-11-23T02:30:00Z  r-2026-11-23-0001  user.adopt  E1042 -> zhangsan  (match.mobile, hr,
// roster.csv:17)"
std::string entry_line(const state::AuditEntry& entry)
{
    std::string line = model::to_string(entry.at).substr(0, 19) + "Z  " + entry.run_id + "  " +
                       entry.action + "  " + entry.employee_id +
                       (entry.employee_id.empty() ? "" : " -> ") + entry.target;
    std::string why;
    for (const char* key : {"rule", "source", "where"}) {
        const std::string part = text_in(entry.cause, key);
        why += (why.empty() || part.empty() ? "" : ", ") + part;
    }
    return line + (why.empty() ? "" : "  (" + why + ")");
}

void show_entries(const Globals& globals, const std::vector<state::AuditEntry>& entries,
                  model::Json json)
{
    if (!globals.json) {
        for (const state::AuditEntry& entry : entries) {
            std::cout << entry_line(entry) << "\n";
        }
        return;
    }
    json["entries"] = model::Json::array();
    for (const state::AuditEntry& entry : entries) {
        json["entries"].push_back(entry_json(entry));
    }
    print_json(json);
}

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
    show_entries(globals, store.runs().audit_of_run(id), service::run_json(runs.front()));
    return exit_done;
}

int about(const Globals& globals, state::Store& store, const std::string& who)
{
    const auto entries = store.runs().audit_about(who);
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
