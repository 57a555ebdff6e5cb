#include <gtest/gtest.h>

#include "core/plan/render.hpp"
#include "core/plan/render_values.hpp"
#include "core/plan/render_words.hpp"

namespace rosterd::plan
{
namespace
{

using model::OperationKind;

model::Plan small_plan()
{
    model::Plan plan;
    plan.fingerprint = "0123456789abcdef";
    model::Operation create;
    create.id = "u-create-E1";
    create.kind = OperationKind::user_create;
    create.employee_id = create.userid = "E1";
    create.name = "陳<大>文";
    create.after = {{"name", "陳<大>文"},
                    {"mobile", "+852-51234567"},
                    {"dept_id_list", {42, "d:/零售/旺角店"}}};
    create.cause = {"hr", "roster.csv:17", "joiner"};
    create.about.department = "/零售/旺角店";
    create.about.level = "P6";
    model::Operation update;
    update.id = "u-update-E2";
    update.kind = OperationKind::user_update;
    update.employee_id = update.userid = "E2";
    update.name = "李四";
    update.before = {{"title", "店員"}, {"hired_date", 0}};
    update.after = {{"title", "=cmd()"}, {"hired_date", 1'709'251'200'000}};
    update.cause = {"hr", "roster.csv:18", "changed"};
    update.about.department = "/財務";
    model::Operation remove;
    remove.id = "u-delete-E3";
    remove.kind = OperationKind::user_delete;
    remove.employee_id = remove.userid = "E3";
    remove.name = "王五";
    remove.before = {{"name", "王五"}};
    remove.cause = {"hr", "roster.csv", "leaver.absent"};
    remove.about.department = "/零售/旺角店";
    plan.operations = {create, update, remove};
    plan.held = {{"h-1",
                  "leavers",
                  0,
                  1,
                  {"u-delete-E3"},
                  "1 leaver, 0 allowed",
                  {{"here", 1}, {"done", 0}, {"count", 0}, {"percent", 2.5}, {"managed", 9}}}};
    plan.forecast = {{{"/topapi/v2/user/create", 1}, {"/topapi/v2/user/update", 1}}, 0, 0.1};
    return plan;
}

RenderOptions in(Language language)
{
    RenderOptions options;
    options.language = language;
    options.dept_names = {{42, "示範集團/財務部"}};
    return options;
}

// A person who gets a role by the matrix and one by the roster, and is hidden by a rule.
model::Plan plan_of_rights()
{
    model::Plan plan = small_plan();
    plan.operations[0].after["hide_mobile"] = true;
    plan.operations[0].about.rules = {{"hide_mobile", "matrix.csv:3:2"}};
    model::Operation grant;
    grant.id = "r-grant-E1-門店/店員";
    grant.kind = OperationKind::role_grant;
    grant.employee_id = grant.userid = "E1";
    grant.name = plan.operations[0].name;
    grant.about = plan.operations[0].about;
    grant.after = {{"role", "門店/店員"}};
    grant.cause = {"hr", "roster.csv:17", "entitlements.rules[0]"};
    model::Operation moved = grant;
    moved.id = "a-add-E1-早班";
    moved.kind = OperationKind::attendance_add;
    moved.before = {{"attendance_group", "晚班"}};
    moved.after = {{"attendance_group", "早班"}};
    moved.cause.rule = "roster.csv:17:attendance_group";
    plan.operations.insert(plan.operations.end(), {grant, moved});
    return plan;
}

TEST(RenderText, ByDepartment_EachOperationSaysWhoWhatWhyAndWhatIsLost)
{
    EXPECT_EQ(
        render_text(small_plan(), in(Language::en)),
        "財務\n"
        "  change account  E2 李四  (changed, roster.csv:18)\n"
        "      hired on:  -> 2024-03-01\n"
        "      title: 店員 -> =cmd()\n"
        "零售/旺角店\n"
        "  create account  E1 陳<大>文  (joins, roster.csv:17)\n"
        "      departments:  -> 示範集團/財務部; 零售/旺角店\n"
        "      mobile:  -> +852-51234567\n"
        "      name:  -> 陳<大>文\n"
        "  remove account  E3 王五  [held]  (missing from the roster, roster.csv)\n"
        "      an ordinary account can't be disabled: it is removed from the company at once\n"
        "      lost for good: leaves all internal chat groups; coming back does not put the person "
        "into them again\n"
        "      lost for good: leaves the attendance group; the records of this account don't pass "
        "to a new one\n"
        "      lost for good: the face enrolled for attendance has to be enrolled again\n"
        "      lost for good: loses all roles and departments, also those given by hand\n"
        "      lost for good: whoever had to agree to join is asked again if they are added within "
        "24 hours\n"
        "h-1 held until approved (leavers): 1 leavers (1 in this plan, 0 done within the "
        "window) are more than the 0 allowed: the larger of 0 and 2.5 % of 9 managed people.\n"
        "Forecast: 2 calls, 0.1 s, 0 of them count toward the monthly quota\n"
        "create account: 1 · change account: 1 · remove account: 1\n");
}

TEST(RenderText, AllOfAPerson_StandsTogether_AndRightsNameTheirRules)
{
    const std::string text = render_text(plan_of_rights(), in(Language::en));

    EXPECT_NE(text.find("      mobile hidden:  -> true  (matrix.csv:3:2)\n"), std::string::npos)
        << text;
    EXPECT_NE(
        text.find("      name:  -> 陳<大>文\n"
                  "  grant role  E1 陳<大>文: 門店/店員  (entitlements.rules[0], roster.csv:17)\n"
                  "  add to attendance group  E1 陳<大>文: 早班  "
                  "(roster.csv:17:attendance_group, roster.csv:17)\n"
                  "      attendance group: 晚班 -> 早班\n"
                  "  remove account  E3"),
        std::string::npos)
        << text;
}

TEST(RenderText, RightsByLevel_AreSummedUp)
{
    EXPECT_NE(render_text(plan_of_rights(), in(Language::en))
                  .find("Rights by level\n"
                        "  P6\n"
                        "    + attendance group 早班 ×1 (the roster's column attendance_group)\n"
                        "    + mobile hidden on ×1 (matrix.csv:3:2)\n"
                        "    + role 門店/店員 ×1 (entitlements.rules[0])\n"
                        "    − attendance group 晚班 ×1 (the roster's column attendance_group)\n"),
              std::string::npos)
        << render_text(plan_of_rights(), in(Language::en));
}

TEST(RenderText, AnEnterpriseAccount_IsSaidToBeDisabledAtOnceAndDeletedLater)
{
    model::Plan plan = small_plan();
    plan.operations[2].kind = OperationKind::user_disable;
    plan.operations[2].about.enterprise = true;
    plan.operations[2].about.deleted_on =
        model::Date{std::chrono::year{2026}, std::chrono::month{12}, std::chrono::day{22}};

    EXPECT_NE(render_text(plan, in(Language::zh_tw))
                  .find("企業帳號立即停用並登出，寬限期過後於 2026-12-22 刪除"),
              std::string::npos);
    EXPECT_EQ(render_text(plan, in(Language::zh_tw)).find("無法復原"), std::string::npos);
}

TEST(RenderText, AFinding_SaysInTheReadersLanguageHowBadItIs)
{
    model::Plan plan;
    plan.findings.emplace_back();
    plan.findings[0].severity = model::Severity::warning;
    plan.findings[0].origin.where = "roster.csv:8";
    plan.findings[0].employee_id = "E7";
    plan.findings[0].message = "說明";

    EXPECT_TRUE(
        render_text(plan, in(Language::zh_tw)).starts_with("留意: roster.csv:8 E7: 說明\n"));
    EXPECT_TRUE(render_text(plan, in(Language::en)).starts_with("warning: "));
}

TEST(RenderText, NothingToDo_IsSaidInOneLine)
{
    EXPECT_EQ(render_text({}, in(Language::en)), "nothing to change\n");
    EXPECT_EQ(render_text({}, in(Language::zh_tw)), "沒有需要變更的項目\n");
}

TEST(RenderText, EscapeSequencesInAName_DoNotReachTheTerminal)
{
    model::Plan plan = small_plan();
    plan.operations[0].name = "\033[2Jx";
    plan.operations[1].after["title"] = "\033[2Jx";

    EXPECT_EQ(render_text(plan, in(Language::en)).find('\033'), std::string::npos);
}

TEST(RenderCsv, EachFieldThatChanges_IsARow)
{
    const std::string csv = render_csv(small_plan(), in(Language::zh_cn));

    EXPECT_NE(
        csv.find("\"新建账号\",\"E1 陳<大>文\",\"部门\",\"\",\"示範集團/財務部; 零售/旺角店\""),
        std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\"+852-51234567\""), std::string::npos);
}

TEST(RenderCsv, EachRow_HasDepartmentLevelRuleGuardAndWhatIsLost)
{
    const std::string csv = render_csv(plan_of_rights(), in(Language::en));

    EXPECT_NE(csv.find("\"mobile hidden\",\"\",\"true\",\"joins roster.csv:17\",\"\","
                       "\"零售/旺角店\",\"P6\",\"matrix.csv:3:2\",\"\",\"\",\"\"\r\n"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\"held\",\"零售/旺角店\",\"\",\"\",\"many leavers\",\"an ordinary account"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("; the face enrolled"), std::string::npos);
}

TEST(RenderCsv, WhatThePlanTakes_StandsBelow)
{
    const std::string csv = render_csv(small_plan(), in(Language::en));

    EXPECT_NE(csv.find("\"Forecast\",\"\",\"/topapi/v2/user/create\",\"\",\"1\""),
              std::string::npos);
    EXPECT_NE(csv.find("\"Forecast\",\"\",\"s\",\"\",\"0.1\""), std::string::npos);
}

TEST(RenderCsv, AChange_NamesThePersonThoughTheNameStays)
{
    EXPECT_NE(render_csv(small_plan(), in(Language::zh_tw)).find("\"更新帳號\",\"E2 李四\","),
              std::string::npos);
}

TEST(RenderCsv, AFormulaInAValue_BecomesText)
{
    EXPECT_NE(render_csv(small_plan(), in(Language::en)).find("\"'=cmd()\""), std::string::npos);
}

TEST(RenderHtml, WhatComesFromARoster_CannotBecomeMarkup)
{
    const std::string html = render_html(small_plan(), in(Language::zh_tw));

    EXPECT_NE(html.find("E1 陳&lt;大&gt;文"), std::string::npos);
    EXPECT_EQ(html.find("<大>"), std::string::npos);
    EXPECT_NE(html.find("lang=\"zh-Hant\""), std::string::npos);
}

TEST(RenderHtml, ThePage_NeedsNothingFromOutside)
{
    const std::string html = render_html(small_plan(), in(Language::en));

    for (const char* outside : {"http://", "https://", "src=", "@import", "url("}) {
        EXPECT_EQ(html.find(outside), std::string::npos) << outside;
    }
}

TEST(RenderHtml, TheNumbersAboveThePlan_TellWhatIsHeldToo)
{
    const std::string html = render_html(small_plan(), in(Language::zh_cn));

    EXPECT_NE(html.find("新建账号<b>1</b>"), std::string::npos);
    EXPECT_NE(html.find("待批准<b>1</b>"), std::string::npos);
    EXPECT_NE(html.find("data-kind=\"user.delete held\""), std::string::npos);
}

TEST(RenderHtml, ADepartment_FoldsAndHasAnArticleForEachPerson)
{
    const std::string html = render_html(plan_of_rights(), in(Language::en));

    EXPECT_NE(html.find("<summary>零售/旺角店<b>2</b></summary>"), std::string::npos) << html;
    EXPECT_NE(html.find("data-kind=\"attendance.add role.grant user.create\""), std::string::npos);
    EXPECT_NE(html.find("+ role 門店/店員</b> <span class=\"soft\">entitlements.rules[0]"),
              std::string::npos);
    EXPECT_NE(html.find("− attendance group 晚班"), std::string::npos);
    EXPECT_NE(html.find("true</ins> <span class=\"soft\">matrix.csv:3:2"), std::string::npos);
}

TEST(RenderHtml, WhatIsLost_IsSaidInThreeLanguages)
{
    for (const auto& [language, words] : {std::pair{Language::zh_tw, "24 小時內再加入須再次同意"},
                                          {Language::zh_cn, "24 小时内再加入须再次同意"},
                                          {Language::en, "added within 24 hours"}}) {
        EXPECT_NE(render_html(small_plan(), in(language)).find(words), std::string::npos) << words;
    }
}

TEST(RenderHtml, CallsByPath_StandBelowTheForecast)
{
    EXPECT_NE(render_html(small_plan(), in(Language::en))
                  .find("<dt>1</dt><dd>/topapi/v2/user/update</dd>"),
              std::string::npos);
}

TEST(RenderHtml, AHold_IsExplainedInTheReadersLanguageWithTheWayToLetItPass)
{
    const std::string html = render_html(small_plan(), in(Language::zh_tw));

    EXPECT_NE(html.find("離職人數過多"), std::string::npos);
    EXPECT_NE(
        html.find("離職 1 人（此方案 1 人，時段內已處理 0 人），超過上限 0 人；上限是 0 人與受"
                  "管理的 9 人的 2.5%，取較大者。"),
        std::string::npos);
    EXPECT_EQ(html.find("allowed"), std::string::npos);
    EXPECT_NE(html.find("rosterd approve h-1"), std::string::npos);
}

TEST(RenderHtml, AChange_NamesThePersonThoughTheNameStays)
{
    EXPECT_NE(render_html(small_plan(), in(Language::en)).find("</span>E2 李四</h2>"),
              std::string::npos);
}

TEST(RenderHtml, TheTimeOfThePlan_StandsInTheCompanysZone)
{
    model::Plan plan = small_plan();
    plan.created_at = model::Instant{std::chrono::hours{24 * 365}};
    const auto at = [&](std::chrono::minutes offset) {
        RenderOptions options = in(Language::en);
        options.utc_offset = offset;
        const std::string html = render_html(plan, options);
        const auto place = html.find("1970-12-31") != std::string::npos ? html.find("1970-12-31")
                                                                        : html.find("1971-01-01");
        return html.substr(place, html.find(" · ", place) - place);
    };

    EXPECT_EQ(at(std::chrono::hours{8}), "1971-01-01 08:00 UTC+8");
    EXPECT_EQ(at(std::chrono::minutes{330}), "1971-01-01 05:30 UTC+5:30");
    EXPECT_EQ(at(std::chrono::hours{-5}), "1970-12-31 19:00 UTC-5");
    EXPECT_EQ(at(std::chrono::minutes{0}), "1971-01-01 00:00 UTC");
}

// What somebody changed there by hand since then is not in the plan, unless an event told of it.
TEST(RenderBoth, WhenDingTalkWasLastReadAsAWhole_StandsBelow)
{
    RenderOptions options = in(Language::en);
    EXPECT_EQ(render_text(small_plan(), options).find("read as a whole"), std::string::npos);
    options.read_at = model::Instant{std::chrono::hours{24 * 365}};
    options.utc_offset = std::chrono::hours{8};
    const std::string line = "DingTalk was last read as a whole: 1971-01-01 08:00 UTC+8";

    EXPECT_NE(render_text(small_plan(), options).find(line + "\n"), std::string::npos);
    EXPECT_NE(render_html(small_plan(), options).find(line + "</p>"), std::string::npos);
}

TEST(RenderHtml, FieldsStandInAReadersOrder_AndADepartmentsNameIsNoPersons)
{
    model::Plan plan = small_plan();
    model::Operation department;
    department.id = "d-create-/零售";
    department.kind = OperationKind::department_create;
    department.department = "/零售";
    department.after = {{"name", "零售"}, {"source_identifier", "rosterd:/零售"}};
    plan.operations = {plan.operations[0], department};
    const std::string html = render_html(plan, in(Language::zh_tw));

    EXPECT_LT(html.find("<dt>姓名</dt>"), html.find("<dt>部門</dt>"));
    EXPECT_LT(html.find("<dt>部門</dt>"), html.find("<dt>手機</dt>"));
    EXPECT_NE(html.find("</span>零售</h2>"), std::string::npos);
    EXPECT_NE(html.find("<dt>名稱</dt><dd><ins>零售</ins>"), std::string::npos);
    EXPECT_EQ(html.find("rosterd:/"), std::string::npos) << "rosterd's own mark";
}

TEST(RenderWords, WhatAnOperationIsAbout_IsANumberAndAName_OrAPath)
{
    model::Operation operation;
    operation.employee_id = "E1";
    operation.userid = "u1";
    EXPECT_EQ(subject(operation), "E1") << "stored before names were";
    operation.name = "陳大文";
    EXPECT_EQ(subject(operation), "E1 陳大文");
    operation.employee_id.clear();
    EXPECT_EQ(subject(operation), "u1 陳大文");
    operation.department = "#D17";
    operation.name = "旺角店";
    EXPECT_EQ(subject(operation), "#D17 旺角店");
    operation.department = "/零售/旺角店";
    EXPECT_EQ(subject(operation), "/零售/旺角店") << "its last level is the name";
}

TEST(RenderWords, EveryWordAndKind_HasThreeLanguages)
{
    for (const Language language : {Language::zh_tw, Language::zh_cn, Language::en}) {
        for (int i = 0; i <= static_cast<int>(Word::form); ++i) {
            EXPECT_FALSE(word(static_cast<Word>(i), language).empty()) << i;
        }
        for (int i = 0; i <= static_cast<int>(OperationKind::attendance_remove); ++i) {
            EXPECT_FALSE(verb(static_cast<OperationKind>(i), language).empty()) << i;
        }
    }
}

} // namespace
} // namespace rosterd::plan
