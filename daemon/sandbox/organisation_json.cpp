#include "daemon/sandbox/organisation_json.hpp"

#include <array>
#include <ostream>
#include <utility>

namespace rosterd::sandbox
{

namespace
{

constexpr std::array<std::pair<std::string_view, std::string User::*>, 10> kOtherTexts{{
    {"userid", &User::userid},
    {"unionid", &User::unionid},
    {"state_code", &User::state_code},
    {"mobile", &User::mobile},
    {"manager_userid", &User::manager_userid},
    {"exclusive_account_type", &User::exclusive_type},
    {"login_id", &User::login_id},
    {"create_time", &User::create_time},
    {"outer_corp", &User::outer_corp},
    {"position_level", &User::position_level},
}};

constexpr std::array<std::pair<std::string_view, bool User::*>, 6> kFlags{{
    {"hide_mobile", &User::hide_mobile},
    {"senior_mode", &User::senior_mode},
    {"active", &User::active},
    {"boss", &User::boss},
    {"disabled", &User::disabled},
    {"accepted", &User::accepted},
}};

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json to_json(const LeaveRecord& record)
{
    return {{"userid", record.userid},
            {"name", record.name},
            {"state_code", record.state_code},
            {"mobile", record.mobile},
            {"left_at", model::to_string(record.left_at)},
            {"accepted", record.accepted},
            {"reason", record.reason}};
}

LeaveRecord leave_record_from_json(const Json& json)
{
    const auto left_at = model::parse_instant(json.value("left_at", ""));
    return {json.at("userid"),
            json.value("name", ""),
            json.value("state_code", ""),
            json.value("mobile", ""),
            left_at.value_or(model::Instant{}),
            json.value("accepted", false),
            json.value("reason", "unknown")};
}

template <typename Range, typename ToJson>
void write_list(std::ostream& out, std::string_view name, const Range& range, ToJson line)
{
    out << ",\n\"" << name << "\": [";
    const char* separator = "\n";
    for (const auto& item : range) {
        out << separator << dumped(line(item));
        separator = ",\n";
    }
    out << "]";
}

Organisation from_json(const Json& json)
{
    Organisation organisation{json.value("company", "")};
    for (const auto& department : json.at("departments")) {
        organisation.restore_department(department_from_json(department));
    }
    for (const auto& record : json.value("leave_records", Json::array())) {
        organisation.restore_leave_record(leave_record_from_json(record));
    }
    for (const auto& user : json.at("users")) {
        organisation.restore_user(user_from_json(user));
    }
    organisation.relink_managers();
    organisation.roles().restore(json.value("roles", Json::object()));
    organisation.attendance().restore(json.value("attendance", Json::array()));
    organisation.notifications().restore(json.value("notifications", Json::array()));
    organisation.robots().restore(json.value("robots", Json::object()));
    for (const auto& user : json.value("invitations", Json::array())) {
        organisation.restore_invitation(user_from_json(user));
    }
    return organisation;
}

} // namespace

Json to_json(const User& user)
{
    Json json;
    for (const auto& [name, member] : kOtherTexts) {
        if (!(user.*member).empty()) {
            json[std::string{name}] = user.*member;
        }
    }
    for (const auto& text : kUserTexts) {
        if (!(user.*text.member).empty()) {
            json[std::string{text.name}] = user.*text.member;
        }
    }
    for (const auto& [name, member] : kFlags) {
        json[std::string{name}] = user.*member;
    }
    json["hired_date"] = user.hired_date;
    json["admin_level"] = user.admin_level;
    json["extension"] = user.extension;
    json["extension_i18n"] = user.extension_i18n;
    json["number"] = user.number;
    json["modified"] = user.modified;
    for (const auto& position : user.positions) {
        json["positions"].push_back({{"dept_id", position.dept_id},
                                     {"order", position.order},
                                     {"title", position.title},
                                     {"work_place", position.work_place},
                                     {"is_main", position.is_main}});
    }
    return json;
}

User user_from_json(const Json& json)
{
    User user;
    for (const auto& [name, member] : kOtherTexts) {
        user.*member = json.value(name, "");
    }
    for (const auto& text : kUserTexts) {
        user.*text.member = json.value(text.name, "");
    }
    for (const auto& [name, member] : kFlags) {
        user.*member = json.value(name, false);
    }
    user.hired_date = json.value("hired_date", std::int64_t{0});
    user.admin_level = json.value("admin_level", 0);
    user.extension = json.value("extension", Json{});
    user.extension_i18n = json.value("extension_i18n", Json{});
    user.number = json.value("number", std::uint64_t{0});
    user.modified = json.value("modified", std::uint64_t{0});
    for (const auto& position : json.value("positions", Json::array())) {
        user.positions.push_back({position.at("dept_id"), position.value("order", std::int64_t{0}),
                                  position.value("title", ""), position.value("work_place", ""),
                                  position.value("is_main", false)});
    }
    return user;
}

Json to_json(const Department& department)
{
    return {{"dept_id", department.dept_id},
            {"parent_id", department.parent_id},
            {"name", department.name},
            {"order", department.order},
            {"source_identifier", department.source_identifier},
            {"managers", department.managers},
            {"attributes", department.attributes}};
}

Department department_from_json(const Json& json)
{
    Department department;
    department.dept_id = json.at("dept_id");
    department.parent_id = json.value("parent_id", DeptId{0});
    department.name = json.at("name");
    department.order = json.value("order", std::int64_t{0});
    department.source_identifier = json.value("source_identifier", "");
    department.managers = json.value("managers", std::vector<std::string>{});
    department.attributes = json.value("attributes", Json::object());
    return department;
}

void write_json(std::ostream& out, const Organisation& organisation)
{
    const auto* root = organisation.department(model::kCompanyRoot);
    out << "{\"company\": " << dumped(Json(root->name));
    write_list(out, "departments", organisation.department_ids(),
               [&](DeptId id) { return to_json(*organisation.department(id)); });
    write_list(out, "users", organisation.users(), [](const User* user) { return to_json(*user); });
    write_list(out, "leave_records", organisation.leave_records(),
               [](const LeaveRecord& record) { return to_json(record); });
    write_list(out, "invitations", organisation.invited(),
               [](const User* user) { return to_json(*user); });
    out << ",\n\"roles\": " << dumped(organisation.roles().to_json());
    out << ",\n\"attendance\": " << dumped(organisation.attendance().to_json());
    out << ",\n\"notifications\": " << dumped(organisation.notifications().to_json());
    out << ",\n\"robots\": " << dumped(organisation.robots().to_json()) << "}\n";
}

model::Result<Organisation> read_json(const std::string& text, const std::string& where)
{
    try {
        return from_json(Json::parse(text));
    } catch (const std::exception& wrong) {
        return model::fail(model::ErrorKind::invalid,
                           where + " is not an organisation of the sandbox: " + wrong.what(),
                           "mend the file, or move it away to start with an empty company");
    }
}

} // namespace rosterd::sandbox
