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
