#include "core/ingest/ingest.hpp"

#include <random>

#include <gtest/gtest.h>

namespace rosterd::ingest
{
namespace
{

using Row = std::vector<std::pair<std::string, std::string>>;

model::Record record(std::uint32_t row, const Row& cells,
                     model::RecordKind kind = model::RecordKind::person)
{
    model::Record out;
    out.kind = kind;
    out.origin = {"hr", "roster.csv:" + std::to_string(row), "roster.csv", row};
    for (const auto& [heading, text] : cells) {
        out.cells.push_back({heading, text});
    }
    return out;
}

Ingested read(const std::vector<Row>& rows, const IngestOptions& options = {})
{
    std::vector<model::Record> records;
    for (const Row& row : rows) {
        records.push_back(record(static_cast<std::uint32_t>(records.size()) + 2, row));
    }
    return ingest(records, options);
}

// "rule severity" of each finding, in order.
std::vector<std::string> told(const Ingested& ingested)
{
    std::vector<std::string> out;
    for (const model::Finding& finding : ingested.findings) {
        out.push_back(finding.rule + " " + std::string{model::to_string(finding.severity)});
    }
    return out;
}

using Lines = std::vector<std::string>;

TEST(Ingest, WholeRow_BecomesAPerson)
{
    IngestOptions options;
    options.region = "HK";

    const auto out = read({{{"員工編號", "E1042"},
                            {"姓名", "陳大文"},
                            {"手機號碼", "+852-51234567"},
                            {"電郵", "tai.man@example.com"},
                            {"職級", "P6"},
                            {"部門", "零售/旺角店;電商"},
                            {"部門主管", "是"},
                            {"直屬主管", "E0001"},
                            {"入職日期", "2024/3/1"},
                            {"最後工作日", ""},
                            {"狀態", "在職"},
                            {"備註", ""},
                            {"ext.卡號", "77"}}},
                          options);

    ASSERT_EQ(out.people.size(), 1u);
    EXPECT_EQ(told(out), Lines{});
    const model::Person& person = out.people[0];
    EXPECT_EQ(person.employee_id, "E1042");
    EXPECT_EQ(person.mobile, "+852-51234567");
    EXPECT_EQ(person.email, "tai.man@example.com");
    EXPECT_EQ(person.level, "P6");
    EXPECT_EQ(person.departments, (std::vector<std::string>{"/零售/旺角店", "/電商"}));
    EXPECT_EQ(person.leads, std::vector<std::string>{"/零售/旺角店"});
    EXPECT_EQ(person.manager_id, "E0001");
    EXPECT_EQ(model::to_string(*person.hired_on), "2024-03-01");
    EXPECT_FALSE(person.last_day);
    EXPECT_EQ(person.remark, "");          // stated to be empty
    EXPECT_EQ(person.title, std::nullopt); // not stated
    EXPECT_EQ(person.ext.at("卡號"), "77");
    EXPECT_EQ(person.origin.where, "roster.csv:2");
}

TEST(Ingest, FaultyRow_LeavesTheOthersAlone)
{
    const auto out = read({{{"employee_id", "E1"}, {"name", "陳"}, {"mobile", "123"}},
                           {{"employee_id", "E2"}, {"name", "李"}, {"mobile", "13800138000"}},
                           {{"employee_id", ""}, {"name", ""}, {"mobile", ""}}});

    ASSERT_EQ(out.people.size(), 1u);
    EXPECT_EQ(out.people[0].employee_id, "E2");
    EXPECT_EQ(out.record_of_person, std::vector<std::size_t>{1});
    EXPECT_EQ(out.faulty, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(told(out),
              (Lines{"mobile.format error", "employee_id.missing error", "name.missing error"}));
    const model::Finding& finding = out.findings[0];
    EXPECT_EQ(finding.employee_id, "E1");
    EXPECT_EQ(finding.column, "mobile");
    EXPECT_EQ(finding.field, "mobile");
    EXPECT_EQ(finding.value, "123");
    EXPECT_EQ(finding.origin.row, 2u);
    EXPECT_NE(finding.message.find("123"), std::string::npos);
    EXPECT_FALSE(finding.hint.empty());
}

TEST(Ingest, Correction_TellsBeforeAndAfterInTheReadersLanguage)
{
    IngestOptions options;
    options.region = "HK";
    options.language = Language::zh_tw;

    const auto out =
        read({{{"員工編號", "E1"}, {"姓名", "陳"}, {"手提電話", "5123 4567"}}}, options);

    ASSERT_EQ(told(out), Lines{"mobile.written fixed"});
    EXPECT_EQ(out.findings[0].value, "5123 4567");
    EXPECT_EQ(out.findings[0].after, "+852-51234567");
    EXPECT_EQ(out.findings[0].column, "手提電話");
    EXPECT_EQ(out.findings[0].message, "手機號碼「5123 4567」已寫成「+852-51234567」。");
}

TEST(Ingest, HarmedCells_AreMendedOrRefused)
{
    const Row base{{"employee_id", "E1"}, {"name", "陳"}};
    const auto with = [&](const char* field, const char* text) {
        Row row = base;
        row.emplace_back(field, text);
        return told(read({row}));
    };
    EXPECT_EQ(with("mobile", "1.38E+10"), Lines{"mobile.excel error"});
    EXPECT_EQ(with("telephone", "'8001"), Lines{"text.apostrophe fixed"});
    EXPECT_EQ(with("mobile", "'13800138000"), Lines{"text.apostrophe fixed"});
    EXPECT_EQ(with("title", "#REF!"), Lines{"cell.error error"});
    EXPECT_EQ(with("ext.a", "#N/A"), Lines{"cell.error error"});
    EXPECT_EQ(with("title", "#1"), Lines{});
    EXPECT_EQ(with("title", "#UNTOLD! no such key"), Lines{"cell.untold error"});
    EXPECT_EQ(with("ext.a", "#UNTOLD! no such key"), Lines{"cell.untold error"});
    EXPECT_EQ(with("email", "#UNTOLD! no such key"), Lines{"cell.left_out warning"});
    EXPECT_EQ(with("hired_on", "45352"), Lines{"date.serial fixed"});
    EXPECT_EQ(with("hired_on", "03/04/2024"), Lines{"date.ambiguous error"});
    EXPECT_EQ(with("email", "x"), Lines{"email.format error"});
    EXPECT_EQ(with("org_email", "x"), Lines{"org_email.format error"});
    EXPECT_EQ(with("hide_mobile", "maybe"), Lines{"hide_mobile.yes_no error"});
    EXPECT_EQ(with("departments", "A/B-C"), Lines{"department.name error"});
    EXPECT_EQ(with("departments", ""), Lines{"departments.empty warning"});
    EXPECT_EQ(with("manager_id", "E1"), Lines{"manager_id.self warning"});
    EXPECT_EQ(with("title", std::string(201, 'x').c_str()), Lines{"title.length error"});
    EXPECT_EQ(with("telephone", std::string(51, '1').c_str()), Lines{"telephone.length error"});
    EXPECT_EQ(with("ext.a", std::string(2000, 'x').c_str()), Lines{"ext.length error"});
    EXPECT_EQ(with("title", "\xFF"), Lines{"text.encoding error"});
}

TEST(Ingest, ASpreadsheetsApostrophe_IsToldWithTheFieldItStoodIn)
{
    IngestOptions options;
    options.language = Language::zh_tw;

    const auto out =
        read({{{"員工編號", "E1"}, {"姓名", "陳"}, {"手提電話", "'+852-51234567"}}}, options);

    ASSERT_EQ(told(out), Lines{"text.apostrophe fixed"});
    const model::Finding& finding = out.findings[0];
    EXPECT_EQ(finding.field, "mobile");
    EXPECT_EQ(finding.column, "手提電話");
    EXPECT_EQ(finding.employee_id, "E1");
    EXPECT_EQ(finding.value, "'+852-51234567");
    EXPECT_EQ(finding.after, "+852-51234567");
    EXPECT_EQ(finding.message, "已去掉試算表加在前面的撇號。");
}

TEST(Ingest, LastDayBeforeHiring_IsAWarning)
{
    const auto out = read({{{"employee_id", "E1"},
                            {"name", "陳"},
                            {"hired_on", "2024-03-01"},
                            {"last_day", "2023-03-01"}}});

    EXPECT_EQ(told(out), Lines{"last_day.before_hired warning"});
    EXPECT_EQ(out.people.size(), 1u);
}

TEST(Ingest, DingTalkTemplate_TakesJobNumberElseUserid)
{
    IngestOptions options;
    options.template_paths = true;
    const auto row = [](const char* userid, const char* number) {
        return Row{{"员工UserID", userid},
                   {"部门", "市场部-杭州分部,财务部"},
                   {"姓名", "李"},
                   {"工号", number},
                   {"是否此部门主管(是/否)", "否,是"}};
    };

    const auto out = read({row("u1", "E1"), row("u2", ""), row("", "")}, options);

    ASSERT_EQ(out.people.size(), 2u);
    EXPECT_EQ(out.people[0].employee_id, "E1");
    EXPECT_EQ(out.people[0].userid, "u1");
    EXPECT_EQ(out.people[1].employee_id, "u2");
    EXPECT_EQ(out.people[0].departments, (std::vector<std::string>{"/市场部/杭州分部", "/财务部"}));
    EXPECT_EQ(out.people[0].leads, std::vector<std::string>{"/财务部"});
    EXPECT_EQ(told(out), Lines{"employee_id.missing error"});
}

TEST(Ingest, ManagerColumnWithAWordThatIsNoDepartment_IsAFindingThatSaysWhatToWrite)
{
    IngestOptions options;
    options.template_paths = true;
    const auto row = [](const char* number, const char* department, const char* leads) {
        return Row{{"员工UserID", ""},
                   {"部门", department},
                   {"姓名", "李"},
                   {"工号", number},
                   {"是否此部门主管(是/否)", leads}};
    };

    const auto out = read(
        {row("E1", "市场部-杭州分部", "也许"), row("E2", "市场部-杭州分部", "杭州分部")}, options);

    ASSERT_EQ(out.people.size(), 1u);
    EXPECT_EQ(out.people[0].leads, std::vector<std::string>{"/市场部/杭州分部"});
    ASSERT_EQ(told(out), Lines{"leads.unknown error"});
    const model::Finding& finding = out.findings[0];
    EXPECT_EQ(finding.employee_id, "E1");
    EXPECT_EQ(finding.origin.row, 2u);
    EXPECT_EQ(finding.column, "是否此部门主管(是/否)");
    EXPECT_EQ(finding.field, "leads");
    EXPECT_EQ(finding.value, "也许");
    EXPECT_EQ(finding.message, "'也许' is neither yes nor no, nor a department of this person.");
    EXPECT_NE(finding.hint.find("yes or no"), std::string::npos);
}

TEST(Ingest, FaultyDepartments_AreNotBlamedOnTheManagerColumnToo)
{
    const auto out = read(
        {{{"employee_id", "E1"}, {"name", "陳"}, {"departments", "A//旺角店"}, {"leads", "旺角店"}},
         {{"employee_id", "E2"}, {"name", "李"}, {"departments", "A//旺角店"}, {"leads", "yes"}}});

    EXPECT_EQ(told(out), (Lines{"department.empty_level error", "department.empty_level error"}));
}

TEST(Ingest, DepartmentRecords_BecomeDepartments)
{
    using enum model::RecordKind;
    const std::vector<model::Record> records{
        record(2, {{"department_id", "10"}, {"name", "零售"}, {"parent_id", ""}}, department),
        record(3,
               {{"部門編號", "11"},
                {"部門名稱", "旺角店"},
                {"上級部門", "10"},
                {"部門主管", "E1;E2"},
                {"排序", "5"}},
               department),
        record(4, {{"department_id", "12"}, {"name", "A-B"}, {"parent_id", "12"}}, department)};

    const auto out = ingest(records, {});

    ASSERT_EQ(out.departments.size(), 2u);
    EXPECT_EQ(out.departments[0].key, "#10");
    EXPECT_EQ(out.departments[0].parent, "/");
    EXPECT_EQ(out.departments[1].parent, "#10");
    EXPECT_EQ(out.departments[1].manager_ids, "E1;E2");
    EXPECT_EQ(out.departments[1].order, 5);
    EXPECT_EQ(told(out), (Lines{"department.name error", "parent_id.self error"}));
    EXPECT_EQ(out.faulty, std::vector<std::size_t>{2});
}

TEST(Ingest, SplitSpan_GivesTheSameAnswers)
{
    std::vector<model::Record> records;
    for (std::uint32_t i = 0; i < 50; ++i) {
        records.push_back(record(i, {{i % 2 != 0 ? "employee_id" : "工號", "E" + std::to_string(i)},
                                     {"name", "陳"},
                                     {"mobile", i % 3 != 0 ? "5123" : "13800138000"}}));
    }
    const auto whole = ingest(records, {});
    auto first = ingest(std::span{records}.first(21), {});
    const auto second = ingest(std::span{records}.subspan(21), {});

    first.people.insert(first.people.end(), second.people.begin(), second.people.end());
    first.findings.insert(first.findings.end(), second.findings.begin(), second.findings.end());
    EXPECT_EQ(first.people, whole.people);
    EXPECT_EQ(first.findings, whole.findings);
}

TEST(Ingest, RandomCells_NeverThrowAndLoseNothing)
{
    std::mt19937 random{11};
    const std::vector<std::string> headings{
        "employee_id", "name",      "mobile",      "email",    "departments", "leads",
        "hired_on",    "status",    "account",     "ext.x",    "title",       "userid",
        "manager_id",  "time_zone", "hide_mobile", "last_day", "telephone"};
    const std::vector<std::string> pieces{"陳",   "1",    "/",      ";",  "-", " ", "@",
                                          ".",    "\xFF", "\u3000", "是", "E", "+", "年",
                                          "2024", "\0x",  "#",      "{",  "\""};
    std::vector<model::Record> records;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        Row row;
        for (const std::string& heading : headings) {
            std::string text;
            for (auto length = random() % 6; length > 0; --length) {
                text += pieces[random() % pieces.size()];
            }
            row.emplace_back(heading, text);
        }
        records.push_back(record(i, row));
    }

    const auto out = ingest(records, {});

    EXPECT_EQ(out.people.size() + out.faulty.size(), records.size());
    for (const model::Finding& finding : out.findings) {
        EXPECT_NO_THROW((void)model::Json(finding).dump());
    }
}

TEST(VersionOf, ChangesWithWhatDecides_ButNotWithTheLanguage)
{
    IngestOptions options;
    const auto before = version_of(options);
    options.language = Language::zh_cn;
    EXPECT_EQ(version_of(options), before);
    options.region = "HK";
    const auto region = version_of(options);
    EXPECT_NE(region, before);
    options.mapping = *parse_mapping({{"mobile", "X"}});
    EXPECT_NE(version_of(options), region);
}

TEST(IngestRights, TheColumnsOfTheTemplate_AreReadInThreeLanguages)
{
    for (const Row& headings :
         {Row{{"釘釘角色", "考勤組"}, {"高管模式", "隱藏手機"}},
          Row{{"钉钉角色", "考勤组"}, {"高管模式", "隐藏手机"}},
          Row{{"DingTalk roles", "Attendance group"}, {"Executive mode", "Hide mobile"}},
          Row{{"roles", "attendance_group"}, {"senior_mode", "hide_mobile"}}}) {
        const Ingested ingested = read({{{"employee_id", "E1"},
                                         {"name", "Chan"},
                                         {headings[0].first, "門店/店員；技術/架構師;門店/店員"},
                                         {headings[0].second, " 早班 "},
                                         {headings[1].first, "是"},
                                         {headings[1].second, "否"}}});

        ASSERT_EQ(ingested.people.size(), 1U) << headings[0].first;
        const model::Person& person = ingested.people[0];
        EXPECT_EQ(person.roles, (std::vector<std::string>{"門店/店員", "技術/架構師"}));
        EXPECT_EQ(person.attendance_group, "早班");
        EXPECT_EQ(person.senior_mode, true);
        EXPECT_EQ(person.hide_mobile, false);
    }
}

TEST(IngestRights, WhatIsNotStated_IsNotKnown_AndAnEmptyCellIsNoRole)
{
    const Ingested ingested = read({{{"employee_id", "E1"}, {"name", "A"}},
                                    {{"employee_id", "E2"}, {"name", "B"}, {"roles", ""}}});

    EXPECT_FALSE(ingested.people[0].roles);
    EXPECT_EQ(ingested.people[1].roles, std::vector<std::string>{});
}

TEST(IngestRights, ACellThatNamesNoRole_WaitsWithRowAndColumn)
{
    const Ingested ingested =
        read({{{"employee_id", "E1"}, {"name", "A"}, {"釘釘角色", "門店/店員;店長"}},
              {{"employee_id", "E2"}, {"name", "B"}, {"釘釘角色", "默认/主管"}}});

    EXPECT_TRUE(ingested.people.empty());
    EXPECT_EQ(told(ingested),
              (std::vector<std::string>{"roles.format error", "roles.reserved error"}));
    EXPECT_EQ(ingested.findings[0].origin.where, "roster.csv:2");
    EXPECT_EQ(ingested.findings[0].column, "釘釘角色");
    EXPECT_NE(ingested.findings[0].message.find("'店長'"), std::string::npos);
}

} // namespace
} // namespace rosterd::ingest
