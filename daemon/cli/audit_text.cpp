#include "daemon/cli/audit_text.hpp"

#include <iostream>

#include "core/model/harmless.hpp"

namespace rosterd::cli
{

namespace
{

std::string text_in(const model::Json& json, const char* key)
{
    return json.is_object() && json.contains(key) && json[key].is_string()
               ? json[key].get<std::string>()
               : "";
}

} // namespace

model::Json entry_json(const state::AuditEntry& entry)
{
    return {{"id", entry.id},         {"at", model::to_string(entry.at)},
            {"run", entry.run_id},    {"actor", entry.actor},
            {"action", entry.action}, {"employee_id", entry.employee_id},
            {"target", entry.target}, {"before", entry.before},
            {"after", entry.after},   {"cause", entry.cause},
            {"answer", entry.answer}};
}

std::string entry_line(const state::AuditEntry& entry)
{
    std::string line = model::to_string(entry.at).substr(0, 19) + "Z  " +
                       (entry.run_id.empty() ? entry.actor : entry.run_id) + "  " + entry.action +
                       "  " + entry.employee_id + (entry.employee_id.empty() ? "" : " -> ") +
                       entry.target;
    std::string why;
    for (const char* key : {"rule", "reason", "source", "where"}) {
        const std::string part = text_in(entry.cause, key);
        why += (why.empty() || part.empty() ? "" : ", ") + part;
    }
    if (const std::string gone = text_in(entry.cause, "gone_since"); !gone.empty()) {
        why += ", gone since " + gone.substr(0, 10);
    }
    return model::harmless(line + (why.empty() ? "" : "  (" + why + ")"));
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

} // namespace rosterd::cli
