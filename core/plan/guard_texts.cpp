// The sentences, for translators. {found} and {limit} are the hold's, the other placeholders its
// facts; the languages use the same ones.
#include "core/plan/guard_texts.hpp"

#include <algorithm>
#include <array>

#include "core/model/fill.hpp"
#include "core/model/policy.hpp"

namespace rosterd::plan
{

namespace
{

struct GuardText {
    std::string_view guard;
    std::array<std::string_view, 3> sentences; // by Language: zh_tw, zh_cn, en
};

// clang-format off
constexpr std::array kTexts{
    GuardText{"leavers", {
        "離職 {found} 人（此方案 {here} 人，時段內已處理 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與受管理的 {managed} 人的 {percent}%，取較大者。",
        "离职 {found} 人（此方案 {here} 人，时段内已处理 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与受管理的 {managed} 人的 {percent}%，取较大者。",
        "{found} leavers ({here} in this plan, {done} done within the window) are more than the "
        "{limit} allowed: the larger of {count} and {percent} % of {managed} managed people."}},
    GuardText{"leavers.floor", {
        "離職 {found} 人（此方案 {here} 人，時段內已處理 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與受管理的 {managed} 人的 {percent}%，取較大者，但至少保留 {floor}%。",
        "离职 {found} 人（此方案 {here} 人，时段内已处理 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与受管理的 {managed} 人的 {percent}%，取较大者，但至少保留 {floor}%。",
        "{found} leavers ({here} in this plan, {done} done within the window) are more than the "
        "{limit} allowed: the larger of {count} and {percent} % of {managed} managed people, but {floor} % stay."}},
    GuardText{"creates", {
        "新增帳號 {found} 人（此方案 {here} 人，時段內已新增 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與受管理的 {managed} 人的 {percent}%，取較大者。",
        "新建账号 {found} 人（此方案 {here} 人，时段内已新建 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与受管理的 {managed} 人的 {percent}%，取较大者。",
        "{found} new accounts ({here} in this plan, {done} made within the window) are more than the "
        "{limit} allowed: the larger of {count} and {percent} % of {managed} managed people."}},
    GuardText{"enables", {
        "重新啟用 {found} 人（此方案 {here} 人，時段內已啟用 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與受管理的 {managed} 人的 {percent}%，取較大者。",
        "重新启用 {found} 人（此方案 {here} 人，时段内已启用 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与受管理的 {managed} 人的 {percent}%，取较大者。",
        "{found} accounts enabled again ({here} in this plan, {done} within the window) are more than the "
        "{limit} allowed: the larger of {count} and {percent} % of {managed} managed people."}},
    GuardText{"rights", {
        "角色或考勤組變更 {found} 人（此方案 {here} 人，時段內已變更 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與受管理的 {managed} 人的 {percent}%，取較大者。",
        "角色或考勤组变更 {found} 人（此方案 {here} 人，时段内已变更 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与受管理的 {managed} 人的 {percent}%，取较大者。",
        "{found} people whose roles or attendance group change ({here} in this plan, {done} within the window) are "
        "more than the {limit} allowed: the larger of {count} and {percent} % of {managed} managed people."}},
    GuardText{"department_limits", {
        "部門「{department}」的 {kind} 共 {found} 人（此方案 {here} 人，時段內 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與該部門 {managed} 人的 {percent}%，取較大者。",
        "部门“{department}”的 {kind} 共 {found} 人（此方案 {here} 人，时段内 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与该部门 {managed} 人的 {percent}%，取较大者。",
        "{department}: {found} {kind} ({here} in this plan, {done} within the window) are more than the {limit} "
        "allowed: the larger of {count} and {percent} % of its {managed} people."}},
    GuardText{"department_limits.floor", {
        "部門「{department}」的 {kind} 共 {found} 人（此方案 {here} 人，時段內 {done} 人），超過上限 {limit} 人；"
        "上限是 {count} 人與該部門 {managed} 人的 {percent}%，取較大者，但至少保留 {floor}%。",
        "部门“{department}”的 {kind} 共 {found} 人（此方案 {here} 人，时段内 {done} 人），超过上限 {limit} 人；"
        "上限是 {count} 人与该部门 {managed} 人的 {percent}%，取较大者，但至少保留 {floor}%。",
        "{department}: {found} {kind} ({here} in this plan, {done} within the window) are more than the {limit} "
        "allowed: the larger of {count} and {percent} % of its {managed} people, but {floor} % stay."}},
    GuardText{"department_limits.departments", {
        "部門「{department}」之下刪除部門 {found} 個（此方案 {here} 個，時段內已刪除 {done} 個），超過上限 {limit} 個；"
        "上限是 {count} 個與其中 {managed} 個部門的 {percent}%，取較大者。",
        "部门“{department}”之下删除部门 {found} 个（此方案 {here} 个，时段内已删除 {done} 个），超过上限 {limit} 个；"
        "上限是 {count} 个与其中 {managed} 个部门的 {percent}%，取较大者。",
        "{department}: {found} removals of departments ({here} in this plan, {done} within the window) are more than "
        "the {limit} allowed: the larger of {count} and {percent} % of its {managed} departments."}},
    GuardText{"department_limits.departments.floor", {
        "部門「{department}」之下刪除部門 {found} 個（此方案 {here} 個，時段內已刪除 {done} 個），超過上限 {limit} 個；"
        "上限是 {count} 個與其中 {managed} 個部門的 {percent}%，取較大者，但至少保留 {floor}%。",
        "部门“{department}”之下删除部门 {found} 个（此方案 {here} 个，时段内已删除 {done} 个），超过上限 {limit} 个；"
        "上限是 {count} 个与其中 {managed} 个部门的 {percent}%，取较大者，但至少保留 {floor}%。",
        "{department}: {found} removals of departments ({here} in this plan, {done} within the window) are more than "
        "the {limit} allowed: the larger of {count} and {percent} % of its {managed} departments, but {floor} % stay."}},
    GuardText{"updates", {
        "更新 {found} 人次（此方案 {here} 人次，時段內已更新 {done} 人次），超過上限 {limit} 人次；"
        "上限是 {count} 人次與受管理的 {managed} 人的 {percent}%，取較大者。",
        "更新 {found} 人次（此方案 {here} 人次，时段内已更新 {done} 人次），超过上限 {limit} 人次；"
        "上限是 {count} 人次与受管理的 {managed} 人的 {percent}%，取较大者。",
        "{found} updates of people ({here} in this plan, {done} done within the window) are more "
        "than the {limit} allowed: the larger of {count} and {percent} % of {managed} managed "
        "people."}},
    GuardText{"department_deletes", {
        "刪除部門 {found} 個（此方案 {here} 個，時段內已刪除 {done} 個），超過上限 {limit} 個；"
        "上限是 {count} 個與受管理的 {managed} 個部門的 {percent}%，取較大者。",
        "删除部门 {found} 个（此方案 {here} 个，时段内已删除 {done} 个），超过上限 {limit} 个；"
        "上限是 {count} 个与受管理的 {managed} 个部门的 {percent}%，取较大者。",
        "{found} removals of departments ({here} in this plan, {done} done within the window) are "
        "more than the {limit} allowed: the larger of {count} and {percent} % of {managed} managed "
        "departments."}},
    GuardText{"department_deletes.floor", {
        "刪除部門 {found} 個（此方案 {here} 個，時段內已刪除 {done} 個），超過上限 {limit} 個；"
        "上限是 {count} 個與受管理的 {managed} 個部門的 {percent}%，取較大者，但至少保留 {floor}%。",
        "删除部门 {found} 个（此方案 {here} 个，时段内已删除 {done} 个），超过上限 {limit} 个；"
        "上限是 {count} 个与受管理的 {managed} 个部门的 {percent}%，取较大者，但至少保留 {floor}%。",
        "{found} removals of departments ({here} in this plan, {done} done within the window) are "
        "more than the {limit} allowed: the larger of {count} and {percent} % of {managed} managed "
        "departments, but {floor} % stay."}},
    GuardText{"source_shrinks", {
        "來源「{source}」現有 {now} 筆記錄，比上次讀取的 {before} 筆少 {found} 筆，超過 {percent}%。",
        "来源“{source}”现有 {now} 条记录，比上次读取的 {before} 条少 {found} 条，超过 {percent}%。",
        "The source {source} has {now} records, {found} fewer than the {before} of the read "
        "before: more than {percent} %."}},
    GuardText{"emptied_fields", {
        "有 {found} 人的「{field}」將被清空，超過上限 {limit} 人（{count} 人與受管理的 {managed} 人的 {percent}%，取較大者）："
        "名單裡這一欄是否被清掉了？",
        "有 {found} 人的“{field}”将被清空，超过上限 {limit} 人（{count} 人与受管理的 {managed} 人的 {percent}%，取较大者）："
        "名单里这一列是否被清掉了？",
        "{found} people would lose their {field}, more than the {limit} allowed (the larger of {count} and "
        "{percent} % of {managed} managed people): was this column of the roster emptied?"}},
    GuardText{"moved_values", {
        "有 {found} 人的「{field}」將變成原來「{from}」的值，超過上限 {limit} 人"
        "（{count} 人與受管理的 {managed} 人的 {percent}%，取較大者）：名單的欄位是否錯位了？",
        "有 {found} 人的“{field}”将变成原来“{from}”的值，超过上限 {limit} 人"
        "（{count} 人与受管理的 {managed} 人的 {percent}%，取较大者）：名单的列是否错位了？",
        "{found} people would find what was their {from} in {field}, more than the {limit} allowed (the larger "
        "of {count} and {percent} % of {managed} managed people): were columns of the roster shifted?"}},
    GuardText{"reorganisation", {
        "部門「{was}」將以「{department}」延續（保留 dept_id、群組與檔案），但也可能是「{others}」："
        "核准即採用這種理解；否則請拒絕，並以 rosterd link 指定。",
        "部门“{was}”将以“{department}”延续（保留 dept_id、群聊与文件），但也可能是“{others}”："
        "批准即采用这种理解；否则请拒绝，并用 rosterd link 指定。",
        "The department {was} would go on as {department}, with its dept_id, groups and files, but {others} is "
        "as good a reading: approve this one, or reject it and say with rosterd link which it is."}},
    GuardText{"vanished_branches", {
        "部門「{department}」共 {people} 人，名單中一次少了 {found} 人，超過 {percent}%：匯出時是否漏掉了整個部門？",
        "部门“{department}”共 {people} 人，名单中一次少了 {found} 人，超过 {percent}%：导出时是否漏掉了整个部门？",
        "{found} of the {people} people of {department} are missing from the roster all at once, more than "
        "{percent} %: was this branch left out of the export?"}},
    GuardText{"doubles", {
        "來源「{source}」的名單一次少了 {missing} 人，同時多了 {found} 個新員工編號，都超過上限 {limit} 人：員工編號是否整批改了？"
        "若然，這些人會各有兩個帳號。核准即新增。",
        "来源“{source}”的名单一次少了 {missing} 人，同时多了 {found} 个新员工编号，都超过上限 {limit} 人：员工编号是否整批改了？"
        "如果是，这些人会各有两个账号。批准即新建。",
        "{missing} people of the source {source} are missing while {found} new employee ids appear, both more than the "
        "{limit} allowed: were all ids changed? Then each would have two accounts. Approve to make them."}},
    GuardText{"earlier_read", {
        "來源「{source}」與 {at} 的名單完全相同，其間已有另一份：若採用，將有 {found} 項變更（上限 {limit}）。"
        "是否誤放了舊檔案？",
        "来源“{source}”与 {at} 的名单完全相同，其间已有另一份：若采用，将有 {found} 项变更（上限 {limit}）。"
        "是否误放了旧文件？",
        "The source {source} is again the very roster of {at}, though there was another one since: it would bring "
        "{found} changes, more than the {limit} allowed. Was an old file put back?"}},
    GuardText{"lost_columns", {
        "來源「{source}」的這份名單中，{found} 人的「{field}」不見了（原有 {had} 人，上限 {limit} 人）：整份名單未採用，"
        "只處理其中明確離職的人。核准即採用這份名單。",
        "来源“{source}”的这份名单中，{found} 人的“{field}”不见了（原有 {had} 人，上限 {limit} 人）：整份名单未采用，"
        "只处理其中明确离职的人。批准即采用这份名单。",
        "This roster of the source {source} lost the {field} of {found} people ({had} had one, {limit} may lose it): it "
        "was not accepted, but for those it names as leavers. Approve to accept it."}},
    GuardText{"lost_columns.swapped", {
        "來源「{source}」的這份名單中，{found} 人（共 {had} 人）的「{field}」互換了：欄位是否對調了？整份名單未採用，"
        "只處理其中明確離職的人。核准即採用這份名單。",
        "来源“{source}”的这份名单中，{found} 人（共 {had} 人）的“{field}”互换了：两列是否对调了？整份名单未采用，"
        "只处理其中明确离职的人。批准即采用这份名单。",
        "In this roster of the source {source} the columns changed places for {found} of {had} people: {field}. It was "
        "not accepted, but for those it names as leavers. Approve to accept it."}},
    GuardText{"rollout", {
        "{found} 項操作屬於尚未開始的階段（已開始 {started}/{rings}，下一階段「{next}」），僅供預覽。",
        "{found} 项操作属于尚未开始的阶段（已开始 {started}/{rings}，下一阶段“{next}”），仅供预览。",
        "{found} operations are for rings that have not started ({started} of {rings} have; next: {next}): they are "
        "shown, not carried out."}},
    GuardText{"rejected", {
        "這些操作已被人拒絕。",
        "这些操作已被人拒绝。",
        "A person rejected these operations."}},
};
// clang-format on

std::string number(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text;
}

std::string text_of(const model::Json& value)
{
    return value.is_string()         ? value.get<std::string>()
           : value.is_number_float() ? number(value.get<double>())
                                     : value.dump();
}

// Of some guards another sentence is true: where departments are counted, with a floor, or of
// columns that changed places.
std::string sentence_for(const model::Hold& hold)
{
    std::string key = hold.guard;
    const auto kind = hold.facts.find("kind");
    if (kind != hold.facts.end() &&
        *kind == std::string{to_string(model::Counted::department_deletes)}) {
        key += ".departments";
    }
    if (hold.facts.contains("floor")) {
        key += ".floor";
    }
    return key + (hold.facts.contains("swapped") ? ".swapped" : "");
}

} // namespace

std::string explanation_of(const model::Hold& hold, Language language)
{
    const std::string key = sentence_for(hold);
    const auto* const text = std::ranges::find(kTexts, std::string_view{key}, &GuardText::guard);
    bool known = text != kTexts.end();
    const auto value_of = [&](std::string_view name) -> std::string {
        if (name == "found") {
            return std::to_string(hold.found);
        }
        if (name == "limit") {
            return std::to_string(hold.limit);
        }
        const auto fact = hold.facts.find(name);
        known = known && fact != hold.facts.end();
        return known ? text_of(*fact) : std::string{};
    };
    const std::string sentence =
        known ? model::filled(text->sentences[static_cast<std::size_t>(language)], value_of) : "";
    return known ? sentence : hold.explanation;
}

std::string told_of(const model::Hold& hold, Language language)
{
    static constexpr std::array<std::string_view, 3> many{"；共 {n} 項操作", "；共 {n} 项操作",
                                                          "; {n} operations wait"};
    static constexpr std::array<std::string_view, 3> one{"；共 1 項操作", "；共 1 项操作",
                                                         "; 1 operation waits"};
    const std::size_t count = hold.operations.size();
    std::string text = explanation_of(hold, language);
    if (count > 0) { // a read that was refused has none
        text += model::filled((count == 1 ? one : many)[static_cast<std::size_t>(language)],
                              [&](std::string_view) { return std::to_string(count); });
    }
    return text;
}

} // namespace rosterd::plan
