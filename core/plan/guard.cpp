#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/plan/batches.hpp"
#include "core/plan/columns.hpp"
#include "core/plan/guard_texts.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{

namespace
{

using model::Hold;
using model::Operation;
using model::OperationKind;

// An account that is to be made again is gone all the same if that fails: it counts.
bool counts_as_leaver(const Operation& operation)
{
    const std::string& rule = operation.cause.rule;
    return operation.kind == OperationKind::user_disable ||
           (operation.kind == OperationKind::user_delete && rule != "leaver.grace");
}

// Helping updates of a swap or a ring come on top of the change that is counted. Rights count, too,
// but for those of an account that is made in the same plan.
bool counts_as_update(const Operation& operation)
{
    const std::string& rule = operation.cause.rule;
    if (in_batches(operation.kind)) {
        return std::ranges::none_of(
            operation.needs, [](const std::string& need) { return need.starts_with("u-create-"); });
    }
    return operation.kind == OperationKind::user_update && rule != "number.swap" &&
           rule != "manager.ring";
}

bool counts_as_department_delete(const Operation& operation)
{
    return operation.kind == OperationKind::department_delete;
}

std::int64_t share(double percent, std::int64_t of)
{
    return static_cast<std::int64_t>(percent * static_cast<double>(of) / 100.0);
}

std::int64_t sum(const std::map<OperationKind, std::int64_t>& done,
                 std::initializer_list<OperationKind> kinds)
{
    std::int64_t total = 0;
    for (const OperationKind kind : kinds) {
        const auto found = done.find(kind);
        total += found == done.end() ? 0 : found->second;
    }
    return total;
}

class Guard
{
public:
    Guard(model::Plan& plan, const PlanInput& input) : plan_{plan}, input_{input}
    {
        const std::unordered_set<std::string> approved{input.approved.begin(),
                                                       input.approved.end()};
        const std::unordered_set<std::string> rejected{input.rejected.begin(),
                                                       input.rejected.end()};
        passed_.assign(plan.operations.size(), false);
        rejected_.assign(plan.operations.size(), false);
        for (std::size_t i = 0; i < plan.operations.size(); ++i) {
            place_.emplace(plan.operations[i].id, i);
            if (!approved.empty() || !rejected.empty()) {
                const std::string fingerprint = model::fingerprint_of(plan.operations[i]);
                rejected_[i] = rejected.contains(fingerprint);
                passed_[i] = !rejected_[i] && approved.contains(fingerprint);
            }
        }
    }

    void run()
    {
        plan_.held.clear();
        const model::Policy& policy = input_.policy;
        limit("leavers", policy.leavers, input_.managed_people, counts_as_leaver,
              sum(input_.done_in_leaver_window,
                  {OperationKind::user_delete, OperationKind::user_disable}));
        limit("updates", policy.updates, input_.managed_people, counts_as_update,
              sum(input_.done_in_update_window, {OperationKind::user_update}));
        limit("department_deletes", policy.department_deletes, input_.managed_departments,
              counts_as_department_delete,
              sum(input_.done_in_department_window, {OperationKind::department_delete}));
        for (const auto& [source, counts] : input_.source_counts) {
            shrinks(source, counts.first, counts.second);
        }
        for (ColumnChange& change : column_changes(plan_, policy.root_dept_id)) {
            column(std::move(change));
        }
        keep_rejected();
    }

private:
    using Counts = bool (*)(const Operation&);

    void limit(const char* name, const model::Limit& limit, std::int64_t managed, Counts counts,
               std::int64_t done)
    {
        std::vector<bool> held(plan_.operations.size(), false);
        std::int64_t here = 0;
        std::unordered_set<std::string> people; // however many rights of theirs change
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            const Operation& one = plan_.operations[i];
            if (!passed_[i] && !rejected_[i] && counts(one)) {
                held[i] = true;
                here += one.userid.empty() || people.insert(one.userid).second ? 1 : 0;
            }
        }
        const std::int64_t allowed =
            std::max<std::int64_t>(limit.count, share(limit.percent, managed));
        if (here == 0 || here + done <= allowed) {
            return;
        }
        add(name, allowed, here + done,
            {{"here", here},
             {"done", done},
             {"count", limit.count},
             {"percent", limit.percent},
             {"managed", managed}},
            std::move(held));
    }

