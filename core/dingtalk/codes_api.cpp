// The new style's codes [server-api-error-codes-1].
#include <array>

#include "core/dingtalk/code_advice.hpp"
#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

using enum RetryClass;
using enum Special;

// clang-format off: one row a meaning, one line a language: zh-TW, zh-CN, en
constexpr std::array kApi{
    CodeFact{"InvalidAuthentication", token, usual, {{
        {"access_token 無效或已過期。",
         "rosterd 會重新取得；若仍失敗，檢查 app_key 與 app_secret，以及 oapi_url 與 api_url 是"
         "否屬於同一站點。"},
        {"access_token 无效或已过期。",
         "rosterd 会重新取得；若仍失败，检查 app_key 与 app_secret，以及 oapi_url 与 api_url 是"
         "否属于同一站点。"},
        {"The access token is not valid or has expired.",
         "rosterd fetches a new one; if that fails too, check app_key, app_secret, and that "
         "oapi_url and api_url belong to the same site."}}}},
    CodeFact{"AuthenticationFailed.MissingParameter", permanent, usual, {{
        {"調用的標頭沒有 access_token。",
         "檢查中間的代理有否刪去標頭；沒有的話請附上 request_id 回報。"},
        {"调用的请求头没有 access_token。",
         "检查中间的代理有否删去请求头；没有的话请附上 request_id 反馈。"},
        {"The access token is missing in the header.",
         "See whether a proxy removes headers; if not, report this with the request_id."}}}},
    CodeFact{"invalidClientIdOrSecret invalid.client authFailed", permanent, usual, with({
         "app_key 或 app_secret 錯誤。",
         "app_key 或 app_secret 错误。",
         "app_key or app_secret is wrong."},
        kKeys)},
    CodeFact{"parameter.error invalid.param invalidParameter paramIllegal parameter.invalid "
             "invalidParameter.param.invalid", bad_data, usual, {{
        {"參數不合法。", "訊息會說明是哪個參數；核對此人或部門的資料。"},
        {"参数不合法。", "消息会说明是哪个参数；核对此人或部门的资料。"},
        {"An argument is not valid.",
         "The message names it: check that field of the person or department."}}}},
    CodeFact{"user.not.exist emp.not.exist employee.not.exist empNotExists profile.not.exist", bad_data, usual, with({
         "找不到此人。",
         "找不到此人。",
         "There is no such person."},
        kWhoIsIt)},
    CodeFact{"exclusive.account.only", bad_data, usual, {{
        {"這不是本企業的企業帳號。",
         "普通帳號不能停用，只能刪除；把 policy.lifecycle.leaver.ordinary 設為 delete。"},
        {"这不是本企业的企业账号。",
         "普通账号不能停用，只能删除；把 policy.lifecycle.leaver.ordinary 设为 delete。"},
        {"The account is not an enterprise account of this company.",
         "Ordinary accounts can't be disabled, only deleted: policy.lifecycle.leaver.ordinary "
         "is delete."}}}},
    CodeFact{"exclusive.account.limit internalenterpriseaccount.limit", bad_data, usual, {{
        {"企業帳號的數目或權限已達上限。", "在釘釘管理後台查看企業帳號的額度。"},
        {"企业账号的数量或权限已达上限。", "在钉钉管理后台查看企业账号的额度。"},
        {"The limit of enterprise accounts is reached.",
         "See the quota of enterprise accounts in DingTalk's admin console."}}}},
    CodeFact{"not.main.administrator", bad_data, usual, {{
        {"此人不是主管理員。", "核對交接的兩人。"},
        {"此人不是主管理员。", "核对交接的两人。"},
        {"The person is not the main administrator.", "Check the two people of the hand-over."}}}},
    CodeFact{"incorrect.format incorrect.length incorrect.reserved have.been.set", bad_data, usual, {{
        {"釘釘號不合規定，或一年內已改過。",
         "6 至 20 個英文字母或數字，以字母開頭；每年只能改一次。"},
        {"钉钉号不合规定，或一年内已改过。",
         "6 至 20 个英文字母或数字，以字母开头；每年只能改一次。"},
        {"The DingTalk id is not valid, or was changed within a year.",
         "6 to 20 letters or digits, a letter first; once a year."}}}},
    CodeFact{"departmentNotExist deptNotExist mainDeptIdInvalid", bad_data, usual, {{
        {"部門不存在。", "檢查部門是否被人手刪除；rosterd 下一輪會重新讀取。"},
        {"部门不存在。", "检查部门是否被手动删除；rosterd 下一轮会重新读取。"},
        {"There is no such department.",
         "See whether somebody removed it; the next run reads it again."}}}},
    CodeFact{"deptNameExist", bad_data, usual, {{
        {"已有同名部門。", "改部門名稱，或使用現有的部門。"},
        {"已有同名部门。", "改部门名称，或使用现有的部门。"},
        {"A department has this name.", "Change the name, or use the existing department."}}}},
    CodeFact{"deptMoveIllegal", bad_data, usual, {{
        {"部門不能移到那裏。", "核對來源中的上級部門。"},
        {"部门不能移到那里。", "核对来源中的上级部门。"},
        {"The department can't be moved there.", "Check its parent in the source."}}}},
    CodeFact{"positionIdInvalid positioinAgainstConstraint", bad_data, usual, {{
        {"職位不存在，或與部門的規定不符。", "在智能人事核對職位。"},
        {"职位不存在，或与部门的规定不符。", "在智能人事核对职位。"},
        {"The position does not exist or does not fit the department.",
         "Check the position in HRM."}}}},
    CodeFact{"ranIdInvalid rankIdAgainstConstraint", bad_data, usual, {{
        {"職級不存在，或與職位的規定不符。", "在智能人事核對職級。"},
        {"职级不存在，或与职位的规定不符。", "在智能人事核对职级。"},
        {"The rank does not exist or does not fit the position.", "Check the rank in HRM."}}}},
    CodeFact{"corpNotOpenHrm", permanent, usual, {{
        {"企業尚未開通智能人事。", "在釘釘內開通智能人事。"},
        {"企业尚未开通智能人事。", "在钉钉内开通智能人事。"},
        {"The company has not opened HRM.", "Open HRM in DingTalk."}}}},
    CodeFact{"suiteCallInvalid noPermission", permanent, usual, {{
        {"應用或操作人沒有這項權限。",
         "檢查應用的權限，以及 dingtalk.operator_userid 在智能人事的權限。"},
        {"应用或操作人没有这项权限。",
         "检查应用的权限，以及 dingtalk.operator_userid 在智能人事的权限。"},
        {"The application or the operator lacks this right.",
         "Check the application's permissions, and the HRM rights of dingtalk.operator_userid."}}}},
    CodeFact{"empNotDismission", bad_data, usual, {{
        {"此人尚未離職。", "先辦理離職。"},
        {"此人尚未离职。", "先办理离职。"},
        {"The person has not left.", "Terminate the employment first."}}}},
    CodeFact{"permession.checkFailed groupPermissionDenied", permanent, usual, {{
        {"應用無權操作這個群組，或群主不在可見範圍內。", "檢查應用的權限與可見範圍。"},
        {"应用无权操作这个群，或群主不在可见范围内。", "检查应用的权限与可见范围。"},
        {"The application may not handle this group, or its owner is outside the visible range.",
         "Check the application's permissions and range."}}}},
    CodeFact{"member.exceed", bad_data, usual, {{
        {"群組成員太多。", "減少成員，或分成幾個群組。"},
        {"群成员太多。", "减少成员，或分成几个群。"},
        {"The group has too many members.", "Take fewer, or make several groups."}}}},
    CodeFact{"member.notFound", bad_data, usual, with({
         "群組成員中有不存在的人。",
         "群成员中有不存在的人。",
         "A member of the group does not exist."},
        kWhoIsIt)},
    CodeFact{"groupTemplate.notFound", bad_data, usual, {{
        {"群模板不存在。", "在開發者後台檢查模板。"},
        {"群模板不存在。", "在开发者后台检查模板。"},
        {"The group's template does not exist.", "Check it in the developer console."}}}},
    CodeFact{"invokeFrequency invokeFrequentyly", back_off, usual, with({
         "智能人事的調用太頻密。",
         "智能人事的调用太频繁。",
         "HRM is called too often."},
        kSlowDown)},
    CodeFact{"daily.call.limit", wait, usual, {{
        {"這個模組今日的調用次數已用完。", "等到明日。"},
        {"这个模块今日的调用次数已用完。", "等到明日。"},
        {"The module's daily limit of calls is used up.", "Wait for the next day."}}}},
    CodeFact{"businessError", bad_data, usual, {{
        {"業務規則不允許這項操作。", "按訊息處理。"},
        {"业务规则不允许这项操作。", "按消息处理。"},
        {"A business rule forbids it.", "See the message."}}}},
    CodeFact{"unauthorized.client", permanent, usual, {{
        {"應用尚未獲授權。", "在開發者後台為應用授權。"},
        {"应用尚未获授权。", "在开发者后台为应用授权。"},
        {"The application is not authorised.", "Authorise it in the developer console."}}}},
    CodeFact{"unsupported.grant.type", permanent, usual, with({
         "取得 access_token 的方式不獲支援。",
         "取得 access_token 的方式不受支持。",
         "This way of fetching a token is not supported."},
        kReport)},
    CodeFact{"invalidSuiteKey invalidSuiteTicket invalidAuthInfo", permanent, usual, {{
        {"第三方應用的憑證無效。", "在開發者後台檢查憑證。"},
        {"第三方应用的凭证无效。", "在开发者后台检查凭证。"},
        {"The provider's credentials are not valid.", "Check them in the developer console."}}}},
    CodeFact{"Forbidden.AccessDenied.AccessTokenPermissionDenied", permanent, usual, with({
         "應用欠缺權限。",
         "应用欠缺权限。",
         "The application lacks a permission."},
        kGrant)},
    CodeFact{"Forbidden.AccessDenied.IpNotInWhiteList", permanent, usual, {{
        {"這部機器的地址不在應用的 IP 白名單內。", "在開發者後台把訊息中的地址加入白名單。"},
        {"这台机器的地址不在应用的 IP 白名单内。", "在开发者后台把消息中的地址加入白名单。"},
        {"This machine's address is not on the application's allow-list.",
         "Add the address that the message names in the developer console."}}}},
    CodeFact{"Forbidden.AccessDenied.QpsLimitForApi", wait, usual, with({
         "這個接口在整個釘釘平台上過載，被暫停一秒。",
         "这个接口在整个钉钉平台上过载，被暂停一秒。",
         "This API is overloaded for everyone and blocked for a second."},
        kSlowDown)},
    CodeFact{"Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", wait, usual, with({
         "應用每秒調用這個接口的次數超過上限。",
         "应用每秒调用这个接口的次数超过上限。",
         "The application calls this API too often in a second."},
        kSlowDown)},
    CodeFact{"Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", wait, usual, with({
         "應用每分鐘調用這個接口的次數超過上限。",
         "应用每分钟调用这个接口的次数超过上限。",
         "The application calls this API too often in a minute."},
        kSlowDown)},
    CodeFact{"Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi", wait, usual, with({
         "第三方應用每秒調用次數超過上限。",
         "第三方应用每秒调用次数超过上限。",
         "The provider's application calls too often in a second."},
        kSlowDown)},
    CodeFact{"Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi", wait, usual, with({
         "第三方應用每分鐘調用次數超過上限。",
         "第三方应用每分钟调用次数超过上限。",
         "The provider's application calls too often in a minute."},
        kSlowDown)},
    CodeFact{"Forbidden.AccessDenied.ApiCountLimitForOrg", wait, usual, {{
        {"企業本月的接口調用額度已用完。",
         "等到下月，或購買接口調用包；通訊錄、部門與角色的調用不佔額度，不受影響。"},
        {"企业本月的接口调用额度已用完。",
         "等到下月，或购买接口调用包；通讯录、部门与角色的调用不占额度，不受影响。"},
        {"The company's monthly quota of API calls is used up.",
         "Wait for the next month or buy an API package; calls for people, departments and "
         "roles are exempt and go on."}}}},
    CodeFact{"error.notFound", bad_data, usual, {{
        {"調用所指的對象不存在。", "檢查對象是否被人手刪除。"},
        {"调用所指的对象不存在。", "检查对象是否被手动删除。"},
        {"What the call names does not exist.", "See whether somebody removed it."}}}},
    CodeFact{"invalidParameter.user.notFound", bad_data, usual, with({
         "找不到此人。",
         "找不到此人。",
         "There is no such user."},
        kWhoIsIt)},
    CodeFact{"invalidRequest.duplicateClientToken", done, usual, {{
        {"同一調用之前已經發出。", "無須處理。"},
        {"同一调用之前已经发出。", "无须处理。"},
        {"The call was made before with the same key.", "Nothing."}}}},
    CodeFact{"system.busy systemBusy", back_off, usual, with({
         "釘釘系統繁忙。",
         "钉钉系统繁忙。",
         "DingTalk is busy."},
        kRepeats)},
    CodeFact{"system.error systemError unknownError server.error", back_off, usual, with({
         "釘釘系統錯誤。",
         "钉钉系统错误。",
         "DingTalk has a system error."},
        kRepeats)},
    CodeFact{"operationTimeout service.timeout", back_off, usual, with({
         "釘釘內部處理超時。",
         "钉钉内部处理超时。",
         "DingTalk took too long inside."},
        kRepeats)},
};
// clang-format on

} // namespace

std::span<const CodeFact> api_codes()
{
    return kApi;
}

} // namespace rosterd::dingtalk
