// The old style's codes about people [server-api-error-codes-1], [common-errors].
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
constexpr std::array kPeople{
    CodeFact{"40019", bad_data, usual, {{
        {"這個手機號碼已屬於五家未認證的企業。", "請此人先退出其中一家，或為企業辦理認證。"},
        {"这个手机号码已属于五家未认证的企业。", "请此人先退出其中一家，或为企业办理认证。"},
        {"The number belongs to five uncertified companies already.",
         "The person leaves one of them, or the company gets certified."}}}},
    CodeFact{"40020 40024", permanent, usual, {{
        {"企業未認證，人數已達上限。", "在釘釘管理後台為企業辦理認證。"},
        {"企业未认证，人数已达上限。", "在钉钉管理后台为企业办理认证。"},
        {"The company is full until it is certified.",
         "Have the company certified in DingTalk's admin console."}}}},
    CodeFact{"40021", bad_data, usual, {{
        {"新號碼已註冊釘釘帳號。", "由此人在釘釘應用內更換號碼；或刪除帳號後以新號碼重建。"},
        {"新号码已注册钉钉账号。", "由本人在钉钉应用内更换号码；或删除账号后以新号码重建。"},
        {"The new number belongs to a DingTalk account already.",
         "The person changes the number in the DingTalk app; or delete the account and create "
         "it with the new number."}}}},
    CodeFact{"40022", bad_data, usual, {{
        {"企業登記的號碼與登入號碼不同。", "刪除帳號後以正確的號碼重建。"},
        {"企业登记的号码与登录号码不同。", "删除账号后以正确的号码重建。"},
        {"The number in the company is not the login number.",
         "Delete the account and create it again with the right number."}}}},
    CodeFact{"40023", bad_data, usual, {{
        {"部門成員已達上限。", "把部門拆成幾個下級部門。"},
        {"部门成员已达上限。", "把部门拆成几个下级部门。"},
        {"The department has too many members.", "Split it into sub-departments."}}}},
    CodeFact{"40100", bad_data, usual, {{
        {"分機號碼已屬於另一人。", "核對兩人的分機；每個分機只可屬於一人。"},
        {"分机号码已属于另一人。", "核对两人的分机；每个分机只可属于一人。"},
        {"The telephone extension belongs to another person.",
         "Compare the two: an extension belongs to one person only."}}}},
    CodeFact{"40101 60106", bad_data, usual, {{
        {"電郵已屬於另一人。", "核對兩人的電郵；每個地址只可屬於一人。"},
        {"邮箱已属于另一人。", "核对两人的邮箱；每个地址只可属于一人。"},
        {"The mail address belongs to another person.",
         "Compare the two: an address belongs to one person only."}}}},
    CodeFact{"40103", wait, usual, {{
        {"已發出邀請，等候此人同意。", "請此人在釘釘內接受邀請；接受後帳號便會出現。"},
        {"已发出邀请，等待此人同意。", "请此人在钉钉内接受邀请；接受后账号便会出现。"},
        {"An invitation was sent; the person has to agree.",
         "Ask the person to accept it in DingTalk; then the account appears."}}}},
    CodeFact{"40104", bad_data, usual, {{
        {"手機號碼無效。",
         "香港寫 +852-51234567，內地企業的內地號碼寫 11 位數字，其他地區寫 +國碼-號碼。"},
        {"手机号码无效。",
         "香港写 +852-51234567，内地企业的内地号码写 11 位数字，其他地区写 +国家码-号码。"},
        {"The mobile number is not valid.",
         "Write +852-51234567 for Hong Kong, 11 digits for mainland numbers in a mainland "
         "company, +code-number elsewhere."}}}},
    CodeFact{"41054", bad_data, usual, {{
        {"已啟用帳號的號碼不能更改。",
         "由此人在釘釘應用內更換；或把 policy.lifecycle.mobile_change 設為 recreate。"},
        {"已启用账号的号码不能更改。",
         "由本人在钉钉应用内更换；或把 policy.lifecycle.mobile_change 设为 recreate。"},
        {"The number of an active account can't be changed.",
         "The person changes it in the app; or set policy.lifecycle.mobile_change to recreate."}}}},
    CodeFact{"60102", done, usual, {{
        {"這個 userid 已存在。",
         "無須處理：rosterd 會比較現有帳號，是同一人便接管，否則列為問題。"},
        {"这个 userid 已存在。",
         "无须处理：rosterd 会比较现有账号，是同一人便接管，否则列为问题。"},
        {"This userid exists.",
         "Nothing: the account is compared, and adopted if it is the same person."}}}},
    CodeFact{"60103", bad_data, usual, {{
        {"手機號碼不合規定。",
         "香港寫 +852-51234567，內地企業的內地號碼寫 11 位數字，其他地區寫 +國碼-號碼。"},
        {"手机号码不合规定。",
         "香港写 +852-51234567，内地企业的内地号码写 11 位数字，其他地区写 +国家码-号码。"},
        {"The mobile number is not allowed.",
         "Write +852-51234567 for Hong Kong, 11 digits for mainland numbers in a mainland "
         "company, +code-number elsewhere."}}}},
    CodeFact{"60104", done, usual, {{
        {"手機號碼在企業中已存在。",
         "rosterd 會比較持有這個號碼的帳號，是同一人便接管；否則核對是誰寫錯了號碼，或等對方離"
         "職。"},
        {"手机号码在企业中已存在。",
         "rosterd 会比较持有这个号码的账号，是同一人便接管；否则核对是谁写错了号码，或等对方离"
         "职。"},
        {"The mobile number is in the company already.",
         "The account that has it is compared, and adopted if it is the same person; otherwise "
         "see whose number is wrong."}}}},
    CodeFact{"60105", bad_data, usual, {{
        {"電郵地址不合規定。", "寫一個地址，例如 tai.man@example.com。"},
        {"邮箱地址不合规定。", "写一个地址，例如 tai.man@example.com。"},
        {"The mail address is not valid.", "Write one address, such as tai.man@example.com."}}}},
    CodeFact{"60107", bad_data, usual, {{
        {"此人已用另一號碼加入企業。", "核對號碼；以釘釘內現有的帳號為準，或刪除後重建。"},
        {"此人已用另一号码加入企业。", "核对号码；以钉钉内现有的账号为准，或删除后重建。"},
        {"The person is in the company already with another number.",
         "Check the number: use that of the existing account, or delete and create it again."}}}},
    CodeFact{"60111 60121", bad_data, gone_is_done, with({
         "找不到此人。",
         "找不到此人。",
         "There is no such user."},
        kWhoIsIt)},
    CodeFact{"60112", bad_data, usual, {{
        {"姓名不合規定。", "最多 80 字，不可為空。"},
        {"姓名不合规定。", "最多 80 字，不可为空。"},
        {"The name is not valid.", "At most 80 characters, and not empty."}}}},
    CodeFact{"60113", bad_data, usual, {{
        {"手機號碼與電郵都是空的。", "至少填寫手機號碼。"},
        {"手机号码与邮箱都是空的。", "至少填写手机号码。"},
        {"Mobile number and mail are both empty.", "Fill in the mobile number at least."}}}},
    CodeFact{"60114", bad_data, usual, {{
        {"性別不合規定。", "刪去這個欄位。"},
        {"性别不合规定。", "删去这个字段。"},
        {"The gender is not valid.", "Leave this field out."}}}},
    CodeFact{"60118", bad_data, usual, {{
        {"欠缺邀請所需的資料。", "填寫手機號碼。"},
        {"欠缺邀请所需的资料。", "填写手机号码。"},
        {"A field that an invitation needs is missing.", "Fill in the mobile number."}}}},
    CodeFact{"60119", bad_data, usual, {{
        {"職位不合規定。", "最多 200 字。"},
        {"职位不合规定。", "最多 200 字。"},
        {"The title is not valid.", "At most 200 characters."}}}},
    CodeFact{"60120", permanent, usual, {{
        {"帳號已停用。", "在釘釘管理後台或以 rosterd 恢復帳號後再試。"},
        {"账号已停用。", "在钉钉管理后台或以 rosterd 恢复账号后再试。"},
        {"The user is disabled.", "Enable the account first, in the admin console or by rosterd."}}}},
    CodeFact{"60122", bad_data, usual, {{
        {"自訂欄位不合規定。", "欄位必須先在釘釘管理後台建立；內容合計最多 2000 字。"},
        {"自定义字段不合规定。", "字段必须先在钉钉管理后台创建；内容合计最多 2000 字。"},
        {"A custom field is not valid.",
         "Create the field in DingTalk's admin console first; all together at most 2000 "
         "characters."}}}},
    CodeFact{"60123", bad_data, usual, {{
        {"工號不合規定。", "最多 50 字。"},
        {"工号不合规定。", "最多 50 字。"},
        {"The job number is not valid.", "At most 50 characters."}}}},
    CodeFact{"60128", back_off, few_times, with({
         "沒有這個直屬主管的 userid。",
         "没有这个直属主管的 userid。",
         "There is no user with the manager's userid."},
        kNotYetVisible)},
};
// clang-format on

} // namespace

std::span<const CodeFact> people_codes()
{
    return kPeople;
}

} // namespace rosterd::dingtalk
