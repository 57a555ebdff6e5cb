#include "core/plan/fields.hpp"

#include <algorithm>

#include "core/plan/values.hpp"

namespace rosterd::plan
{

namespace
{

using model::Json;
using model::kTextFields;
using model::ObservedUser;

Json json_of(const std::vector<Place>& places)
{
    Json list = Json::array();
    for (const Place& place : places) {
        list.push_back(place.dept_id ? Json(*place.dept_id) : Json("d:" + place.key));
    }
    return list;
}

// DingTalk's membership is a set: which one is the main department is not told by every read.
bool same_places(const std::vector<Place>& places, const std::vector<model::DeptId>& present)
{
    if (places.size() != present.size()) {
        return false;
    }
    return std::ranges::all_of(places, [&](const Place& place) {
        return place.dept_id && std::ranges::count(present, *place.dept_id) > 0;
    });
}

// Custom fields as they will be: the update overwrites the whole set, so what HR does not state is
// sent again [user-information-update].
std::map<std::string, std::string> merged(const std::map<std::string, std::string>& present,
                                          const std::map<std::string, std::string>& stated)
{
    auto all = present;
    for (const auto& [name, value] : stated) {
        if (value.empty()) {
            all.erase(name);
        } else {
            all[name] = value;
        }
    }
    return all;
}

Json carried_over(const ObservedUser& account)
{
    Json fields{{"dept_id_list", account.dept_ids}};
    for (const model::TextField& field : kTextFields) {
        if (const std::string& value = account.*field.observed; !value.empty()) {
            fields[std::string{field.api_name}] = value;
        }
    }
    if (!account.manager_userid.empty()) {
        fields["manager_userid"] = account.manager_userid;
    }
    if (account.hired_date != 0) {
        fields["hired_date"] = account.hired_date;
    }
    if (account.hide_mobile) {
        fields["hide_mobile"] = true;
    }
    if (account.senior_mode) {
        fields["senior_mode"] = true;
    }
    return fields;
}

void put_text(Json& fields, std::string_view name, const std::string& value)
{
    if (value.empty()) {
        fields.erase(std::string{name});
    } else {
        fields[std::string{name}] = value;
    }
}

// A new account has them off.
void put_flag(Json& fields, const char* name, const std::optional<bool>& flag)
{
    if (flag && *flag) {
        fields[name] = true;
    } else if (flag) {
        fields.erase(name);
    }
}

// What HR says about this person goes before what the matrix says about many.
std::optional<bool> stated(const std::optional<bool>& person,
                           const std::optional<Entitled::Switch>& matrix)
{
    return person || !matrix ? person : std::optional{matrix->on};
}

// [create-an-sso-account] [create-dingtalk-user-created-dedicated-account]; the password is made
// when the account is.
void put_enterprise(Json& fields, const model::Person& person, model::AccountKind kind)
{
    if (kind == model::AccountKind::ordinary) {
        return;
    }
    fields["exclusive_account"] = true;
    fields["exclusive_account_type"] = model::to_string(kind);
    put_text(fields, "exclusive_mobile", person.mobile.value_or(""));
    if (kind == model::AccountKind::dingtalk) {
        fields["login_id"] = *person.login_id;
        fields["send_password_to_user"] = true;
    }
}

template <typename T>
void note(Change& change, const char* name, const T& before, const T& after)
{
    if (before != after) {
        change.before[name] = before;
        change.after[name] = after;
    }
}

} // namespace

Json creation_fields(const Target& target, const model::Policy& policy)
{
    const model::Person& person = target.person();
    Json fields = target.account == nullptr ? Json::object() : carried_over(*target.account);
    fields["name"] = person.name;
    fields["job_number"] = person.employee_id;
    for (std::size_t i = 0; i < kTextFields.size(); ++i) {
        if (target.writes[i]) {
            put_text(fields, kTextFields[i].api_name, *(person.*kTextFields[i].desired));
        }
    }
    if (target.places) {
        fields["dept_id_list"] = json_of(*target.places);
    }
    if (person.hired_on) {
        fields["hired_date"] = model::to_unix_ms(*person.hired_on);
    }
    put_flag(fields, "hide_mobile", stated(person.hide_mobile, target.entitled.hide_mobile));
    put_flag(fields, "senior_mode", stated(person.senior_mode, target.entitled.senior_mode));
    if (target.manager) {
        put_text(fields, "manager_userid", *target.manager);
    }
    const auto present = target.account == nullptr ? std::map<std::string, std::string>{}
                                                   : target.account->extension;
    if (const auto extension = merged(present, person.ext); !extension.empty()) {
        fields["extension"] = extension;
    }
    if (target.account == nullptr) {
        put_enterprise(fields, person, person.account.value_or(policy.account_kind));
    }
    return fields;
}

Change changed_fields(const Target& target)
{
    const model::Person& person = target.person();
    const ObservedUser& account = *target.account;
    Change change;
    note(change, "name", account.name, person.name);
    note(change, "job_number", account.job_number, person.employee_id);
    for (std::size_t i = 0; i < kTextFields.size(); ++i) {
        if (target.writes[i]) {
            const std::string name{kTextFields[i].api_name};
            change.before[name] = account.*kTextFields[i].observed;
            change.after[name] = *(person.*kTextFields[i].desired);
        }
    }
    if (target.places && !same_places(*target.places, account.dept_ids)) {
        change.before["dept_id_list"] = account.dept_ids;
        change.after["dept_id_list"] = json_of(*target.places);
    }
    if (person.hired_on) {
        note(change, "hired_date", account.hired_date, model::to_unix_ms(*person.hired_on));
    }
    note(change, "hide_mobile", account.hide_mobile,
         stated(person.hide_mobile, target.entitled.hide_mobile).value_or(account.hide_mobile));
    note(change, "senior_mode", account.senior_mode,
         stated(person.senior_mode, target.entitled.senior_mode).value_or(account.senior_mode));
    if (target.manager) {
        note(change, "manager_userid", account.manager_userid, *target.manager);
    }
    note(change, "extension", account.extension, merged(account.extension, person.ext));
    return change;
}

} // namespace rosterd::plan
