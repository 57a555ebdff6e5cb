// The old style's codes about arguments [server-api-error-codes-1].
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
constexpr std::array kArguments{
    CodeFact{"33012", bad_data, gone_is_done, with({
         "沒有這個 userid。",
         "没有这个 userid。",
         "There is no user with this userid."},
        kWhoIsIt)},
    CodeFact{"34018", bad_data, usual, {{
        {"角色的名稱或參數是空的。", "為角色填上名稱。"},
        {"角色的名称或参数是空的。", "为角色填上名称。"},
        {"The role's name or another argument is empty.", "Give the role a name."}}}},
    CodeFact{"34020", bad_data, usual, {{
        {"沒有這個角色組。", "檢查角色組是否被人手刪除；rosterd 下一輪會重新讀取。"},
        {"没有这个角色组。", "检查角色组是否被手动删除；rosterd 下一轮会重新读取。"},
        {"There is no such role group.",
         "See whether somebody removed the group; the next run reads it again."}}}},
    CodeFact{"34021", done, usual, {{
        {"同名角色已存在。", "無須處理，rosterd 會使用現有的角色。"},
        {"同名角色已存在。", "无须处理，rosterd 会使用现有的角色。"},
        {"A role with this name exists.", "Nothing: the existing role is used."}}}},
    CodeFact{"33011 60301", bad_data, usual, {{
        {"沒有這個角色。", "檢查角色是否被人手刪除；rosterd 下一輪會重新讀取。"},
        {"没有这个角色。", "检查角色是否被手动删除；rosterd 下一轮会重新读取。"},
        {"There is no such role.",
         "See whether somebody removed the role; the next run reads it again."}}}},
    CodeFact{"23004", permanent, usual, {{
        {"系統角色不可修改。", "在規則中改用自建的角色；主管與管理員在釘釘管理後台設定。"},
        {"系统角色不可修改。", "在规则中改用自建的角色；主管与管理员在钉钉管理后台设置。"},
        {"A system role can't be changed.",
         "Use a role of your own in the rules; managers and administrators are set in the "
         "admin console."}}}},
    CodeFact{"660000", bad_data, usual, {{
        {"必填的參數是空的。", "為角色填上名稱。"},
        {"必填的参数是空的。", "为角色填上名称。"},
        {"A required argument is empty.", "Give the role a name."}}}},
    CodeFact{"40003", bad_data, usual, with({
         "名單中有無效的 userid。",
         "名单中有无效的 userid。",
         "A userid in the list is not valid."},
        kWhoIsIt)},
    CodeFact{"40009", bad_data, usual, {{
        {"部門編號無效。", "檢查部門是否存在；家校通訊錄的特殊部門不能管理。"},
        {"部门编号无效。", "检查部门是否存在；家校通讯录的特殊部门不能管理。"},
        {"The department's id is not valid.",
         "See whether the department exists; the special ones of school address books can't be "
         "managed."}}}},
    CodeFact{"40010", bad_data, usual, {{
        {"上級部門編號無效。", "檢查上級部門是否存在。"},
        {"上级部门编号无效。", "检查上级部门是否存在。"},
        {"The parent department's id is not valid.", "See whether the parent exists."}}}},
    CodeFact{"40011", bad_data, usual, {{
        {"部門的排序值無效。", "把排序寫成整數。"},
        {"部门的排序值无效。", "把排序写成整数。"},
        {"The department's order is not valid.", "Write the order as a whole number."}}}},
    CodeFact{"40018", bad_data, usual, with({
         "不能遞歸讀取部門成員。",
         "不能递归读取部门成员。",
         "Members can't be listed recursively."},
        kReport)},
    CodeFact{"40025", bad_data, usual, {{
        {"部門列表無效。", "檢查此人的各個部門是否都存在。"},
        {"部门列表无效。", "检查此人的各个部门是否都存在。"},
        {"The list of departments is not valid.",
         "See whether all departments of this person exist."}}}},
    CodeFact{"40066", bad_data, usual, {{
        {"部門列表太長。", "一個人最多屬於 100 個部門。"},
        {"部门列表太长。", "一个人最多属于 100 个部门。"},
        {"The list of departments is too long.", "At most 100 departments a person."}}}},
    CodeFact{"40031", bad_data, usual, {{
        {"名單中有不存在的 userid。", "部門主管必須是該部門的成員；先把此人放入部門。"},
        {"名单中有不存在的 userid。", "部门主管必须是该部门的成员；先把此人放入部门。"},
        {"The list of userids names somebody unknown.",
         "A department's manager must be its member: put the person into the department first."}}}},
    CodeFact{"40032", bad_data, usual, {{
        {"userid 名單的長度不合規定。", "名單不可為空，亦不可超過 10000 人。"},
        {"userid 名单的长度不合规定。", "名单不可为空，亦不可超过 10000 人。"},
        {"The list of userids has a bad length.", "It must not be empty, nor longer than 10,000."}}}},
    CodeFact{"40033", bad_data, usual, {{
        {"內容含有「\\u」開頭的字面編碼。", "在來源檔案中刪去或改寫這些字元。"},
        {"内容含有“\\u”开头的字面编码。", "在来源文件中删去或改写这些字符。"},
        {"The text holds a literal \\u escape.",
         "Take these characters out of the source, or write them plainly."}}}},
    CodeFact{"40035 40036", bad_data, usual, {{
        {"參數不合法或為空。", "訊息會說明是哪個參數；核對此人或部門的資料。"},
        {"参数不合法或为空。", "消息会说明是哪个参数；核对此人或部门的资料。"},
        {"An argument is not valid or empty.",
         "The message names it: check that field of the person or department."}}}},
    CodeFact{"40038 400002", bad_data, usual, {{
        {"欠缺參數或參數無效。", "訊息會說明是哪個參數；核對此人或部門的資料。"},
        {"欠缺参数或参数无效。", "消息会说明是哪个参数；核对此人或部门的资料。"},
        {"An argument is missing or not valid.",
         "The message names it: check that field of the person or department."}}}},
    CodeFact{"400001", back_off, usual, with({
         "釘釘系統錯誤。",
         "钉钉系统错误。",
         "DingTalk has a system error."},
        kRepeats)},
    CodeFact{"400043", token, usual, {{
        {"access_token 所屬的企業無效。",
         "rosterd 會重新取得 access_token；若仍失敗，確認 app_key 屬於這家企業。"},
        {"access_token 所属的企业无效。",
         "rosterd 会重新取得 access_token；若仍失败，确认 app_key 属于这家企业。"},
        {"The access token belongs to no valid company.",
         "rosterd fetches a new token; if that fails too, check that app_key belongs to this "
         "company."}}}},
    CodeFact{"40056", permanent, usual, {{
        {"agent_id 無效。", "在開發者後台複製應用的 AgentId，填入 dingtalk.agent_id。"},
        {"agent_id 无效。", "在开发者后台复制应用的 AgentId，填入 dingtalk.agent_id。"},
        {"The agent id is not valid.",
         "Copy the application's AgentId from the developer console into dingtalk.agent_id."}}}},
    CodeFact{"41011", permanent, usual, {{
        {"欠缺 agent_id。", "設定 dingtalk.agent_id。"},
        {"欠缺 agent_id。", "设置 dingtalk.agent_id。"},
        {"The agent id is missing.", "Set dingtalk.agent_id."}}}},
    CodeFact{"40063", bad_data, usual, {{
        {"分機號碼無效或太長。", "最多 50 字。"},
        {"分机号码无效或太长。", "最多 50 字。"},
        {"The telephone is not valid or too long.", "At most 50 characters."}}}},
    CodeFact{"40064", bad_data, usual, {{
        {"工作地點無效或太長。", "最多 100 字；部分企業為 50 字。"},
        {"工作地点无效或太长。", "最多 100 字；部分企业为 50 字。"},
        {"The work place is not valid or too long.",
         "At most 100 characters; 50 in some companies."}}}},
    CodeFact{"40065", bad_data, usual, {{
        {"備註無效或太長。", "最多 2000 字；部分企業為 1024 字。"},
        {"备注无效或太长。", "最多 2000 字；部分企业为 1024 字。"},
        {"The remark is not valid or too long.",
         "At most 2000 characters; 1024 in some companies."}}}},
    CodeFact{"40068", bad_data, usual, with({
         "分頁的起點無效。",
         "分页的起点无效。",
         "The offset of a page is not valid."},
        kReport)},
    CodeFact{"40069", bad_data, usual, with({
         "分頁的大小無效。",
         "分页的大小无效。",
         "The size of a page is not valid."},
        kReport)},
    CodeFact{"40070", bad_data, usual, with({
         "列表的排序方式無效。",
         "列表的排序方式无效。",
         "The order of a list is not valid."},
        kReport)},
    CodeFact{"40093", bad_data, usual, {{
        {"部門群的群主無效。", "群主必須是該部門的成員。"},
        {"部门群的群主无效。", "群主必须是该部门的成员。"},
        {"The department group's owner is not valid.",
         "The owner must be a member of the department."}}}},
    CodeFact{"41009", bad_data, usual, with({
         "欠缺 userid。",
         "欠缺 userid。",
         "The userid is missing."},
        kReport)},
    CodeFact{"41101", bad_data, usual, {{
        {"內容太長。", "縮短備註或自訂欄位。"},
        {"内容太长。", "缩短备注或自定义字段。"},
        {"The content is too large.", "Shorten the remark or the custom fields."}}}},
    CodeFact{"41102", bad_data, usual, {{
        {"參數太長。", "縮短訊息中指出的欄位。"},
        {"参数太长。", "缩短消息中指出的字段。"},
        {"An argument is too large.", "Shorten the field that the message names."}}}},
    CodeFact{"46004", bad_data, usual, with({
         "此人不在這家企業。",
         "此人不在这家企业。",
         "The employee is not in this company."},
        kWhoIsIt)},
};
// clang-format on

} // namespace

std::span<const CodeFact> arguments_codes()
{
    return kArguments;
}

} // namespace rosterd::dingtalk
