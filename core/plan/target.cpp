#include "core/plan/target.hpp"

#include <algorithm>
#include <tuple>

namespace rosterd::plan
{

void Findings::about(const model::Origin& origin, const std::string& employee_id, const Said& said)
{
    model::Finding finding = in_words(said, language_);
    finding.origin = origin;
    finding.employee_id = employee_id;
    findings_.push_back(std::move(finding));
}

void Findings::about(Target& target, const Said& said)
{
    target.troubled = true;
    about(target.person().origin, target.person().employee_id, said);
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

std::string describe(const Targets& targets, const std::vector<std::size_t>& some)
{
    std::string names;
    for (const std::size_t i : some) {
        names += (names.empty() ? "" : ", ") + describe(targets[i]);
    }
    return names;
}

} // namespace rosterd::plan
