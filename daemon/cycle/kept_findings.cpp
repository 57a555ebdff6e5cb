#include "daemon/cycle/kept_findings.hpp"

#include "core/ingest/texts.hpp"

namespace rosterd::cycle
{

void KeptFindings::add(model::Finding finding)
{
    if (++counts_[finding.severity] > most_) {
        ++more_[finding.severity][finding.rule];
        return;
    }
    kept_.push_back(std::move(finding));
}

void KeptFindings::clear()
{
    kept_.clear();
    counts_.clear();
    more_.clear();
}

std::vector<model::Finding> KeptFindings::take(const std::string& source, model::Language language)
{
    std::vector<model::Finding> out = std::move(kept_);
    for (const auto& [severity, rules] : more_) {
        std::string named;
        for (const auto& [rule, count] : rules) {
            named += (named.empty() ? "" : ", ") + rule + " " + std::to_string(count);
        }
        const auto count = std::to_string(counts_[severity] - most_);
        model::Finding more = ingest::tell(
            {"findings.more", {}, {{"count", count}, {"rules", named}}}, "", "", language);
        more.severity = severity;
        more.origin = {source, source, "", 0};
        out.push_back(std::move(more));
    }
    clear();
    return out;
}

} // namespace rosterd::cycle
