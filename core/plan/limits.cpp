#include "core/plan/limits.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "core/model/paths.hpp"
#include "core/plan/guard_counts.hpp"
#include "core/plan/limit_places.hpp"

namespace rosterd::plan
{

namespace
{

using model::Counted;
using model::Limit;
using model::Operation;

// Of one kind, in the company or in a department with all below it.
struct Tally {
    std::unordered_set<std::string> here; // whom or what this plan concerns
    std::unordered_set<std::string> here_proven;
    std::unordered_set<std::string> done;
    std::unordered_set<std::string> done_proven;
    std::int64_t departments_done = 0;
    std::vector<std::size_t> operations;

    void add(const Operation& operation, std::size_t place)
    {
        const std::string& who = operation.userid.empty() ? operation.id : operation.userid;
        here.insert(who);
        if (is_proven(operation.cause.rule)) {
            here_proven.insert(who);
        }
        operations.push_back(place);
    }

    void add(const model::DoneChange& change)
    {
        if (change.employee_id.empty()) {
            ++departments_done;
            return;
        }
        const std::string who = change.source + "\n" + change.employee_id;
        done.insert(who);
        if (is_proven(change.rule)) {
            done_proven.insert(who);
        }
    }

    std::int64_t found_here() const { return static_cast<std::int64_t>(here.size()); }
    std::int64_t found_done() const
    {
        return static_cast<std::int64_t>(done.size()) + departments_done;
    }
    std::int64_t proven() const
    {
        return static_cast<std::int64_t>(here_proven.size() + done_proven.size());
    }
};

class Limits
{
public:
    Limits(const model::Plan& plan, const PlanInput& input, const std::vector<bool>& open)
        : plan_{plan}, input_{input}, open_{open}
    {
    }

    std::vector<ExceededLimit> exceeded()
    {
        for (const Counted kind : model::kAllCounted) {
            if (const Limit* limit = limit_of(input_.policy, kind)) {
                const std::int64_t managed = kind == Counted::department_deletes
                                                 ? input_.managed_departments
                                                 : input_.managed_people;
                judge(kind, *limit, company(kind, limit->window), managed, "");
            }
        }
        if (!input_.policy.department_limits.empty()) {
            departments();
        }
        return std::move(exceeded_);
    }

private:
    template <typename Take>
    void each_done(Counted kind, model::Duration window, Take take) const
    {
        const auto found = input_.done.find({kind, window});
        if (found != input_.done.end()) {
            std::ranges::for_each(found->second, take);
        }
    }

    Tally company(Counted kind, model::Duration window) const
    {
        Tally tally;
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            if (open_[i] && counts(kind, plan_.operations[i])) {
                tally.add(plan_.operations[i], i);
            }
        }
        each_done(kind, window, [&](const model::DoneChange& change) { tally.add(change); });
        return tally;
    }

    void judge(Counted kind, const Limit& limit, const Tally& tally, std::int64_t managed,
               const std::string& department)
    {
        const std::int64_t here = tally.found_here();
        const std::int64_t done = tally.found_done();
        const std::int64_t before = managed + done; // only of what becomes fewer there is a floor
        const std::int64_t allowed = limit.floor > 0 ? std::min(allowed_by(limit, managed),
                                                                allowed_above_floor(limit, before))
                                                     : allowed_by(limit, managed);
        if (here == 0 || here + done <= allowed) {
            return;
        }
        ExceededLimit out;
        out.held.assign(plan_.operations.size(), false);
        const bool only_missing = kind == Counted::leavers && tally.proven() <= allowed;
        for (const std::size_t i : tally.operations) {
            out.held[i] = !only_missing || !is_proven(plan_.operations[i].cause.rule);
        }
        if (std::ranges::count(out.held, true) == 0) {
            return;
        }
        out.guard = department.empty() ? std::string{to_string(kind)} : "department_limits";
        out.allowed = allowed;
        out.found = here + done;
        out.facts = {{"here", here},
                     {"done", done},
                     {"count", limit.count},
                     {"percent", limit.percent},
                     {"managed", managed}};
        if (limit.floor > 0) {
            out.facts["floor"] = limit.floor;
        }
        if (!department.empty()) {
            out.facts["department"] = department;
            out.facts["kind"] = to_string(kind);
        }
        exceeded_.push_back(std::move(out));
    }

    void departments()
    {
        const LimitPlaces places{input_};
        for (const model::DepartmentLimits& one : input_.policy.department_limits) {
            for (const auto& [kind, limit] : one.limits) {
                for (const auto& [department, tally] : tallies(kind, limit, one.match, places)) {
                    judge(kind, limit, tally, places.managed(kind, department), department);
                }
            }
        }
    }

    std::map<std::string, Tally> tallies(Counted kind, const Limit& limit,
                                         const std::string& pattern,
                                         const LimitPlaces& places) const
    {
        std::map<std::string, Tally> out;
        const auto each_place = [&](const auto& counted, auto take) {
            for (const std::string& path : places.of(counted)) {
                if (model::matches(pattern, path)) {
                    take(out[path]);
                }
            }
        };
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            if (open_[i] && counts(kind, plan_.operations[i])) {
                each_place(plan_.operations[i],
                           [&](Tally& tally) { tally.add(plan_.operations[i], i); });
            }
        }
        each_done(kind, limit.window, [&](const model::DoneChange& change) {
            each_place(change, [&](Tally& tally) { tally.add(change); });
        });
        return out;
    }

    const model::Plan& plan_;
    const PlanInput& input_;
    const std::vector<bool>& open_;
    std::vector<ExceededLimit> exceeded_;
};

} // namespace

std::vector<ExceededLimit> exceeded_limits(const model::Plan& plan, const PlanInput& input,
                                           const std::vector<bool>& open)
{
    return Limits{plan, input, open}.exceeded();
}

} // namespace rosterd::plan
