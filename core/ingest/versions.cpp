#include "core/ingest/versions.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace rosterd::ingest
{

namespace
{

using model::Person;
using Records = std::vector<Person>;

void add(std::vector<model::DepartmentKey>& to, const std::vector<model::DepartmentKey>& from)
{
    for (const model::DepartmentKey& key : from) {
        if (std::ranges::find(to, key) == to.end()) {
            to.push_back(key);
        }
    }
}

Person merged(const Person& main, const Records& others)
{
    Person person = main;
    for (const Person& other : others) {
        if (other.departments) {
            if (!person.departments) {
                person.departments.emplace();
            }
            add(*person.departments, *other.departments);
        }
        add(person.leads, other.leads);
    }
    return person;
}

using Day = std::optional<model::Date>;

// The day after its last one. Of the main job, the last day is that of the employment.
Day end_of_job(const Person& record)
{
    return record.main_job == false && record.last_day
               ? Day{std::chrono::sys_days{*record.last_day} + std::chrono::days{1}}
               : std::nullopt;
}

// The jobs of a person as of a day.
struct Jobs {
    std::optional<Person> main;
    Records others;

    // False: the records of one day contradict each other.
    bool restate(Records day)
    {
        const auto is_other = [&](const Person& one) { return one.main_job == false; };
        const auto first_other = std::stable_partition(
            day.begin(), day.end(), [&](const Person& one) { return !is_other(one); });
        Records secondary{std::make_move_iterator(first_other), std::make_move_iterator(day.end())};
        day.erase(first_other, day.end());
        if (day.empty() && !main && secondary.size() == 1) {
            day.swap(secondary); // whatever it says of itself, there is no other job
        }
        if (day.size() > 1 || (day.empty() && !main)) {
            return false;
        }
        if (!day.empty()) {
            main = std::move(day.front());
        }
        if (!secondary.empty()) {
            others = std::move(secondary);
            std::erase_if(others, [](const Person& one) {
                return one.status == model::EmploymentStatus::terminated;
            });
        }
        return true;
    }

    // The other jobs that are over by then.
    Records end(const Day& day)
    {
        const auto first_over =
            std::stable_partition(others.begin(), others.end(), [&](const Person& one) {
                return !one.last_day || !day || *day <= *one.last_day;
            });
        Records over{std::make_move_iterator(first_over), std::make_move_iterator(others.end())};
        others.erase(first_over, others.end());
        return over;
    }
};

} // namespace

std::optional<std::vector<Person>> taken_together(Records records)
{
    std::map<Day, Records> days; // nullopt is the least
    for (Person& record : records) {
        if (const Day end = end_of_job(record)) {
            days[end];
        }
        const Day day = record.effective_on;
        days[day].push_back(std::move(record));
    }
    std::vector<Person> versions;
    Jobs jobs;
    for (auto& [day, stated] : days) {
        std::optional<model::Origin> origin;
        if (!stated.empty()) {
            origin = stated.front().origin;
            if (!jobs.restate(std::move(stated))) {
                return std::nullopt;
            }
        }
        if (const Records over = jobs.end(day); !over.empty() && !origin) {
            origin = over.front().origin;
        }
        if (origin) {
            Person version = merged(*jobs.main, jobs.others);
            version.effective_on = day;
            version.origin = *origin;
            versions.push_back(std::move(version));
        }
    }
    return versions;
}

void keep_one_each(Ingested& ingested)
{
    std::unordered_map<std::string, Records> records;
    for (const Person& person : ingested.people) {
        if (person.effective_on || person.main_job) {
            records[person.employee_id];
        }
    }
    for (const Person& person : ingested.people) {
        if (const auto found = records.find(person.employee_id); found != records.end()) {
            found->second.push_back(person);
        }
    }
    std::unordered_map<std::string, bool> taken;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ingested.people.size(); ++i) {
        const std::string employee_id = ingested.people[i].employee_id;
        const auto found = records.find(employee_id);
        const auto versions = found == records.end() || found->second.size() < 2
                                  ? std::nullopt
                                  : taken_together(found->second);
        if (versions && !taken.emplace(employee_id, true).second) {
            continue;
        }
        ingested.record_of_person[kept] = ingested.record_of_person[i];
        Person person = versions ? versions->front() : std::move(ingested.people[i]);
        ingested.people[kept++] = std::move(person);
    }
    ingested.people.resize(kept);
    ingested.record_of_person.resize(kept);
}

} // namespace rosterd::ingest
