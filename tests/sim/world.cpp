#include "tests/sim/world.hpp"

#include "daemon/http/target.hpp"

namespace rosterd::sim
{

namespace
{

model::Instant start()
{
    return *model::parse_instant("2026-11-22T02:00:00.000Z");
}

sandbox::Rules rules_of(Dice& dice)
{
    sandbox::Rules rules;
    rules.sibling_name_code = dice.chance(0.5) ? 60008 : 60021;
    rules.mobile_change_code = dice.chance(0.5) ? 40022 : 41054;
    rules.cascade_department_delete = dice.chance(0.5);
    return rules;
}

sandbox::User account(const std::string& userid, const std::string& name, const std::string& mobile,
                      sandbox::DeptId department)
{
    sandbox::User user;
    user.userid = userid;
    user.name = name;
    user.state_code = "86";
    user.mobile = mobile;
    user.active = true;
    user.positions.push_back({department, 0, "", "", true});
    return user;
}

} // namespace

World::World(std::uint64_t seed, bool with_trace)
    : dice{seed}, now{start()}, hr{dice, now, kDays}, weather{dice},
      dingtalk{sandbox::new_company("Simulated", now), rules_of(dice), seed},
      recreates_on_new_number{dice.chance(0.5)}, hr_tells_changes{dice.chance(0.5)},
      traced{with_trace}
{
    ever_foul = !weather.fair();
    populate(*this);
}

bool World::threatens(Fault fault, double weight)
{
    const double likely = weather.of(fault) * weight;
    return likely > 0 && dice.chance(likely);
}

bool World::strikes(Fault fault, double weight)
{
    if (!threatens(fault, weight)) {
        return false;
    }
    coverage.add(fault);
    return true;
}

void World::note(const std::string& line)
{
    if (traced) {
        trace += model::to_string(now) + " " + line + "\n";
    }
}

bool changes_something(const std::string& path)
{
    return path.ends_with("/create") || path.ends_with("/update") || path.ends_with("/delete");
}

http::HttpServerResponse World::ask(const http::HttpServerRequest& request)
{
    auto answer = dingtalk.handle(request, now).response;
    const bool success = answer.body.find("\"errcode\":0") != std::string::npos;
    if (changes_something(request.path) && success) {
        ++writes;
    }
    note("  dingtalk " + request.path + " " + request.body + " -> " + answer.body);
    return answer;
}

void World::revoke_tokens()
{
    http::HttpServerRequest request;
    request.method = "DELETE";
    request.path = "/sandbox/tokens";
    dingtalk.handle(request, now);
}

void populate(World& world)
{
    sandbox::Organisation& company = world.dingtalk.organisation();
    sandbox::Department own;
    own.parent_id = model::kCompanyRoot;
    own.name = "手工部";
    const auto dept_id = company.add_department(own, {}).value();
    static_cast<void>(company.add_user(account("byhand", "手工", "13700000001", dept_id), {}));
    for (const auto& [id, employee] : world.hr.versions().front().roster) {
        if (world.dice.chance(0.2)) {
            static_cast<void>(company.add_user(
                account("old-" + id, employee.name, employee.mobile, model::kCompanyRoot), {}));
        }
    }
    for (const char* userid : {"manager01", "byhand"}) {
        world.by_hand[userid] = sandbox::to_json(*company.user(userid)).dump();
    }
    world.by_hand["#" + std::to_string(dept_id)] = own.name;
}

} // namespace rosterd::sim
