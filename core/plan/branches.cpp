#include "core/plan/branches.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;

class Counts
{
public:
    Counts(const model::Plan& plan, const PlanInput& input, const std::vector<bool>& open)
    {
        for (const model::Department& record : input.department_records) {
            parents_.emplace(record.key, record.parent);
        }
        for (const auto& [key, people] : input.departments_in_use) {
            for (const DepartmentKey& above : upward(key)) {
                present_[above] += people;
            }
        }
        std::map<std::pair<std::string, std::string>, std::size_t> removals;
        for (std::size_t i = 0; i < plan.operations.size(); ++i) {
            const model::Operation& operation = plan.operations[i];
            if (open[i] && operation.cause.rule == "leaver.absent") {
                removals.emplace(std::pair{operation.source, operation.employee_id}, i);
            }
        }
        for (const PersonCase& one : input.people) {
            const auto removal =
                one.present ? removals.end()
                            : removals.find({one.person.origin.source, one.person.employee_id});
            if (removal != removals.end()) {
                miss(one.person, removal->second);
            }
        }
    }

    // With the departments below before those above.
    std::vector<VanishedBranch> branches(const model::Limit& limit, std::size_t operations) const
    {
        std::map<DepartmentKey, VanishedBranch> found;
        for (const auto& [key, removals] : missing_) {
            const auto missing = static_cast<std::int64_t>(removals.size());
            const auto present = present_.find(key);
            const auto people = missing + (present == present_.end() ? 0 : present->second);
            if (missing > limit.count && static_cast<double>(missing) * 100.0 >
                                             limit.percent * static_cast<double>(people)) {
                VanishedBranch& branch = found[key];
                branch = {key, missing, people, std::vector<bool>(operations, false)};
                for (const std::size_t i : removals) {
                    branch.operations[i] = true;
                }
            }
        }
        std::vector<VanishedBranch> topmost;
        for (auto& [key, branch] : found) {
            const auto above = upward(key);
            if (std::ranges::none_of(above, [&, own = key](const DepartmentKey& one) {
                    return one != own && found.contains(one);
                })) {
                topmost.push_back(std::move(branch));
            }
        }
        return topmost;
    }

private:
    // Once in each department, whatever number of those below it the person is in.
    void miss(const model::Person& person, std::size_t removal)
    {
        std::set<DepartmentKey> keys;
        for (const DepartmentKey& key : person.departments.value_or(std::vector<DepartmentKey>{})) {
            const auto above = upward(key);
            keys.insert(above.begin(), above.end());
        }
        for (const DepartmentKey& key : keys) {
            missing_[key].push_back(removal);
        }
    }

    // Itself and what is above it, but for the root: that is the whole company.
    std::vector<DepartmentKey> upward(const DepartmentKey& key) const
    {
        if (model::is_path(key)) {
            return model::ancestors_of(key);
        }
        std::vector<DepartmentKey> keys;
        DepartmentKey at = key;
        while (!at.empty() && at != "/" && std::ranges::count(keys, at) == 0) {
            keys.push_back(at);
            const auto parent = parents_.find(at);
            at = parent == parents_.end() ? "" : parent->second;
        }
        return keys;
    }

    std::map<DepartmentKey, DepartmentKey> parents_; // of records
    std::map<DepartmentKey, std::int64_t> present_;
    std::map<DepartmentKey, std::vector<std::size_t>> missing_;
};

} // namespace

std::vector<VanishedBranch> vanished_branches(const model::Plan& plan, const PlanInput& input,
                                              const std::vector<bool>& open)
{
    const bool any = std::ranges::any_of(plan.operations, [](const model::Operation& operation) {
        return operation.cause.rule == "leaver.absent";
    });
    return any ? Counts{plan, input, open}.branches(input.policy.vanished_branches,
                                                    plan.operations.size())
               : std::vector<VanishedBranch>{};
}

} // namespace rosterd::plan
