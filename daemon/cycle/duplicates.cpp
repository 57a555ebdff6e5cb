#include "daemon/cycle/duplicates.hpp"

#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>

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

class Answers
{
public:
    Answers(const HolderQuestion& question, state::Store& store) : question_{question}
    {
        if (store.roster().count_present() == 0) {
            return; // the first read: there is nobody else
        }
        for (const model::Person& person : question.people) {
            own_.insert(person.employee_id);
        }
        for (const state::RosterPerson& one : question.candidates) {
            candidates_.insert(one.ref);
            before_[one.person.employee_id] = &one.person;
        }
        for (const Kind& kind : kKinds) {
            ask(store, kind);
        }
        ask_userids(store);
        ask_employee_ids(store);
    }

    std::vector<ingest::Holder> find(const std::string& field, const std::string& value) const
    {
        const auto found = by_value_.find(field + "\n" + value);
        return found == by_value_.end() ? std::vector<ingest::Holder>{} : found->second;
    }

private:
    void ask(state::Store& store, const Kind& kind)
    {
        std::vector<std::string> values;
        for (const model::Person& person : question_.people) {
            const model::Stated& value = person.*kind.member;
            // Who keeps a value was asked when they got it.
            if (value && !value->empty() && !kept(person, kind.member)) {
                values.push_back(*value);
            }
        }
        for (const state::RosterPerson& one : store.roster().holders(kind.kind, values)) {
            if (const model::Stated& value = one.person.*kind.member) {
                note(kind.field, *value, one);
            }
        }
    }

    bool kept(const model::Person& person, model::Stated model::Person::* member) const
    {
        const auto found = before_.find(person.employee_id);
        return found != before_.end() && found->second->*member == person.*member &&
               !gives_up_values(*found->second, question_.now);
    }

    void ask_userids(state::Store& store)
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
    void ask_employee_ids(state::Store& store)
    {
        for (const model::Person& person : question_.people) {
            if (question_.only_source && before_.contains(person.employee_id)) {
                continue;
            }
            for (const state::RosterPerson& one :
                 store.roster().find_employee(person.employee_id)) {
                const bool same_source = one.person.origin.source == question_.source;
                const bool came_too = question_.complete && !candidates_.contains(one.ref);
                if (one.present && (!same_source || came_too)) {
                    add("employee_id", person.employee_id, one);
                }
            }
        }
    }

    void note(const char* field, const std::string& value, const state::RosterPerson& one)
    {
        const bool same_source = one.person.origin.source == question_.source;
        if (same_source && own_.contains(one.person.employee_id)) {
            return; // what this person holds now stands in this read
        }
        const bool gone = same_source && ((question_.complete && candidates_.contains(one.ref)) ||
                                          question_.gone.contains(one.person.employee_id));
        if (!gone && one.present && !gives_up_values(one.person, question_.now)) {
            add(field, value, one);
        }
    }

    void add(const std::string& field, const std::string& value, const state::RosterPerson& one)
    {
        const model::Person& person = one.person;
        by_value_[field + "\n" + value].push_back(
            {person.origin.source, person.employee_id, person.name, person.origin.where});
    }

    const HolderQuestion& question_;
    std::unordered_map<std::string_view, const model::Person*> before_; // of the candidates
    std::unordered_set<std::string_view> own_;
    std::unordered_set<state::PersonRef> candidates_;
    std::unordered_map<std::string, std::vector<ingest::Holder>> by_value_;
};

} // namespace

bool gives_up_values(const model::Person& person, model::Instant now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    return person.status == model::EmploymentStatus::terminated ||
           (person.last_day && std::chrono::sys_days{*person.last_day} < today);
}

ingest::Holders holders_for(const HolderQuestion& question, state::Store& store)
{
    auto answers = std::make_shared<Answers>(question, store);
    return {[answers](const std::string& field, const std::string& value) {
        return answers->find(field, value);
    }};
}

} // namespace rosterd::cycle
