#include "daemon/cycle/findings.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "core/plan/finding_texts.hpp"

namespace rosterd::cycle
{

namespace
{

constexpr const char* kSetting = "findings.plan";

std::vector<model::Finding> plan_findings(state::Store& store)
{
    const auto text = store.runs().setting(kSetting);
    return text ? model::Json::parse(*text).get<std::vector<model::Finding>>()
                : std::vector<model::Finding>{};
}

model::Finding invited(const model::Operation& creation, model::Instant now,
                       model::Language language)
{
    model::Finding finding = plan::in_words({"account.invited/waiting",
                                             "mobile",
                                             creation.after.value("mobile", ""),
                                             {{"since", model::to_string(now).substr(0, 10)}}},
                                            language);
    finding.origin.source = creation.cause.source;
    finding.origin.where = creation.cause.where;
    finding.employee_id = creation.employee_id;
    return finding;
}

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
    std::ranges::move(plan_findings(store), std::back_inserter(all));
    return all;
}

void add_invited(Surroundings& with, Report& report)
{
    std::set<std::string_view> ids;
    for (const apply::OperationReport& one : report.applied.operations) {
        if (one.outcome == apply::OperationOutcome::invited) {
            ids.insert(one.operation_id);
        }
    }
    if (ids.empty()) {
        return;
    }
    std::vector<model::Finding> findings = plan_findings(with.store);
    for (const model::Operation& operation : report.plan.operations) {
        if (ids.contains(operation.id)) {
            findings.push_back(invited(operation, with.loop.now(), with.language));
        }
    }
    keep_plan_findings(with.store, findings);
    report.plan.findings = all_findings(with.store);
}

} // namespace rosterd::cycle
