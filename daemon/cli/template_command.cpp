// template: an empty roster for HR to fill in, as CSV or XLSX, in three languages.
#include <array>
#include <fstream>
#include <iostream>

#include <unistd.h>

#include "core/model/csv.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/output_file.hpp"
#include "daemon/cli/xlsx_writer.hpp"

namespace rosterd::cli
{

namespace
{

struct Column {
    std::array<const char*, 3> headings; // zh-TW zh-CN en; all are recognised on reading
    std::array<const char*, 3> notes;    // how to fill it in
    bool required = false;
};

constexpr std::array<Column, 24> kColumns{{
    {{"員工編號", "员工编号", "Employee ID"},
     {"每人一個，永不更改", "每人一个，永不更改", "One per person, never changed"},
     true},
    {{"姓名", "姓名", "Name"}, {"最多 80 字", "最多 80 字", "80 characters at most"}, true},
    {{"手機號碼", "手机号码", "Mobile"},
     {"香港寫 +852-51234567，內地寫 11 位數字", "香港写 +852-51234567，内地写 11 位数字",
      "Hong Kong +852-51234567, mainland 11 digits"},
     false},
    {{"電郵", "邮箱", "Email"}, {"個人電郵", "个人邮箱", "Personal mail"}, false},
    {{"企業郵箱", "企业邮箱", "Company email"},
     {"公司提供的郵箱", "公司提供的邮箱", "The company's mailbox"},
     false},
    {{"分機", "分机", "Extension"}, {"每人一個", "每人一个", "One person each"}, false},
    {{"職位", "职位", "Title"}, {"最多 200 字", "最多 200 字", "200 characters at most"}, false},
    {{"職級", "职级", "Level"}, {"例如 P6", "例如 P6", "For example P6"}, false},
    {{"部門", "部门", "Department"},
     {"上級/下級；多個部門以 ; 分隔，第一個為主部門",
      "上级/下级；多个部门以 ; 分隔，第一个为主部门",
      "Upper/Lower; several with ; between, the main one first"},
     true},
    {{"部門主管", "部门主管", "Department manager"},
     {"是或否（主部門）", "是或否（主部门）", "yes or no (of the main department)"},
     false},
    {{"直屬主管", "直属主管", "Manager"},
     {"主管的員工編號", "主管的员工编号", "The manager's employee ID"},
     false},
    {{"工作地點", "工作地点", "Work place"},
     {"最多 100 字", "最多 100 字", "100 characters at most"},
     false},
    {{"入職日期", "入职日期", "Hire date"},
     {"例如 2026-03-01", "例如 2026-03-01", "For example 2026-03-01"},
     false},
    {{"最後工作日", "最后工作日", "Last day"},
     {"當日完結後移除帳號", "当日完结后移除账号", "The account goes at the end of this day"},
     false},
    {{"用工類型", "用工类型", "Employment type"},
     {"例如正式、外判；權限規則和離職規則可用", "例如正式、外包；权限规则和离职规则可用",
      "For example permanent, contractor; rules may go by it"},
     false},
    {{"合約到期日", "合同到期日", "Contract end"},
     {"只對外判、臨時等人員：當日完結後離開", "只对外包、临时等人员：当日完结后离开",
      "Of contractors and temporary staff alone: they leave at its end"},
     false},
    {{"原員工編號", "原员工编号", "Previous employee ID"},
     {"同一人換了編號時填寫；帳號會保留", "同一人换了编号时填写；账号会保留",
      "Where the same person has a new number: the account goes on"},
     false},
    {{"狀態", "状态", "Status"},
     {"在職、停薪留職、待入職或離職", "在职、停薪留职、待入职或离职",
      "active, leave, prehire or terminated"},
     false},
    {{"帳號類型", "账号类型", "Account"},
     {"留空，或 ordinary、dingtalk、sso", "留空，或 ordinary、dingtalk、sso",
      "empty, or ordinary, dingtalk, sso"},
     false},
    {{"釘釘角色", "钉钉角色", "DingTalk roles"},
     {"留空按權限規則；個人另加的寫「角色組/角色」，多個以 ; 分隔",
      "留空按权限规则；个人另加的写“角色组/角色”，多个以 ; 分隔",
      "Empty: as the rules say; beyond them Group/Role, several with ; between"},
     false},
    {{"考勤組", "考勤组", "Attendance group"},
     {"留空按權限規則；否則寫釘釘的考勤組名稱", "留空按权限规则；否则写钉钉的考勤组名称",
      "Empty: as the rules say; else the name of a group in DingTalk"},
     false},
    {{"高管模式", "高管模式", "Executive mode"},
     {"是或否；留空按權限規則", "是或否；留空按权限规则", "yes or no; empty: as the rules say"},
     false},
    {{"隱藏手機", "隐藏手机", "Hide mobile"},
     {"是或否；留空按權限規則", "是或否；留空按权限规则", "yes or no; empty: as the rules say"},
     false},
    {{"備註", "备注", "Remark"},
     {"最多 2000 字", "最多 2000 字", "2000 characters at most"},
     false},
}};

std::size_t index_of(const std::string& language)
{
    return language == "zh-TW" ? 0 : language == "zh-CN" ? 1 : 2;
}

std::string as_csv(std::size_t language)
{
    std::string out = "\xEF\xBB\xBF"; // so that a spreadsheet program reads UTF-8
    for (const Column& column : kColumns) {
        out += (&column == kColumns.data() ? "" : ",") + model::csv_cell(column.headings[language]);
    }
    return out + "\r\n";
}

model::Result<std::string> as_xlsx(std::size_t language)
{
    constexpr std::array<std::array<const char*, 2>, 3> sheets{
        {{"名單", "填寫說明"}, {"名单", "填写说明"}, {"Roster", "How to fill in"}}};
    Sheet roster{sheets[language][0], {{}}};
    Sheet notes{sheets[language][1], {}};
    for (const Column& column : kColumns) {
        roster.rows[0].push_back({column.headings[language],
                                  column.required ? CellStyle::required : CellStyle::heading});
        notes.rows.push_back({{column.headings[language],
                               column.required ? CellStyle::required : CellStyle::heading},
                              {column.notes[language], CellStyle::text}});
    }
    return write_xlsx({roster, notes});
}

} // namespace

int make_template(const Globals&, const TemplateArguments& arguments)
{
    const std::size_t language = index_of(arguments.language);
    std::string content = as_csv(language);
    if (arguments.format == "xlsx") {
        auto workbook = as_xlsx(language);
        if (!workbook) {
            return complain(workbook.error());
        }
        content = std::move(*workbook);
    }
    if (arguments.out.empty()) {
        if (arguments.format == "xlsx" && isatty(STDOUT_FILENO) != 0) {
            std::cerr
                << "rosterd: a workbook is of no use on a terminal\n    --out template.xlsx\n";
            return exit_usage;
        }
        std::cout << content;
        return exit_done;
    }
    if (const auto free = may_write(arguments.out, ""); !free) {
        return complain(free.error());
    }
    std::ofstream out{arguments.out, std::ios::binary | std::ios::trunc};
    out << content;
    if (!out.flush()) {
        std::cerr << "rosterd: could not write " << arguments.out
                  << "\n    a folder that exists and may "
                  << "be written to\n";
        return exit_unreachable;
    }
    return exit_done;
}

} // namespace rosterd::cli
