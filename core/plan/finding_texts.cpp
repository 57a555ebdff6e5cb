// The sentences, for translators. The languages use the same placeholders.
#include "core/plan/finding_texts.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/model/fill.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{

namespace
{

using enum model::Severity;

struct Sentence {
    std::string_view message;
    std::string_view hint;
};

struct FindingText {
    std::string_view text;
    model::Severity severity;
    std::array<Sentence, 3> sentences; // by Language: zh_tw, zh_cn, en
};

// clang-format off
constexpr std::array kTexts{
    FindingText{"undo.moved", warning, {{
        {"{person} 的 {field} 之後又有人改過（{value}），保持不變。", "按需要在名冊或釘釘更改。"},
        {"{person} 的 {field} 之后又有人改过（{value}），保持不变。", "按需要在名册或钉钉更改。"},
        {"The {field} of {person} was changed since ({value}) and stays as it is.",
         "Change it in the roster or in DingTalk if it should be something else."}}}},
    FindingText{"undo.moved/object", warning, {{
        {"{person} 之後又被新增或移除，保持不變。", "按需要在名冊或釘釘更改。"},
        {"{person} 之后又被新建或移除，保持不变。", "按需要在名册或钉钉更改。"},
        {"{person} was removed or made again since, and stays as it is.",
         "Change it in the roster or in DingTalk if it should be something else."}}}},
    FindingText{"undo.anew", warning, {{
        {"{person} 的帳號曾被移除再新增：新帳號和它的手機號碼會保留，其餘還原。", "更正名冊，由下一輪同步更改號碼。"},
        {"{person} 的账号曾被移除再新建：新账号和它的手机号码会保留，其余还原。", "更正名册，由下一轮同步更改号码。"},
        {"The account of {person} was removed and made again: the new one and its number stay, the rest goes back.",
         "Mend the roster: the next sync changes the number."}}}},
    FindingText{"undo.number", warning, {{
        {"{person} 的帳號已啟用，手機號碼 {value} 只有本人可以更改。", "請本人在釘釘更改。"},
        {"{person} 的账号已激活，手机号码 {value} 只有本人可以更改。", "请本人在钉钉更改。"},
        {"The account of {person} is in use by now: nobody else can change its number {value}.",
         "Ask the person to change it in DingTalk, or mend the roster: the next sync sees to it."}}}},
    FindingText{"undo.new_account", warning, {{
        {"{person} 會得到一個同一 userid 的新帳號；舊帳號的聊天記錄、考勤記錄和角色無法恢復。", "本人需重新加入企業。"},
        {"{person} 会得到一个同一 userid 的新账号；旧账号的聊天记录、考勤记录和角色无法恢复。", "本人需重新加入企业。"},
        {"{person} gets a new account with the same userid: messages, attendance records and roles of the old one are lost.",
         "The person joins the company anew."}}}},
    FindingText{"undo.lost", warning, {{
        {"{person} 的帳號不是 rosterd 新增的，它被移除前的全部資料無人記得。", "把此人放回名冊，讓下一輪新增帳號。"},
        {"{person} 的账号不是 rosterd 新建的，它被移除前的全部资料无人记得。", "把此人放回名册，让下一轮新建账号。"},
        {"The account of {person} was not made by rosterd: nobody remembers all it held before it was removed.",
         "Put the person back into the roster; the next run makes an account."}}}},
    FindingText{"undo.place", warning, {{
        {"{person} 所屬的部門或上級部門已不存在，無法還原。", "先在釘釘或名冊重建該部門。"},
        {"{person} 所属的部门或上级部门已不存在，无法还原。", "先在钉钉或名册重建该部门。"},
        {"A department that {person} was in is gone, so that this can't be taken back.",
         "Make the department again first, in DingTalk or in the roster."}}}},
    FindingText{"undo.manager", warning, {{
        {"{person} 原來的主管 {value} 已沒有帳號或不在該部門，無法還原。", "在名冊或釘釘指定另一位主管。"},
        {"{person} 原来的主管 {value} 已没有账号或不在该部门，无法还原。", "在名册或钉钉指定另一位主管。"},
        {"{value}, who was the manager of {person}, has no account any more or is no member, and can't be set again.",
         "Name another manager in the roster or in DingTalk."}}}},
    FindingText{"undo.taken", warning, {{
        {"{person} 原有的 {field} 現由 {value} 使用，無法還原。", "先讓對方改用其他值。"},
        {"{person} 原有的 {field} 现由 {value} 使用，无法还原。", "先让对方改用其他值。"},
        {"What {person} had as {field} is by now that of {value}, and stays there.",
         "Give the other one another value first."}}}},
    FindingText{"undo.role_stays", warning, {{
        {"當時新增的角色「{value}」會保留（沒有成員）。", "不需要時，由管理員在釘釘後台刪除。"},
        {"当时新建的角色“{value}”会保留（没有成员）。", "不需要时，由管理员在钉钉后台删除。"},
        {"The role {value}, which was made then, stays: nobody has it from this run any more.",
         "Delete it in DingTalk's admin console if it is not needed."}}}},
    FindingText{"succession.circle", error, {{
        {"{people} 的原員工編號互相指向對方，分不清誰是誰；他們的帳號保持不變。", "在人事系統更正原員工編號。"},
        {"{people} 的原员工编号互相指向对方，分不清谁是谁；他们的账号保持不变。", "在人事系统更正原员工编号。"},
        {"The earlier employee ids of {people} go round in a circle: nobody can tell who is who, and their accounts "
         "stay as they are.",
         "Correct the earlier employee id in the HR system."}}}},
    FindingText{"succession.claimed", error, {{
        {"{people} 都寫著原員工編號屬於自己；該帳號保持不變，也不會新增帳號。",
         "在人事系統更正寫錯的一方；或以 rosterd link 指定帳號屬於誰。"},
        {"{people} 都写着原员工编号属于自己；该账号保持不变，也不会新建账号。",
         "在人事系统更正写错的一方；或以 rosterd link 指定账号属于谁。"},
        {"{people} both say that they had the same employee id before: its account stays as it is, and none is made.",
         "Correct the record that is wrong, or say whose the account is: rosterd link."}}}},
    FindingText{"succession.both", error, {{
        {"{person} 寫著原員工編號是 {value}，但 {value} 仍有自己的記錄（{people}）。",
         "在人事系統移除舊記錄，或刪去原員工編號。"},
        {"{person} 写着原员工编号是 {value}，但 {value} 仍有自己的记录（{people}）。",
         "在人事系统移除旧记录，或删去原员工编号。"},
        {"{person} is said to have been {value} before, who still has a record of their own ({people}).",
         "Take the old record out of the HR system, or the earlier employee id out of the new one."}}}},
    FindingText{"succession.likely", error, {{
        {"{person} 與名冊裡已不見的 {other} 同名，{field} 也相同（{value}），很可能是同一人換了員工編號："
         "不會新增帳號，也不會移除原帳號。",
         "同一人：在新記錄寫上原員工編號 previous_employee_id，或以 rosterd unlink 放開原帳號再 rosterd link；"
         "不同的人：把舊記錄以離職狀態放回名冊。"},
        {"{person} 与名册里已不见的 {other} 同名，{field} 也相同（{value}），很可能是同一人换了员工编号："
         "不会新建账号，也不会移除原账号。",
         "同一人：在新记录写上原员工编号 previous_employee_id，或用 rosterd unlink 放开原账号再 rosterd link；"
         "不同的人：把旧记录以离职状态放回名册。"},
        {"{person} has the name and the {field} ({value}) of {other}, who is missing: likely one person under a new "
         "employee id. No account is made, and none is removed.",
         "If so, write the earlier id as previous_employee_id, or give the account away by rosterd unlink and rosterd "
         "link; if they are two, put the old record back as terminated."}}}},
    FindingText{"manager.unknown/nowhere", warning, {{
        {"{person} 的主管 {value} 不在名冊內。", "更正主管的員工編號，或先把主管加入名冊。"},
        {"{person} 的主管 {value} 不在名册内。", "更正主管的员工编号，或先把主管加入名册。"},
        {"The manager {value} of {person} is not in the roster.",
         "Correct the manager's employee id, or add the manager to the roster."}}}},
    FindingText{"manager.unknown/no_account", warning, {{
        {"{person} 的主管 {value} 沒有帳號。", "等主管有了帳號，主管關係會自動補上；或更正主管。"},
        {"{person} 的主管 {value} 没有账号。", "等主管有了账号，主管关系会自动补上；或更正主管。"},
        {"The manager {value} of {person} has no account.",
         "It is set by itself once the manager has one; or correct the manager."}}}},
    FindingText{"manager.unknown/leaving", warning, {{
        {"{person} 的主管 {value} 在此方案之後沒有帳號。", "寫上接任的主管。"},
        {"{person} 的主管 {value} 在此方案之后没有账号。", "写上接任的主管。"},
        {"The manager {value} of {person} has no account once this plan is applied.",
         "Write who takes over as manager."}}}},
    FindingText{"manager.self", warning, {{
        {"{person} 的主管寫成了自己。", "寫上主管的員工編號；公司最高負責人則留空。"},
        {"{person} 的主管写成了自己。", "写上主管的员工编号；公司最高负责人则留空。"},
        {"{person} is stated as their own manager.",
         "Write the manager's employee id, or nothing for the head of the company."}}}},
    FindingText{"manager.circle", warning, {{
        {"{person} 的主管一層層往上，又回到 {person} 自己。", "更正其中一人的主管；公司最高負責人則留空。"},
        {"{person} 的主管一层层往上，又回到 {person} 自己。", "更正其中一人的主管；公司最高负责人则留空。"},
        {"Manager by manager upwards from {person}, one comes back to {person}.",
         "Correct the manager of one of them; the head of the company has none."}}}},
    FindingText{"leader.unknown", warning, {{
        {"部門 {department} 的主管 {value} 不在名冊內。", "更正員工編號。"},
        {"部门 {department} 的主管 {value} 不在名册内。", "更正员工编号。"},
        {"The manager {value} of the department {department} is not in the roster.",
         "Correct the employee number."}}}},
    FindingText{"leader.not_member", warning, {{
        {"{person} 主管 {value}，卻不是該部門成員；釘釘只接受成員做主管。",
         "把該部門加到此人的部門一欄。"},
        {"{person} 主管 {value}，却不是该部门成员；钉钉只接受成员做主管。",
         "把该部门加到此人的部门一栏。"},
        {"{person} is to lead {value} without being in it; DingTalk only takes members.",
         "Add the department to the person's departments."}}}},
    FindingText{"department.unknown", error, {{
        {"部門 {value} 不存在，也無法建立。", "更正部門，或為它加一筆部門記錄。"},
        {"部门 {value} 不存在，也无法建立。", "更正部门，或为它加一条部门记录。"},
        {"The department {value} does not exist and cannot be created.",
         "Correct the department, or add a record for it: a number is the department_id of a "
         "record of the same source, not DingTalk's."}}}},
    FindingText{"department.parent_unknown", error, {{
        {"部門 {department}（{name}）接不上最上層：上級部門 {value} 不存在，或在它之下。",
         "寫上上級部門；第一層則留空。"},
        {"部门 {department}（{name}）接不上最上层：上级部门 {value} 不存在，或在它之下。",
         "写上上级部门；第一层则留空。"},
        {"The department {department} ({name}) has no way up to the root: its parent {value} is "
         "unknown or below it.",
         "State the parent department, or leave it empty for the first level."}}}},
    FindingText{"department.name_taken/stays", error, {{
        {"部門 {department} 不能在 {parent} 之下叫「{value}」：那裡已有同名部門。",
         "把其中一個改名；同一上級之下不可同名。"},
        {"部门 {department} 不能在 {parent} 之下叫“{value}”：那里已有同名部门。",
         "把其中一个改名；同一上级之下不可同名。"},
        {"The department {department} cannot be {value} below {parent}: a department that stays "
         "there has this name.",
         "Rename one of the two; departments with one parent have different names."}}}},
    FindingText{"department.name_taken/below_itself", error, {{
        {"部門 {department} 不能移到 {parent} 之下：另一部門不動，它便會在自己之下。",
         "先移動擋路的部門。"},
        {"部门 {department} 不能移到 {parent} 之下：另一部门不动，它便会在自己之下。",
         "先移动挡路的部门。"},
        {"The department {department} cannot be {value} below {parent}: it would be below itself, "
         "since another department stays.",
         "Move the department that is in the way first."}}}},
    FindingText{"department.name_taken/two_records", error, {{
        {"部門 {department} 不能在 {parent} 之下叫「{value}」：另一筆部門記錄要用同一名稱。",
         "把其中一個改名；同一上級之下不可同名。"},
        {"部门 {department} 不能在 {parent} 之下叫“{value}”：另一条部门记录要用同一名称。",
         "把其中一个改名；同一上级之下不可同名。"},
        {"The department {department} cannot be {value} below {parent}: another department record "
         "wants the same name there.",
         "Rename one of the two; departments with one parent have different names."}}}},
    FindingText{"department.too_deep", error, {{
        {"部門 {department} 不能放在 {parent} 之下：由公司算起會超過 20 層，釘釘不接受。其餘照常進行。",
         "減少上級部門的層數。"},
        {"部门 {department} 不能放在 {parent} 之下：由公司算起会超过 20 层，钉钉不接受。其余照常进行。",
         "减少上级部门的层数。"},
        {"The department {department} can't stand below {parent}: with it there would be more than the 20 levels "
         "below the company that DingTalk takes. All others go on.",
         "Take out levels above it."}}}},
    FindingText{"department.crowded", error, {{
        {"部門 {department} 不能放在 {parent} 之下：那裡已有 1000 個下級部門，是釘釘的上限。其餘照常進行。",
         "在中間加一層，或合併部門。"},
        {"部门 {department} 不能放在 {parent} 之下：那里已有 1000 个下级部门，是钉钉的上限。其余照常进行。",
         "在中间加一层，或合并部门。"},
        {"The department {department} can't stand below {parent}, where there are 1,000 already, which is all that "
         "DingTalk takes. All others go on.",
         "Put a level in between, or join departments."}}}},
    FindingText{"department.full", error, {{
        {"部門 {value} 已有 {limit} 名成員，{person} 不會加入；其餘照常進行。",
         "把部門分開；或按釘釘實際接受的人數更改 dingtalk.members_per_department。"},
        {"部门 {value} 已有 {limit} 名成员，{person} 不会加入；其余照常进行。",
         "把部门分开；或按钉钉实际接受的人数更改 dingtalk.members_per_department。"},
        {"The department {value} has {limit} members already: {person} is not added, all others are.",
         "Split the department, or set dingtalk.members_per_department to what your DingTalk takes."}}}},
    FindingText{"department.not_empty/child", warning, {{
        {"部門 {value} 已不使用，但其下還有部門 {left}，因此保留。",
         "在釘釘移走剩下的；之後 rosterd 會刪除此部門。"},
        {"部门 {value} 已不使用，但其下还有部门 {left}，因此保留。",
         "在钉钉移走剩下的；之后 rosterd 会删除此部门。"},
        {"The department {value} is not used any more, but the department {left} is below it, so it "
         "stays.",
         "Move what is left in DingTalk; rosterd then removes the department."}}}},
    FindingText{"department.not_empty/member", warning, {{
        {"部門 {value} 已不使用，但帳號 {left} 還在其中，因此保留。",
         "在釘釘移走剩下的；之後 rosterd 會刪除此部門。"},
        {"部门 {value} 已不使用，但账号 {left} 还在其中，因此保留。",
         "在钉钉移走剩下的；之后 rosterd 会删除此部门。"},
        {"The department {value} is not used any more, but the account {left} is still in it, so it "
         "stays.",
         "Move what is left in DingTalk; rosterd then removes the department."}}}},
    FindingText{"scope.nobody", warning, {{
        {"policy.scope 的「{value}」不符合名冊內任何部門，沒有人因它受管理。",
         "由第一層寫起，例如 香港公司/零售部/**。"},
        {"policy.scope 的“{value}”不符合名册内任何部门，没有人因它受管理。",
         "由第一层写起，例如 香港公司/零售部/**。"},
        {"No department in the roster fits '{value}' of policy.scope: nobody is managed by it.",
         "Begin at the first level, e.g. 香港公司/零售部/**."}}}},
    FindingText{"protected", warning, {{
        {"{person} 已離開（{why}），但帳號 {value} 受保護或屬管理員。",
         "取消其管理權限或保護，或在釘釘移除該帳號。"},
        {"{person} 已离开（{why}），但账号 {value} 受保护或属管理员。",
         "取消其管理权限或保护，或在钉钉移除该账号。"},
        {"{person} has left ({why}), but the account {value} is protected or an administrator's.",
         "Take the administrator's rights or the protection away, or remove the account in "
         "DingTalk."}}}},
    FindingText{"account.invited/waiting", warning, {{
        {"釘釘已於 {since} 向此人的手機發出邀請；本人同意後帳號才會出現。", "請本人在釘釘接受邀請。"},
        {"钉钉已于 {since} 向此人的手机发出邀请；本人同意后账号才会出现。", "请本人在钉钉接受邀请。"},
        {"DingTalk sent an invitation to this person's number on {since}; the account appears once "
         "they accept.",
         "Ask the person to accept it in DingTalk."}}}},
    FindingText{"account.invited/unanswered", error, {{
        {"{since} 發出的釘釘邀請沒有被接受：已被拒絕或已過期。",
         "核對手機號碼；號碼無誤則在釘釘管理後台加入此人，rosterd 會認出該帳號。"},
        {"{since} 发出的钉钉邀请没有被接受：已被拒绝或已过期。",
         "核对手机号；号码无误则在钉钉管理后台添加此人，rosterd 会认出该账号。"},
        {"The invitation that DingTalk sent on {since} was not accepted: it was refused, or has "
         "expired.",
         "Check the number; if it is right, add the person in DingTalk's console, and rosterd "
         "recognises the account."}}}},
    FindingText{"mobile.unchangeable", warning, {{
        {"帳號 {userid} 已啟用，釘釘不讓外部更改其手機號碼。",
         "請本人在釘釘更改號碼，或把 policy.lifecycle.mobile_change 設為 recreate。"},
        {"账号 {userid} 已激活，钉钉不让外部更改其手机号。",
         "请本人在钉钉更改号码，或把 policy.lifecycle.mobile_change 设为 recreate。"},
        {"The account {userid} is activated; DingTalk does not let its number be changed from "
         "outside.",
         "Ask the person to change the number in DingTalk, or set policy.lifecycle.mobile_change "
         "to recreate."}}}},
    FindingText{"mobile.unchangeable/refused", warning, {{
        {"釘釘不接受把尚未啟用的帳號 {userid} 改為號碼 {value}。",
         "由管理員在釘釘後台更改號碼，或把 policy.lifecycle.mobile_change 設為 recreate。"},
        {"钉钉不接受把尚未激活的账号 {userid} 改为号码 {value}。",
         "由管理员在钉钉后台更改号码，或把 policy.lifecycle.mobile_change 设为 recreate。"},
        {"DingTalk refuses to give the account {userid}, which is not activated yet, the number {value}.",
         "Change the number in DingTalk's admin console, or set policy.lifecycle.mobile_change to "
         "recreate."}}}},
    FindingText{"mobile.unchangeable/ring", warning, {{
        {"{people} 要互換手機號碼，但帳號 {userid} 的號碼不能由外部更改，所以誰也換不了。",
         "請其中一人先在釘釘改用別的號碼，其餘的人再依次更改；或把 policy.lifecycle.mobile_change 設為 recreate。"},
        {"{people} 要互换手机号，但账号 {userid} 的号码不能由外部更改，所以谁也换不了。",
         "请其中一人先在钉钉改用别的号码，其余的人再依次更改；或把 policy.lifecycle.mobile_change 设为 recreate。"},
        {"{people} are to hand their numbers round, and that of the account {userid} can't be changed from outside: none "
         "of them can have the other's.",
         "Ask one of them to take another number in DingTalk first, and the others to follow; or set "
         "policy.lifecycle.mobile_change to recreate."}}}},
    FindingText{"mobile.unchangeable/waits", error, {{
        {"帳號 {userid} 要換號碼 {value} 必須重建，但此人的部門目前無法建立，重建後會無處可放。",
         "先處理此筆記錄的部門問題；之後會自動更換號碼。"},
        {"账号 {userid} 要换号码 {value} 必须重建，但此人的部门目前无法创建，重建后会无处可放。",
         "先处理此条记录的部门问题；之后会自动更换号码。"},
        {"To get the number {value}, the account {userid} has to be made again, and the person's departments could "
         "not be given to the new one.",
         "Mend what is said about the departments of this record; the number is changed then."}}}},
    FindingText{"*.required/mobile", error, {{
        {"一般釘釘帳號需要手機號碼。", "在記錄填上手機號碼。"},
        {"普通钉钉账号需要手机号。", "在记录填上手机号。"},
        {"An ordinary DingTalk account needs a mobile number.", "State it in the record."}}}},
    FindingText{"*.required/login_id", error, {{
        {"由釘釘保管的企業帳號需要登入名稱。", "在記錄填上登入名稱。"},
        {"由钉钉保管的企业账号需要登录名。", "在记录填上登录名。"},
        {"An enterprise account kept by DingTalk needs a login name.",
         "State it in the record."}}}},
    FindingText{"*.taken/stated", error, {{
        {"{people} 都寫了{field} {value}。", "全公司不可重複：更正寫錯的記錄。"},
        {"{people} 都写了{field} {value}。", "全公司不可重复：更正写错的记录。"},
        {"{people} both state the {field} {value}.",
         "It is unique in the company: correct the record that is wrong."}}}},
    FindingText{"*.taken/person", error, {{
        {"{person} 的{field} {value} 現由 {holder} 使用。",
         "全公司不可重複：更正寫錯的記錄，或在釘釘釋出。"},
        {"{person} 的{field} {value} 现由 {holder} 使用。",
         "全公司不可重复：更正写错的记录，或在钉钉释出。"},
        {"The {field} {value} of {person} is held by {holder}.",
         "It is unique in the company: correct the record that is wrong, or release it in "
         "DingTalk."}}}},
    FindingText{"*.taken/ring", error, {{
        {"{people} 要互換{field}，但他們的帳號都受保護或無法重建，所以誰也換不了。",
         "請其中一人先在釘釘改用別的值，其餘的人再依次更改。"},
        {"{people} 要互换{field}，但他们的账号都受保护或无法重建，所以谁也换不了。",
         "请其中一人先在钉钉改用别的值，其余的人再依次更改。"},
        {"{people} are to hand their {field} round, and all their accounts are protected or could not be made again: "
         "none of them can have the other's.",
         "Ask one of them to take another value in DingTalk first, and the others to follow."}}}},
    FindingText{"*.taken/account", error, {{
        {"{person} 的{field} {value} 現由帳號 {holder}（{name}）使用。",
         "全公司不可重複：更正寫錯的記錄，或在釘釘釋出。"},
        {"{person} 的{field} {value} 现由账号 {holder}（{name}）使用。",
         "全公司不可重复：更正写错的记录，或在钉钉释出。"},
        {"The {field} {value} of {person} is held by the account {holder} ({name}).",
         "It is unique in the company: correct the record that is wrong, or release it in "
         "DingTalk."}}}},
    FindingText{"*.stays", warning, {{
        {"{person} 的{field}應清空，但這家企業的釘釘不接受以介面清空；「{value}」維持不變。",
         "由管理員在釘釘後台清空，或在記錄寫上新的值。"},
        {"{person} 的{field}应清空，但这家企业的钉钉不接受以接口清空；“{value}”维持不变。",
         "由管理员在钉钉后台清空，或在记录写上新的值。"},
        {"The {field} of {person} is to be empty, which this DingTalk does not do for an application; "
         "{value} stays.",
         "Empty it in DingTalk's admin console, or state another value in the record."}}}},
    FindingText{"*.stays/long", warning, {{
        {"{person} 的{field}有 {found} 字，這家企業的釘釘最多收 {limit} 字；釘釘上的不變，其餘欄位照常更新。",
         "在記錄縮短至 {limit} 字以內。"},
        {"{person} 的{field}有 {found} 字，这家企业的钉钉最多收 {limit} 字；钉钉上的不变，其余字段照常更新。",
         "在记录缩短至 {limit} 字以内。"},
        {"The {field} of {person} has {found} characters, and this DingTalk takes {limit}: it stays as it is there, "
         "and everything else goes over.",
         "Shorten it to {limit} characters in the record."}}}},
    FindingText{"userid.format", error, {{
        {"「{value}」不能做釘釘的 userid。", "用 1 至 64 個字母、數字、「_」「-」「@」「.」。"},
        {"“{value}”不能做钉钉的 userid。", "用 1 至 64 个字母、数字、“_”“-”“@”“.”。"},
        {"'{value}' cannot be a DingTalk userid.",
         "Use 1 to 64 letters, digits, '_', '-', '@' or '.'."}}}},
    FindingText{"userid.taken/unmatched", error, {{
        {"另一帳號已用 userid {value}，而政策不按 userid 配對。",
         "在 policy.account.match 加上 userid，或寫另一個 userid。"},
        {"另一账号已用 userid {value}，而策略不按 userid 匹配。",
         "在 policy.account.match 加上 userid，或写另一个 userid。"},
        {"Another account has the userid {value}, and the policy does not match by userid.",
         "Add userid to policy.account.match, or state another userid."}}}},
    FindingText{"userid.taken/unlinked", error, {{
        {"帳號 {value} 已由 rosterd unlink 說明不屬於此人，而此人的 userid 也是它。",
         "若其實是本人的，用 rosterd link；否則在記錄寫另一個 userid。"},
        {"账号 {value} 已由 rosterd unlink 说明不属于此人，而此人的 userid 也是它。",
         "若其实是本人的，用 rosterd link；否则在记录写另一个 userid。"},
        {"'rosterd unlink' said that the account {value} is not this person's, whose userid it would be.",
         "If it is theirs after all, 'rosterd link'; otherwise state another userid in the record."}}}},
    FindingText{"userid.taken/claimed", error, {{
        {"{people} 都要用 userid {value}。", "更正寫錯的記錄。"},
        {"{people} 都要用 userid {value}。", "更正写错的记录。"},
        {"{people} both claim the userid {value}.", "Correct the record that is wrong."}}}},
    FindingText{"match.ambiguous", error, {{
        {"{person} 符合多於一個釘釘帳號：{value}。",
         "把工號只給正確的帳號，或在記錄寫明 userid。"},
        {"{person} 符合多于一个钉钉账号：{value}。",
         "把工号只给正确的账号，或在记录写明 userid。"},
        {"{person} fits more than one DingTalk account: {value}.",
         "Give the right account this job number and take it from the others, or state the "
         "userid."}}}},
    FindingText{"match.claimed/owned", error, {{
        {"帳號 {value} 屬於 {other}。", "查明兩者是否同一人；刪去其中一筆記錄，或寫另一個 userid。"},
        {"账号 {value} 属于 {other}。", "查明两者是否同一人；删去其中一条记录，或写另一个 userid。"},
        {"The account {value} belongs to {other}.",
         "Find out whether they are the same person; remove one of the two records, or state "
         "another userid."}}}},
    FindingText{"match.claimed/wanted", error, {{
        {"{person} 也要用帳號 {value}。", "查明兩者是否同一人；刪去其中一筆記錄，或寫另一個 userid。"},
        {"{person} 也要用账号 {value}。", "查明两者是否同一人；删去其中一条记录，或写另一个 userid。"},
        {"{person} claims the account {value}.",
         "Find out whether they are the same person; remove one of the two records, or state "
         "another userid."}}}},
    FindingText{"match.claimed/shared", error, {{
        {"{people} 都要用帳號 {value}。", "更正寫錯的記錄。"},
        {"{people} 都要用账号 {value}。", "更正写错的记录。"},
        {"{people} both claim the account {value}.", "Correct the record that is wrong."}}}},
    FindingText{"entitlements.exclusive", warning, {{
        {"{person} 會同時擁有互斥的角色 {one}（{one_rule}）和 {other}（{other_rule}）；這些角色維持原狀。",
         "修改其中一條規則，或收回手動授予的角色。"},
        {"{person} 会同时拥有互斥的角色 {one}（{one_rule}）和 {other}（{other_rule}）；这些角色维持原状。",
         "修改其中一条规则，或收回手动授予的角色。"},
        {"{person} would have {one} ({one_rule}) and {other} ({other_rule}), which exclude each other; "
         "these roles stay as they are.",
         "Change one of the two rules, or take back what was given by hand."}}}},
    FindingText{"role_group.unseen", warning, {{
        {"釘釘有角色組「{value}」，但其中沒有角色，介面查不到它，所以無法在其中建立角色。",
         "由管理員在釘釘後台為此角色組加入任一角色，或刪除此角色組；之後 rosterd 會自行補上。"},
        {"钉钉有角色组“{value}”，但其中没有角色，接口查不到它，所以无法在其中创建角色。",
         "由管理员在钉钉后台为此角色组添加任一角色，或删除此角色组；之后 rosterd 会自行补上。"},
        {"DingTalk has the role group {value}, which has no role and is therefore in no list, so that no role can be "
         "made in it.",
         "Add any role to the group in DingTalk's admin console, or delete the group; rosterd does the rest by "
         "itself."}}}},
    FindingText{"roles.unknown", warning, {{
        {"{field}欄（roles）的「{value}」：釘釘沒有這個角色，規則也沒有提到它；此人的角色維持原狀。",
         "更正這一格，或在釘釘或規則加上這個角色。"},
        {"{field}栏（roles）的“{value}”：钉钉没有这个角色，规则也没有提到它；此人的角色维持原状。",
         "更正这一格，或在钉钉或规则加上这个角色。"},
        {"The column roles names {value}: DingTalk has no such role, and no rule names it; the person's roles stay as "
         "they are.",
         "Correct the cell, or add the role in DingTalk or to a rule."}}}},
    FindingText{"roles.unknown/alone", warning, {{
        {"{field}欄（roles）的「{value}」：沒有規則提到這個角色。", "更正這一格；如果釘釘已有這個角色，可以不理。"},
        {"{field}栏（roles）的“{value}”：没有规则提到这个角色。", "更正这一格；如果钉钉已有这个角色，可以不理。"},
        {"The column roles names {value}, which no rule names.",
         "Correct the cell; it is right if DingTalk has this role."}}}},
    FindingText{"attendance_group.unknown", warning, {{
        {"{field}欄（attendance_group）的「{value}」：釘釘沒有這個考勤組；此人維持原狀。",
         "更正這一格，或在釘釘建立這個考勤組。"},
        {"{field}栏（attendance_group）的“{value}”：钉钉没有这个考勤组；此人维持原状。",
         "更正这一格，或在钉钉建立这个考勤组。"},
        {"The column attendance_group names {value}: DingTalk has no such group; the person stays as they are.",
         "Correct the cell, or make the group in DingTalk."}}}},
    FindingText{"attendance_group.unknown/alone", warning, {{
        {"{field}欄（attendance_group）的「{value}」：沒有規則提到這個考勤組。",
         "更正這一格；如果釘釘已有這個考勤組，可以不理。"},
        {"{field}栏（attendance_group）的“{value}”：没有规则提到这个考勤组。",
         "更正这一格；如果钉钉已有这个考勤组，可以不理。"},
        {"The column attendance_group names {value}, which no rule names.",
         "Correct the cell; it is right if DingTalk has this group."}}}},
    FindingText{"attendance.unknown", warning, {{
        {"釘釘沒有考勤組「{value}」；應加入的人維持原狀。", "在釘釘建立這個考勤組，或更正規則中的名稱。"},
        {"钉钉没有考勤组“{value}”；应加入的人维持原状。", "在钉钉建立这个考勤组，或更正规则中的名称。"},
        {"DingTalk has no attendance group {value}; who should be in it stays as they are.",
         "Make the group in DingTalk, or correct its name in the rule."}}}},
};
// clang-format on

std::string rule_of(std::string_view text, const std::string& field)
{
    const std::string_view rule = text.substr(0, text.find('/'));
    return rule.starts_with("*.") ? field + std::string{rule.substr(1)} : std::string{rule};
}

} // namespace

model::Finding in_words(const Said& said, model::Language language)
{
    const auto* const found = std::ranges::find(kTexts, said.text, &FindingText::text);
    if (found == kTexts.end()) {
        throw std::logic_error{"there is no text for the finding " + std::string{said.text}};
    }
    const Sentence& sentence = found->sentences[static_cast<std::size_t>(language)];
    const auto value_of = [&](std::string_view name) -> std::string {
        for (const auto& [known, value] : said.facts) {
            if (known == name) {
                return value;
            }
        }
        return name == "field" ? field_name(said.field, language) : said.value;
    };
    model::Finding finding;
    finding.field = said.field;
    finding.value = said.value;
    finding.rule = rule_of(said.text, said.field);
    finding.severity = found->severity;
    finding.message = model::filled(sentence.message, value_of);
    finding.hint = model::filled(sentence.hint, value_of);
    return finding;
}

} // namespace rosterd::plan
