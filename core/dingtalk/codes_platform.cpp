// The old style's codes about the platform, credentials, permissions and how a call is made
// [server-api-error-codes-1].
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
constexpr std::array kPlatform{
    CodeFact{"-1", back_off, few_times, {{
        {"釘釘系統繁忙。",
         "通常無須處理，rosterd 會重試三次；建立帳號時若一直如此，請查看企業人數上限與每週新增"
         "上限。"},
        {"钉钉系统繁忙。",
         "通常无须处理，rosterd 会重试三次；创建账号时若一直如此，请查看企业人数上限与每周新增"
         "上限。"},
        {"DingTalk is busy.",
         "Usually nothing: rosterd repeats it three times. If creating accounts always ends "
         "so, check the company's head count and weekly limits."}}}},
    CodeFact{"15", back_off, usual, {{
        {"釘釘內部超時，調用可能已經生效。", "無須處理，rosterd 會先查明結果。"},
        {"钉钉内部超时，调用可能已经生效。", "无须处理，rosterd 会先查明结果。"},
        {"DingTalk ran into a time-out of its own; the call may have been carried out.",
         "Nothing: rosterd finds out what became of it."}}}},
    CodeFact{"22", permanent, usual, {{
        {"釘釘沒有這個接口。", "檢查 dingtalk.oapi_url；地址正確的話請附上 request_id 回報。"},
        {"钉钉没有这个接口。", "检查 dingtalk.oapi_url；地址正确的话请附上 request_id 反馈。"},
        {"DingTalk has no such API.",
         "Check dingtalk.oapi_url; if it is right, report this with the request_id."}}}},
    CodeFact{"88", permanent, usual, {{
        {"釘釘拒絕了調用，原因在 sub_code。",
         "用 rosterd explain-code 88 SUB_CODE 查看；沒有 sub_code 的話，檢查開發者後台的應用設"
         "定。"},
        {"钉钉拒绝了调用，原因在 sub_code。",
         "用 rosterd explain-code 88 SUB_CODE 查看；没有 sub_code 的话，检查开发者后台的应用设"
         "置。"},
        {"DingTalk refused the call; the reason is in sub_code.",
         "See rosterd explain-code 88 SUB_CODE; without a sub_code, check the application in "
         "the developer console."}}}},
    CodeFact{"404", permanent, usual, {{
        {"這個地址不存在。", "檢查 dingtalk.oapi_url。"},
        {"这个地址不存在。", "检查 dingtalk.oapi_url。"},
        {"This address does not exist.", "Check dingtalk.oapi_url."}}}},
    CodeFact{"1002", back_off, usual, with({
         "釘釘角色服務繁忙；建立群組時則表示企業群組數量已達上限。",
         "钉钉角色服务繁忙；创建群时则表示企业群数量已达上限。",
         "DingTalk's role service is busy; on creating a group, the company has too many "
         "groups."},
        kRepeats)},
    CodeFact{"12012", permanent, usual, {{
        {"企業不存在。", "確認 app_key 屬於這家企業。"},
        {"企业不存在。", "确认 app_key 属于这家企业。"},
        {"The company does not exist.", "Check that app_key belongs to this company."}}}},
    CodeFact{"12150", permanent, usual, {{
        {"職位與部門由智能人事的職位管理鎖定。",
         "在智能人事辦理調崗，或不讓 rosterd 管理這些欄位。"},
        {"职位与部门由智能人事的职位管理锁定。",
         "在智能人事办理调岗，或不让 rosterd 管理这些字段。"},
        {"Title and department are locked by HRM position management.",
         "Transfer the person in HRM, or take these fields out of rosterd's hands."}}}},
    CodeFact{"33001 40013", permanent, usual, {{
        {"企業標識無效。", "檢查 dingtalk.corp_id，並確認 app_key 屬於這家企業。"},
        {"企业标识无效。", "检查 dingtalk.corp_id，并确认 app_key 属于这家企业。"},
        {"The company's id is not valid.",
         "Check dingtalk.corp_id, and that app_key belongs to this company."}}}},
    CodeFact{"52010 70001", permanent, usual, {{
        {"企業已解散或不存在。", "在釘釘管理後台確認企業仍然有效。"},
        {"企业已解散或不存在。", "在钉钉管理后台确认企业仍然有效。"},
        {"The company has been dissolved or does not exist.",
         "See in DingTalk's admin console whether the company is still there."}}}},
    CodeFact{"40000 41001", permanent, usual, with({
         "調用沒有帶上 access_token。",
         "调用没有带上 access_token。",
         "The call carries no access token."},
        kReport)},
    CodeFact{"40001", token, usual, {{
        {"密鑰錯誤或 access_token 無效。",
         "rosterd 會重新取得 access_token；若仍失敗，檢查 dingtalk.app_secret。"},
        {"密钥错误或 access_token 无效。",
         "rosterd 会重新取得 access_token；若仍失败，检查 dingtalk.app_secret。"},
        {"The secret or the access token is not valid.",
         "rosterd fetches a new token; if that fails too, check dingtalk.app_secret."}}}},
    CodeFact{"40014", token, usual, {{
        {"access_token 無效。",
         "rosterd 會重新取得；若仍失敗，檢查 app_key 與 app_secret，以及 oapi_url 與 api_url 是"
         "否屬於同一站點。"},
        {"access_token 无效。",
         "rosterd 会重新取得；若仍失败，检查 app_key 与 app_secret，以及 oapi_url 与 api_url 是"
         "否属于同一站点。"},
        {"The access token is not valid.",
         "rosterd fetches a new one; if that fails too, check app_key, app_secret, and that "
         "oapi_url and api_url belong to the same site."}}}},
    CodeFact{"42001", token, usual, {{
        {"access_token 已過期。", "無須處理，rosterd 會重新取得。"},
        {"access_token 已过期。", "无须处理，rosterd 会重新取得。"},
        {"The access token has expired.", "Nothing: rosterd fetches a new one."}}}},
    CodeFact{"40089 40096", permanent, usual, with({
         "app_key 或 app_secret 錯誤。",
         "app_key 或 app_secret 错误。",
         "app_key or app_secret is wrong."},
        kKeys)},
    CodeFact{"43001", permanent, usual, with({
         "這個接口只接受 GET。",
         "这个接口只接受 GET。",
         "This API wants a GET."},
        kReport)},
    CodeFact{"43002", permanent, usual, with({
         "這個接口只接受 POST。",
         "这个接口只接受 POST。",
         "This API wants a POST."},
        kReport)},
    CodeFact{"43003", permanent, usual, {{
        {"這個接口只接受 HTTPS。", "把 dingtalk.oapi_url 寫成 https:// 開頭。"},
        {"这个接口只接受 HTTPS。", "把 dingtalk.oapi_url 写成 https:// 开头。"},
        {"This API wants HTTPS.", "Write dingtalk.oapi_url with https://."}}}},
    CodeFact{"43004", permanent, usual, {{
        {"調用的 Content-Type 不正確。",
         "檢查中間的代理有否改動請求；沒有的話請附上 request_id 回報。"},
        {"调用的 Content-Type 不正确。",
         "检查中间的代理有否改动请求；没有的话请附上 request_id 反馈。"},
        {"The call's content type is not valid.",
         "See whether a proxy changes requests; if not, report this with the request_id."}}}},
    CodeFact{"43005 43007", permanent, usual, with({
         "企業尚未授權這項操作。",
         "企业尚未授权这项操作。",
         "The company has not authorised this."},
        kGrant)},
    CodeFact{"43008", permanent, usual, with({
         "這個接口只接受 multipart 格式。",
         "这个接口只接受 multipart 格式。",
         "This API wants a multipart body."},
        kReport)},
    CodeFact{"43009", permanent, usual, with({
         "這個接口只接受 JSON 格式。",
         "这个接口只接受 JSON 格式。",
         "This API wants a JSON body."},
        kReport)},
    CodeFact{"44002", permanent, usual, {{
        {"調用的內容是空的。", "檢查中間的代理有否改動請求；沒有的話請附上 request_id 回報。"},
        {"调用的内容是空的。", "检查中间的代理有否改动请求；没有的话请附上 request_id 反馈。"},
        {"The call's body is empty.",
         "See whether a proxy changes requests; if not, report this with the request_id."}}}},
    CodeFact{"47001 71010", bad_data, usual, with({
         "釘釘無法解析調用的內容。",
         "钉钉无法解析调用的内容。",
         "DingTalk could not parse the call."},
        kReport)},
    CodeFact{"48002", permanent, usual, {{
        {"應用的這個接口已停用。", "在開發者後台啟用。"},
        {"应用的这个接口已停用。", "在开发者后台启用。"},
        {"This API is disabled for the application.", "Enable it in the developer console."}}}},
    CodeFact{"50002", permanent, usual, {{
        {"此人不在應用的可見範圍內。",
         "在開發者後台擴大應用的可見範圍，或把此人移出 policy.scope。"},
        {"此人不在应用的可见范围内。",
         "在开发者后台扩大应用的可见范围，或把此人移出 policy.scope。"},
        {"The user is outside the application's visible range.",
         "Widen the range in the developer console, or take the person out of policy.scope."}}}},
    CodeFact{"50003", permanent, usual, {{
        {"應用已停用。", "在釘釘管理後台啟用應用。"},
        {"应用已停用。", "在钉钉管理后台启用应用。"},
        {"The application is disabled.", "Enable it in DingTalk's admin console."}}}},
    CodeFact{"50004", permanent, usual, {{
        {"部門不在應用的可見範圍內。",
         "在開發者後台擴大應用的可見範圍，或改 dingtalk.root_dept_id。"},
        {"部门不在应用的可见范围内。",
         "在开发者后台扩大应用的可见范围，或改 dingtalk.root_dept_id。"},
        {"The department is outside the application's visible range.",
         "Widen the range in the developer console, or change dingtalk.root_dept_id."}}}},
    CodeFact{"50005", permanent, usual, {{
        {"企業已停用。", "聯絡釘釘恢復企業。"},
        {"企业已停用。", "联系钉钉恢复企业。"},
        {"The company is disabled.", "Ask DingTalk to restore the company."}}}},
    CodeFact{"60011", permanent, usual, with({
         "應用欠缺權限。",
         "应用欠缺权限。",
         "The application lacks a permission."},
        kGrant)},
    CodeFact{"60020", permanent, usual, {{
        {"這部機器的地址不在應用的 IP 白名單內。", "在開發者後台把訊息中的地址加入白名單。"},
        {"这台机器的地址不在应用的 IP 白名单内。", "在开发者后台把消息中的地址加入白名单。"},
        {"This machine's address is not on the application's allow-list.",
         "Add the address that the message names in the developer console."}}}},
};
// clang-format on

} // namespace

std::span<const CodeFact> platform_codes()
{
    return kPlatform;
}

} // namespace rosterd::dingtalk
