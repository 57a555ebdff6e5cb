#include "core/plan/limit_places.hpp"

#include "core/model/paths.hpp"
#include "core/plan/lifecycle.hpp"

namespace rosterd::plan
{

namespace
{

PathsUpward upward(const std::string& path)
{
    PathsUpward out;
    for (std::string& one : model::ancestors_of(path)) {
        out.insert(std::move(one));
    }
    return out;
}

std::int64_t number_in(const std::map<std::string, std::int64_t>& counts, const std::string& path)
{
    const auto found = counts.find(path);
    return found == counts.end() ? 0 : found->second;
}

} // namespace

LimitPlaces::LimitPlaces(const PlanInput& input)
    : input_{input}, observed_{input}, records_{record_paths(input.department_records)}
{
    for (const PersonCase& one : input.people) {
        const model::Person& person = one.person;
        places_[{person.origin.source, person.employee_id}] =
            above(person.departments.value_or(std::vector<model::DepartmentKey>{}));
    }
    for (const auto& [person, keys] : input.departments_of_done) {
        places_.try_emplace(person, above(keys));
    }
    count_people();
    count_departments();
}

PathsUpward LimitPlaces::of(const model::Operation& operation) const
{
    return operation.department.empty() ? of_person(operation.source, operation.employee_id)
                                        : upward(path_of(operation.department, operation.dept_id));
}

PathsUpward LimitPlaces::of(const model::DoneChange& change) const
{
    return change.employee_id.empty() ? upward(change.department)
                                      : of_person(change.source, change.employee_id);
}

std::int64_t LimitPlaces::managed(model::Counted kind, const std::string& path) const
{
    return number_in(kind == model::Counted::department_deletes ? departments_ : people_, path);
}

PathsUpward LimitPlaces::of_person(const std::string& source, const std::string& employee_id) const
{
    const auto found = places_.find({source, employee_id});
    return found == places_.end() ? PathsUpward{} : found->second;
}

std::string LimitPlaces::path_of(const model::DepartmentKey& key, model::DeptId dept_id) const
{
    const auto record = records_.find(key);
    if (record != records_.end()) {
        return record->second;
    }
    return model::is_path(key) ? key : observed_.of(dept_id);
}

PathsUpward LimitPlaces::above(const std::vector<model::DepartmentKey>& keys) const
{
    PathsUpward out;
    for (const model::DepartmentKey& key : keys) {
        out.merge(upward(path_of(key, 0)));
    }
    return out;
}

void LimitPlaces::count_people()
{
    for (const auto& [key, people] : input_.departments_in_use) {
        for (const std::string& path : above({key})) {
            people_[path] += people;
        }
    }
    for (const PersonCase& one : input_.people) {
        if (!one.counted && one.link && one.account) {
            for (const std::string& path :
                 of_person(one.person.origin.source, one.person.employee_id)) {
                ++people_[path];
            }
        }
    }
}

void LimitPlaces::count_departments()
{
    for (const DepartmentLink& link : input_.department_links) {
        for (const std::string& path : upward(path_of(link.key, link.dept_id))) {
            ++departments_[path];
        }
    }
}

} // namespace rosterd::plan
