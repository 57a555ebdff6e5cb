#include <gmock/gmock.h>

#include "daemon/cycle/kept_findings.hpp"

namespace rosterd::cycle
{
namespace
{

model::Finding finding(model::Severity severity, const std::string& rule, std::uint32_t row)
{
    model::Finding out;
    out.severity = severity;
    out.rule = rule;
    out.origin.row = row;
    return out;
}

std::vector<std::string> told(KeptFindings& findings)
{
    std::vector<std::string> out;
    for (const model::Finding& one : findings.take("hr", model::Language::en)) {
        out.push_back(std::string{model::to_string(one.severity)} + " " + one.rule + " " +
                      (one.rule == "findings.more" ? one.message : std::to_string(one.origin.row)));
    }
    return out;
}

TEST(KeptFindings, OfEachSeverityTheFirstAreKept_AndTheRestIsCountedByRule)
{
    KeptFindings findings{2};
    findings.add(finding(model::Severity::fixed, "text.width", 1));
    for (std::uint32_t row = 2; row < 6; ++row) {
        findings.add(
            finding(model::Severity::error, row < 5 ? "mobile.format" : "name.missing", row));
    }

    EXPECT_THAT(told(findings),
                testing::ElementsAre("fixed text.width 1", "error mobile.format 2",
                                     "error mobile.format 3",
                                     "error findings.more 2 more findings of this kind are not "
                                     "listed: mobile.format 1, name.missing 1."));
}

TEST(KeptFindings, AsManyAsAreKept_NeedNoWordMore)
{
    KeptFindings findings{2};
    findings.add(finding(model::Severity::error, "mobile.format", 2));
    findings.add(finding(model::Severity::error, "mobile.format", 3));

    EXPECT_THAT(told(findings),
                testing::ElementsAre("error mobile.format 2", "error mobile.format 3"));
    EXPECT_THAT(told(findings), testing::IsEmpty()) << "taken is taken";
}

} // namespace
} // namespace rosterd::cycle
