#include "connectors/rest/settings.hpp"

#include <algorithm>

#include "core/model/nearest.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

void find_unknown(const Definition& definition, const Json& given, std::vector<std::string>& faults)
{
    std::vector<std::string_view> names;
    std::string all;
    for (const SettingSpec& spec : definition.settings) {
        names.push_back(spec.name);
        all += (all.empty() ? "" : ", ") + spec.name;
    }
    for (const auto& [name, value] : given.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            const std::string near = model::nearest(name, names);
            faults.push_back("there is no setting '" + name + "': write " +
                             (near.empty() ? "one of: " + all : "'" + near + "'"));
        }
    }
}

void take(const SettingSpec& spec, const Json& given, Json& out, std::vector<std::string>& faults)
{
    const auto found = given.find(spec.name);
    if (found == given.end() || found->is_null()) {
        if (spec.otherwise) {
            out[spec.name] = *spec.otherwise;
        } else if (!spec.optional) {
            faults.push_back("the setting '" + spec.name + "' is missing: write " + spec.name +
                             ": ... (" + spec.help + ")");
        }
        return;
    }
    const std::string text = text_of(*found);
    if (!spec.choices.empty() &&
        std::find(spec.choices.begin(), spec.choices.end(), text) == spec.choices.end()) {
        std::string choices;
        for (const std::string& choice : spec.choices) {
            choices += (choices.empty() ? "" : ", ") + choice;
        }
        faults.push_back("the setting '" + spec.name + "' can't be '" + text +
                         "': write one of: " + choices);
    }
    out[spec.name] = *found;
}

} // namespace

model::Result<Json> settings_for(const Definition& definition, const Json& given)
{
    std::vector<std::string> faults;
    Json out = Json::object();
    const Json settings = given.is_object() ? given : Json::object();
    find_unknown(definition, settings, faults);
    for (const SettingSpec& spec : definition.settings) {
        take(spec, settings, out, faults);
    }
    if (faults.empty()) {
        return out;
    }
    std::string text = definition.name + ": ";
    for (const std::string& fault : faults) {
        text += (text.ends_with(": ") && text.size() == definition.name.size() + 2 ? "" : "; ") + fault;
    }
    return model::fail(model::ErrorKind::invalid, text, "see `options: {settings: {...}}` of the source");
}

} // namespace rosterd::rest
