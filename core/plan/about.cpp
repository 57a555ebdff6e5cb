#include "core/plan/about.hpp"

#include <date/tz.h>

#include "core/model/paths.hpp"
#include "core/plan/observed_paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::Operation;
using model::OperationKind;

class Teller
{
public:
    Teller(const Targets& targets, const PlanInput& input)
        : input_{input}, lifecycle_{input}, records_{record_paths(input.department_records)},
          observed_{input}
    {
        for (const Target& target : targets) {
            by_person_[target.person().origin.source + "\n" + target.person().employee_id] =
                &target;
        }
    }

    void tell(Operation& operation) const
    {
        if (!operation.department.empty()) {
            operation.about.department = path_of(operation.department, operation.dept_id);
            return;
        }
        const auto found = by_person_.find(operation.source + "\n" + operation.employee_id);
        if (found == by_person_.end()) {
            return;
        }
        const Target& target = *found->second;
        operation.about.department = main_department(target);
        operation.about.level = target.person().level.value_or("");
        operation.about.enterprise = enterprise(target);
        if (operation.kind == OperationKind::user_disable) {
            operation.about.deleted_on = day_of(end_of_grace(*target.from));
        }
        if (operation.kind == OperationKind::user_create ||
            operation.kind == OperationKind::user_update) {
            note_rule(operation, "hide_mobile", target.entitled.hide_mobile);
            note_rule(operation, "senior_mode", target.entitled.senior_mode);
        }
    }

private:
    static void note_rule(Operation& operation, const char* field,
                          const std::optional<Entitled::Switch>& by)
    {
        if (by && operation.after.contains(field)) {
            operation.about.rules[field] = by->rule;
        }
    }

    // As HR says; of a department whose record is gone, as DingTalk has it.
    std::string path_of(const model::DepartmentKey& key, model::DeptId dept_id = 0) const
    {
        const auto record = records_.find(key);
        if (record != records_.end()) {
            return record->second;
        }
        const std::string path = model::is_path(key) ? key : observed_.of(dept_id);
        return path.empty() ? key : path;
    }

    // Of an account that is disabled now; the rule that fits the person may have a time of its own.
    model::Instant end_of_grace(PersonCase person) const
    {
        person.account->disabled = true;
        person.link->disabled_since = input_.now;
        person.versions.clear();
        return lifecycle_.verdict(person).due.value_or(input_.now);
    }

    // As HR says; of somebody whose department nobody states, as DingTalk has it.
    std::string main_department(const Target& target) const
    {
        const auto& stated = target.person().departments;
        if (stated && !stated->empty()) {
            return path_of(stated->front());
        }
        if (target.account == nullptr || target.account->dept_ids.empty()) {
            return {};
        }
        const std::string path = observed_.of(target.account->dept_ids.front());
        return path.empty() ? "/" : path;
    }

    bool enterprise(const Target& target) const
    {
        const model::ObservedUser* account = target.account != nullptr ? target.account
                                             : target.from->account    ? &*target.from->account
                                                                       : nullptr;
        const auto kind = target.person().account.value_or(input_.policy.account_kind);
        return account != nullptr ? account->exclusive_account.has_value()
                                  : kind != model::AccountKind::ordinary;
    }

    // In the company's time zone.
    model::Date day_of(model::Instant at) const
    {
        const date::time_zone* zone = date::locate_zone(input_.policy.time_zone);
        const auto offset = std::chrono::floor<std::chrono::minutes>(zone->get_info(at).offset);
        return model::Date{std::chrono::floor<std::chrono::days>(at + offset)};
    }

    const PlanInput& input_;
    Lifecycle lifecycle_;
    std::unordered_map<model::DepartmentKey, std::string> records_;
    std::unordered_map<std::string, const Target*> by_person_;
    ObservedPaths observed_;
};

} // namespace

void tell_about(std::vector<Operation>& operations, const Targets& targets, const PlanInput& input)
{
    if (operations.empty()) {
        return;
    }
    const Teller teller{targets, input};
    for (Operation& operation : operations) {
        teller.tell(operation);
    }
}

} // namespace rosterd::plan
