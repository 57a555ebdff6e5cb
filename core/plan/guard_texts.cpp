// The sentences, for translators. {found} and {limit} are the hold's, the other placeholders its
// facts; the languages use the same ones.
#include "core/plan/guard_texts.hpp"

#include <algorithm>
#include <array>

#include "core/model/fill.hpp"

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
    GuardText{"earlier_read", {
        "來源「{source}」與 {at} 的名單完全相同，其間已有另一份：若採用，將有 {found} 項變更（上限 {limit}）。"
        "是否誤放了舊檔案？",
        "来源“{source}”与 {at} 的名单完全相同，其间已有另一份：若采用，将有 {found} 项变更（上限 {limit}）。"
        "是否误放了旧文件？",
        "The source {source} is again the very roster of {at}, though there was another one since: it would bring "
        "{found} changes, more than the {limit} allowed. Was an old file put back?"}},
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

} // namespace

std::string explanation_of(const model::Hold& hold, Language language)
{
    const auto* const text = std::ranges::find(kTexts, hold.guard, &GuardText::guard);
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

} // namespace rosterd::plan
