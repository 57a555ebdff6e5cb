#include "tests/sim/world.hpp"

#include <algorithm>
#include <initializer_list>

#include "tests/sim/matrix.hpp"

namespace rosterd::sim
{

namespace
{

model::Instant start()
{
    return *model::parse_instant("2026-11-22T02:00:00.000Z");
}

// A company's first account can be seen as late as any other.
constexpr auto kOld = std::chrono::hours{24};

template <typename T>
void either(Dice& dice, T& rule, std::initializer_list<T> values)
{
    rule = *(values.begin() + dice.between(0, static_cast<int>(values.size()) - 1));
}

// Whatever of DingTalk's behaviour is not the same everywhere and can show in what rosterd does.
sandbox::Rules rules_of(Dice& dice)
{
    sandbox::Rules rules;
    either(dice, rules.sibling_name_code, {60008, 60021});
    either(dice, rules.mobile_change_code, {40022, 41054, 40021});
    either(dice, rules.unknown_user_code, {0, 33012, 60121});
    either(dice, rules.expired_token_code, {42001, 40014, 40001});
    either<std::int64_t>(dice, rules.visibility_delay_ms, {0, 0, 700, 3000});
    either<std::int64_t>(dice, rules.clock_ahead_s, {0, 240, -240});
    either<std::int64_t>(dice, rules.leave_record_days, {0, 30});
    either<std::size_t>(dice, rules.departments_on_update, {300, 100});
    either<std::string>(dice, rules.mobile_in_update, {"until_active", "never"});
    for (bool* rule :
         {&rules.cascade_department_delete, &rules.partial_role_batches, &rules.clears_hired_date,
          &rules.larger_order_first, &rules.names_holder_at_top_level,
          &rules.takes_department_arrays, &rules.takes_login_id_on_update,
          &rules.catalogue_text_limits, &rules.refuses_unknown_custom_fields,
          &rules.deletes_main_administrators, &rules.recreated_keeps_unionid,
          &rules.disables_ordinary_accounts, &rules.wraps_limits, &rules.path_before_token,
          &rules.corp_token_is_new, &rules.accounts_are_exempt}) {
        *rule = dice.chance(0.5);
    }
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
    : dice{seed}, now{start()}, hr{dice, now, kDays}, weather{dice}, rules{rules_of(dice)},
      dingtalk{sandbox::new_company("Simulated", now - kOld), rules, seed},
      recreates_on_new_number{dice.chance(0.5)}, hr_tells_changes{dice.chance(0.5)},
      listens{dice.chance(0.6)}, traced{with_trace}
{
    if (listens) {
        dingtalk.events().rules.ping = std::chrono::hours{24 * 365};
        dingtalk.events().ticket(now); // DingTalk tells of nothing before
    }
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

namespace
{

// What nobody has to take from an account that this call removes.
std::vector<Write> goes_along(const http::HttpServerRequest& request,
                              const sandbox::Organisation& company)
{
    if (request.path != "/topapi/v2/user/delete") {
        return {};
    }
    return writes_of_removal(model::Json::parse(request.body).value("userid", ""), company);
}

// What DingTalk's rules alone make of a call.
void count_refusal(World& world, const http::HttpServerRequest& request, const std::string& answer)
{
    const auto refused_with = [&](int code) {
        return answer.find("\"errcode\":" + std::to_string(code)) != std::string::npos;
    };
    if (request.path == "/role/add_role_group" && refused_with(34021)) {
        world.coverage.add(Fault::group_taken);
    }
    if (request.path == "/topapi/v2/user/update" && refused_with(world.rules.mobile_change_code)) {
        const auto body = model::Json::parse(request.body);
        const auto* user = world.dingtalk.organisation().user(body.value("userid", ""));
        if (user != nullptr && !user->active) {
            world.coverage.add(Fault::number_refused);
        }
    }
}

} // namespace

http::HttpServerResponse World::ask(const http::HttpServerRequest& request)
{
    const auto asked = writes_of(request, dingtalk.organisation());
    const auto by_itself = goes_along(request, dingtalk.organisation());
    auto answer = dingtalk.handle(request, now).response;
    if (answer.body.find("\"errcode\":0") != std::string::npos) {
        ledger.applied(asked);
        ledger.by_hand(by_itself);
        writes += std::ranges::count_if(
            asked, [](const Write& write) { return !write.names.front().ends_with('/'); });
    }
    count_refusal(*this, request, answer.body);
    note("  dingtalk " + request.path + " " + request.body + " -> " + answer.body);
    if (const auto next = dingtalk.events().wake(); rings && next && *next <= now) {
        rings();
    }
    return answer;
}

void World::sent(const http::HttpServerRequest& request)
{
    const auto asked = writes_of(request, dingtalk.organisation());
    if (!asked.empty() && open_entries) {
        ledger.sent(asked, open_entries());
    }
}

void World::revoke_tokens()
{
    http::HttpServerRequest request;
    request.method = "DELETE";
    request.path = "/sandbox/tokens";
    dingtalk.handle(request, now);
}

namespace
{

// Groups and roles by hand. Of two roles that the matrix names the group is there already.
void populate_rights(World& world)
{
    sandbox::Organisation& company = world.dingtalk.organisation();
    for (const char* name : {"早班", "晚班", kForeignAttendance}) {
        company.attendance().add(name, "FIXED", "manager01");
    }
    company.attendance().put_user(company.attendance().groups().back()->id, "byhand", false);
    sandbox::Roles& roles = company.roles();
    if (world.dice.chance(0.5)) {
        roles.add_role("見習", roles.add_group("門店"));
    }
    const auto foreign = roles.add_role(kForeignRole, roles.add_group(kForeignGroup));
    for (const sandbox::User* user : company.users()) {
        if (world.dice.chance(0.7)) {
            roles.grant(foreign, user->userid);
            world.foreign_holders[user->userid] = user->number;
        }
    }
}

} // namespace

void fill_role_groups(World& world)
{
    sandbox::Roles& roles = world.dingtalk.organisation().roles();
    for (const sandbox::RoleGroup* group : roles.groups()) {
        const auto all = roles.roles();
        if (std::ranges::none_of(all,
                                 [&](const auto* role) { return role->group_id == group->id; })) {
            roles.add_role("見習", group->id);
        }
    }
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
            sandbox::User old =
                account("old-" + id, employee.name, employee.mobile, model::kCompanyRoot);
            old.remark = "以前 " + id;
            const auto added = company.add_user(std::move(old), {});
            world.remarks[(*added)->userid] = {(*added)->number, (*added)->remark};
        }
    }
    populate_rights(world);
    for (const char* userid : {"manager01", "byhand"}) {
        world.by_hand[userid] = sandbox::to_json(*company.user(userid)).dump();
    }
    world.by_hand["#" + std::to_string(dept_id)] = own.name;
}

} // namespace rosterd::sim
