#include "tests/sim/hr.hpp"

#include <algorithm>

namespace rosterd::sim
{

namespace
{

using namespace std::chrono_literals;

std::string numbered(const char* before, int number)
{
    return before + std::to_string(number);
}

model::Date day_of(model::Instant at, int later)
{
    return model::Date{std::chrono::floor<std::chrono::days>(at) + std::chrono::days{later}};
}

Employee& somebody(Roster& roster, Dice& dice)
{
    auto at = roster.begin();
    std::advance(at, dice.between(0, static_cast<int>(roster.size()) - 1));
    return at->second;
}

} // namespace

Hr::Hr(Dice& dice, model::Instant start, int days) : dice_{dice.fork()}
{
    for (int i = dice_.between(2, 8); i > 0; --i) {
        departments_.push_back(new_department());
    }
    Roster roster;
    for (int i = dice_.between(3, 16); i > 0; --i) {
        Employee one = new_employee(roster);
        roster[one.id] = std::move(one);
    }
    versions_.push_back({start, roster});
    model::Instant at = start;
    const model::Instant end = start + days * 24h;
    while ((at += std::chrono::minutes{dice_.between(5, 24 * 60)}) < end) {
        for (int i = dice_.between(1, 4); i > 0; --i) {
            change(roster, at);
        }
        versions_.push_back({at, roster});
    }
}

std::size_t Hr::version_at(model::Instant now) const
{
    std::size_t version = 0;
    while (version + 1 < versions_.size() && versions_[version + 1].at <= now) {
        ++version;
    }
    return version;
}

std::string Hr::new_department()
{
    const std::string name = numbered("部門", ++numbers_);
    if (departments_.empty() || dice_.chance(0.4)) {
        return name;
    }
    return dice_.one_of(departments_) + "/" + name;
}

Employee Hr::new_employee(const Roster& roster)
{
    const int number = ++numbers_;
    Employee out;
    out.id = numbered("E", 1000 + number);
    out.name = numbered("陳大文", number);
    out.title = numbered("職位", dice_.between(1, 5));
    out.mobile = numbered("138", 10'000'000 + number);
    out.email = numbered("e", number) + "@example.com";
    if (!free_telephones_.empty() && dice_.chance(0.5)) { // of somebody who left
        out.telephone = free_telephones_.back();
        free_telephones_.pop_back();
    } else if (dice_.chance(0.5)) {
        out.telephone = numbered("6", number);
    }
    out.departments = {dice_.one_of(departments_)};
    if (dice_.chance(0.2)) {
        const std::string& second = dice_.one_of(departments_);
        if (second != out.departments.front()) {
            out.departments.push_back(second);
        }
    }
    if (!roster.empty() && dice_.chance(0.6)) {
        auto manager = roster.begin();
        std::advance(manager, dice_.between(0, static_cast<int>(roster.size()) - 1));
        if (!manager->second.last_day && !manager->second.hired_on) {
            out.manager = manager->first;
        }
    }
    out.leads = dice_.chance(0.25);
    return out;
}

void Hr::leave(Roster& roster, const std::string& id)
{
    const Employee gone = roster.at(id);
    roster.erase(id);
    former_.push_back(gone);
    if (!gone.telephone.empty()) {
        free_telephones_.push_back(gone.telephone);
    }
    for (auto& [other, employee] : roster) {
        if (employee.manager == id) {
            employee.manager = gone.manager;
        }
        if (employee.manager == other) {
            employee.manager.clear();
        }
    }
}

// A department and all below it get another name, or another place.
void Hr::reorganise(Roster& roster)
{
    const std::string from = dice_.one_of(departments_);
    const std::string to = new_department();
    if (to.starts_with(from + "/")) {
        return;
    }
    const auto moved = [&](std::string& path) {
        if (path == from || path.starts_with(from + "/")) {
            path = to + path.substr(from.size());
        }
    };
    std::ranges::for_each(departments_, moved);
    for (auto& [id, employee] : roster) {
        std::ranges::for_each(employee.departments, moved);
    }
    for (Employee& employee : former_) {
        std::ranges::for_each(employee.departments, moved);
    }
}

void Hr::change(Roster& roster, model::Instant at)
{
    const int kind = dice_.between(0, 15);
    if (kind <= 1 || roster.size() < 3) {
        Employee one = new_employee(roster);
        if (kind == 1) {
            one.hired_on = day_of(at, dice_.between(0, 2));
            one.leads = false;
        }
        roster[one.id] = std::move(one);
        return;
    }
    Employee& one = somebody(roster, dice_);
    Employee& other = somebody(roster, dice_);
    switch (kind) {
    case 2:
    case 3:
        return leave(roster, std::string{one.id});
    case 4:
        if (!one.hired_on) { // a last day before it would belong to an earlier employment
            one.last_day = day_of(at, dice_.between(-1, 2));
        }
        break;
    case 5:
        one.title = numbered("職位", dice_.between(1, 9));
        break;
    case 6:
        one.departments = {dice_.one_of(departments_)};
        break;
    case 7:
        departments_.push_back(new_department());
        one.departments = {departments_.back()};
        break;
    case 8:
        std::swap(one.telephone, other.telephone);
        break;
    case 9:
        std::swap(one.email, other.email);
        break;
    case 10:
        one.name += "x";
        break;
    case 11:
        one.mobile = numbered("139", 10'000'000 + ++numbers_);
        renumbered_.insert(one.id);
        break;
    case 12:
        return reorganise(roster);
    case 13:
        if (!former_.empty()) {
            Employee back = dice_.one_of(former_);
            if (!roster.contains(back.id)) {
                back.telephone.clear();
                back.last_day.reset();
                back.hired_on.reset();
                if (!roster.contains(back.manager)) {
                    back.manager.clear();
                }
                back.email = numbered("again", ++numbers_) + "@example.com";
                roster[back.id] = back;
            }
        }
        break;
    case 14:
        one.manager = one.id == other.id ? "" : other.id;
        break;
    default:
        one.leads = !one.leads;
    }
}

model::Record record_of(const Employee& employee)
{
    const auto date = [](const std::optional<model::Date>& day) {
        return day ? model::to_string(*day) : std::string{};
    };
    std::string departments;
    for (const std::string& path : employee.departments) {
        departments += (departments.empty() ? "" : ";") + path;
    }
    model::Record out;
    out.cells = {{"employee_id", employee.id},
                 {"name", employee.name},
                 {"title", employee.title},
                 {"mobile", employee.mobile},
                 {"email", employee.email},
                 {"telephone", employee.telephone},
                 {"manager_id", employee.manager},
                 {"departments", departments},
                 {"leads", employee.leads ? "yes" : "no"},
                 {"hired_on", date(employee.hired_on)},
                 {"last_day", date(employee.last_day)}};
    out.origin = {"hr", "employee " + employee.id, "", 0};
    out.fingerprint = model::fingerprint_of(out);
    return out;
}

} // namespace rosterd::sim
