// link, unlink: people settle what no rule decides.
#include <charconv>
#include <iostream>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cycle/linking.hpp"

namespace rosterd::cli
{

namespace
{

int refuse(const model::Error& error)
{
    std::cerr << "rosterd: " << error.message << "\n";
    if (!error.hint.empty()) {
        std::cerr << "    " << error.hint << "\n";
    }
    return exit_usage;
}

void say(const Globals& globals, state::Store& store, const model::Json& facts,
         const std::string& sentence)
{
    store.runs().set_setting("wake", model::to_string(wall_clock())); // a running daemon looks
    if (globals.json) {
        print_json(facts);
    } else {
        std::cout << sentence << "\n";
    }
}

int link_department(const Globals& globals, const LinkArguments& arguments, state::Store& store)
{
    model::DeptId dept_id = 0;
    const char* const end = arguments.what.data() + arguments.what.size();
    if (std::from_chars(arguments.what.data(), end, dept_id).ptr != end || dept_id < 1) {
        return refuse({model::ErrorKind::invalid, "'" + arguments.what + "' is no dept_id",
                       "a number, as DingTalk's admin console shows it"});
    }
    const auto made =
        cycle::link(store, {arguments.who, dept_id, arguments.by, arguments.reason}, wall_clock());
    if (!made) {
        return refuse(made.error());
    }
    say(globals, store, {{"department", made->key}, {"dept_id", made->dept_id}},
        made->key + " is department " + arguments.what +
            " from now on; the next sync gives it HR's name and place");
    return exit_done;
}

std::vector<std::string> names_of(const config::Settings& settings)
{
    std::vector<std::string> names;
    names.reserve(settings.sources.size());
    for (const auto& source : settings.sources) {
        names.push_back(source.name);
    }
    return names;
}

model::Json facts_of(const state::PersonLink& link)
{
    return {{"source", link.source}, {"employee_id", link.employee_id}, {"userid", link.userid}};
}

} // namespace

int link(const Globals& globals, LinkArguments arguments)
{
    arguments.by = arguments.by.empty() ? caller() : arguments.by;
    const auto work = [&](const config::Settings& settings, state::Store& store) -> int {
        if (arguments.department) {
            return link_department(globals, arguments, store);
        }
        const auto made = cycle::link(
            store, names_of(settings),
            {arguments.who, arguments.source, arguments.what, arguments.by, arguments.reason},
            wall_clock());
        if (!made) {
            return refuse(made.error());
        }
        say(globals, store, facts_of(*made),
            "the account " + made->userid + " is that of " + made->employee_id +
                " from now on; the next sync makes it what HR says");
        return exit_done;
    };
    return with_store(globals, state::Access::share, work);
}

int unlink(const Globals& globals, LinkArguments arguments)
{
    arguments.by = arguments.by.empty() ? caller() : arguments.by;
    const auto work = [&](const config::Settings& settings, state::Store& store) -> int {
        const auto was = cycle::unlink(
            store, names_of(settings),
            {arguments.who, arguments.source, "", arguments.by, arguments.reason}, wall_clock());
        if (!was) {
            return refuse(was.error());
        }
        say(globals, store, facts_of(*was),
            "the account " + was->userid + " is no longer that of " + was->employee_id +
                " and stays as it is; the next sync makes " + was->employee_id +
                " an account, if another userid is free for it");
        return exit_done;
    };
    return with_store(globals, state::Access::share, work);
}

} // namespace rosterd::cli
