// The old style's codes about departments [server-api-error-codes-1], [common-errors].
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
constexpr std::array kDepartments{
    CodeFact{"60001", bad_data, usual, {{
        {"部門名稱不合規定。", "1 至 64 字，不可有「-」「，」「,」。"},
        {"部门名称不合规定。", "1 至 64 字，不可有“-”“，”“,”。"},
        {"The department's name is not valid.", "1 to 64 characters, no hyphen and no comma."}}}},
    CodeFact{"60009", bad_data, usual, {{
        {"部門名稱含有不允許的字元。", "不可有「-」「，」「,」。"},
        {"部门名称含有不允许的字符。", "不可有“-”“，”“,”。"},
        {"The department's name has a character that is not allowed.", "No hyphen and no comma."}}}},
    CodeFact{"60002", bad_data, usual, {{
        {"部門層級太深。", "最多 20 級。"},
        {"部门层级太深。", "最多 20 级。"},
        {"The departments are nested too deeply.", "At most 20 levels."}}}},
    CodeFact{"60003", bad_data, gone_is_done, {{
        {"部門不存在。", "檢查部門是否被人手刪除；rosterd 下一輪會重新讀取。"},
        {"部门不存在。", "检查部门是否被手动删除；rosterd 下一轮会重新读取。"},
        {"There is no such department.",
         "See whether somebody removed it; the next run reads it again."}}}},
    CodeFact{"60004", back_off, few_times, with({
         "上級部門不存在。",
         "上级部门不存在。",
         "There is no such parent department."},
        kNotYetVisible)},
    CodeFact{"60005", back_off, few_times, with({
         "部門內還有成員。",
         "部门内还有成员。",
         "The department still has members."},
        kNotYetVisible)},
    CodeFact{"60006", back_off, few_times, with({
         "部門內還有下級部門。",
         "部门内还有下级部门。",
         "The department still has sub-departments."},
        kNotYetVisible)},
    CodeFact{"60007", bad_data, usual, {{
        {"根部門不可刪除。", "檢查 dingtalk.root_dept_id 與部門對照。"},
        {"根部门不可删除。", "检查 dingtalk.root_dept_id 与部门映射。"},
        {"The company's root can't be deleted.",
         "Check dingtalk.root_dept_id and the mapping of departments."}}}},
    CodeFact{"60018", bad_data, usual, {{
        {"根部門不可修改。", "企業名稱在釘釘管理後台修改。"},
        {"根部门不可修改。", "企业名称在钉钉管理后台修改。"},
        {"The company's root can't be changed.",
         "Change the company's name in DingTalk's admin console."}}}},
    CodeFact{"60008 60021", done, usual, {{
        {"同一上級下已有同名部門。", "無須處理：rosterd 會找出現有的部門並使用它。"},
        {"同一上级下已有同名部门。", "无须处理：rosterd 会找出现有的部门并使用它。"},
        {"A sibling department has this name.",
         "Nothing: the existing department is looked up and used."}}}},
    CodeFact{"60010", bad_data, usual, {{
        {"部門不能成為自己的下級。", "核對來源中的上級部門，找出循環。"},
        {"部门不能成为自己的下级。", "核对来源中的上级部门，找出循环。"},
        {"A department can't be below itself.",
         "Look for the circle among the parents in the source."}}}},
    CodeFact{"60016", done, usual, {{
        {"部門編號已存在。", "無須處理：rosterd 會讀取現有的部門。"},
        {"部门编号已存在。", "无须处理：rosterd 会读取现有的部门。"},
        {"This department id exists.", "Nothing: the existing department is read."}}}},
    CodeFact{"60019", back_off, usual, with({
         "無法讀取部門成員。",
         "无法读取部门成员。",
         "The members of the department could not be read."},
        kRepeats)},
    CodeFact{"60022", bad_data, usual, {{
        {"內容含有釘釘不允許的敏感詞。", "改寫部門名稱。"},
        {"内容含有钉钉不允许的敏感词。", "改写部门名称。"},
        {"The text holds a word that DingTalk does not allow.", "Change the department's name."}}}},
    CodeFact{"60067", bad_data, usual, with({
         "部門群的群主不存在。",
         "部门群的群主不存在。",
         "The department group's owner does not exist."},
        kWhoIsIt)},
    CodeFact{"60068", bad_data, usual, with({
         "部門主管不存在。",
         "部门主管不存在。",
         "The department's manager does not exist."},
        kWhoIsIt)},
    CodeFact{"60109 600109", bad_data, usual, {{
        {"可見範圍的名單不合規定。", "檢查名單中的部門與人員是否存在，合計最多 50 個。"},
        {"可见范围的名单不合规定。", "检查名单中的部门与人员是否存在，合计最多 50 个。"},
        {"A list of who may see the department is not valid.",
         "See whether its people and departments exist; at most 50 altogether."}}}},
    CodeFact{"60110", bad_data, usual, {{
        {"部門數目已達上限。", "一個部門最多有 1000 個直屬下級；合併部分部門。"},
        {"部门数量已达上限。", "一个部门最多有 1000 个直属下级；合并部分部门。"},
        {"There are too many departments.", "At most 1000 directly below one: merge some."}}}},
    CodeFact{"60510", bad_data, usual, {{
        {"無法設定部門的權限。", "檢查可見範圍的名單；仍失敗的話在釘釘管理後台設定。"},
        {"无法设置部门的权限。", "检查可见范围的名单；仍失败的话在钉钉管理后台设置。"},
        {"The department's permissions could not be set.",
         "Check the lists of who may see it; else set them in DingTalk's admin console."}}}},
};
// clang-format on

} // namespace

std::span<const CodeFact> departments_codes()
{
    return kDepartments;
}

} // namespace rosterd::dingtalk
