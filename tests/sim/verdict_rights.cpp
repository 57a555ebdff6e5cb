#include <map>
#include <set>

#include "tests/sim/matrix.hpp"
#include "tests/sim/verdict.hpp"

namespace rosterd::sim
{

namespace
{

using model::Right;
using model::RightKind;

std::string words(const Right& right)
{
    return (right.kind == RightKind::role ? "the role " : "the attendance group ") + right.name;
}

// Who has which of the rights that the matrix names; by userid.
std::map<std::string, std::set<Right>> held(const sandbox::Organisation& company)
{
    const auto named = model::named_rights(matrix());
    std::map<std::string, std::set<Right>> out;
    const auto note = [&](const std::string& userid, const Right& right) {
        if (named.contains(right)) {
            out[userid].insert(right);
        }
    };
    for (const sandbox::Role* role : company.roles().roles()) {
        const std::string name = company.roles().group(role->group_id)->name + "/" + role->name;
        for (const auto& [userid, scope] : role->holders) {
            note(userid, {RightKind::role, name});
        }
    }
    for (const sandbox::AttendanceGroup* group : company.attendance().groups()) {
        for (const std::string& userid : group->users) {
            note(userid, {RightKind::attendance, group->name});
        }
    }
    return out;
}

} // namespace

std::vector<std::string> faults_of_rights(World& world)
{
    const sandbox::Organisation& company = world.dingtalk.organisation();
    const Roster& roster = world.hr.versions().back().roster;
    auto has = held(company);
    std::vector<std::string> faults;
    for (const sandbox::User* user : company.users()) {
        const auto employee = roster.find(user->job_number);
        const bool employed = employee != roster.end() && !employee->second.last_day;
        const auto wanted = employed ? rights_of(employee->second.title) : std::set<Right>{};
        for (const Right& right : wanted) {
            if (!has[user->userid].contains(right)) {
                faults.push_back(user->userid + " has not " + words(right));
            }
        }
        for (const Right& right : has[user->userid]) {
            if (!wanted.contains(right)) {
                faults.push_back(user->userid + " still has " + words(right));
            }
        }
    }
    return faults;
}

} // namespace rosterd::sim
