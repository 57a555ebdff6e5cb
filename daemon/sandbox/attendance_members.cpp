// Who is in which attendance group: /topapi/attendance/group/users/add and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/attendance_calls.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kUsersACall = 100;
constexpr std::size_t kListACall = 20; // of member/update

using Texts = std::vector<std::string>;
using Ids = std::vector<std::int64_t>;

// Part of it may be done: who is not in the company, or not in the group, stands in the errors.
template <typename Change>
Outcome<Json> change_users(Company& company, Parameters& parameters, Change change)
{
    parameters.need({"user_id_list"});
    const auto userids = parameters.texts("user_id_list").value_or(Texts{});
    if (userids.size() > kUsersACall) {
        parameters.refuse_with(refuse(400002, "user_id_list"));
    }
    const auto group = asked_group(company, parameters, "group_key");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    auto done = Json::array();
    auto failed = Json::array();
    for (const auto& userid : userids) {
        const bool known = company.organisation.user(userid) != nullptr;
        (known && change(company.organisation.attendance(), (*group)->id, userid) ? done : failed)
            .push_back(userid);
    }
    auto errors = Json::array();
    if (!failed.empty()) {
        errors.push_back(
            {{"code", "33012"}, {"msg", message_of(33012)}, {"failure_list", std::move(failed)}});
    }
    return attendance_answer(
        {{"success_list", std::move(done)}, {"error_info_list", std::move(errors)}});
}

// [batch-add-employees-under-the-attendance-group]: moves out of another group
Outcome<Json> add_users(Company& company, Parameters& parameters)
{
    return change_users(company, parameters,
                        [](Attendance& attendance, std::int64_t id, const std::string& userid) {
                            attendance.put_user(id, userid, false);
                            return true;
                        });
}

// [batch-delete-employees-under-the-attendance-group]
Outcome<Json> remove_users(Company& company, Parameters& parameters)
{
    return change_users(company, parameters,
                        [](Attendance& attendance, std::int64_t id, const std::string& userid) {
                            return attendance.take_user(id, userid);
                        });
}

// One list of update_param, 20 at most.
template <typename List>
List short_list(Parameters& update, std::string_view name, std::optional<List> list)
{
    if (list && list->size() > kListACall) {
        update.refuse_with(refuse(400002, std::string{name}));
    }
    return list.value_or(List{});
}

void check_known(const Company& company, Parameters& update, const Texts& users, const Ids& depts)
{
    for (const auto& userid : users) {
        if (company.organisation.user(userid) == nullptr) {
            update.refuse_with(refuse(33012, userid));
        }
    }
    for (const auto id : depts) {
        if (company.organisation.department(id) == nullptr) {
            update.refuse_with(refuse(60003, std::to_string(id)));
        }
    }
}

// What update_param asks for [attendance-group-member-update].
struct MemberUpdate {
    Texts add, remove, exempt, no_more_exempt;
    Ids add_depts, remove_depts;
};

MemberUpdate read_update(const Company& company, Parameters& update)
{
    const auto texts = [&update](std::string_view name) {
        return short_list(update, name, update.texts(name));
    };
    const auto ids = [&update](std::string_view name) {
        return short_list(update, name, update.integers(name));
    };
    MemberUpdate wanted{texts("add_users"),       texts("remove_users"),
                        texts("add_extra_users"), texts("remove_extra_users"),
                        ids("add_depts"),         ids("remove_depts")};
    check_known(company, update, wanted.add, wanted.add_depts);
    check_known(company, update, wanted.exempt, {});
    return wanted;
}

void carry_out(Attendance& attendance, std::int64_t id, const MemberUpdate& wanted)
{
    for (const auto* list : {&wanted.remove, &wanted.no_more_exempt}) {
        std::ranges::for_each(*list, [&](const auto& who) { attendance.take_user(id, who); });
    }
    for (const auto dept : wanted.remove_depts) {
        attendance.take_department(id, dept);
    }
    for (const auto& who : wanted.add) {
        attendance.put_user(id, who, false);
    }
    for (const auto& who : wanted.exempt) {
        attendance.put_user(id, who, true);
    }
    for (const auto dept : wanted.add_depts) {
        attendance.put_department(id, dept);
    }
}

// All or nothing.
Outcome<Json> update_members(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    Parameters update{parameters.object("update_param").value_or(Json::object())};
    const auto wanted = read_update(company, update);
    if (parameters.refused() || update.refused()) {
        return parameters.refused() ? parameters.refusal() : update.refusal();
    }
    carry_out(company.organisation.attendance(), (*group)->id, wanted);
    return attendance_answer();
}

constexpr std::array<OldEndpoint, 3> kEndpoints{{
    {"/topapi/attendance/group/users/add", add_users},
    {"/topapi/attendance/group/users/remove", remove_users},
    {"/topapi/attendance/group/member/update", update_members},
}};

} // namespace

std::span<const OldEndpoint> attendance_member_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