    void shrinks(const std::string& source, std::int64_t now, std::int64_t before)
    {
        const double percent = input_.policy.source_shrinks_percent;
        const std::int64_t lost = before - now;
        if (before <= 0 ||
            static_cast<double>(lost) * 100.0 <= percent * static_cast<double>(before)) {
            return;
        }
        std::vector<bool> held(plan_.operations.size(), false);
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            const Operation& operation = plan_.operations[i];
            held[i] = !passed_[i] && !rejected_[i] && operation.source == source &&
                      operation.cause.rule == "leaver.absent";
        }
        add("source_shrinks", share(percent, before), lost,
            {{"source", source}, {"now", now}, {"before", before}, {"percent", percent}},
            std::move(held));
    }

    void column(ColumnChange change)
    {
        std::vector<bool>& held = change.operations;
        std::int64_t here = 0;
        for (std::size_t i = 0; i < held.size(); ++i) {
            held[i] = held[i] && !passed_[i] && !rejected_[i];
            here += held[i] ? 1 : 0;
        }
        const bool emptied = change.from.empty();
        const model::Limit& limit =
            emptied ? input_.policy.emptied_fields : input_.policy.moved_values;
        const std::int64_t allowed =
            std::max<std::int64_t>(limit.count, share(limit.percent, input_.managed_people));
        if (here > allowed) {
            add(emptied ? "emptied_fields" : "moved_values", allowed, here,
                {{"field", change.field},
                 {"from", change.from},
                 {"count", limit.count},
                 {"percent", limit.percent},
                 {"managed", input_.managed_people}},
                std::move(held));
        }
    }

    void keep_rejected()
    {
        const auto count = std::ranges::count(rejected_, true);
        add("rejected", 0, count, model::Json::object(), rejected_);
    }

    void add(const char* guard, std::int64_t limit, std::int64_t found, model::Json facts,
             std::vector<bool> held)
    {
        if (std::ranges::count(held, true) == 0) {
            return;
        }
        spread(held);
        Hold hold{"", guard, limit, found, {}, "", std::move(facts)};
        hold.explanation = explanation_of(hold, Language::en);
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (held[i]) {
                hold.operations.push_back(plan_.operations[i].id);
            }
        }
        plan_.held.push_back(std::move(hold));
    }

    // To whatever needs a held operation, and to what only makes room for a held one: nobody is
    // deleted whose new account is held, nor gives up a number or name whose next one is held.
    void spread(std::vector<bool>& held) const
    {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = 0; i < held.size(); ++i) {
                const auto& needs = plan_.operations[i].needs;
                held[i] = held[i] || std::ranges::any_of(needs, [&](const std::string& id) {
                              const auto found = place_.find(id);
                              return found != place_.end() && held[found->second];
                          });
                again |= held[i] && hold_room_made_for(i, held);
            }
        }
    }

    bool hold_room_made_for(std::size_t change, std::vector<bool>& held) const
    {
        const Operation& operation = plan_.operations[change];
        bool more = false;
        for (const std::string& id : operation.needs) {
            const auto found = place_.find(id);
            if (found != place_.end() && !held[found->second] &&
                makes_room(plan_.operations[found->second], operation)) {
                held[found->second] = more = true;
            }
        }
        return more;
    }

    static bool makes_room(const Operation& first, const Operation& then)
    {
        if (first.userid != then.userid || first.department != then.department) {
            return false;
        }
        const std::string& rule = first.cause.rule;
        return rule == "number.swap" || rule == "name.swap" ||
               (first.kind == OperationKind::user_delete &&
                then.kind == OperationKind::user_create);
    }

    model::Plan& plan_;
    const PlanInput& input_;
    std::unordered_map<std::string, std::size_t> place_;
    std::vector<bool> passed_; // approved
    std::vector<bool> rejected_;
};

} // namespace

void guard(model::Plan& plan, const PlanInput& input)
{
    Guard{plan, input}.run();
}

} // namespace rosterd::plan
