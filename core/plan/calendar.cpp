#include "core/plan/calendar.hpp"

#include <array>

#include "core/plan/lifecycle.hpp"
#include "core/plan/rollout.hpp"
#include "core/plan/workplace.hpp"

namespace rosterd::plan
{

namespace
{

Standing of_leaver(const Verdict& verdict, const PersonCase& person)
{
    if (!person.link || !person.account) {
        return Standing::gone;
    }
    if (verdict.spared) {
        return Standing::protected_leaver;
    }
    return person.account->disabled && verdict.due ? Standing::disabled : Standing::kept;
}

bool calls_for_something(Standing standing)
{
    return standing == Standing::to_create || standing == Standing::to_enable ||
           standing == Standing::to_disable || standing == Standing::to_remove;
}

Standing without_rings(const Lifecycle& lifecycle, const Verdict& verdict, const PersonCase& person,
                       const PlanInput& input)
{
    switch (verdict.fate) {
    case Fate::find:
    case Fate::create:
    case Fate::recreate:
        return Standing::to_create;
    case Fate::keep:
        return verdict.enable ? Standing::to_enable : Standing::has_account;
    case Fate::disable:
        return Standing::to_disable;
    case Fate::remove:
        return Standing::to_remove;
    case Fate::leave_alone:
        break;
    }
    const bool leaver = verdict.over || !person.present;
    if (!lifecycle.in_scope(person.person) &&
        !(leaver && lifecycle.in_scope(as_employed(person, input).person))) {
        return Standing::out_of_scope;
    }
    return leaver ? of_leaver(verdict, person) : Standing::not_yet;
}

Standing standing_of(const Lifecycle& lifecycle, const Verdict& verdict, const PersonCase& person,
                     const PlanInput& input)
{
    const Standing standing = without_rings(lifecycle, verdict, person, input);
    const bool leaver = standing == Standing::to_disable || standing == Standing::to_remove;
    return calls_for_something(standing) && waits_for_ring(person, leaver, input)
               ? Standing::waits_for_ring
               : standing;
}

// As if the next run had done what the entry calls for.
void carry_out(const CalendarEntry& entry, const model::Policy& policy, PersonCase& person)
{
    switch (entry.standing) {
    case Standing::to_create:
        person.link = Link{person.person.employee_id, true, {}};
        person.account.emplace();
        if (const auto kind = person.person.account.value_or(policy.account_kind);
            kind != model::AccountKind::ordinary) {
            person.account->exclusive_account = std::string{model::to_string(kind)};
        }
        return;
    case Standing::to_enable:
        person.account->disabled = false;
        person.link->disabled_since.reset();
        return;
    case Standing::to_disable:
        person.account->disabled = true;
        person.link->disabled_since = entry.at;
        return;
    case Standing::to_remove: // the last entry there is
    case Standing::has_account:
    case Standing::not_yet:
    case Standing::disabled:
    case Standing::out_of_scope:
    case Standing::protected_leaver:
    case Standing::kept:
    case Standing::gone:
    case Standing::waits_for_ring:
        return;
    }
}

struct Name {
    Standing standing;
    std::string_view name;
    std::array<std::string_view, 3> sentences; // as Language
};

constexpr std::array<Name, 12> kNames{{
    {Standing::has_account,
     "has_account",
     {"在職，有帳號", "在职，有账号", "employed, has an account"}},
    {Standing::to_create,
     "to_create",
     {"應有帳號：下一輪對應或新增", "应有账号：下一轮对应或新建",
      "is to have an account: recognised or created by the next run"}},
    {Standing::to_enable,
     "to_enable",
     {"重新在職：下一輪啟用帳號", "重新在职：下一轮启用账号",
      "employed again: the next run enables the account"}},
    {Standing::to_disable,
     "to_disable",
     {"離職：下一輪停用帳號", "离职：下一轮停用账号", "leaves: the next run disables the account"}},
    {Standing::to_remove,
     "to_remove",
     {"離職：下一輪移除帳號", "离职：下一轮移除账号", "leaves: the next run removes the account"}},
    {Standing::not_yet,
     "not_yet",
     {"尚未入職，還沒有帳號", "尚未入职，还没有账号",
      "has yet to join, and gets no account before"}},
    {Standing::disabled,
     "disabled",
     {"已離職，帳號已停用，寬限期內保留", "已离职，账号已停用，宽限期内保留",
      "has left; the account is disabled and kept for the grace period"}},
    {Standing::out_of_scope,
     "out_of_scope",
     {"不在 policy.scope 範圍內，rosterd 不處理", "不在 policy.scope 范围内，rosterd 不处理",
      "outside policy.scope: rosterd leaves them alone"}},
    {Standing::protected_leaver,
     "protected_leaver",
     {"離職，但帳號受保護（policy.protect 或管理員），由管理員處理",
      "离职，但账号受保护（policy.protect 或管理员），由管理员处理",
      "leaves, but the account is protected (policy.protect, or an administrator's): yours to "
      "remove"}},
    {Standing::kept,
     "kept",
     {"已離職，帳號按 policy.lifecycle 或人手設定保留",
      "已离职，账号按 policy.lifecycle 或人工设置保留",
      "has left; the account stays, by policy.lifecycle or because somebody disabled it by hand"}},
    {Standing::gone,
     "gone",
     {"已離職，沒有帳號", "已离职，没有账号", "has left, and has no account"}},
    {Standing::waits_for_ring,
     "waits_for_ring",
     {"尚未輪到（policy.rollout）：所屬階段開始後才處理",
      "尚未轮到（policy.rollout）：所属阶段开始后才处理",
      "not their turn yet (policy.rollout): done once their ring starts"}},
}};

const Name& name_of(Standing standing)
{
    for (const Name& name : kNames) {
        if (name.standing == standing) {
            return name;
        }
    }
    return kNames.front();
}

// Create, leave, disable, delete: more there is not, but for dates that contradict each other.
constexpr int kMostEntries = 16;

} // namespace

std::vector<CalendarEntry> calendar(PlanInput input, PersonCase person)
{
    std::vector<CalendarEntry> out;
    for (int i = 0; i < kMostEntries; ++i) {
        take_effect(person, input.now);
        const Lifecycle lifecycle{input};
        const Verdict verdict = lifecycle.verdict(person);
        const CalendarEntry entry{input.now, standing_of(lifecycle, verdict, person, input),
                                  verdict.rule};
        if (out.empty() || out.back().standing != entry.standing) {
            out.push_back(entry);
        }
        carry_out(entry, input.policy, person);
        const bool at_once = entry.standing == Standing::to_create ||
                             entry.standing == Standing::to_enable ||
                             entry.standing == Standing::to_disable;
        if (!at_once && !verdict.due) {
            break;
        }
        input.now = at_once ? input.now : *verdict.due;
    }
    return out;
}

std::string_view to_string(Standing standing)
{
    return name_of(standing).name;
}

std::string_view sentence_of(Standing standing, model::Language language)
{
    return name_of(standing).sentences[static_cast<std::size_t>(language)];
}

} // namespace rosterd::plan
