#include "daemon/cli/decision_text.hpp"

#include <array>
#include <map>

#include "core/model/fill.hpp"

namespace rosterd::cli
{

namespace
{

using Sentences = std::array<std::string_view, 3>; // by Language: zh_tw, zh_cn, en
using Values = std::map<std::string_view, std::string>;

// clang-format off
constexpr Sentences kApproved{
    "{hold} 已由 {by} 核准；下次 sync 即執行",
    "{hold} 已由 {by} 批准；下次 sync 即执行",
    "{hold} approved by {by}; the next sync carries it out"};
constexpr Sentences kRejected{
    "{hold} 已由 {by} 拒絕；維持不動",
    "{hold} 已由 {by} 拒绝；保持不动",
    "{hold} rejected by {by}; it stays back"};
constexpr Sentences kWaits{
    "{hold} 已由 {by} 核准：{approvals}/{needed} 人；尚待其他人核准",
    "{hold} 已由 {by} 批准：{approvals}/{needed} 人；还需其他人批准",
    "{hold} approved by {by}: {approvals} of {needed} approvals; it waits for the others"};
constexpr Sentences kAlso{
    "    {other}（{guard}）的 {of} 項操作中，有 {shared} 項相同，也一併核准",
    "    {other}（{guard}）的 {of} 项操作中，有 {shared} 项相同，也一并批准",
    "    with it {shared} of the {of} operations of {other} ({guard}) pass, too: they are the same"};
constexpr Sentences kAlsoRejected{
    "    {other}（{guard}）先前已拒絕，其 {of} 項操作中有 {shared} 項相同，改為核准",
    "    {other}（{guard}）之前已拒绝，其 {of} 项操作中有 {shared} 项相同，改为批准",
    "    with it {shared} of the {of} operations of {other} ({guard}) pass, though that was rejected: they are the same"};
// clang-format on

std::string line(const Sentences& sentences, model::Language language, const Values& values)
{
    return model::filled(sentences[static_cast<std::size_t>(language)],
                         [&](std::string_view name) { return values.at(name); }) +
           "\n";
}

} // namespace

std::string decision_text(const cycle::Decision& decision, const cycle::Answer& answer,
                          model::Language language)
{
    const bool decided = answer.said == cycle::Said::decided;
    std::string text = line(!decided           ? kWaits
                            : decision.approve ? kApproved
                                               : kRejected,
                            language,
                            {{"hold", decision.hold},
                             {"by", decision.by},
                             {"approvals", std::to_string(answer.approvals)},
                             {"needed", std::to_string(answer.needed)}});
    for (const state::SharingHold& other : answer.also) {
        text += line(other.status == "rejected" ? kAlsoRejected : kAlso, language,
                     {{"other", other.hold},
                      {"guard", other.guard},
                      {"shared", std::to_string(other.shared)},
                      {"of", std::to_string(other.operations)}});
    }
    return text;
}

} // namespace rosterd::cli
