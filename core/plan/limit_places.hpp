// Where what a department's limits count belongs, and how many people and departments there are.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/plan/observed_paths.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// Paths of names: of a department itself and of all above it.
using PathsUpward = std::set<std::string>;

class LimitPlaces
{
public:
    explicit LimitPlaces(const PlanInput& input); // must outlive this

    // Of the person's, or the department's, that an operation is about.
    PathsUpward of(const model::Operation& operation) const;
    PathsUpward of(const model::DoneChange& change) const;

    // In a department or below it: people who are still there, and whom this plan finds gone; or
    // departments that are linked, itself among them.
    std::int64_t managed(model::Counted kind, const std::string& path) const;

private:
    PathsUpward of_person(const std::string& source, const std::string& employee_id) const;
    // HR's path of names; of a department that HR speaks of no more, DingTalk's.
    std::string path_of(const model::DepartmentKey& key, model::DeptId dept_id) const;
    PathsUpward above(const std::vector<model::DepartmentKey>& keys) const;
    void count_people();
    void count_departments();

    const PlanInput& input_;
    ObservedPaths observed_;
    std::unordered_map<model::DepartmentKey, std::string> records_; // paths
    std::map<std::pair<std::string, std::string>, PathsUpward> places_;
    std::map<std::string, std::int64_t> people_;
    std::map<std::string, std::int64_t> departments_;
};

} // namespace rosterd::plan
