#include "core/dingtalk/department_calls.hpp"

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

using model::DeptId;
using model::Json;

namespace
{

constexpr int kSearchPage = 100;

Json about(DeptId dept_id)
{
    return {{"dept_id", dept_id}};
}

// `result` with a list of ids under `key`.
Asking<std::vector<DeptId>> read_ids(Call call, const char* key)
{
    using Read = tl::expected<std::vector<DeptId>, ApiError>;
    return asking<std::vector<DeptId>>(std::move(call), [key](const Json& answer) -> Read {
        const Json result = result_of(answer);
        if (!result.contains(key)) {
            return incomplete("the list of departments");
        }
        return numbers_of(result, key);
    });
}

} // namespace

Asking<CreatedDepartment> create_department(const Json& fields)
{
    using Read = tl::expected<CreatedDepartment, ApiError>;
    return asking<CreatedDepartment>(
        oapi_post("/topapi/v2/department/create", creation_form(fields), false),
        [](const Json& answer) -> Read {
            const DeptId id = number_of(result_of(answer), "dept_id");
            if (id <= 0) {
                return incomplete("the new department's id");
            }
            return CreatedDepartment{id, text_of(answer, "request_id")};
        });
}

Asking<Nothing> update_department(DeptId dept_id, const Json& fields)
{
    Json body = department_update_form(fields);
    body["dept_id"] = dept_id;
    return asking_nothing(oapi_post("/topapi/v2/department/update", std::move(body)));
}

Asking<Nothing> delete_department(DeptId dept_id)
{
    return asking_nothing(oapi_post("/topapi/v2/department/delete", about(dept_id)), {"60003"});
}

Asking<std::optional<model::ObservedDepartment>> get_department(DeptId dept_id)
{
    return or_none(asking<model::ObservedDepartment>(
                       oapi_post("/topapi/v2/department/get", about(dept_id)),
                       [](const Json& answer) { return department_of(result_of(answer)); }),
                   {"60003"});
}

Asking<std::vector<model::ObservedDepartment>> list_sub_departments(DeptId parent)
{
    return asking<std::vector<model::ObservedDepartment>>(
        oapi_post("/topapi/v2/department/listsub", about(parent)), [](const Json& answer) {
            std::vector<model::ObservedDepartment> children;
            for (const Json& item : items_of(answer, "result")) {
                children.push_back(department_of(item));
            }
            return children;
        });
}

Asking<std::vector<DeptId>> list_sub_ids(DeptId parent)
{
    return read_ids(oapi_post("/topapi/v2/department/listsubid", about(parent)), "dept_id_list");
}

Asking<std::vector<DeptId>> list_parents(DeptId dept_id)
{
    return read_ids(oapi_post("/topapi/v2/department/listparentbydept", about(dept_id)),
                    "parent_id_list");
}

Asking<std::vector<std::vector<DeptId>>> list_parents_of_user(const std::string& userid)
{
    return asking<std::vector<std::vector<DeptId>>>(
        oapi_post("/topapi/v2/department/listparentbyuser", Json{{"userid", userid}}),
        [](const Json& answer) {
            std::vector<std::vector<DeptId>> chains;
            for (const Json& item : items_of(result_of(answer), "parent_list")) {
                chains.push_back(numbers_of(item, "parent_dept_id_list"));
            }
            return chains;
        });
}

Asking<std::vector<DeptId>> search_departments(const std::string& words, std::int64_t page)
{
    return asking<std::vector<DeptId>>(
        api_post("/v1.0/contact/departments/search",
                 Json{{"queryWord", words}, {"offset", page}, {"size", kSearchPage}}),
        [](const Json& answer) { return numbers_of(answer, "list"); });
}

} // namespace rosterd::dingtalk
