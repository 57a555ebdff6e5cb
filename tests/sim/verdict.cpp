#include "tests/sim/verdict.hpp"

#include <algorithm>

namespace rosterd::sim
{

namespace
{

using sandbox::DeptId;
using sandbox::User;

class Verdict
{
public:
    explicit Verdict(World& world)
        : world_{world}, company_{world.dingtalk.organisation()},
          roster_{world.hr.versions().back().roster}
    {
        for (const User* user : company_.users()) {
            if (!user->job_number.empty()) {
                accounts_[user->job_number].push_back(user);
            }
        }
    }

    std::vector<std::string> faults()
    {
        people();
        nobody_else();
        departments();
        made_by_hand();
        return std::move(faults_);
    }

private:
    void expect(bool holds, const std::string& sentence)
    {
        if (!holds) {
            faults_.push_back(sentence);
        }
    }

    static std::string listed(const std::set<std::string>& userids)
    {
        std::string out;
        for (const std::string& userid : userids) {
            out += (out.empty() ? "" : " and ") + userid;
        }
        return out.empty() ? "nobody" : out;
    }

    static bool employed(const Employee& one) { return !one.last_day; } // all such days are over

    const User* account_of(const std::string& id) const
    {
        const auto found = accounts_.find(id);
        return found == accounts_.end() ? nullptr : found->second.front();
    }

    std::string path_of(DeptId id) const
    {
        std::string path;
        for (const DeptId one : company_.chain(id)) {
            if (one != model::kCompanyRoot) {
                path = company_.department(one)->name + (path.empty() ? "" : "/") + path;
            }
        }
        return path;
    }

    void people()
    {
        for (const auto& [id, employee] : roster_) {
            const auto found = accounts_.find(id);
            if (!employed(employee)) {
                expect(found == accounts_.end(), id + " has left and has an account");
                continue;
            }
            const std::size_t count = found == accounts_.end() ? 0 : found->second.size();
            expect(count == 1, id + " has " + std::to_string(count) + " accounts");
            if (count == 1) {
                person(employee, *found->second.front());
            }
        }
    }

    void person(const Employee& employee, const User& user)
    {
        const auto same = [&](const char* field, const std::string& want, const std::string& is) {
            expect(want == is, employee.id + ": " + field + " is '" + is + "', not '" + want + "'");
        };
        same("name", employee.name, user.name);
        same("title", employee.title, user.title);
        same("email", employee.email, user.email);
        same("telephone", employee.telephone, user.telephone);
        same("job number", employee.id, user.job_number);
        if (user.userid != "old-" + employee.id) {
            same("userid", employee.id, user.userid);
        }
        if (number_follows(employee, user)) {
            same("mobile", employee.mobile, user.mobile);
        }
        if (employee.hired_on) {
            same("hired date", std::to_string(model::to_unix_ms(*employee.hired_on)),
                 std::to_string(user.hired_date));
        }
        place(employee, user);
        manager(employee, user);
    }

    void manager(const Employee& employee, const User& user)
    {
        const User* present = company_.manager_of(user);
        const std::string is = present == nullptr ? "" : present->userid;
        const auto named = roster_.find(employee.manager);
        if (named != roster_.end() && !employed(named->second)) {
            // A finding asks HR for another one. Until then whoever it was stays: somebody whom HR
            // named before, unless they are gone, too.
            expect(present == nullptr || ever_named(employee.id, present->job_number),
                   employee.id + ": HR never named the manager '" + is + "'");
            return;
        }
        const User* boss = account_of(employee.manager);
        const std::string want = boss == nullptr ? "" : boss->userid;
        expect(want == is, employee.id + ": manager is '" + is + "', not '" + want + "'");
    }

    bool ever_named(const std::string& id, const std::string& manager) const
    {
        return std::ranges::any_of(world_.hr.versions(), [&](const Hr::Version& version) {
            const auto found = version.roster.find(id);
            return found != version.roster.end() && found->second.manager == manager;
        });
    }

    // A number that DingTalk keeps stays where the policy only reports it.
    bool number_follows(const Employee& employee, const User& user) const
    {
        const bool kept = user.active || world_.rules.mobile_in_update == "never";
        return !world_.hr.renumbered().contains(employee.id) || world_.recreates_on_new_number ||
               !kept;
    }

    void place(const Employee& employee, const User& user)
    {
        std::set<std::string> in;
        for (const auto& position : user.positions) {
            in.insert(path_of(position.dept_id));
        }
        const std::set<std::string> wanted{employee.departments.begin(),
                                           employee.departments.end()};
        expect(in == wanted, employee.id + " is in other departments");
        const auto marked = std::ranges::find(user.positions, true, &sandbox::Position::is_main);
        const auto& main = marked == user.positions.end() ? user.positions.front() : *marked;
        expect(path_of(main.dept_id) == employee.departments.front(),
               employee.id + " has " + path_of(main.dept_id) + " as main department, not " +
                   employee.departments.front());
    }

    // Of the departments that rosterd made.
    void leaders(DeptId id)
    {
        std::set<std::string> wanted;
        for (const auto& [employee_id, employee] : roster_) {
            const User* account = account_of(employee_id);
            if (employed(employee) && employee.leads && account != nullptr &&
                employee.departments.front() == path_of(id)) {
                wanted.insert(account->userid);
            }
        }
        const auto& managers = company_.department(id)->managers;
        const std::set<std::string> present{managers.begin(), managers.end()};
        expect(wanted == present,
               path_of(id) + " is led by " + listed(present) + ", not by " + listed(wanted));
    }

    void nobody_else()
    {
        for (const User* user : company_.users()) {
            // Whoever left, or got another number, before rosterd came to adopt the account.
            const bool never_ours = user->userid.starts_with("old-") && user->job_number.empty();
            expect(never_ours || world_.by_hand.contains(user->userid) ||
                       roster_.contains(user->job_number),
                   "the account " + user->userid + " is nobody's");
        }
    }

    void departments()
    {
        std::set<std::string> wanted;
        for (const auto& [id, employee] : roster_) {
            for (std::string path : employee.departments) {
                while (employed(employee) && !path.empty()) {
                    wanted.insert(path);
                    const auto cut = path.rfind('/');
                    path = cut == std::string::npos ? "" : path.substr(0, cut);
                }
            }
        }
        std::set<std::string> there;
        for (const DeptId id : company_.department_ids()) {
            if (id != model::kCompanyRoot && !world_.by_hand.contains("#" + std::to_string(id))) {
                expect(there.insert(path_of(id)).second, path_of(id) + " is there twice");
                leaders(id);
            }
        }
        for (const std::string& path : wanted) {
            expect(there.contains(path), path + " is missing");
        }
        for (const std::string& path : there) {
            expect(wanted.contains(path), path + " is nobody's department");
        }
    }

    void made_by_hand()
    {
        for (const auto& [id, before] : world_.by_hand) {
            if (id.starts_with('#')) {
                const auto* department = company_.department(std::stoll(id.substr(1)));
                expect(department != nullptr && department->name == before,
                       "the department " + before + " was touched");
            } else {
                const User* user = company_.user(id);
                expect(user != nullptr && sandbox::to_json(*user).dump() == before,
                       "the account " + id + " was touched");
            }
        }
    }

    World& world_;
    sandbox::Organisation& company_;
    const Roster& roster_;
    std::map<std::string, std::vector<const User*>> accounts_;
    std::vector<std::string> faults_;
};

} // namespace

std::vector<std::string> faults_of(World& world)
{
    return Verdict{world}.faults();
}

} // namespace rosterd::sim
