#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/plan/branches.hpp"
#include "core/plan/columns.hpp"
#include "core/plan/doubles.hpp"
#include "core/plan/guard_counts.hpp"
#include "core/plan/guard_texts.hpp"
#include "core/plan/held_with_it.hpp"
#include "core/plan/limits.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/rollout.hpp"

namespace rosterd::plan
{

namespace
{

using model::Hold;
using model::Operation;

// "2026-11-21 18:30 UTC"
std::string minute_of(model::Instant at)
{
    std::string text = model::to_string(at).substr(0, 16);
    text[10] = ' ';
    return text + " UTC";
}

class Guard
{
public:
    Guard(model::Plan& plan, const PlanInput& input)
        : plan_{plan}, input_{input}, held_with_it_{plan}
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
        wait_for_ring();
        const model::Policy& policy = input_.policy;
        for (ExceededLimit& one : exceeded_limits(plan_, input_, open())) {
            add(one.guard.c_str(), one.allowed, one.found, std::move(one.facts),
                std::move(one.held));
        }
        for (const auto& [source, counts] : input_.source_counts) {
            shrinks(source, counts.first, counts.second);
        }
        for (const auto& [source, at] : input_.read_before) {
            earlier_read(source, at);
        }
        for (VanishedBranch& branch : vanished_branches(plan_, input_, open())) {
            add("vanished_branches", allowed_by(policy.vanished_branches, branch.people),
                branch.missing,
                {{"department", branch.department},
                 {"people", branch.people},
                 {"percent", policy.vanished_branches.percent}},
                std::move(branch.operations));
        }
        for (Doubles& one : doubles(plan_, input_, open(), passed_)) {
            const auto found = std::ranges::count(one.creations, true);
            add("doubles", one.allowed, found, {{"source", one.source}, {"missing", one.missing}},
                std::move(one.creations));
        }
        for (const model::DepartmentAdoption& reading : plan_.department_adoptions) {
            reorganisation(reading);
        }
        for (ColumnChange& change : column_changes(plan_, policy.root_dept_id)) {
            column(std::move(change));
        }
        keep_rejected();
    }

private:
    // Neither approved nor rejected, nor waiting for a ring.
    bool is_open(std::size_t i) const { return !passed_[i] && !rejected_[i] && !later_[i]; }

    std::vector<bool> open() const
    {
        std::vector<bool> all(plan_.operations.size(), false);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = is_open(i);
        }
        return all;
    }

    void wait_for_ring()
    {
        later_ = waiting_for_ring(plan_, input_);
        const auto started = input_.rings_started;
        const auto& rings = input_.policy.rollout;
        add("rollout", 0, std::ranges::count(later_, true),
            {{"started", started},
             {"rings", rings.size()},
             {"next", started < rings.size() ? rings[started].name : ""}},
            later_);
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
            held[i] = is_open(i) && operation.source == source && !is_proven(operation.cause.rule);
        }
        add("source_shrinks", share(percent, before), lost,
            {{"source", source}, {"now", now}, {"before", before}, {"percent", percent}},
            std::move(held));
    }

    // An old file says too little rather than too much of who has left: those it names go.
    void earlier_read(const std::string& source, model::Instant at)
    {
        std::vector<bool> held(plan_.operations.size(), false);
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            const Operation& operation = plan_.operations[i];
            held[i] = is_open(i) && operation.source == source && !is_proven_leaver(operation);
        }
        const auto here = std::ranges::count(held, true);
        const std::int64_t allowed = allowed_by(input_.policy.earlier_read, input_.managed_people);
        if (here > allowed) {
            add("earlier_read", allowed, here, {{"source", source}, {"at", minute_of(at)}},
                std::move(held));
        }
    }

    void column(ColumnChange change)
    {
        std::vector<bool>& held = change.operations;
        std::int64_t here = 0;
        for (std::size_t i = 0; i < held.size(); ++i) {
            held[i] = held[i] && is_open(i);
            here += held[i] ? 1 : 0;
        }
        const bool emptied = change.from.empty();
        const model::Limit& limit =
            emptied ? input_.policy.emptied_fields : input_.policy.moved_values;
        const std::int64_t allowed = allowed_by(limit, input_.managed_people);
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

    void reorganisation(const model::DepartmentAdoption& reading)
    {
        if (reading.others.empty()) {
            return;
        }
        std::vector<bool> held(plan_.operations.size(), false);
        for (const Operation* operation : model::operations_of(reading, plan_.operations)) {
            const std::size_t i = place_.at(operation->id);
            held[i] = is_open(i);
        }
        std::string others;
        for (const std::string& other : reading.others) {
            others += (others.empty() ? "" : ", ") + other;
        }
        add("reorganisation", 0, static_cast<std::int64_t>(reading.others.size()) + 1,
            {{"was", reading.was}, {"department", reading.key}, {"others", others}},
            std::move(held));
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
        held_with_it_.spread(held);
        Hold hold{"", guard, limit, found, {}, "", std::move(facts)};
        hold.explanation = explanation_of(hold, Language::en);
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (held[i]) {
                hold.operations.push_back(plan_.operations[i].id);
            }
        }
        plan_.held.push_back(std::move(hold));
    }

    model::Plan& plan_;
    const PlanInput& input_;
    HeldWithIt held_with_it_;
    std::unordered_map<std::string, std::size_t> place_;
    std::vector<bool> passed_; // approved
    std::vector<bool> rejected_;
    std::vector<bool> later_; // outside the rings that started
};

} // namespace

void guard(model::Plan& plan, const PlanInput& input)
{
    Guard{plan, input}.run();
}

} // namespace rosterd::plan
