#include "core/ingest/swaps.hpp"

#include <algorithm>

#include "core/model/fields.hpp"

namespace rosterd::ingest
{

namespace
{

using model::Person;

constexpr std::int64_t kFewest = 2;     // people
constexpr std::int64_t kNearlyAll = 80; // percent

// As they stand in a cell: a path begins without its slash, an id without its mark.
std::string cell_of(const std::vector<model::DepartmentKey>& departments)
{
    std::string text;
    for (const model::DepartmentKey& key : departments) {
        text += (text.empty() ? "" : ";") + key.substr(std::min<std::size_t>(1, key.size()));
    }
    return text;
}

// What is stated of the person, by field.
std::map<std::string, std::string> texts_of(const Person& person)
{
    std::map<std::string, std::string> texts{{"name", person.name}};
    const auto put = [&](std::string_view field, const model::Stated& text) {
        if (text && !text->empty()) {
            texts.emplace(field, *text);
        }
    };
    for (const model::TextField& field : model::kTextFields) {
        put(field.name, person.*field.desired);
    }
    put("level", person.level);
    put("manager_id", person.manager_id);
    put("login_id", person.login_id);
    put("attendance_group", person.attendance_group);
    if (person.hired_on) {
        put("hired_on", model::to_string(*person.hired_on));
    }
    if (person.last_day) {
        put("last_day", model::to_string(*person.last_day));
    }
    if (person.departments) {
        put("departments", cell_of(*person.departments));
    }
    for (const auto& [name, text] : person.ext) {
        put("ext." + name, text);
    }
    return texts;
}

// Most people who change do so in one field: nothing of them changed places.
bool may_have_swapped(const Person& before, const Person& now)
{
    int changed = before.ext != now.ext ? 2 : 0;
    for (const model::TextField& field : model::kTextFields) {
        changed += before.*field.desired != now.*field.desired ? 1 : 0;
    }
    changed += before.name != now.name ? 1 : 0;
    changed += before.level != now.level ? 1 : 0;
    changed += before.manager_id != now.manager_id ? 1 : 0;
    changed += before.login_id != now.login_id ? 1 : 0;
    changed += before.attendance_group != now.attendance_group ? 1 : 0;
    changed += before.hired_on != now.hired_on ? 1 : 0;
    changed += before.last_day != now.last_day ? 1 : 0;
    changed += before.departments != now.departments ? 1 : 0;
    return changed > 1;
}

} // namespace

void Swaps::look_at(const Person& before, const Person& now, std::int64_t times)
{
    if (!may_have_swapped(before, now)) {
        return;
    }
    const auto was = texts_of(before);
    const auto is = texts_of(now);
    for (auto one = was.begin(); one != was.end(); ++one) {
        const auto found = is.find(one->first);
        if (found == is.end() || found->second == one->second) {
            continue;
        }
        for (auto other = std::next(one); other != was.end(); ++other) {
            const auto there = is.find(other->first);
            if (found->second == other->second && there != is.end() &&
                there->second == one->second) {
                found_[{one->first, other->first}] += times;
            }
        }
    }
}

std::vector<SwappedColumns> Swaps::all(const std::map<std::string, std::int64_t>& had) const
{
    std::vector<SwappedColumns> out;
    for (const auto& [fields, people] : found_) {
        std::int64_t both = people;
        const auto first = had.find(fields.first);
        const auto second = had.find(fields.second);
        if (first != had.end() && second != had.end()) {
            both = std::max(both, std::min(first->second, second->second));
        } else if (first != had.end() || second != had.end()) {
            both = std::max(both, (first != had.end() ? first : second)->second);
        }
        if (people >= kFewest && people * 100 >= both * kNearlyAll) {
            out.push_back({fields.first, fields.second, people, both});
        }
    }
    return out;
}

} // namespace rosterd::ingest
