#include "connectors/rest/rest_connector.hpp"

#include "connectors/rest/read.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/telling.hpp"
#include "connectors/rest/tools.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;

// nullptr: no token is asked for.
TokenSpec* token_of(AuthSpec& auth, const model::Json& settings)
{
    const bool wanted =
        auth.token && (auth.token->only_with.empty() || settings.contains(auth.token->only_with));
    return wanted ? &*auth.token : nullptr;
}

class RestConnector final : public sdk::Connector
{
public:
    RestConnector(std::string source, std::shared_ptr<Definition> definition, model::Json settings,
                  Wire wire, const std::string& base_dir)
        : source_{std::move(source)}, definition_{std::move(definition)},
          settings_(std::move(settings)), wire_{std::move(wire)},
          tokens_{token_of(definition_->auth, settings_), settings_, base_dir}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        return read_source({*definition_, settings_, source_, wire_, tokens_}, request, sink);
    }

    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        return definition_->write_back
                   ? tell({*definition_, settings_, source_, wire_, tokens_}, people)
                   : Connector::write_back(people);
    }

private:
    std::string source_;
    std::shared_ptr<Definition> definition_;
    model::Json settings_;
    Wire wire_;
    TokenKeeper tokens_;
};

std::string path_in(const model::Json& options, const std::string& base_dir)
{
    sdk::ConnectorContext context;
    context.options = options;
    context.base_dir = base_dir;
    return sdk::path_option(context, "file");
}

// Whether the settings are those that the definition asks for. The definition itself is looked at
// when the connector is made.
std::vector<sdk::OptionFault> check(const model::Json& options, const std::string& base_dir)
{
    const bool preset = options.contains("preset");
    if (!preset && !options.contains("file")) {
        return {{{},
                 "a rest source needs a preset or a file",
                 "preset: bamboohr, or  file: our-hris.yaml"}};
    }
    Faults faults;
    const std::string name = preset ? text_of(options.at("preset")) : path_in(options, base_dir);
    const auto text = preset ? text_of_preset(name, faults) : text_of_definition(name, faults);
    const auto specs = text ? settings_in(*text, name, faults) : std::vector<SettingSpec>{};
    std::vector<sdk::OptionFault> out;
    for (const Fault& fault : faults) {
        out.push_back({{preset ? "preset" : "file"},
                       text ? to_string(fault) : fault.what,
                       text ? "" : fault.write});
    }
    model::Json filled;
    if (faults.empty()) {
        for (SettingFault& fault :
             check_settings(specs, options.value("settings", model::Json::object()), filled)) {
            out.push_back({{"settings", fault.name}, fault.what, fault.write});
        }
    }
    return out;
}

// It may be a setting that is not given: what the HRIS calls it is up to the company.
sdk::OptionFault says_nothing_of(const std::string& field, const Definition& definition,
                                 const model::Json& settings)
{
    const std::string what = "the 'write_back' of " + definition.name + " says nothing of " + field;
    for (const SettingSpec& one : definition.settings) {
        model::Json with = settings;
        with.emplace(one.name, "x");
        if (tells_of(*definition.write_back, field, with)) {
            return {{"fields"},
                    what + " without the setting '" + one.name + "'",
                    "settings: {" + one.name + ": ...}, " + one.help + "; or leave the field out"};
        }
    }
    return {{"fields"}, what, "{{values." + field + "}} in its request, or leave the field out"};
}

// Whether the definition can tell its HRIS of these fields.
std::vector<sdk::OptionFault> check_write_back(const model::Json& write_back,
                                               const model::Json& options,
                                               const std::string& base_dir)
{
    Faults faults;
    const bool preset = options.contains("preset");
    if (!preset && !options.contains("file")) {
        return {}; // said already
    }
    const auto definition = preset ? load_preset(text_of(options.at("preset")), faults)
                                   : load_definition(path_in(options, base_dir), faults);
    if (!faults.empty()) {
        return {}; // said when the connector is made
    }
    if (!definition->write_back) {
        return {{{},
                 definition->name + " has no 'write_back': how it is told is not described",
                 "a definition of your own with write_back: {request: ...}, see "
                 "connectors/rest/README.md; or leave write_back out"}};
    }
    model::Json settings;
    if (!check_settings(definition->settings, options.value("settings", model::Json::object()),
                        settings)
             .empty()) {
        return {}; // said already
    }
    std::vector<sdk::OptionFault> out;
    for (const std::string& field : write_back.value("fields", std::vector<std::string>{})) {
        if (!tells_of(*definition->write_back, field, settings)) {
            out.push_back(says_nothing_of(field, *definition, settings));
        }
    }
    return out;
}

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    const std::string preset = sdk::text_option(context, "preset");
    const std::string file = sdk::text_option(context, "file");
    if (preset.empty() == file.empty()) {
        return model::fail(ErrorKind::invalid,
                           "a rest source needs `preset` or `file`, one of them",
                           "options: {preset: bamboohr, settings: {...}}");
    }
    Faults faults;
    auto definition = file.empty() ? load_preset(preset, faults)
                                   : load_definition(sdk::path_option(context, "file"), faults);
    if (!faults.empty()) {
        return model::fail(ErrorKind::invalid, to_string(faults));
    }
    auto settings =
        settings_for(*definition, context.options.value("settings", model::Json::object()));
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    Wire wire = real_wire();
    wire.cancelled = context.cancelled;
    return make_connector(context.source, std::move(definition), std::move(*settings),
                          std::move(wire), context.base_dir);
}

} // namespace

std::unique_ptr<sdk::Connector> make_connector(std::string source,
                                               std::shared_ptr<Definition> definition,
                                               model::Json settings, Wire wire,
                                               const std::string& base_dir)
{
    return std::make_unique<RestConnector>(std::move(source), std::move(definition),
                                           std::move(settings), std::move(wire), base_dir);
}

sdk::ConnectorKind kind()
{
    return {
        "rest",
        "an HRIS with a REST API, described by one YAML file",
        {{"preset", "string", false, "a definition that rosterd brings along, e.g. bamboohr", {}},
         {"file", "path", false, "or a definition of your own", {}},
         {"settings", "map", false, "what the definition asks for: address, credentials, ...", {}}},
        make,
        check,
        sdk::WriteBackKind{{}, check_write_back}};
}

} // namespace rosterd::rest
