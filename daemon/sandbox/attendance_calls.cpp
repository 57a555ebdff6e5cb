#include "daemon/sandbox/attendance_calls.hpp"

namespace rosterd::sandbox
{

Json attendance_answer()
{
    return Json{{"success", true}};
}

Json attendance_answer(Json result)
{
    return Json{{"success", true}, {"result", std::move(result)}};
}

void check_operator(const Company& company, Parameters& parameters, bool needed)
{
    const auto* name = parameters.has("op_userid") ? "op_userid" : "op_user_id";
    if (needed) {
        parameters.need({name});
    }
    if (parameters.has(name) &&
        company.organisation.user(parameters.text(name).value_or("")) == nullptr) {
        parameters.refuse_with(refuse(400002, name));
    }
}

Outcome<const AttendanceGroup*> asked_group(const Company& company, Parameters& parameters,
                                            std::string_view by)
{
    parameters.need({by});
    check_operator(company, parameters, by == "group_id");
    const auto& attendance = company.organisation.attendance();
    const auto* group = by == "group_id" ? attendance.group(parameters.integer(by).value_or(0))
                                         : attendance.by_key(parameters.text(by).value_or(""));
    if (group == nullptr) {
        parameters.refuse_with(refuse(400002, std::string{by}));
    }
    if (parameters.refused()) {
        return parameters.refusal();
    }
    return group;
}

} // namespace rosterd::sandbox
