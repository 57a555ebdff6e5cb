#include "core/ingest/headings.hpp"

#include <set>

#include <gtest/gtest.h>

#include "core/ingest/heading_table.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/texts.hpp"

namespace rosterd::ingest
{
namespace
{

TEST(RecogniseHeading, ThreeLanguagesAndTheTemplate_AreKnown)
{
    const std::vector<std::pair<const char*, const char*>> table{
        {"手機號碼", "mobile"},
        {"Mobile", "mobile"},
        {"手机号", "mobile"},
        {"员工UserID", "userid"},
        {"员工 UserID", "userid"},
        {"部门", "departments"},
        {"职位", "title"},
        {"姓名", "name"},
        {"工号", "employee_id"},
        {"是否此部门主管(是/否)", "leads"},
        {"是否此部门主管（是/否）", "leads"},
        {"邮箱", "email"},
        {"分机号", "telephone"},
        {"办公地点", "work_place"},
        {"备注", "remark"},
        {"員工編號", "employee_id"},
        {"電郵", "email"},
        {"公司電郵", "org_email"},
        {"分機", "telephone"},
        {"職位", "title"},
        {"職級", "level"},
        {"部門", "departments"},
        {"部門主管", "leads"},
        {"直屬主管", "manager_id"},
        {"工作地點", "work_place"},
        {"入職日期", "hired_on"},
        {"最後工作日", "last_day"},
        {"狀態", "status"},
        {"備註", "remark"},
        {"Employee ID", "employee_id"},
        {"employee_id", "employee_id"},
        {"*姓名", "name"},
        {"ＭＯＢＩＬＥ　ＮＯ．", "mobile"},
        {"Hire Date (yyyy-MM-dd)", "hired_on"},
        {"手機（必填）*", "mobile"},
        {"【姓名】", "name"},
        {"Reports to", "manager_id"},
        {"Work e-mail", "org_email"},
        {"EXT.卡號", "ext.卡號"},
        {"\xEF\xBB\xBF姓名：", "name"}};
    for (const auto& [heading, field] : table) {
        EXPECT_EQ(recognise_heading(heading), std::optional<std::string>{field}) << heading;
    }
    EXPECT_FALSE(recognise_heading("卡號"));
    EXPECT_FALSE(recognise_heading(""));
    EXPECT_EQ(recognise_heading("Ext."), "telephone"); // no name follows: an extension number
}

TEST(RecogniseHeading, EveryCanonicalName_MeansItself)
{
    for (const Canonical& one : kCanonical) {
        EXPECT_EQ(recognise_heading(std::string{one.name}), std::optional{std::string{one.name}});
    }
}

TEST(RecogniseHeading, NoHeading_IsListedForTwoFields)
{
    for (const auto table : {std::span<const Aliases>{kPersonHeadings},
                             std::span<const Aliases>{kDepartmentHeadings}}) {
        std::map<std::string, Field> seen;
        for (const Aliases& aliases : table) {
            for (const std::string& heading : split_at(aliases.headings, U"|")) {
                const auto [at, added] = seen.emplace(heading_key(heading), aliases.field);
                EXPECT_TRUE(added || at->second == aliases.field) << heading;
                EXPECT_FALSE(at->first.empty()) << heading;
            }
        }
    }
}

TEST(RecogniseHeading, InADepartmentRecord_NamesMeanTheDepartment)
{
    EXPECT_EQ(recognise_heading_of(model::RecordKind::department, "部門名稱"), "name");
    EXPECT_EQ(recognise_heading_of(model::RecordKind::department, "上級部門"), "parent_id");
    EXPECT_EQ(recognise_heading_of(model::RecordKind::person, "部門名稱"), "departments");
}

std::vector<std::string> rules_of(const std::vector<std::string>& headings,
                                  const IngestOptions& options = {})
{
    std::vector<std::string> rules;
    for (const model::Finding& finding : heading_findings(headings, options)) {
        rules.push_back(finding.rule + " " + finding.value);
    }
    return rules;
}

TEST(HeadingFindings, GoodHeadings_AreNotMentioned)
{
    EXPECT_TRUE(rules_of({"員工編號", "姓名", "手機", "性別"}).empty());
    EXPECT_TRUE(rules_of({"员工UserID", "姓名"}).empty());
    EXPECT_TRUE(rules_of({}).empty());
}

TEST(HeadingFindings, UnknownRepeatedAndMissing_AreSaidOnceEach)
{
    EXPECT_EQ(rules_of({"員工編號", "手機", "手提電話", "Depratment", "血型"}),
              (std::vector<std::string>{"heading.repeated 手提電話", "heading.near Depratment",
                                        "heading.unknown 血型", "heading.missing "}));
}

TEST(HeadingFindings, RuleOfTheMapping_StandsForAHeading)
{
    IngestOptions options;
    options.mapping = *parse_mapping({{"name", "N"}, {"employee_id", "K"}});
    EXPECT_TRUE(rules_of({"N", "K"}, options).empty());
}

std::set<std::string> placeholders_in(std::string_view text)
{
    std::set<std::string> out;
    for (auto open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        out.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
    }
    return out;
}

TEST(Texts, EveryRule_HasThreeLanguagesWithTheSamePlaceholders)
{
    std::set<std::string_view> names;
    for (const RuleText& rule : rule_texts()) {
        EXPECT_TRUE(names.insert(rule.rule).second) << rule.rule;
        for (const Text& text : rule.texts) {
            EXPECT_FALSE(text.message.empty()) << rule.rule;
            EXPECT_FALSE(text.hint.empty()) << rule.rule;
            EXPECT_EQ(placeholders_in(text.message), placeholders_in(rule.texts[2].message))
                << rule.rule;
            EXPECT_EQ(placeholders_in(text.hint), placeholders_in(rule.texts[2].hint)) << rule.rule;
        }
    }
}

TEST(HeadingFindings, AColumnThatOnlyTheMappingKnows_IsNamedWithThoseThatAreThere)
{
    IngestOptions options;
    options.mapping =
        *parse_mapping({{"mobile", "Handphone"}, {"name", {{"join", {"Surname", "Given"}}}}});
    const std::vector<std::string> headings{"Employee ID", "Mobile phone", "surname", "Given"};

    const auto findings = heading_findings(headings, options);

    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].rule, "heading.not_there");
    EXPECT_EQ(findings[0].field, "mobile");
    EXPECT_EQ(findings[0].value, "Handphone");
    EXPECT_EQ(findings[0].hint, "The columns are: Employee ID, Mobile phone, surname, Given");
}

} // namespace
} // namespace rosterd::ingest
