#include "daemon/cycle/learning.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/plan/owners.hpp"
#include "daemon/cycle/assemble.hpp"

namespace rosterd::cycle
{

namespace
{

using plan::PersonCase;

constexpr const char* kSetting = "write_back"; // the fields that people were last looked at for

bool keeps_histories(const model::Policy& policy)
{
    return std::ranges::any_of(
        policy.fields, [](const auto& one) { return one.second == model::FieldOwner::newest; });
}

class Learner
{
public:
    explicit Learner(Surroundings& with) : store_{with.store.fields()}, policy_{with.policy}
    {
        for (const Source& source : with.sources) {
            if (!source.write_back.empty()) {
                fields_.emplace(source.name, &source.write_back);
            }
        }
        keeps_histories_ = keeps_histories(policy_);
    }

    bool idle() const { return fields_.empty() && !keeps_histories_; }

    void learn(const PersonCase& person, model::Instant now)
    {
        const std::string& source = person.person.origin.source;
        const auto found = fields_.find(source);
        if (!person.present) {
            for (const std::string& field :
                 found == fields_.end() ? std::vector<std::string>{} : *found->second) {
                store_.drop(source, person.person.employee_id, field);
            }
        } else if (person.link && person.account) {
            if (keeps_histories_) {
                remember(person, now);
            }
            if (found != fields_.end()) {
                queue(person, *found->second, now);
            }
        }
    }

private:
    void remember(const PersonCase& person, model::Instant now)
    {
        for (const plan::OwnedField& field :
             plan::owned_fields(person, *person.account, policy_, now)) {
            const auto before = person.histories.find(field.name);
            if (field.history &&
                (before == person.histories.end() || before->second != *field.history)) {
                store_.put(person.person.origin.source, person.person.employee_id,
                           person.link->userid, field.name, *field.history);
            }
        }
    }

    void queue(const PersonCase& person, const std::vector<std::string>& fields, model::Instant now)
    {
        const std::string& source = person.person.origin.source;
        const std::string& employee_id = person.person.employee_id;
        for (const auto& [field, value] :
             plan::learned(person, *person.account, policy_, fields, now)) {
            if (value) {
                store_.learn(source, employee_id, field, *value, now);
            } else {
                store_.drop(source, employee_id, field);
            }
        }
    }

    state::FieldStore& store_;
    const model::Policy& policy_;
    std::unordered_map<std::string, const std::vector<std::string>*> fields_; // by source
    bool keeps_histories_ = false;
};

std::set<std::pair<std::string, std::string>> concerned_by(const Report& report)
{
    std::set<std::string> done;
    for (const apply::OperationReport& one : report.applied.operations) {
        if (one.outcome == apply::OperationOutcome::done) {
            done.insert(one.operation_id);
        }
    }
    std::set<std::pair<std::string, std::string>> people;
    for (const model::Operation& operation : report.plan.operations) {
        if (!operation.employee_id.empty() && done.contains(operation.id)) {
            people.emplace(operation.source, operation.employee_id);
        }
    }
    for (const model::Adoption& one : report.applied.adopted.accounts) {
        people.emplace(one.source, one.employee_id);
    }
    return people;
}

} // namespace

void heed_write_back(Surroundings& with)
{
    std::set<std::pair<std::string, std::string>> wanted;
    model::Json now = model::Json::object();
    for (const Source& source : with.sources) {
        if (!source.write_back.empty()) {
            now[source.name] = source.write_back;
        }
        for (const std::string& field : source.write_back) {
            wanted.emplace(source.name, field);
        }
    }
    if (with.store.runs().setting(kSetting).value_or("{}") == now.dump()) {
        return;
    }
    with.store.transaction([&] {
        for (const state::Backlog& one : with.store.fields().backlogs()) {
            if (!wanted.contains({one.source, one.field})) {
                with.store.fields().drop_field(one.source, one.field);
            }
        }
        with.store.roster().unsettle_all();
        with.store.runs().set_setting(kSetting, now.dump());
    });
}

void put_histories(state::FieldStore& store, const model::Policy& policy, PersonCase& person)
{
    if (person.link && keeps_histories(policy)) {
        person.histories = store.histories(person.person.origin.source, person.person.employee_id,
                                           person.link->userid);
    }
}

std::optional<PersonCase> case_of(state::Store& store, const model::Policy& policy,
                                  const std::string& source, const std::string& employee_id)
{
    auto found = store.roster().find(source, employee_id);
    const auto link = store.mirror().link_of(source, employee_id);
    if (!found || !link) {
        return std::nullopt;
    }
    PersonCase out;
    out.person = std::move(found->person);
    out.present = found->present;
    out.link = link_of(*link);
    auto account = store.mirror().users({&link->userid, 1});
    if (!account.empty()) {
        out.account = std::move(account.front());
    }
    put_histories(store.fields(), policy, out);
    return out;
}

void learn(Surroundings& with, std::span<const PersonCase> people, model::Instant now)
{
    Learner learner{with};
    if (!learner.idle()) {
        for (const PersonCase& person : people) {
            learner.learn(person, now);
        }
    }
}

void learn_of_changes(Surroundings& with, const Report& report)
{
    Learner learner{with};
    if (learner.idle()) {
        return;
    }
    with.store.transaction([&] {
        for (const auto& [source, employee_id] : concerned_by(report)) {
            if (const auto person = case_of(with.store, with.policy, source, employee_id)) {
                learner.learn(*person, with.loop.now());
            }
        }
    });
}

} // namespace rosterd::cycle
