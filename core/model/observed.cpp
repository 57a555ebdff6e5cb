#include "core/model/observed.hpp"

#include <array>

namespace rosterd::model
{

namespace
{

struct TextMember {
    const char* name;
    std::string ObservedUser::* member;
};
constexpr std::array<TextMember, 13> kTexts{{
    {"userid", &ObservedUser::userid},
    {"unionid", &ObservedUser::unionid},
    {"name", &ObservedUser::name},
    {"mobile", &ObservedUser::mobile},
    {"email", &ObservedUser::email},
    {"org_email", &ObservedUser::org_email},
    {"telephone", &ObservedUser::telephone},
    {"job_number", &ObservedUser::job_number},
    {"title", &ObservedUser::title},
    {"work_place", &ObservedUser::work_place},
    {"remark", &ObservedUser::remark},
    {"manager_userid", &ObservedUser::manager_userid},
    {"login_id", &ObservedUser::login_id},
}};

struct FlagMember {
    const char* name;
    bool ObservedUser::* member;
};
constexpr std::array<FlagMember, 6> kFlags{{
    {"hide_mobile", &ObservedUser::hide_mobile},
    {"senior_mode", &ObservedUser::senior_mode},
    {"active", &ObservedUser::active},
    {"admin", &ObservedUser::admin},
    {"boss", &ObservedUser::boss},
    {"disabled", &ObservedUser::disabled},
}};

} // namespace

void to_json(Json& json, const ObservedDepartment& department)
{
    json = Json{{"dept_id", department.dept_id},
                {"parent_id", department.parent_id},
                {"name", department.name},
                {"order", department.order},
                {"source_identifier", department.source_identifier},
                {"manager_userids", department.manager_userids}};
}

void from_json(const Json& json, ObservedDepartment& department)
{
    department.dept_id = json.value("dept_id", DeptId{0});
    department.parent_id = json.value("parent_id", DeptId{0});
    department.name = json.value("name", "");
    department.order = json.value("order", std::int64_t{0});
    department.source_identifier = json.value("source_identifier", "");
    department.manager_userids = json.value("manager_userids", std::vector<std::string>{});
}

// Empty texts and false flags are left out: most of a million stored accounts have few values.
void to_json(Json& json, const ObservedUser& user)
{
    json = Json{{"dept_ids", user.dept_ids}};
    for (const TextMember& text : kTexts) {
        if (!(user.*text.member).empty()) {
            json[text.name] = user.*text.member;
        }
    }
    for (const FlagMember& flag : kFlags) {
        if (user.*flag.member) {
            json[flag.name] = true;
        }
    }
    if (user.hired_date != 0) {
        json["hired_date"] = user.hired_date;
    }
    if (user.exclusive_account) {
        json["exclusive_account"] = *user.exclusive_account;
    }
    if (!user.extension.empty()) {
        json["extension"] = user.extension;
    }
}

void from_json(const Json& json, ObservedUser& user)
{
    user = ObservedUser{};
    for (const TextMember& text : kTexts) {
        user.*text.member = json.value(text.name, "");
    }
    for (const FlagMember& flag : kFlags) {
        user.*flag.member = json.value(flag.name, false);
    }
    user.hired_date = json.value("hired_date", std::int64_t{0});
    if (const auto found = json.find("exclusive_account"); found != json.end()) {
        user.exclusive_account = found->get<std::string>();
    }
    user.dept_ids = json.value("dept_ids", std::vector<DeptId>{});
    user.extension = json.value("extension", std::map<std::string, std::string>{});
}

} // namespace rosterd::model
