// Department cells: paths or ids, one or several.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/remark.hpp"
#include "core/model/person.hpp"

namespace rosterd::ingest
{

struct PathStyle {
    std::string separators;      // between levels; the first of them that occurs is the one meant
    bool template_paths = false; // DingTalk's template: '-' between levels, ',' between departments
};

using Departments = std::vector<model::DepartmentKey>;

// `text` is clean (TextKind::lines); ';' and line breaks stand between departments. "A/B" becomes
// "/A/B", "/" the managed root, "#12" and "12" an id. Each key once, in the order given. DingTalk's
// limits are checked [department/create]. Errors: department.empty_level, department.name,
// department.length, department.depth, departments.count, text.lost; departments.repeated is
// mended.
Cleaned<Departments> clean_departments(const std::string& text, const PathStyle& style);

// What stands between the separators of departments, empty parts left out.
std::vector<std::string> departments_in(const std::string& text, const PathStyle& style);

// A department's own name: 1 to 64 characters without '-', ',' and '/'. Errors: department.name,
// department.length, text.lost.
Cleaned<std::string> clean_department_name(const std::string& text);

} // namespace rosterd::ingest
