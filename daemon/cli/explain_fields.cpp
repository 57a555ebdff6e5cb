#include <algorithm>
#include <map>

#include "core/model/fields.hpp"
#include "daemon/cli/explain_text.hpp"

namespace rosterd::cli
{

namespace
{

// DingTalk's hired_date: milliseconds at the beginning of the day, UTC.
std::string day_of(std::int64_t milliseconds)
{
    return model::to_string(model::Instant{model::Duration{milliseconds}}).substr(0, 10);
}

} // namespace

std::string match_of(const model::Adoption& adoption)
{
    return adoption.was.empty() ? "match." + adoption.rule : adoption.rule + " " + adoption.was;
}

std::vector<FieldPair> fields_of(const cycle::Dossier& dossier, const plan::RenderOptions& options)
{
    std::vector<FieldPair> out;
    if (!dossier.record) {
        return out;
    }
    const model::Person& person = dossier.record->person;
    const model::ObservedUser account = dossier.account.value_or(model::ObservedUser{});
    const auto add = [&](std::string field, std::optional<std::string> hr, std::string dingtalk) {
        if (!hr.value_or("").empty() || !dingtalk.empty()) {
            out.push_back({std::move(field), std::move(hr), std::move(dingtalk)});
            const auto owned =
                std::ranges::find(dossier.owned, out.back().field, &plan::OwnedField::name);
            if (owned != dossier.owned.end()) {
                out.back().owner = owned->owner;
                out.back().stays = owned->stays;
            }
        }
    };
    add("name", person.name, account.name);
    std::optional<std::string> departments;
    for (const std::string& key : person.departments.value_or(std::vector<std::string>{})) {
        departments =
            (departments ? *departments + "; " : "") + (key.starts_with("/") ? key.substr(1) : key);
    }
    std::string observed;
    for (const model::DeptId id : account.dept_ids) {
        const auto name = options.dept_names.find(id);
        observed += (observed.empty() ? "" : "; ") +
                    (name == options.dept_names.end() ? std::to_string(id) : name->second);
    }
    add("dept_id_list", departments, observed);
    for (const model::TextField& field : model::kTextFields) {
        add(std::string{field.api_name}, person.*field.desired, account.*field.observed);
    }
    add("manager_userid", person.manager_id, account.manager_userid);
    add("job_number", person.employee_id, account.job_number);
    add("hired_date",
        person.hired_on ? std::optional{model::to_string(*person.hired_on)} : std::nullopt,
        account.hired_date == 0 ? "" : day_of(account.hired_date));
    const auto flag = [&](const char* field, const std::optional<bool>& hr, bool on) {
        add(field, hr ? std::optional<std::string>{*hr ? "yes" : "no"} : std::nullopt,
            on   ? "yes"
            : hr ? "no"
                 : "");
    };
    flag("hide_mobile", person.hide_mobile, account.hide_mobile);
    flag("senior_mode", person.senior_mode, account.senior_mode);
    std::map<std::string, std::optional<std::string>> custom;
    for (const auto& [name, value] : account.extension) {
        custom[name];
    }
    for (const auto& [name, value] : person.ext) {
        custom[name] = value;
    }
    for (const auto& [name, value] : custom) {
        const auto there = account.extension.find(name);
        add("ext." + name, value, there == account.extension.end() ? "" : there->second);
    }
    return out;
}

} // namespace rosterd::cli
