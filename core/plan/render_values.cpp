#include "core/plan/render_values.hpp"

#include "core/model/entitlements.hpp"
#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

std::string department_text(const model::Json& value, const RenderOptions& options)
{
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        return text.starts_with("d:/") ? text.substr(3) : text;
    }
    if (!value.is_number_integer()) {
        return value.dump();
    }
    const auto found = options.dept_names.find(value.get<model::DeptId>());
    return found == options.dept_names.end() ? value.dump() : found->second;
}

std::string list_text(std::string_view field, const model::Json& list, const RenderOptions& options)
{
    std::string out;
    for (const model::Json& one : list) {
        out += (out.empty() ? "" : "; ") + value_text(field, one, options);
    }
    return out;
}

std::string object_text(const model::Json& object)
{
    std::string out;
    for (const auto& [key, value] : object.items()) {
        out += (out.empty() ? "" : ", ") + key + "=" +
               (value.is_string() ? value.get<std::string>() : value.dump());
    }
    return out;
}

} // namespace

std::string value_text(std::string_view field, const model::Json& value,
                       const RenderOptions& options)
{
    if (value.is_null()) {
        return "";
    }
    if (value.is_array()) {
        return list_text(field, value, options);
    }
    if (value.is_object()) {
        return object_text(value);
    }
    if (field == "dept_id_list" || field == "parent_id") {
        return department_text(value, options);
    }
    if (field == "hired_date" && value.is_number_integer()) {
        const model::Instant at{model::Duration{value.get<std::int64_t>()}};
        return value == 0
                   ? ""
                   : model::to_string(model::Date{std::chrono::floor<std::chrono::days>(at)});
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string whom(const model::Operation& operation)
{
    if (model::is_path(operation.department)) {
        return operation.department;
    }
    const std::string& id = !operation.department.empty()    ? operation.department
                            : !operation.employee_id.empty() ? operation.employee_id
                                                             : operation.userid;
    return operation.name.empty() ? id : id + " " + operation.name;
}

std::string subject(const model::Operation& operation)
{
    const std::string who = whom(operation);
    const auto right = model::right_of(operation);
    return !right ? who : who.empty() ? right->name : who + ": " + right->name;
}

} // namespace rosterd::plan
