#include "daemon/cli/globals.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <pwd.h>
#include <unistd.h>

#include "daemon/cli/exit.hpp"
#include "daemon/compose.hpp"

namespace rosterd::cli
{

std::unique_ptr<log::Log> make_log(const Globals& globals, bool quiet)
{
    const bool terminal = isatty(STDERR_FILENO) != 0;
    log::LogOptions options;
    options.format = terminal                                   ? log::Format::people
                     : std::getenv("JOURNAL_STREAM") != nullptr ? log::Format::journal
                                                                : log::Format::json;
    options.colour = colour_on(STDERR_FILENO);
    options.least = quiet && terminal ? log::Level::warning : log::Level::info;
    if (const auto level = log::parse_level(globals.log_level)) {
        options.least = *level;
    }
    return log::make_log(options);
}

bool colour_on(int descriptor)
{
    const char* refused = std::getenv("NO_COLOR");
    return isatty(descriptor) != 0 && (refused == nullptr || *refused == '\0');
}

model::Instant wall_clock()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::optional<model::Instant> instant_of(const std::string& text)
{
    const auto day = model::parse_date(text);
    return day ? std::optional<model::Instant>{std::chrono::sys_days{*day}}
               : model::parse_instant(text);
}

void print_json(const model::Json& json)
{
    std::cout << json.dump(2, ' ', false, model::Json::error_handler_t::replace) << "\n";
}

int complain(const model::Error& error)
{
    std::cerr << "rosterd: " << error.message << "\n";
    if (!error.hint.empty()) {
        std::cerr << "    " << error.hint << "\n";
    }
    switch (error.kind) {
    case model::ErrorKind::invalid:
        return exit_usage;
    case model::ErrorKind::unauthorised:
        return exit_config;
    case model::ErrorKind::not_found:
    case model::ErrorKind::conflict:
    case model::ErrorKind::throttled:
    case model::ErrorKind::transient:
    case model::ErrorKind::permanent:
    case model::ErrorKind::cancelled:
        return exit_unreachable;
    }
    return exit_defect;
}

namespace
{

int with_the_state_named(const config::Settings& settings,
                         const std::function<int(const config::Settings&)>& work)
{
    try {
        return work(settings);
    } catch (const state::StoreOutOfReach& error) {
        std::cerr
            << "rosterd: the state " << settings.state_path << ": " << error.what()
            << "\n    make room on its disk, or mend it, and run it again: the next run finds "
               "out what became of what was sent\n";
        return exit_unreachable;
    } catch (const state::StoreError& error) {
        std::cerr
            << "rosterd: the state " << settings.state_path << ": " << error.what()
            << "\n    look at the disk and who else writes there; a copy that 'rosterd backup' "
               "made can take its place\n";
        return exit_defect;
    }
}

} // namespace

int with_settings(const Globals& globals, const std::function<int(const config::Settings&)>& work,
                  Secrets secrets)
{
    config::Loaded loaded = load_settings(globals.config);
    if (secrets == Secrets::not_needed) {
        std::erase_if(loaded.faults, [](const config::Fault& fault) { return fault.withheld; });
    }
    if (loaded.faults.empty()) {
        return with_the_state_named(loaded.settings, work);
    }
    model::Json faults = model::Json::array();
    for (const config::Fault& fault : loaded.faults) {
        std::cerr << config::to_string(fault) << "\n";
        faults.push_back({{"file", fault.file},
                          {"line", fault.line},
                          {"column", fault.column},
                          {"what", fault.what},
                          {"write", fault.write}});
    }
    std::cerr << loaded.faults.size() << (loaded.faults.size() == 1 ? " fault" : " faults")
              << " in the configuration; nothing was done\n";
    if (globals.json) {
        print_json({{"faults", faults}});
    }
    return exit_config;
}

int with_store(const Globals& globals, state::Access access,
               const std::function<int(const config::Settings&, state::Store&)>& work)
{
    return with_settings(globals, [&](const config::Settings& settings) {
        auto store = state::open_store({settings.state_path, access, "rosterd"});
        return store ? work(settings, **store) : complain(store.error());
    });
}

std::string caller()
{
    const passwd* entry = getpwuid(getuid());
    return entry == nullptr ? std::to_string(getuid()) : entry->pw_name;
}

} // namespace rosterd::cli
