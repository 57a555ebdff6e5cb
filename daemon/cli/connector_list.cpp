// connector list: every kind, every plugin, every preset, with what each wants to be told.
#include <iomanip>
#include <iostream>
#include <map>

#include "connectors/rest/presets.hpp"
#include "connectors/rest/tools.hpp"
#include "connectors/sdk/plugin_loader.hpp"
#include "daemon/cli/connector_commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/connectors.hpp"

namespace rosterd::cli
{

namespace
{

using model::Json;

constexpr int kNameWidth = 16;

Json json_of(const sdk::ConnectorKind& kind)
{
    Json options = Json::array();
    for (const sdk::OptionSpec& one : kind.options) {
        options.push_back({{"name", one.name},
                           {"type", one.type},
                           {"required", one.required},
                           {"choices", one.choices},
                           {"help", one.help}});
    }
    return {{"name", kind.name}, {"help", kind.help}, {"options", options}};
}

// One that can't be used is named all the same: whoever put it there looks for it here.
Json json_of_plugin(const std::string& folder, const std::string& name)
{
    const auto kind = plugin_kind(name);
    Json json = kind ? json_of(*kind) : Json{{"name", name}, {"options", Json::array()}};
    json["file"] = sdk::plugin_path(folder, name);
    json["fault"] = kind ? "" : kind.error().message;
    json["hint"] = kind ? "" : kind.error().hint;
    return json;
}

Json json_of(const std::string& name, const rest::Definition& definition)
{
    Json settings = Json::array();
    for (const rest::SettingSpec& one : definition.settings) {
        settings.push_back({{"name", one.name},
                            {"help", one.help},
                            {"secret", one.secret},
                            {"required", !one.optional && !one.otherwise},
                            {"default", one.otherwise.value_or(nullptr)},
                            {"choices", one.choices}});
    }
    return {{"name", name},
            {"title", definition.name},
            {"help", definition.help},
            {"docs", definition.docs},
            {"write_back", definition.write_back.has_value()},
            {"settings", settings}};
}

Json listed()
{
    Json kinds = Json::array(), plugins = Json::array(), presets = Json::array(),
         definitions = Json::array();
    for (const sdk::ConnectorKind& kind : kinds_of_sources()) {
        kinds.push_back(json_of(kind));
    }
    const std::string folder = plugin_folder();
    for (const std::string& name : sdk::plugins_in(folder)) {
        plugins.push_back(json_of_plugin(folder, name));
    }
    for (const rest::Preset& preset : rest::presets()) {
        rest::Faults faults; // a test sees to it that there are none
        presets.push_back(preset.name);
        const std::string name{preset.name};
        definitions.push_back(json_of(name, *rest::load_preset(name, faults)));
    }
    return {{"connectors", kinds},
            {"plugins", plugins},
            {"presets", presets},
            {"definitions", definitions}};
}

void print_line(const Json& name, const std::string& text)
{
    std::cout << std::left << std::setw(kNameWidth) << name.get<std::string>() << text << "\n";
}

// "company, api_key, page_size (200)": what may be left out has brackets or its default.
std::string settings_in_words(const Json& settings)
{
    std::string out;
    for (const Json& one : settings) {
        const auto name = one["name"].get<std::string>();
        const Json& otherwise = one["default"];
        out += out.empty() ? "" : ", ";
        out += one["required"].get<bool>() ? name
               : otherwise.is_null()       ? "[" + name + "]"
                                           : name + " (" + rest::text_of(otherwise) + ")";
    }
    return out;
}

void print_text(const Json& all)
{
    for (const Json& kind : all["connectors"]) {
        print_line(kind["name"], kind["help"].get<std::string>());
    }
    for (const Json& plugin : all["plugins"]) {
        const auto fault = plugin["fault"].get<std::string>();
        print_line(plugin["name"], fault.empty() ? plugin["help"].get<std::string>() + " (plugin " +
                                                       plugin["file"].get<std::string>() + ")"
                                                 : "CAN'T BE USED: " + fault + "; " +
                                                       plugin["hint"].get<std::string>());
    }
    std::cout << "\nPresets of rest, with their settings: options: {preset: NAME, settings: "
                 "{...}}\n";
    for (const Json& definition : all["definitions"]) {
        print_line(definition["name"], definition["help"].get<std::string>());
        print_line("", settings_in_words(definition["settings"]));
    }
    std::cout << "\n--json says what each option and setting is.\n";
}

} // namespace

int connector_list(const Globals& globals)
{
    const Json all = listed();
    if (globals.json) {
        print_json(all);
    } else {
        print_text(all);
    }
    return exit_done;
}

} // namespace rosterd::cli
