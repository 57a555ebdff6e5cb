#include "connectors/rest/settings.hpp"

#include <algorithm>

#include "core/model/nearest.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;
using SettingFaults = std::vector<SettingFault>;

template <typename Words>
std::string listed(const Words& words)
{
    std::string all;
    for (const auto& word : words) {
        all += (all.empty() ? "" : ", ") + std::string{word};
    }
    return "one of: " + all;
}

void find_unknown(const std::vector<SettingSpec>& specs, const Json& given, SettingFaults& faults)
{
    std::vector<std::string_view> names;
    for (const SettingSpec& spec : specs) {
        names.push_back(spec.name);
    }
    for (const auto& [name, value] : given.items()) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            const std::string near = model::nearest(name, names);
            faults.push_back({name, "there is no setting '" + name + "'",
                              near.empty() ? listed(names) : "'" + near + "'"});
        }
    }
}

void take(const SettingSpec& spec, const Json& given, Json& out, SettingFaults& faults)
{
    const auto found = given.find(spec.name);
    if (found == given.end() || found->is_null()) {
        if (spec.otherwise) {
            out[spec.name] = *spec.otherwise;
        } else if (!spec.optional) {
            faults.push_back({spec.name, "the setting '" + spec.name + "' is missing",
                              spec.name + ": ... (" + spec.help + ")"});
        }
        return;
    }
    if (!spec.choices.empty() && std::find(spec.choices.begin(), spec.choices.end(),
                                           text_of(*found)) == spec.choices.end()) {
        faults.push_back({spec.name,
                          "the setting '" + spec.name + "' can't be '" + text_of(*found) + "'",
                          listed(spec.choices)});
    }
    out[spec.name] = *found;
}

} // namespace

std::vector<SettingFault> check_settings(const std::vector<SettingSpec>& specs, const Json& given,
                                         Json& out)
{
    SettingFaults faults;
    const Json settings = given.is_object() ? given : Json::object();
    out = Json::object();
    find_unknown(specs, settings, faults);
    for (const SettingSpec& spec : specs) {
        take(spec, settings, out, faults);
    }
    return faults;
}

model::Result<Json> settings_for(const Definition& definition, const Json& given)
{
    Json out;
    std::string text;
    for (const SettingFault& fault : check_settings(definition.settings, given, out)) {
        text += (text.empty() ? "" : "; ") + fault.what + ": write " + fault.write;
    }
    if (text.empty()) {
        return out;
    }
    return model::fail(model::ErrorKind::invalid, definition.name + ": " + text,
                       "see `options: {settings: {...}}` of the source");
}

} // namespace rosterd::rest
