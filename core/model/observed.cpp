#include "core/model/observed.hpp"

namespace rosterd::model
{

void to_json(Json& json, const ObservedDepartment& department)
{
    json = Json{{"dept_id", department.dept_id},
                {"parent_id", department.parent_id},
                {"name", department.name},
                {"order", department.order},
                {"source_identifier", department.source_identifier},
                {"manager_userids", department.manager_userids}};
}

void from_json(const Json& json, ObservedDepartment& department)
{
    department.dept_id = json.value("dept_id", DeptId{0});
    department.parent_id = json.value("parent_id", DeptId{0});
    department.name = json.value("name", "");
    department.order = json.value("order", std::int64_t{0});
    department.source_identifier = json.value("source_identifier", "");
    department.manager_userids = json.value("manager_userids", std::vector<std::string>{});
}

} // namespace rosterd::model
