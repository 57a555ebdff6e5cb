#include <gtest/gtest.h>

#include "core/plan/finding_texts.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{
namespace
{

using model::Language;

TEST(FindingTexts, AFinding_IsToldInTheReadersLanguage)
{
    const Said said{
        "*.taken/person", "mobile", "13800000001", {{"person", "E4"}, {"holder", "E1"}}};

    const model::Finding english = in_words(said, Language::en);
    EXPECT_EQ(english.rule, "mobile.taken");
    EXPECT_EQ(english.field, "mobile");
    EXPECT_EQ(english.value, "13800000001");
    EXPECT_EQ(english.severity, model::Severity::error);
    EXPECT_EQ(english.message, "The mobile 13800000001 of E4 is held by E1.");
    EXPECT_EQ(in_words(said, Language::zh_tw).message, "E4 的手機 13800000001 現由 E1 使用。");
    EXPECT_EQ(in_words(said, Language::zh_cn).message, "E4 的手机 13800000001 现由 E1 使用。");
}

TEST(Scope, APatternThatFitsNoDepartment_IsNamed)
{
    PlanInput input;
    input.observed_departments.emplace_back().dept_id = 1;
    input.departments_in_use = {{"/香港公司/零售部", 3}};
    input.policy.scope.departments = {"香港公司/**", "零售部/**"};

    const auto findings = make(input).plan.findings;

    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "scope.nobody");
    EXPECT_EQ(findings[0].value, "零售部/**");
}

TEST(FindingTexts, ATextNobodyWrote_IsADefect)
{
    EXPECT_THROW(in_words({"no.such", "", "", {}}, Language::en), std::logic_error);
}

} // namespace
} // namespace rosterd::plan
