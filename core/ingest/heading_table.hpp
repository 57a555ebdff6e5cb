// Usual headings by canonical field: DingTalk's import template, HR systems, hand-made sheets; in
// Traditional Chinese, Simplified Chinese and English. Each is compared by its heading_key().
#pragma once

#include <array>
#include <string_view>

#include "core/ingest/canonical.hpp"

namespace rosterd::ingest
{

struct Aliases {
    Field field;
    std::string_view headings; // separated by '|'
};

inline constexpr std::array kPersonHeadings{
    Aliases{Field::employee_id,
            "employee id|工号|工號|员工工号|員工工號|员工编号|員工編號|人员编号|人員編號|职员编号|"
            "職員編號|员工号|員工號|職員號碼|员工代码|員工代碼|人事編號|人事编号|staff no|staff id|"
            "staff number|staff code|employee no|employee number|employee code|emp id|emp no|"
            "empno|job number|job no|personnel number|personnel no|person number|number|worker id|"
            "badge number"},
    Aliases{Field::name,
            "name|姓名|员工姓名|員工姓名|中文姓名|中文名|全名|名稱|full name|display name|"
            "employee name|staff name|chinese name|姓名中文|人员姓名|人員姓名"},
    Aliases{
        Field::mobile,
        "mobile|手机|手機|手机号|手機號|手机号码|手機號碼|移动电话|移動電話|流動電話|流动电话|"
        "行動電話|行动电话|手提電話|流動電話號碼|行動電話號碼|手提|联系手机|聯絡手機|mobile phone|"
        "mobile number|mobile no|mobile phone number|cell phone|cell|cellphone|handphone|"
        "phone number|cell number|手電|移动电话号码|聯絡電話|联系电话|phone"},
    Aliases{Field::email,
            "email|邮箱|郵箱|电邮|電郵|电子邮箱|電子郵箱|电子邮件|電子郵件|個人電郵|个人邮箱|"
            "個人郵箱|私人電郵|email address|personal email|private email|mail|電郵地址|邮箱地址|"
            "電子郵件地址|郵箱地址"},
    Aliases{Field::org_email,
            "org email|企业邮箱|企業郵箱|工作邮箱|工作郵箱|公司邮箱|公司郵箱|公司電郵|公司电邮|"
            "工作電郵|公務電郵|企業電郵|work email|company email|business email|corporate email|"
            "office email|公司信箱"},
    Aliases{Field::telephone,
            "telephone|分机号|分機號|分机|分機|分机号码|分機號碼|內線|内线|座机|座機|办公电话|"
            "辦公電話|公司電話|辦公室電話|extension|extension number|ext|ext no|office phone|"
            "work phone|desk phone|tel|office tel"},
    Aliases{
        Field::title,
        "title|职位|職位|职务|職務|岗位|崗位|職銜|职称|職稱|岗位名称|崗位名稱|职位名称|職位名稱|"
        "position|job title|job position|post|designation|role title"},
    Aliases{Field::level,
            "level|职级|職級|職等|职等|级别|級別|等级|等級|grade|job level|job grade|rank|band|"
            "pay grade"},
    Aliases{
        Field::departments,
        "departments|department|部门|部門|部门路径|部門路徑|所属部门|所屬部門|所在部门|所在部門|"
        "部門名稱|部门名称|部門全稱|部门全称|部门全路径|部門全路徑|任職部門|任职部门|单位|單位|"
        "組織|"
        "组织|组织架构|組織架構|dept|dept path|department path|department name|org unit|"
        "organization unit|organisation unit|organisational unit|division|team|組織單位"},
    Aliases{
        Field::leads,
        "leads|主管|部门主管|部門主管|是否主管|是否部门主管|是否部門主管|是否此部门主管|"
        "是否此部門主管|部门负责人|部門負責人|是否负责人|是否負責人|是否部门负责人|是否部門負責人|"
        "department manager|is manager|is head|is leader|is department manager|"
        "department head|dept manager|head of department|is supervisor|manages"},
    Aliases{
        Field::manager_id,
        "manager id|直属主管|直屬主管|直接上级|直接上級|汇报对象|匯報對象|直属上级|直屬上級|上级|"
        "上級|上级主管|上級主管|直屬經理|直属经理|直属上司|直屬上司|上司|直线经理|直線經理|"
        "直属主管工号|直屬主管編號|直屬主管工號|上级工号|上級工號|直接主管|manager|reports to|"
        "line manager|supervisor|direct manager|manager employee id|manager no|supervisor id|"
        "reporting manager|reporting to|direct supervisor|manager employee number"},
    Aliases{Field::work_place,
            "work place|办公地点|辦公地點|工作地点|工作地點|工作地|办公地址|辦公地址|辦公室|办公室|"
            "上班地點|上班地点|location|office|office location|work location|workplace|site"},
    Aliases{Field::remark,
            "remark|备注|備註|備注|附註|說明|说明|remarks|notes|note|comment|comments"},
    Aliases{Field::hired_on,
            "hired on|入职日期|入職日期|入职时间|入職時間|到職日期|到职日期|到職日|入職日|入职日|"
            "受僱日期|聘用日期|报到日期|報到日期|hire date|hired date|date of hire|start date|"
            "joining date|date joined|join date|date of joining|employment date|onboard date|"
            "commencement date"},
    Aliases{Field::last_day,
            "last day|离职日期|離職日期|最后工作日|最後工作日|离职时间|離職時間|离职日|離職日|"
            "最后工作日期|最後工作日期|last working day|last day of work|leave date|leaving date|"
            "termination date|end date|date left|resignation date|last working date|最後上班日"},
    Aliases{
        Field::status,
        "status|状态|狀態|在職狀態|在职状态|员工状态|員工狀態|人员状态|人員狀態|任職狀態|任职状态|"
        "employment status|employee status|staff status|在離職狀態|在离职状态"},
    Aliases{Field::account,
            "account|账号类型|帳號類型|帐号类型|帳戶類型|账户类型|account type|account kind"},
    Aliases{Field::login_id,
            "login id|登录账号|登入帳號|登录名|登入名稱|登錄賬號|专属账号登录名|專屬帳號登入名|"
            "login|login name|username|user name"},
    Aliases{Field::userid,
            "userid|员工userid|員工userid|dingtalk userid|钉钉userid|釘釘userid|钉钉id|釘釘id|"
            "dingtalk user id|employee userid"},
    Aliases{Field::hide_mobile,
            "hide mobile|隐藏手机号|隱藏手機號|隐藏手机|隱藏手機|是否隐藏手机号|是否隱藏手機號|"
            "号码隐藏|號碼隱藏|hide phone|hide mobile number"},
    Aliases{Field::senior_mode,
            "senior mode|高管模式|高管|是否高管|是否开启高管模式|是否開啟高管模式|executive mode|"
            "senior|executive"},
    Aliases{Field::roles, // no plain "role" and "角色": job titles, and DingTalk's administrators
            "roles|钉钉角色|釘釘角色|授予角色|dingtalk roles|dingtalk role|granted roles"},
    Aliases{Field::attendance_group,
            "attendance group|考勤组|考勤組|考勤组名称|考勤組名稱|attendance group name"},
    Aliases{Field::time_zone, "time zone|时区|時區|timezone|tz"},
    Aliases{Field::employment,
            "employment|员工类型|員工類型|员工类别|員工類別|用工形式|用工性质|用工性質|用工类型|"
            "用工類型|雇佣类型|僱傭類型|僱用類型|聘用形式|聘用类型|聘用類型|人员类别|人員類別|"
            "人员性质|人員性質|employment type|employment kind|employee type|worker type|"
            "contract type|engagement type|staff type|employee class"},
    Aliases{Field::contract_end,
            "contract end|合同到期日|合同到期日期|合同结束日|合同结束日期|合同终止日期|合約到期日|"
            "合約到期日期|合約結束日|合約結束日期|合約完結日|合约结束日期|外包到期日|外包结束日期|"
            "外判到期日|派遣结束日期|派遣到期日|contract end date|contract expiry|"
            "contract expiry date|contract until|end of contract|assignment end|"
            "assignment end date|engagement end date"},
    Aliases{Field::previous_employee_id,
            "previous employee id|原工号|原工號|旧工号|舊工號|曾用工号|曾用工號|原员工编号|"
            "原員工編號|旧员工编号|舊員工編號|former employee id|old employee id|"
            "previous employee number|former employee number|previous staff no|old staff no"},
    Aliases{Field::effective_on,
            "effective on|生效日期|生效日|生效时间|生效時間|effective date|effective from|"
            "valid from"},
    Aliases{Field::main_job,
            "main job|是否主职|是否主職|主职|主職|是否主岗|是否主崗|主岗|主崗|primary job|"
            "is primary job|primary assignment|main assignment"},
    Aliases{Field::department_id,
            "department id|部门id|部門id|部门编号|部門編號|部门编码|部門編碼|部門代碼|部门代码|"
            "dept id|dept code|department code|deptid"},
};

inline constexpr std::array kDepartmentHeadings{
    Aliases{Field::department_id,
            "department id|部门id|部門id|部门编号|部門編號|部门编码|部門編碼|部門代碼|部门代码|"
            "dept id|dept code|department code|id|code|编号|編號|number"},
    Aliases{Field::name,
            "name|部门名称|部門名稱|部门|部門|名称|名稱|department|department name|dept name|dept|"
            "title"},
    Aliases{Field::parent_id,
            "parent id|上级部门id|上級部門id|上级部门|上級部門|父部门|父部門|父部门id|父部門id|"
            "上级部门编号|上級部門編號|上级|上級|parent|parent department|parent department id|"
            "parent code|parent dept id|上級編號|上级编号"},
    Aliases{
        Field::manager_ids,
        "manager ids|部门主管|部門主管|主管|部门负责人|部門負責人|负责人|負責人|主管工号|主管工號|"
        "主管編號|manager|managers|manager id|head|department manager|leader|leaders"},
    Aliases{Field::order, "order|排序|顺序|順序|序號|序号|sort|sort order|position"},
};

inline constexpr std::string_view kOfNoConcern =
    "性别|性別|gender|sex|序号|序號|no|row|#|findings|問題|问题|错误详情|錯誤詳情|action|"
    "主管userid|年龄|年齡|age|生日|出生日期|birthday|date of birth";

} // namespace rosterd::ingest
