// Random companies on their second day, from a seed: what the laws are tried with.
#pragma once

#include <random>

#include <rapidcheck/gtest.h>

#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{

class Chance
{
public:
    explicit Chance(std::uint32_t seed) : random_{seed} {}
    std::size_t below(std::size_t n)
    {
        return n == 0 ? 0 : std::uniform_int_distribution<std::size_t>{0, n - 1}(random_);
    }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <typename T>
    void shuffle(std::vector<T>& values)
    {
        std::ranges::shuffle(values, random_);
    }
    template <typename T>
    const T& of(const std::vector<T>& values)
    {
        return values[below(values.size())];
    }

private:
    std::mt19937 random_;
};

inline std::string id_of(std::size_t i)
{
    return "E" + std::to_string(100 + i);
}

inline std::string number_of(std::size_t i)
{
    return std::to_string(13'800'000'000 + i);
}

inline const std::vector<std::string> kPaths{"/A", "/A/B", "/A/B/C", "/A/D", "/X", "/X/Y", "/X/B"};
inline const std::vector<std::string> kGroups{"day", "night"};
inline const std::vector<std::string> kRecords{"#1", "#2", "#3", "#4"};

struct Generator {
    Chance chance;
    std::size_t size;
    Company company{};
    std::size_t fresh = 1000;

    std::string department() { return chance.one_in(3) ? chance.of(kRecords) : chance.of(kPaths); }

    void place(Person& person)
    {
        if (chance.one_in(8)) {
            person.departments.reset();
        } else {
            person.departments = {{department()}};
            if (chance.one_in(4)) {
                person.departments->push_back(department());
            }
        }
        person.leads.clear();
        if (person.departments && chance.one_in(4)) {
            person.leads = {chance.one_in(8) ? department() : person.departments->back()};
        }
    }

    void manage(Person& person)
    {
        person.manager_id.reset();
        if (!chance.one_in(4)) {
            person.manager_id = chance.one_in(10) ? "" : id_of(chance.below(size + 2));
        }
    }

    void hire(std::size_t i)
    {
        Person& person = company.hire(id_of(i), number_of(fresh++), {});
        place(person);
        manage(person);
        if (chance.one_in(2)) {
            person.email = "Mail" + std::to_string(fresh++) + "@example.com";
        }
        if (chance.one_in(2)) {
            person.telephone = std::to_string(fresh++);
        }
        if (chance.one_in(3)) {
            person.title = "title " + std::to_string(chance.below(3));
        }
        if (chance.one_in(4)) {
            person.ext = {{"card", std::to_string(chance.below(3))}};
        }
        if (chance.one_in(6)) {
            person.account = model::AccountKind::sso;
        }
        person.hide_mobile = chance.one_in(5) ? std::optional{chance.one_in(2)} : std::nullopt;
        if (chance.one_in(5)) {
            person.hired_on = model::Date{std::chrono::year{2026}, std::chrono::month{11},
                                          std::chrono::day{static_cast<unsigned>(20 + i % 5)}};
        }
    }

    void state_records()
    {
        company.records.clear();
        const std::vector<std::string> names{"R1", "R2", "R3", "R4", "R5"};
        std::vector<std::string> parents{"/"};
        std::vector<std::string> keys = kRecords;
        chance.shuffle(keys);
        for (const std::string& key : keys) {
            if (chance.one_in(6)) {
                continue;
            }
            model::Department record;
            record.key = key;
            record.name = chance.of(names);
            record.parent = chance.of(parents);
            record.origin = {"hr", "departments.csv:" + key, "departments.csv", 1};
            if (chance.one_in(3)) {
                record.order = static_cast<std::int64_t>(chance.below(3));
            }
            if (chance.one_in(4)) {
                record.manager_ids = chance.one_in(3) ? "" : id_of(chance.below(size));
            }
            company.records.push_back(record);
            parents.push_back(key);
        }
        chance.shuffle(company.records);
    }

    // Accounts and departments made by hand before rosterd came.
    void live_by_hand()
    {
        for (std::size_t i = 0; i < size / 4; ++i) {
            auto& user = company.add_account("hand" + std::to_string(i), number_of(900 + i));
            user.title = "by hand";
            if (chance.one_in(2)) { // is one of the people
                const auto& person = company.roster[{"hr", id_of(i)}].person;
                if (person.mobile && !person.account) {
                    user.mobile = *person.mobile;
                }
            }
            user.active = chance.one_in(2);
        }
        if (chance.one_in(2)) {
            company.dingtalk.add_department(company.dingtalk.add_department(1, "A"), "B");
        }
    }

    // The field's values of some people change hands: swaps, longer rings, chains.
    void hand_round(model::Stated Person::* field)
    {
        std::vector<Person*> some;
        for (auto& [key, employee] : company.roster) {
            if ((employee.person.*field) && chance.one_in(3)) {
                some.push_back(&employee.person);
            }
        }
        if (some.size() < 2) {
            return;
        }
        chance.shuffle(some);
        const model::Stated first = some.front()->*field;
        for (std::size_t i = 0; i + 1 < some.size(); ++i) {
            some[i]->*field = some[i + 1]->*field;
        }
        some.back()->*field = chance.one_in(2) ? first : model::Stated{number_of(fresh++)};
    }

    void pass_on_a_leavers_number()
    {
        if (size < 2) {
            return;
        }
        auto& leaver = company.roster.at({"hr", id_of(chance.below(size))});
        auto& heir = company.roster.at({"hr", id_of(chance.below(size))});
        leaver.present = false;
        leaver.told = true;
        heir.person.mobile = leaver.person.mobile;
        if (&leaver == &heir) {
            return;
        }
        heir.present = true;
        if (leaver.person.email) {
            heir.person.email = leaver.person.email;
        }
    }

    void change_people()
    {
        for (auto& [key, employee] : company.roster) {
            Person& person = employee.person;
            if (chance.one_in(10)) {
                employee.present = !employee.present;
                employee.told = chance.one_in(2);
            }
            if (chance.one_in(4)) {
                place(person);
            }
            if (chance.one_in(4)) {
                manage(person);
            }
            if (chance.one_in(6)) {
                person.title = chance.one_in(3) ? "" : "new title";
            }
            if (chance.one_in(8)) {
                person.email = "";
            }
            if (chance.one_in(8)) {
                person.ext = {{"card", ""}, {"desk", "7"}};
            }
            if (chance.one_in(20)) {
                person.last_day = model::Date{std::chrono::year{2026}, std::chrono::month{11},
                                              std::chrono::day{21}};
            }
        }
        hand_round(&Person::mobile);
        hand_round(&Person::email);
        hand_round(&Person::telephone);
        pass_on_a_leavers_number();
        const std::size_t joiners = chance.below(size / 4 + 1);
        for (std::size_t i = 0; i < joiners; ++i) {
            hire(size + i);
        }
    }

    // Departments are renamed, moved, merged and split with whoever is in them.
    void reorganise()
    {
        const std::vector<std::string> paths{"/A",   "/A/B", "/A/C", "/A/N/B", "/Q",
                                             "/Q/B", "/X",   "/X/Y", "/Z/Y",   "/A/D"};
        const std::string from = chance.of(paths);
        const std::vector<std::string> to{chance.of(paths), chance.of(paths)};
        const std::size_t split = chance.below(4);
        const bool with_branch = chance.one_in(2);
        const auto moved = [&](std::string& key) {
            const std::string& goal = to[chance.below(4) < split ? 1 : 0];
            if (key == from) {
                key = goal;
            } else if (with_branch && key.starts_with(from + "/")) {
                key = goal + key.substr(from.size());
            }
        };
        for (auto& [key, employee] : company.roster) {
            for (std::string* department : departments_in(employee.person)) {
                moved(*department);
            }
        }
    }

    static std::vector<std::string*> departments_in(Person& person)
    {
        std::vector<std::string*> all;
        if (person.departments) {
            for (std::string& key : *person.departments) {
                all.push_back(&key);
            }
        }
        for (std::string& key : person.leads) {
            all.push_back(&key);
        }
        return all;
    }

    void departments_by_hand()
    {
        for (auto& [id, department] : company.dingtalk.departments) {
            if (id != 1 && chance.one_in(12)) {
                department.name += " by hand";
            }
        }
    }

    // What people do in DingTalk themselves, and administrators by hand.
    void life_goes_on()
    {
        for (auto& [userid, user] : company.dingtalk.users) {
            user.active |= chance.one_in(2);
            user.admin = chance.one_in(12);
            if (chance.one_in(8)) {
                user.title = "changed by hand";
            }
            if (chance.one_in(10)) {
                user.extension["parking"] = "P3";
            }
        }
        if (!company.dingtalk.users.empty() && chance.one_in(3)) {
            const std::string gone = company.dingtalk.users.begin()->first;
            company.dingtalk.users.erase(gone);
            for (auto& [id, department] : company.dingtalk.departments) {
                std::erase(department.manager_userids, gone);
            }
            for (auto& [right, holders] : company.dingtalk.rights) {
                holders.erase(gone);
            }
        }
    }

    // Few roles and rules, so that they meet; one role group is not there yet.
    void choose_matrix()
    {
        company.policy.entitlements = {};
        auto& matrix = company.policy.entitlements;
        const std::vector<std::string> roles{"G/a", "G/b", "G/c", "H/a", "H/b"};
        const std::vector<std::string> departments{"A/**", "A/B", "X/*", "**"};
        const std::size_t rules = chance.below(5);
        for (std::size_t i = 0; i < rules; ++i) {
            model::EntitlementRule& rule = matrix.rules.emplace_back();
            rule.name = "rules[" + std::to_string(i) + "]";
            rule.departments = {chance.of(departments)};
            if (chance.one_in(3)) {
                rule.titles = {"*title*"};
            }
            rule.roles = {chance.of(roles), chance.of(roles)};
            if (chance.one_in(3)) {
                rule.attendance = chance.one_in(4) ? "nowhere" : chance.of(kGroups);
            }
            if (chance.one_in(4)) {
                rule.hide_mobile = chance.one_in(2);
            }
        }
        if (chance.one_in(3)) {
            matrix.exclusive = {{"G/a", "H/a"}};
        }
        matrix.drift = chance.one_in(3) ? model::RightDrift::keep : model::RightDrift::take_back;
    }

    void give_rights_by_hand()
    {
        for (const std::string& group : kGroups) {
            company.dingtalk.rights[{model::RightKind::attendance, group}];
        }
        company.dingtalk.rights[{model::RightKind::role, "G/a"}];
        std::vector<model::Right> roles;
        for (const auto& [right, holders] : company.dingtalk.rights) {
            if (right.kind == model::RightKind::role) {
                roles.push_back(right);
            }
        }
        for (const auto& [userid, user] : company.dingtalk.users) {
            if (chance.one_in(4)) {
                company.dingtalk.rights[chance.of(roles)].insert(userid);
            }
        }
    }

    void choose_policy()
    {
        company.policy.mobile_change =
            chance.one_in(2) ? model::MobileChange::recreate : model::MobileChange::report;
        company.policy.protect_administrators = chance.one_in(2);
        company.policy.absent =
            chance.one_in(4) ? model::AbsentRule::ignore : model::AbsentRule::leaver;
        if (chance.one_in(4)) {
            company.policy.scope.departments = {"A/**"};
        }
    }
};

// A company that rosterd has kept for a day, and the state of its second day.
inline Company second_day(std::uint32_t seed, std::size_t size)
{
    Generator generator{Chance{seed}, size};
    generator.choose_policy();
    for (std::size_t i = 0; i < size; ++i) {
        generator.hire(i);
    }
    generator.state_records();
    generator.live_by_hand();
    generator.choose_matrix();
    generator.give_rights_by_hand();
    Company& company = generator.company;
    const auto first = make(company.input()).plan;
    if (const Refusal refusal = company.apply(first)) {
        RC_FAIL("first day: " + *refusal);
    }
    generator.life_goes_on();
    generator.give_rights_by_hand();
    if (generator.chance.one_in(2)) {
        generator.choose_matrix();
    }
    generator.departments_by_hand();
    generator.change_people();
    for (std::size_t i = generator.chance.below(3); i > 0; --i) {
        generator.reorganise();
    }
    if (generator.chance.one_in(2)) {
        generator.state_records();
    }
    return company;
}

// Most are small, where trouble meets; one in twenty has up to `most` people.
inline Company any_second_day(std::size_t most = 300)
{
    const bool large = *rc::gen::inRange(0, 20) == 19;
    const auto size =
        *rc::gen::inRange<std::size_t>(0, large ? most + 1 : std::min<std::size_t>(most, 40) + 1);
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    return second_day(seed, size);
}

} // namespace rosterd::plan::test
