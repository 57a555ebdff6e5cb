#include "daemon/cli/connector_source.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include <unistd.h>

#include "connectors/rest/tools.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/compose.hpp"
#include "daemon/config/given.hpp"
#include "daemon/connectors.hpp"

namespace rosterd::cli
{

namespace
{

namespace fs = std::filesystem;
using config::Settings;
using config::SourceSettings;
using model::Json;

bool is_definition(const fs::path& file)
{
    return file.extension() == ".yaml" || file.extension() == ".yml";
}

// A definition, a program or a table, by what it looks like.
std::string kind_for(const fs::path& file)
{
    const bool is_program = access(file.c_str(), X_OK) == 0;
    return is_definition(file) ? "rest" : is_program ? "exec" : "csv";
}

const sdk::ConnectorKind& kind_named(const std::string& name)
{
    return *std::ranges::find(connector_kinds(), name, &sdk::ConnectorKind::name);
}

std::set<std::string> secrets_of(const fs::path& file)
{
    std::set<std::string> out;
    rest::Faults faults; // are told when the definition is read as a whole
    const auto text = rest::text_of_definition(file.string(), faults);
    for (const rest::SettingSpec& spec : text ? rest::settings_in(*text, file.string(), faults)
                                              : std::vector<rest::SettingSpec>{}) {
        if (spec.secret) {
            out.insert(spec.name);
        }
    }
    return out;
}

int complain_of(const std::vector<config::Fault>& faults)
{
    for (const config::Fault& fault : faults) {
        std::cerr << "rosterd: " << fault.what << "\n    write: " << fault.write << "\n";
    }
    return exit_config;
}

SourceSettings source_for(const fs::path& file, Json given)
{
    SourceSettings out;
    out.name = file.stem().string();
    out.connector = kind_for(file);
    out.kind = kind_named(out.connector);
    const std::string path = fs::absolute(file).string();
    if (out.connector == "rest") {
        out.options = {{"file", path}, {"settings", std::move(given)}};
    } else if (out.connector == "exec") {
        out.options = {{"command", Json::array({path})}};
        if (!given.empty()) {
            out.options["config"] = std::move(given);
        }
    } else {
        out.options = {{"path", path}};
    }
    return out;
}

// What --set says is laid over what the configured source has.
int with_configured(const Settings& settings, const SourceArguments& arguments, const Json& given,
                    const std::function<int(const Settings&)>& work)
{
    const auto found = std::ranges::find(settings.sources, arguments.source, &SourceSettings::name);
    if (found == settings.sources.end()) {
        std::cerr << "rosterd: there is no source '" << arguments.source << "' in " << settings.file
                  << "\n    the name of one of its 'sources'\n";
        return exit_usage;
    }
    Settings one = settings;
    one.sources = {*found};
    if (!arguments.file.empty()) {
        Json all = found->options.value("settings", Json::object());
        all.update(given);
        one.sources.front().options = source_for(arguments.file, std::move(all)).options;
        one.sources.front().kind = kind_named(kind_for(arguments.file));
    }
    return work(one);
}

} // namespace

int with_source(const Globals& globals, const SourceArguments& arguments,
                const std::function<int(const Settings&)>& work)
{
    if (arguments.file.empty() && arguments.source.empty()) {
        std::cerr << "rosterd: nothing is named to be read\n    FILE, or --source NAME of the "
                     "configuration\n";
        return exit_usage;
    }
    const bool definition = !arguments.file.empty() && is_definition(arguments.file);
    const config::Given given = config::read_given(
        arguments.set, definition ? secrets_of(arguments.file) : std::set<std::string>{},
        process_surroundings());
    if (!given.faults.empty()) {
        return complain_of(given.faults);
    }
    if (!arguments.source.empty()) {
        return with_settings(globals, [&](const Settings& settings) {
            return with_configured(settings, arguments, given.settings, work);
        });
    }
    Settings alone;
    alone.sources = {source_for(arguments.file, given.settings)};
    return work(alone);
}

} // namespace rosterd::cli
