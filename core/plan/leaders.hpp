// Who manages each department. Where HR names leaders, the list is HR's; managers set by hand in a
// department HR names nobody for stay.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/plan/index.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::plan
{

struct LeaderChange {
    std::vector<std::string> before;    // present managers; sorted
    std::vector<std::string> after;     // sorted
    std::vector<std::size_t> leaders;   // targets among `after`
    std::vector<std::size_t> concerned; // targets that begin or cease to lead; ordered
};

class Leaders
{
public:
    Leaders(const PlanInput& input, const Targets& targets, const Index& index, Findings& findings);

    // nullopt: the list is right, or not ours to set.
    std::optional<LeaderChange> change_of(const Node& node) const;

private:
    struct Chosen {
        std::string userid;
        std::size_t target = kNone;
    };
    void state(const model::DepartmentKey& department, const std::string& source,
               const std::string& employee_id, const std::string& userid);
    void state_managers(const model::Department& record, Findings& findings);
    bool can_lead(const Target& target, const Place& place) const;
    bool is_member(const std::string& userid, const Place& place) const;
    std::vector<std::string> remaining(const Node& node, const Place& place) const;
    void find_concerned(LeaderChange& change) const;
    bool all_ours(const std::vector<std::string>& userids) const;

    const Targets& targets_;
    const Index& index_;
    std::unordered_map<model::DepartmentKey, std::vector<Chosen>> stated_;
    std::unordered_map<std::string, std::size_t> target_of_;
    std::unordered_map<std::string, std::string> source_of_; // userid of a leader elsewhere
    std::unordered_set<std::string> sources_;                // that state leaders at all
};

} // namespace rosterd::plan
