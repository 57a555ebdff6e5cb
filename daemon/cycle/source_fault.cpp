#include "daemon/cycle/source_fault.hpp"

#include "core/model/json.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;

constexpr const char* kSetting = "source_faults"; // {source: {message, hint, since}}

Json all(state::Store& store)
{
    const auto stored = store.runs().setting(kSetting);
    return stored ? Json::parse(*stored) : Json::object();
}

void keep(state::Store& store, const Json& faults)
{
    store.runs().set_setting(kSetting, faults.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

std::map<std::string, SourceFault> source_faults(state::Store& store)
{
    std::map<std::string, SourceFault> out;
    const Json faults = all(store);
    for (const auto& [source, fault] : faults.items()) {
        out[source] = {
            fault.at("message"), fault.at("hint"),
            model::parse_instant(fault.at("since").get<std::string>()).value_or(model::Instant{})};
    }
    return out;
}

std::optional<SourceFault> fault_of(state::Store& store, const std::string& source)
{
    auto faults = source_faults(store);
    const auto found = faults.find(source);
    return found == faults.end() ? std::nullopt : std::optional{std::move(found->second)};
}

void note_fault(state::Store& store, const std::string& source, const model::Error& error,
                model::Instant now)
{
    Json faults = all(store);
    Json& fault = faults[source]; // null: it begins now
    const Json since = fault.is_null() ? Json(model::to_string(now)) : fault.at("since");
    fault = {{"message", error.message}, {"hint", error.hint}, {"since", since}};
    keep(store, faults);
}

void forget_faults_of_others(state::Store& store, const std::set<std::string>& configured)
{
    for (const auto& [source, fault] : source_faults(store)) {
        if (!configured.contains(source)) {
            clear_fault(store, source);
        }
    }
}

void clear_fault(state::Store& store, const std::string& source)
{
    Json faults = all(store);
    if (faults.erase(source) > 0) {
        keep(store, faults);
    }
}

} // namespace rosterd::cycle
