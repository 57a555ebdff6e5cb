// Every rule with its severity and its texts, for translators: message, hint; in Traditional
// Chinese, Simplified Chinese and English. The languages use the same placeholders.
#include "core/ingest/texts.hpp"

namespace rosterd::ingest
{

namespace
{

using enum model::Severity;

// clang-format off
constexpr std::array kTexts{
    RuleText{"employee_id.missing", error, {{
        {"沒有員工編號。", "在員工編號一欄填上此人固定不變的編號。"},
        {"没有员工编号。", "在员工编号一栏填上此人固定不变的编号。"},
        {"There is no employee id.",
         "Write the person's lasting number into the employee id column."}}}},
    RuleText{"employee_id.characters", error, {{
        {"員工編號「{value}」含有不能用的字元「{character}」。",
         "編號不可有空白、逗號、分號、直線、斜線或引號。"},
        {"员工编号“{value}”含有不能用的字符“{character}”。",
         "编号不可有空白、逗号、分号、竖线、斜线或引号。"},
        {"The employee id '{value}' has the character '{character}', which can't be used.",
         "Use no spaces, commas, semicolons, bars, slashes or quotes in an id."}}}},
    RuleText{"userid.characters", error, {{
        {"userid「{value}」含有不能用的字元「{character}」。",
         "userid 不可有空白、逗號、分號、直線、斜線或引號。"},
        {"userid“{value}”含有不能用的字符“{character}”。",
         "userid 不可有空白、逗号、分号、竖线、斜线或引号。"},
        {"The userid '{value}' has the character '{character}', which can't be used.",
         "Use no spaces, commas, semicolons, bars, slashes or quotes in a userid."}}}},
    RuleText{"name.missing", error, {{
        {"沒有姓名。", "填上姓名；釘釘不接受沒有姓名的成員。"},
        {"没有姓名。", "填上姓名；钉钉不接受没有姓名的成员。"},
        {"There is no name.", "Write the person's name; DingTalk takes nobody without one."}}}},
    RuleText{"*.length", error, {{
        {"{field} 有 {found} 個字，釘釘最多接受 {limit} 個。", "縮短至 {limit} 個字以內。"},
        {"{field} 有 {found} 个字，钉钉最多接受 {limit} 个。", "缩短至 {limit} 个字以内。"},
        {"{field} has {found} characters; DingTalk takes at most {limit}.",
         "Shorten it to {limit} characters."}}}},
    RuleText{"*.excel", error, {{
        {"「{value}」是試算表改成科學記號的數字，後面的位數已經遺失。",
         "把該欄設為「文字」格式，再輸入完整號碼。"},
        {"“{value}”是电子表格改成科学计数法的数字，后面的位数已经丢失。",
         "把该列设为“文本”格式，再输入完整号码。"},
        {"'{value}' is a number that a spreadsheet shortened; its last digits are lost.",
         "Format the column as text and write the whole number again."}}}},
    RuleText{"number.decimal", fixed, {{
        {"「{value}」由試算表加上了小數，已改為「{after}」。", "把該欄設為「文字」格式。"},
        {"“{value}”由电子表格加上了小数，已改为“{after}”。", "把该列设为“文本”格式。"},
        {"'{value}' got decimals from a spreadsheet; read as '{after}'.",
         "Format the column as text."}}}},
    RuleText{"mobile.format", error, {{
        {"「{value}」不是可用的手機號碼。",
         "香港號碼寫成 +852-51234567，內地號碼寫成 11 位數字，其他地區寫成 +國碼-號碼；"
         "一格只寫一個號碼。"},
        {"“{value}”不是可用的手机号。",
         "香港号码写成 +852-51234567，内地号码写成 11 位数字，其他地区写成 +国码-号码；"
         "一格只写一个号码。"},
        {"'{value}' is not a mobile number that can be used.",
         "Write +852-51234567 for Hong Kong, 11 digits for mainland China, +code-number "
         "elsewhere; one number in a cell."}}}},
    RuleText{"mobile.written", fixed, {{
        {"手機號碼「{value}」已寫成「{after}」。", "無須處理；直接寫成「{after}」便不會再提示。"},
        {"手机号“{value}”已写成“{after}”。", "无须处理；直接写成“{after}”便不会再提示。"},
        {"The mobile number '{value}' was written as '{after}'.",
         "Nothing to do; written as '{after}' it is not mentioned again."}}}},
    RuleText{"mobile.unusual", warning, {{
        {"手機號碼「{value}」的格式正確，但不屬於已知的號段。", "請核對號碼；正確的話無須處理。"},
        {"手机号“{value}”的格式正确，但不属于已知的号段。", "请核对号码；正确的话无须处理。"},
        {"'{value}' has the form of a mobile number but lies in no known block.",
         "Check the number; if it is right, nothing is to be done."}}}},
    RuleText{"*.format", error, {{
        {"「{value}」不是電郵地址。", "寫一個地址，例如 tai.man@example.com。"},
        {"“{value}”不是邮箱地址。", "写一个地址，例如 tai.man@example.com。"},
        {"'{value}' is not a mail address.", "Write one address, such as tai.man@example.com."}}}},
    RuleText{"mail.written", fixed, {{
        {"電郵地址「{value}」已寫成「{after}」。", "無須處理。"},
        {"邮箱地址“{value}”已写成“{after}”。", "无须处理。"},
        {"The mail address '{value}' was written as '{after}'.", "Nothing to do."}}}},
    RuleText{"date.invalid", error, {{
        {"「{value}」不是存在的日期。", "寫成 2026-11-22 的形式。"},
        {"“{value}”不是存在的日期。", "写成 2026-11-22 的形式。"},
        {"'{value}' is not a date that exists.", "Write it like 2026-11-22."}}}},
    RuleText{"date.ambiguous", error, {{
        {"「{value}」可以是 {one}，也可以是 {other}。", "寫成 {one} 或 {other}。"},
        {"“{value}”可以是 {one}，也可以是 {other}。", "写成 {one} 或 {other}。"},
        {"'{value}' may mean {one} or {other}.", "Write {one} or {other}."}}}},
    RuleText{"date.serial", fixed, {{
        {"「{value}」是試算表的日期序號，已讀作 {after}。", "把該欄設為日期格式，或寫成 {after}。"},
        {"“{value}”是电子表格的日期序号，已读作 {after}。", "把该列设为日期格式，或写成 {after}。"},
        {"'{value}' is a spreadsheet's serial number; read as {after}.",
         "Format the column as a date, or write {after}."}}}},
    RuleText{"last_day.before_hired", warning, {{
        {"最後工作日 {value} 早於入職日期 {hired_on}。", "核對這兩個日期。"},
        {"最后工作日 {value} 早于入职日期 {hired_on}。", "核对这两个日期。"},
        {"The last day {value} is before the hiring date {hired_on}.", "Check the two dates."}}}},
    RuleText{"*.yes_no", error, {{
        {"「{value}」既不是「是」也不是「否」。", "寫「是」或「否」。"},
        {"“{value}”既不是“是”也不是“否”。", "写“是”或“否”。"},
        {"'{value}' is neither yes nor no.", "Write yes or no."}}}},
    RuleText{"status.unknown", error, {{
        {"不認識狀態「{value}」。",
         "寫「在職」「停薪留職」「待入職」或「離職」，或在 mapping 的 lookup 裏列出。"},
        {"不认识状态“{value}”。",
         "写“在职”“停薪留职”“待入职”或“离职”，或在 mapping 的 lookup 里列出。"},
        {"The status '{value}' is not known.",
         "Write active, leave, prehire or terminated, or list it in the mapping's lookup."}}}},
    RuleText{"account.unknown", error, {{
        {"不認識帳號類型「{value}」。", "寫 ordinary、dingtalk 或 sso。"},
        {"不认识账号类型“{value}”。", "写 ordinary、dingtalk 或 sso。"},
        {"The account kind '{value}' is not known.", "Write ordinary, dingtalk or sso."}}}},
    RuleText{"time_zone.unknown", warning, {{
        {"不認識時區「{value}」，改用公司的時區。", "寫成 Asia/Hong_Kong 的形式。"},
        {"不认识时区“{value}”，改用公司的时区。", "写成 Asia/Hong_Kong 的形式。"},
        {"The time zone '{value}' is not known; the company's is used.",
         "Write it like Asia/Hong_Kong."}}}},
    RuleText{"department.empty_level", error, {{
        {"部門路徑「{value}」中有空白的一級。", "刪去多餘的分隔符號，或補上該級名稱。"},
        {"部门路径“{value}”中有空白的一级。", "删去多余的分隔符，或补上该级名称。"},
        {"The department path '{value}' has an empty level.",
         "Take out the extra separator, or name the level."}}}},
    RuleText{"department.name", error, {{
        {"部門名稱「{name}」含有「{character}」，釘釘的部門名稱不可有「-」「，」「,」，"
         "亦不可有「/」。",
         "改部門名稱；多個部門之間用「;」分隔。"},
        {"部门名称“{name}”含有“{character}”，钉钉的部门名称不可有“-”“，”“,”，亦不可有“/”。",
         "改部门名称；多个部门之间用“;”分隔。"},
        {"The department name '{name}' has a '{character}'; DingTalk allows no '-' or ',' in it, "
         "and '/' stands between levels.",
         "Rename the department; put ';' between several departments."}}}},
    RuleText{"department.length", error, {{
        {"部門名稱「{name}」有 {found} 個字，釘釘最多接受 {limit} 個。", "縮短部門名稱。"},
        {"部门名称“{name}”有 {found} 个字，钉钉最多接受 {limit} 个。", "缩短部门名称。"},
        {"The department name '{name}' has {found} characters; DingTalk takes at most {limit}.",
         "Shorten the department's name."}}}},
    RuleText{"department.depth", error, {{
        {"部門路徑有 {found} 級，最多 {limit} 級。", "減少部門的級數。"},
        {"部门路径有 {found} 级，最多 {limit} 级。", "减少部门的级数。"},
        {"The department path has {found} levels; {limit} are allowed.", "Use fewer levels."}}}},
    RuleText{"departments.count", error, {{
        {"此人屬於 {found} 個部門，最多 {limit} 個。", "減少此人的部門。"},
        {"此人属于 {found} 个部门，最多 {limit} 个。", "减少此人的部门。"},
        {"This person is in {found} departments; {limit} are allowed.",
         "Name fewer departments."}}}},
    RuleText{"departments.repeated", fixed, {{
        {"「{value}」中有重複的部門，已讀作「{after}」。", "每個部門只寫一次。"},
        {"“{value}”中有重复的部门，已读作“{after}”。", "每个部门只写一次。"},
        {"'{value}' names a department twice; read as '{after}'.", "Name each department once."}}}},
    RuleText{"departments.empty", warning, {{
        {"沒有部門，此人會放在最上層。", "填上部門。"},
        {"没有部门，此人会放在最上层。", "填上部门。"},
        {"There is no department; the person is put at the top.", "Write the department."}}}},
    RuleText{"leads.nowhere", warning, {{
        {"此人是主管，但沒有寫部門。", "填上部門。"},
        {"此人是主管，但没有写部门。", "填上部门。"},
        {"This person is a department manager, but no department is given.",
         "Write the department."}}}},
    RuleText{"leads.unknown", error, {{
        {"「{word}」既不是「是」或「否」，也不是此人的部門。",
         "寫「是」或「否」；要寫部門的話，寫完整的路徑，例如 /零售/旺角店。"},
        {"“{word}”既不是“是”或“否”，也不是此人的部门。",
         "写“是”或“否”；要写部门的话，写完整的路径，例如 /零售/旺角店。"},
        {"'{word}' is neither yes nor no, nor a department of this person.",
         "Write yes or no; for a department its whole path, such as /Retail/Central."}}}},
    RuleText{"manager_id.self", warning, {{
        {"直屬主管是本人，已不理會。", "填上主管的員工編號，最高層則留空。"},
        {"直属主管是本人，已不理会。", "填上主管的员工编号，最高层则留空。"},
        {"The person is their own manager; that is passed over.",
         "Write the manager's employee id, or nothing for the head of the company."}}}},
    RuleText{"order.invalid", error, {{
        {"排序「{value}」不是整數。", "寫一個整數，例如 10。"},
        {"排序“{value}”不是整数。", "写一个整数，例如 10。"},
        {"The order '{value}' is not a whole number.", "Write a whole number, such as 10."}}}},
    RuleText{"department_id.missing", error, {{
        {"部門沒有編號。", "填上部門固定不變的編號。"},
        {"部门没有编号。", "填上部门固定不变的编号。"},
        {"The department has no id.", "Write the department's lasting id."}}}},
    RuleText{"department.unnamed", error, {{
        {"部門沒有名稱。", "填上部門名稱。"},
        {"部门没有名称。", "填上部门名称。"},
        {"The department has no name.", "Write the department's name."}}}},
    RuleText{"parent_id.self", error, {{
        {"部門「{value}」的上級是它自己。", "填上真正的上級部門編號，最上層則留空。"},
        {"部门“{value}”的上级是它自己。", "填上真正的上级部门编号，最上层则留空。"},
        {"The department '{value}' is its own parent.",
         "Write the id of the department above, or nothing at the top."}}}},
    RuleText{"*.lookup", error, {{
        {"對照表沒有「{key}」。", "在 mapping 的 lookup 加上「{key}」，或設定 otherwise。"},
        {"对照表没有“{key}”。", "在 mapping 的 lookup 加上“{key}”，或设定 otherwise。"},
        {"The lookup table has no entry for '{key}'.",
         "Add '{key}' to the mapping's lookup, or set otherwise."}}}},
    RuleText{"*.duplicate", error, {{
        {"{field}「{value}」同時屬於 {others}。", "核對兩邊，只留下正確的一個。"},
        {"{field}“{value}”同时属于 {others}。", "核对两边，只留下正确的一个。"},
        {"{field} '{value}' also belongs to {others}.",
         "Compare both sides and leave it with the right one."}}}},
    RuleText{"text.spaces", fixed, {{
        {"已去掉多餘的空白。", "無須處理。"},
        {"已去掉多余的空白。", "无须处理。"},
        {"Extra white space was taken out.", "Nothing to do."}}}},
    RuleText{"text.invisible", fixed, {{
        {"已去掉看不見的字元。", "無須處理。"},
        {"已去掉看不见的字符。", "无须处理。"},
        {"Invisible characters were taken out.", "Nothing to do."}}}},
    RuleText{"text.width", fixed, {{
        {"全形或異體字元已統一為「{after}」。", "無須處理。"},
        {"全角或异体字符已统一为“{after}”。", "无须处理。"},
        {"Full-width or variant characters were written as '{after}'.", "Nothing to do."}}}},
    RuleText{"text.dot", fixed, {{
        {"姓名中的間隔號已統一為「·」。", "無須處理。"},
        {"姓名中的间隔号已统一为“·”。", "无须处理。"},
        {"The dot in the name was written as '·'.", "Nothing to do."}}}},
    RuleText{"text.apostrophe", fixed, {{
        {"已去掉試算表加在前面的撇號。", "無須處理。"},
        {"已去掉电子表格加在前面的撇号。", "无须处理。"},
        {"The apostrophe that a spreadsheet put in front was taken off.", "Nothing to do."}}}},
    RuleText{"cell.error", error, {{
        {"試算表此格的公式出錯，只有「{value}」。", "修正公式，或直接寫上內容。"},
        {"电子表格此格的公式出错，只有“{value}”。", "修正公式，或直接写上内容。"},
        {"The formula of this cell failed; all there is is '{value}'.",
         "Mend the formula, or write the value itself."}}}},
    RuleText{"cell.untold", error, {{
        {"無法得知 {field}：{why}。", "對照來源中的這筆記錄與來源的設定；在此之前，此人維持原狀。"},
        {"无法得知 {field}：{why}。", "对照来源中的这条记录与来源的设置；在此之前，此人维持原状。"},
        {"{field} can't be told: {why}.",
         "Compare the record with the source's settings or definition; until then this one stays as "
         "it was."}}}},
    RuleText{"cell.left_out", warning, {{
        {"無法得知 {field}，因此保持不變：{why}。", "對照來源中的這筆記錄與來源的設定。"},
        {"无法得知 {field}，因此保持不变：{why}。", "对照来源中的这条记录与来源的设置。"},
        {"{field} can't be told, so it stays as it was: {why}.",
         "Compare the record with the source's settings or definition."}}}},
    RuleText{"text.encoding", error, {{
        {"此格文字的編碼不正確。", "以 UTF-8 重新匯出，或設定來源的 encoding。"},
        {"此格文字的编码不正确。", "以 UTF-8 重新导出，或设定来源的 encoding。"},
        {"The text of this cell is not valid UTF-8.",
         "Export it again as UTF-8, or set the source's encoding."}}}},
    RuleText{"text.damaged", warning, {{
        {"「{value}」中有已損壞的字元。", "在來源中重新輸入該字。"},
        {"“{value}”中有已损坏的字符。", "在来源中重新输入该字。"},
        {"'{value}' holds a character that was damaged earlier.",
         "Write that character again at the source."}}}},
    RuleText{"text.lost", error, {{
        {"「{value}」的文字在匯出時變成了問號。", "以 UTF-8 重新匯出（Excel：「CSV UTF-8」）。"},
        {"“{value}”的文字在导出时变成了问号。", "以 UTF-8 重新导出（Excel：“CSV UTF-8”）。"},
        {"The characters of '{value}' became question marks when it was exported.",
         "Export it again as UTF-8 (in Excel: 'CSV UTF-8')."}}}},
    RuleText{"rows.none", warning, {{
        {"只有標題，一行資料也沒有。", "在標題下面每人寫一行。"},
        {"只有标题，一行数据也没有。", "在标题下面每人写一行。"},
        {"There are headings and not one row below them.",
         "Write a row for each person below the headings."}}}},
    RuleText{"roles.format", error, {{
        {"「{role}」不是一個角色。", "角色寫成「角色組/角色」，例如 技術/架構師；多個以 ; 分隔。"},
        {"“{role}”不是一个角色。", "角色写成“角色组/角色”，例如 技术/架构师；多个以 ; 分隔。"},
        {"'{role}' does not name a role.",
         "Write a role with its group, as in Technology/Architect; several with ; between."}}}},
    RuleText{"roles.reserved", error, {{
        {"「{role}」屬於釘釘自行管理的角色組。", "主管和管理員在釘釘設定；此欄寫其他角色組的角色。"},
        {"“{role}”属于钉钉自行管理的角色组。", "主管和管理员在钉钉设置；此栏写其他角色组的角色。"},
        {"'{role}' is in the group that DingTalk keeps itself.",
         "Managers and administrators are set in DingTalk; write roles of other groups here."}}}},
    RuleText{"findings.more", warning, {{
        {"另有 {count} 項同類問題沒有列出：{rules}。", "先處理已列出的；下次讀取會列出其餘的。"},
        {"另有 {count} 项同类问题没有列出：{rules}。", "先处理已列出的；下次读取会列出其余的。"},
        {"{count} more findings of this kind are not listed: {rules}.",
         "Mend those that are listed first; the next read lists what is left."}}}},
    RuleText{"heading.missing", error, {{
        {"沒有「{field}」一欄。", "加上標題為「{example}」的一欄，或在 mapping 指明。"},
        {"没有“{field}”一栏。", "加上标题为“{example}”的一栏，或在 mapping 指明。"},
        {"There is no column for {field}.",
         "Add a column headed '{example}', or name it in the mapping."}}}},
    RuleText{"heading.unknown", warning, {{
        {"不認識標題「{value}」，此欄不會使用。",
         "在 mapping 指明它的用途；自訂欄位寫成 ext.{value}。"},
        {"不认识标题“{value}”，此栏不会使用。",
         "在 mapping 指明它的用途；自定义字段写成 ext.{value}。"},
        {"The heading '{value}' is not known; the column is not used.",
         "Say in the mapping what it means; a custom field is headed ext.{value}."}}}},
    RuleText{"heading.not_there", warning, {{
        {"mapping 從「{value}」一欄取 {field}，但沒有這一欄。", "現有的欄：{headings}"},
        {"mapping 从“{value}”一栏取 {field}，但没有这一栏。", "现有的栏：{headings}"},
        {"The mapping takes {field} from the column '{value}', which is not there.",
         "The columns are: {headings}"}}}},
    RuleText{"heading.near", warning, {{
        {"不認識標題「{value}」，此欄不會使用。", "是否「{near}」（{meaning}）？"},
        {"不认识标题“{value}”，此栏不会使用。", "是否“{near}”（{meaning}）？"},
        {"The heading '{value}' is not known; the column is not used.",
         "Did you mean '{near}' ({meaning})?"}}}},
    RuleText{"heading.repeated", warning, {{
        {"「{value}」與「{other}」都表示 {field}，以「{other}」為準。",
         "刪去其中一欄，或在 mapping 指明。"},
        {"“{value}”与“{other}”都表示 {field}，以“{other}”为准。",
         "删去其中一栏，或在 mapping 指明。"},
        {"'{value}' and '{other}' both mean {field}; '{other}' counts.",
         "Remove one of the columns, or choose one in the mapping."}}}},
};
// clang-format on

} // namespace

std::span<const RuleText> rule_texts()
{
    return kTexts;
}

} // namespace rosterd::ingest
