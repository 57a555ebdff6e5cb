#include "core/plan/render_words.hpp"

#include <algorithm>
#include <array>

namespace rosterd::plan
{

namespace
{

struct Texts {
    std::string_view zh_tw;
    std::string_view zh_cn;
    std::string_view en;
};

std::string_view pick(const Texts& texts, Language language)
{
    switch (language) {
    case Language::zh_tw:
        return texts.zh_tw;
    case Language::zh_cn:
        return texts.zh_cn;
    case Language::en:
        return texts.en;
    }
    return texts.en;
}

template <typename Key>
struct Entry {
    Key key;
    Texts texts;
};

constexpr std::array<Entry<Word>, 37> kWords{{
    {Word::title, {"釘釘變更預覽", "钉钉变更预览", "Changes to DingTalk"}},
    {Word::nothing, {"沒有需要變更的項目", "没有需要变更的项目", "nothing to change"}},
    {Word::held, {"已暫停，等待批准", "已暂停，等待批准", "held until approved"}},
    {Word::findings, {"資料問題", "数据问题", "Findings"}},
    {Word::forecast, {"預計", "预计", "Forecast"}},
    {Word::read_whole,
     {"釘釘最近一次完整讀取", "钉钉最近一次完整读取", "DingTalk was last read as a whole"}},
    {Word::calls, {"次呼叫", "次调用", "calls"}},
    {Word::metered, {"次計入每月配額", "次计入每月配额", "of them count toward the monthly quota"}},
    {Word::seconds, {"秒", "秒", "s"}},
    {Word::before, {"變更前", "变更前", "before"}},
    {Word::after, {"變更後", "变更后", "after"}},
    {Word::cause, {"原因", "原因", "cause"}},
    {Word::needs_approval, {"待批准", "待批准", "held"}},
    {Word::search,
     {"搜尋姓名、編號、部門", "搜索姓名、编号、部门", "search name, number, department"}},
    {Word::operation, {"操作", "操作", "operation"}},
    {Word::who, {"對象", "对象", "who"}},
    {Word::field, {"欄位", "字段", "field"}},
    {Word::department, {"部門", "部门", "department"}},
    {Word::severity, {"級別", "级别", "severity"}},
    {Word::message, {"說明", "说明", "message"}},
    {Word::summary, {"摘要", "摘要", "Summary"}},
    {Word::adopted,
     {"個現有帳號將對應到員工", "个现有账号将对应到员工",
      "existing accounts are recognised as these people's"}},
    {Word::department_name, {"名稱", "名称", "name"}},
    {Word::plan, {"方案", "方案", "plan"}},
    {Word::let_pass, {"確認無誤後批准", "确认无误后批准", "if this is right, let it pass"}},
    {Word::by_department, {"按部門", "按部门", "by department"}},
    {Word::by_person, {"按人員", "按人员", "by person"}},
    {Word::fold, {"全部收合／展開", "全部收起／展开", "fold or unfold all"}},
    {Word::level, {"職級", "职级", "level"}},
    {Word::no_level, {"未註明職級", "未注明职级", "no level"}},
    {Word::elsewhere, {"不屬於部門", "不属于部门", "in no department"}},
    {Word::rights_by_level, {"權限變動（按職級）", "权限变动（按职级）", "Rights by level"}},
    {Word::people, {"人", "人", "people"}},
    {Word::guard, {"防護", "防护", "guard"}},
    {Word::lost, {"無法復原", "无法恢复", "lost for good"}},
    {Word::rule, {"規則", "规则", "rule"}},
    {Word::form, {"方式", "方式", "how"}},
}};

constexpr std::array<Entry<std::string_view>, 12> kGuards{{
    {"leavers", {"離職人數過多", "离职人数过多", "many leavers"}},
    {"updates", {"變更數量過多", "变更数量过多", "many changes"}},
    {"department_deletes", {"刪除部門過多", "删除部门过多", "many departments to delete"}},
    {"source_shrinks", {"名單人數減少過多", "名单人数减少过多", "a much shorter roster"}},
    {"emptied_fields", {"整欄被清空", "整列被清空", "a column that was emptied"}},
    {"doubles", {"員工編號整批更改", "员工编号整批更改", "ids that were all changed"}},
    {"moved_values", {"欄位錯位", "列错位", "columns that were shifted"}},
    {"reorganisation",
     {"部門調整有多種理解", "部门调整有多种理解",
      "a reorganisation that can be read in several ways"}},
    {"vanished_branches", {"整個部門消失", "整个部门消失", "a department that vanished"}},
    {"earlier_read", {"舊名單", "旧名单", "an earlier roster again"}},
    {"rollout", {"尚未輪到", "尚未轮到", "not their turn yet"}},
    {"rejected", {"已被拒絕", "已被拒绝", "rejected"}},
}};

constexpr std::array<Entry<model::Severity>, 3> kSeverities{{
    {model::Severity::error, {"錯誤", "错误", "error"}},
    {model::Severity::warning, {"留意", "留意", "warning"}},
    {model::Severity::fixed, {"已修正", "已修正", "fixed"}},
}};

using Kind = model::OperationKind;
constexpr std::array<Entry<Kind>, 13> kVerbs{{
    {Kind::department_create, {"新增部門", "新建部门", "create department"}},
    {Kind::department_update, {"更新部門", "更新部门", "change department"}},
    {Kind::department_delete, {"刪除部門", "删除部门", "delete department"}},
    {Kind::user_create, {"新增帳號", "新建账号", "create account"}},
    {Kind::user_update, {"更新帳號", "更新账号", "change account"}},
    {Kind::user_disable, {"停用帳號", "停用账号", "disable account"}},
    {Kind::user_enable, {"啟用帳號", "启用账号", "enable account"}},
    {Kind::user_delete, {"移除帳號", "移除账号", "remove account"}},
    {Kind::role_create, {"新增角色", "新建角色", "create role"}},
    {Kind::role_grant, {"授予角色", "授予角色", "grant role"}},
    {Kind::role_revoke, {"撤銷角色", "撤销角色", "revoke role"}},
    {Kind::attendance_add, {"加入考勤組", "加入考勤组", "add to attendance group"}},
    {Kind::attendance_remove, {"移出考勤組", "移出考勤组", "remove from attendance group"}},
}};

// In the order of field_rank().
constexpr std::array<Entry<std::string_view>, 23> kFields{{
    {"name", {"姓名", "姓名", "name"}},
    {"dept_id_list", {"部門", "部门", "departments"}},
    {"parent_id", {"上級部門", "上级部门", "parent department"}},
    {"title", {"職位", "职位", "title"}},
    {"manager_userid", {"直屬主管", "直属主管", "manager"}},
    {"dept_manager_userid_list", {"部門主管", "部门主管", "department managers"}},
    {"mobile", {"手機", "手机", "mobile"}},
    {"exclusive_mobile", {"手機", "手机", "mobile"}},
    {"email", {"電郵", "邮箱", "mail"}},
    {"org_email", {"企業郵箱", "企业邮箱", "company mail"}},
    {"telephone", {"分機", "分机", "extension"}},
    {"work_place", {"辦公地點", "办公地点", "work place"}},
    {"job_number", {"工號", "工号", "employee number"}},
    {"hired_date", {"入職日期", "入职日期", "hired on"}},
    {"remark", {"備註", "备注", "remark"}},
    {"extension", {"自訂欄位", "自定义字段", "custom fields"}},
    {"hide_mobile", {"隱藏手機", "隐藏手机", "mobile hidden"}},
    {"senior_mode", {"高管模式", "高管模式", "executive mode"}},
    {"role", {"角色", "角色", "role"}},
    {"role_group", {"角色組", "角色组", "role group"}},
    {"attendance_group", {"考勤組", "考勤组", "attendance group"}},
    {"order", {"排序", "排序", "order"}},
    {"source_identifier", {"外部標識", "外部标识", "external key"}},
}};

constexpr std::array<Entry<std::string_view>, 30> kRules{{
    {"joiner", {"新入職", "新入职", "joins"}},
    {"changed", {"資料變更", "资料变更", "changed"}},
    {"drift", {"有人在釘釘改動", "有人在钉钉改动", "changed in DingTalk by hand"}},
    {"adopted", {"對應現有帳號", "对应现有账号", "account recognised"}},
    {"rehire", {"重新入職", "重新入职", "rehired"}},
    {"vanished", {"帳號已不在釘釘", "账号已不在钉钉", "account is gone from DingTalk"}},
    {"leaver.last_day", {"最後工作日已過", "最后工作日已过", "last day is over"}},
    {"leaver.terminated", {"已離職", "已离职", "has left"}},
    {"leaver.told", {"人事系統已刪除", "人事系统已删除", "deleted in the HR system"}},
    {"leaver.absent", {"名單中已沒有此人", "名单中已没有此人", "missing from the roster"}},
    {"leaver.grace", {"停用寬限期已過", "停用宽限期已过", "grace period is over"}},
    {"department.used", {"部門有人使用", "部门有人使用", "people are in it"}},
    {"department.unused", {"部門已無人", "部门已无人", "nobody is in it any more"}},
    {"department.changed", {"部門資料變更", "部门资料变更", "department changed"}},
    {"department.goes_on",
     {"部門改名或移動", "部门改名或移动", "the same department under a new name or place"}},
    {"leader", {"部門主管變更", "部门主管变更", "department managers changed"}},
    {"manager.ring", {"互為主管", "互为主管", "managers of each other"}},
    {"number.swap", {"號碼互換", "号码互换", "value swapped"}},
    {"name.swap", {"名稱互換", "名称互换", "name swapped"}},
    {"mobile.recreate",
     {"更換手機需重建帳號", "更换手机需重建账号", "new number needs a new account"}},
    {"leaver", {"離職", "离职", "leaves"}},
    {"undo", {"還原", "还原", "taken back"}},
    {"undo.by_hand", {"還原人手授予的權限", "还原人工授予的权限", "taken back: given by hand"}},
    {"roles", {"名單的角色欄", "名单的角色栏", "the roster's column roles"}},
    {"attendance_group",
     {"名單的考勤組欄", "名单的考勤组栏", "the roster's column attendance_group"}},
    {"hide_mobile", {"名單的隱藏手機欄", "名单的隐藏手机栏", "the roster's column hide_mobile"}},
    {"senior_mode", {"名單的高管模式欄", "名单的高管模式栏", "the roster's column senior_mode"}},
    {"previous_employee_id",
     {"同一人的新員工編號", "同一人的新员工编号", "the same person under a new employee id"}},
    {"overlap", {"調動過渡期內保留", "调动过渡期内保留", "kept for the overlap of a move"}},
    {"entitlement.ended", {"不再符合規則", "不再符合规则", "no rule gives it any more"}},
}};

template <typename Key, std::size_t N, typename Wanted>
std::string_view find(const std::array<Entry<Key>, N>& entries, Wanted wanted, Language language)
{
    for (const Entry<Key>& entry : entries) {
        if (entry.key == wanted) {
            return pick(entry.texts, language);
        }
    }
    return {};
}

} // namespace

std::string_view word(Word wanted, Language language)
{
    return find(kWords, wanted, language);
}

std::string_view verb(model::OperationKind kind, Language language)
{
    return find(kVerbs, kind, language);
}

std::string field_name(std::string_view field, Language language)
{
    const auto found = find(kFields, field, language);
    return std::string{found.empty() ? field : found};
}

std::string rule_name(std::string_view rule, Language language)
{
    const auto found = find(kRules, rule, language);
    return std::string{found.empty() ? rule : found};
}

std::string value_name(std::string_view value, Language language)
{
    constexpr Texts on{"開", "开", "on"};
    constexpr Texts off{"關", "关", "off"};
    return std::string{value == "true"    ? pick(on, language)
                       : value == "false" ? pick(off, language)
                                          : value};
}

std::string guard_name(std::string_view guard, Language language)
{
    const auto found = find(kGuards, guard, language);
    return std::string{found.empty() ? guard : found};
}

std::string_view severity_name(model::Severity severity, Language language)
{
    return find(kSeverities, severity, language);
}

std::size_t field_rank(std::string_view field)
{
    const auto* const found =
        std::find_if(kFields.begin(), kFields.end(),
                     [&](const Entry<std::string_view>& entry) { return entry.key == field; });
    return static_cast<std::size_t>(found - kFields.begin());
}

} // namespace rosterd::plan
