#include "daemon/cycle/findings.hpp"

#include <algorithm>
#include <tuple>

namespace rosterd::cycle
{

namespace
{

constexpr const char* kSetting = "findings.plan";

} // namespace

void keep_plan_findings(state::Store& store, const std::vector<model::Finding>& findings)
{
    const std::string text = model::Json(findings).dump();
    if (store.runs().setting(kSetting) != text) {
        store.runs().set_setting(kSetting, text);
    }
}

std::vector<model::Finding> all_findings(state::Store& store)
{
    std::vector<model::Finding> all = store.roster().findings();
    std::stable_sort(all.begin(), all.end(), [](const model::Finding& a, const model::Finding& b) {
        return std::tie(a.origin.source, a.origin.file, a.origin.row) <
               std::tie(b.origin.source, b.origin.file, b.origin.row);
    });
    if (const auto text = store.runs().setting(kSetting)) {
        for (const model::Json& finding : model::Json::parse(*text)) {
            all.push_back(finding.get<model::Finding>());
        }
    }
    return all;
}

} // namespace rosterd::cycle
