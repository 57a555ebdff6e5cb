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
        if (!world_.hr.renumbered().contains(employee.id)) {
            same("mobile", employee.mobile, user.mobile);
        }
        std::set<std::string> in;
        for (const auto& position : user.positions) {
            in.insert(path_of(position.dept_id));
        }
        const std::set<std::string> wanted{employee.departments.begin(),
                                           employee.departments.end()};
        expect(in == wanted, employee.id + " is in other departments");
        const auto manager = roster_.find(employee.manager);
        if (manager != roster_.end() && employed(manager->second)) {
            const User* account = account_of(employee.manager);
            same("manager", account == nullptr ? "?" : account->userid, user.manager_userid);
        }
        if (employee.leads) {
            leader(employee, user);
        }
    }

    void leader(const Employee& employee, const User& user)
    {
        for (const auto& position : user.positions) {
            if (path_of(position.dept_id) == employee.departments.front()) {
                const auto& managers = company_.department(position.dept_id)->managers;
                expect(std::ranges::count(managers, user.userid) == 1,
                       employee.id + " does not lead " + employee.departments.front());
            }
        }
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
