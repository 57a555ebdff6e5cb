#include "core/plan/target.hpp"

#include <algorithm>
#include <tuple>

namespace rosterd::plan
{

void Findings::about(const model::Origin& origin, std::string employee_id, model::Severity severity,
                     Text text)
{
    model::Finding finding;
    finding.origin = origin;
    finding.employee_id = std::move(employee_id);
    finding.field = std::move(text.field);
    finding.value = std::move(text.value);
    finding.rule = std::move(text.rule);
    finding.severity = severity;
    finding.message = std::move(text.message);
    finding.hint = std::move(text.hint);
    findings_.push_back(std::move(finding));
}

void Findings::add(Target& target, model::Severity severity, Text text)
{
    target.troubled = true;
    about(target.person().origin, target.person().employee_id, severity, std::move(text));
}

std::vector<model::Finding> Findings::take()
{
    const auto place = [](const model::Finding& finding) {
        return std::tie(finding.origin.source, finding.employee_id, finding.origin.row,
                        finding.rule, finding.field, finding.value, finding.message);
    };
    std::ranges::sort(findings_, [&](const auto& a, const auto& b) { return place(a) < place(b); });
    const auto same = std::ranges::unique(findings_);
    findings_.erase(same.begin(), same.end());
    return std::move(findings_);
}

std::string describe(const std::string& source, const std::string& employee_id)
{
    return source.empty() ? employee_id : employee_id + " (" + source + ")";
}

std::string describe(const Target& target)
{
    return describe(target.person().origin.source, target.person().employee_id);
}

} // namespace rosterd::plan
