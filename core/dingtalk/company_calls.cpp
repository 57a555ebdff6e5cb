#include "core/dingtalk/company_calls.hpp"

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

using model::Json;

Asking<Scopes> auth_scopes()
{
    Call call = oapi_post("/auth/scopes", nullptr);
    call.method = "GET";
    using Read = tl::expected<Scopes, ApiError>;
    return asking<Scopes>(std::move(call), [](const Json& answer) -> Read {
        const Json scopes = object_of(answer, "auth_org_scopes");
        if (scopes.empty()) {
            return incomplete("what the application may see");
        }
        return Scopes{texts_of(answer, "auth_user_field"), texts_of(scopes, "authed_user"),
                      numbers_of(scopes, "authed_dept")};
    });
}

Asking<std::vector<Admin>> list_admins()
{
    return asking<std::vector<Admin>>(
        oapi_post("/topapi/user/listadmin", Json::object()), [](const Json& answer) {
            std::vector<Admin> admins;
            for (const Json& item : items_of(answer, "result")) {
                admins.push_back({text_of(item, "userid"), number_of(item, "sys_level") == 1
                                                               ? AdminLevel::main
                                                               : AdminLevel::sub});
            }
            return admins;
        });
}

Asking<std::vector<model::DeptId>> admin_scope(const std::string& userid)
{
    return asking<std::vector<model::DeptId>>(
        oapi_post("/topapi/user/get_admin_scope", Json{{"userid", userid}}),
        [](const Json& answer) { return numbers_of(answer, "dept_ids"); });
}

} // namespace rosterd::dingtalk
