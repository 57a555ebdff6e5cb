#include "daemon/cycle/duplicates.hpp"

#include <array>

namespace rosterd::cycle
{

namespace
{

using state::UniqueValue;

struct Kind {
    UniqueValue kind;
    const char* field;
    model::Stated model::Person::* member;
};
constexpr std::array<Kind, 4> kKinds{{
    {UniqueValue::mobile, "mobile", &model::Person::mobile},
    {UniqueValue::email, "email", &model::Person::email},
    {UniqueValue::org_email, "org_email", &model::Person::org_email},
    {UniqueValue::telephone, "telephone", &model::Person::telephone},
}};

} // namespace

Rivals::Rivals(const HolderQuestion& question, state::Store& store) : question_{question}
{
    if (store.roster().count_present() == 0) {
        return; // the first read: there is nobody else
    }
    for (const Kind& kind : kKinds) {
        std::vector<std::string> values;
        for (std::size_t i = 0; i < question.people.size(); ++i) {
            const model::Stated& value = question.people[i].*kind.member;
            // Who keeps a value was asked when they got it.
            const bool kept = question.is_change(i) &&
                              question.before[i]->person.*kind.member == value &&
                              !gives_up_values(question.before[i]->person, question.now);
            if (value && !value->empty() && !kept) {
                values.push_back(*value);
            }
        }
        for (const state::RosterPerson& one : store.roster().holders(kind.kind, values)) {
            if (const model::Stated& value = one.person.*kind.member) {
                note(kind.field, *value, one);
            }
        }
    }
    ask_userids(store);
    ask_employee_ids(store);
}

std::vector<const Rival*> Rivals::of(const model::Person& person) const
{
    std::vector<const Rival*> out;
    const auto look = [&](const char* field, const std::string& value) {
        const auto found = by_value_.find(std::string{field} + "\n" + value);
        for (std::size_t i = 0; found != by_value_.end() && i < found->second.size(); ++i) {
            out.push_back(&found->second[i]);
        }
    };
    if (by_value_.empty()) {
        return out;
    }
    for (const Kind& kind : kKinds) {
        look(kind.field, (person.*kind.member).value_or(""));
    }
    look("userid", person.userid);
    look("employee_id", person.employee_id);
    return out;
}

ingest::Holders Rivals::holders() const
{
    return {[this](const std::string& field, const std::string& value) {
        std::vector<ingest::Holder> out;
        if (const auto found = by_value_.find(field + "\n" + value); found != by_value_.end()) {
            for (const Rival& rival : found->second) {
                out.push_back(rival.holder);
            }
        }
        return out;
    }};
}

void Rivals::ask_userids(state::Store& store)
{
    std::vector<std::string> values;
    for (const model::Person& person : question_.people) {
        if (!person.userid.empty()) {
            values.push_back(person.userid);
        }
    }
    for (const state::RosterPerson& one : store.roster().holders(UniqueValue::userid, values)) {
        note("userid", one.person.userid, one);
    }
}

// Within a source a known employee_id is a change - unless that person's record came as well.
void Rivals::ask_employee_ids(state::Store& store)
{
    for (std::size_t i = 0; i < question_.people.size(); ++i) {
        if (question_.only_source && question_.is_change(i)) {
            continue;
        }
        const std::string& id = question_.people[i].employee_id;
        for (const state::RosterPerson& one : store.roster().find_employee(id)) {
            const bool same_source = one.person.origin.source == question_.source;
            const bool came_too = question_.complete && !question_.candidates.contains(one.ref);
            if (one.present && (!same_source || came_too)) {
                add("employee_id", id, one);
            }
        }
    }
}

void Rivals::note(const char* field, const std::string& value, const state::RosterPerson& one)
{
    const bool same_source = one.person.origin.source == question_.source;
    if (same_source && question_.came != nullptr && question_.came->contains(one.ref)) {
        return; // what this person holds now stands in this read
    }
    const bool gone =
        same_source && ((question_.complete && question_.candidates.contains(one.ref) &&
                         !question_.again.contains(one.ref)) ||
                        question_.gone.contains(one.person.employee_id));
    if (!gone && one.present && !gives_up_values(one.person, question_.now)) {
        add(field, value, one);
    }
}

void Rivals::add(const std::string& field, const std::string& value, const state::RosterPerson& one)
{
    const model::Person& person = one.person;
    by_value_[field + "\n" + value].push_back(
        {{person.origin.source, person.employee_id, person.name, person.origin.where},
         one.ref,
         person.origin.source == question_.source,
         field == "employee_id"});
}

bool gives_up_values(const model::Person& person, model::Instant now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    return person.status == model::EmploymentStatus::terminated ||
           (person.last_day && std::chrono::sys_days{*person.last_day} < today);
}

} // namespace rosterd::cycle
