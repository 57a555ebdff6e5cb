#include "tests/sim/late.hpp"

#include <algorithm>

#include "core/apply/send_late.hpp"
#include "core/dingtalk/wire.hpp"
#include "tests/sim/writes.hpp"

namespace rosterd::sim
{

namespace
{

bool says_it_is_not_there(const std::string& answer)
{
    const model::Json json = model::Json::parse(answer, nullptr, false);
    const std::int64_t code = json.is_object() ? dingtalk::number_of(json, "errcode") : 0;
    return code > 0 && apply::is_not_there(std::to_string(code));
}

bool names_what_is_late(World& world, const std::string& body)
{
    const std::chrono::milliseconds delay{world.rules.visibility_delay_ms};
    const auto names = [&](const std::string& id, model::Instant created) {
        return world.now - created < delay && body.find(id) != std::string::npos;
    };
    const sandbox::Organisation& company = world.dingtalk.organisation();
    const auto users = company.users();
    const auto departments = company.department_ids();
    const auto late_user = [&](const sandbox::User* user) {
        const auto at = model::parse_instant(user->create_time);
        return at && names(user->userid, *at);
    };
    const auto late_department = [&](sandbox::DeptId id) {
        return names(std::to_string(id), company.department(id)->created);
    };
    return std::ranges::any_of(users, late_user) ||
           std::ranges::any_of(departments, late_department);
}

} // namespace

bool is_refused_as_late(World& world, const http::HttpServerRequest& request,
                        const std::string& answer)
{
    return world.rules.late_to_writes && says_it_is_not_there(answer) &&
           !writes_of(request, world.dingtalk.organisation()).empty() &&
           names_what_is_late(world, request.body);
}

} // namespace rosterd::sim
