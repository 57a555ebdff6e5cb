// What to do now, where many codes ask for the same: zh-TW, zh-CN, en.
#pragma once

#include "core/dingtalk/errors.hpp"

namespace rosterd::dingtalk
{

// clang-format off
inline constexpr Advice kRepeats{
    "通常無須處理，rosterd 會自行重試；若一直如此，請查看釘釘狀態並附上 request_id 聯絡釘釘。",
    "通常无须处理，rosterd 会自行重试；若一直如此，请查看钉钉状态并附上 request_id 联系钉钉。",
    "Usually nothing: rosterd repeats it. If it lasts, ask DingTalk with the request_id."};
inline constexpr Advice kReport{
    "這是 rosterd 與釘釘接口不符，請附上 request_id 回報。",
    "这是 rosterd 与钉钉接口不符，请附上 request_id 反馈。",
    "rosterd and the API disagree: please report this with the request_id."};
inline constexpr Advice kKeys{
    "在開發者後台重新複製 app_key 與 app_secret，並確認屬於這家企業。",
    "在开发者后台重新复制 app_key 与 app_secret，并确认属于这家企业。",
    "Copy app_key and app_secret again from the developer console, of this company."};
inline constexpr Advice kGrant{
    "在開發者後台為應用開通訊息中列出的權限；基本權限即時生效。",
    "在开发者后台为应用开通消息中列出的权限；基本权限即时生效。",
    "Grant the permission that the message names in the developer console; basic ones work at "
    "once."};
inline constexpr Advice kSlowDown{
    "無須處理，rosterd 會放慢；若經常發生，調低 dingtalk.qps，並避開整點。",
    "无须处理，rosterd 会放慢；若经常发生，调低 dingtalk.qps，并避开整点。",
    "Nothing: rosterd slows down. If it comes often, lower dingtalk.qps and avoid the full "
    "hour."};
inline constexpr Advice kBlocked{
    "等候封鎖結束；若經常發生，調低 dingtalk.qps，並查看還有甚麼程式在調用。",
    "等待封禁结束；若经常发生，调低 dingtalk.qps，并查看还有什么程序在调用。",
    "Wait until the block ends. If it comes often, lower dingtalk.qps and see what else calls "
    "DingTalk."};
inline constexpr Advice kWhoIsIt{
    "查看此人是否已離職、尚未入職，或尚未接受邀請。",
    "查看此人是否已离职、尚未入职，或尚未接受邀请。",
    "See whether the person has left, has not joined yet, or has not accepted the invitation."};
inline constexpr Advice kNotYetVisible{
    "無須處理：剛建立或剛刪除的資料可能尚未生效，rosterd 會重試，下一輪再處理。",
    "无须处理：刚创建或刚删除的资料可能尚未生效，rosterd 会重试，下一轮再处理。",
    "Nothing: what was just created or removed may not be visible yet. rosterd repeats it, now "
    "and in the next run."};
// clang-format on

} // namespace rosterd::dingtalk
