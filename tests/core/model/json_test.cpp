#include <sstream>

#include <gtest/gtest.h>

#include "core/model/observed.hpp"
#include "core/model/person.hpp"
#include "core/model/plan.hpp"

namespace rosterd::model
{
namespace
{

using namespace std::chrono_literals;

std::string written(const Plan& plan, std::chrono::minutes utc_offset = {})
{
    std::ostringstream out;
    write_json(out, plan, utc_offset);
    return out.str();
}

TEST(ObservedDepartmentJson, EveryField_SurvivesTheRoundTrip)
{
    const ObservedDepartment department{5,         1, "財務", 176322897889314512, "rosterd:/財務",
                                        {"a", "b"}};

    EXPECT_EQ(Json(department).get<ObservedDepartment>(), department);
}

Plan small_plan()
{
    Plan plan;
    plan.fingerprint = "0123456789abcdef";
    plan.created_at = std::chrono::sys_days{2026y / 11 / 21} + 18h + 30min;
    Operation create;
    create.id = "d-create-/零售";
    create.kind = OperationKind::department_create;
    create.department = "/零售";
    create.after = {{"name", "零售"}, {"parent_id", 1}};
    create.cause = {"hr", "roster.csv:17", "department.used"};
    Operation remove;
    remove.id = "u-delete-E1";
    remove.kind = OperationKind::user_delete;
    remove.source = "hr";
    remove.employee_id = "E1";
    remove.userid = "E1";
    remove.name = "王";
    remove.before = {{"name", "王"}};
    remove.about = {"/零售", "P6", true, Date{2026y / 12 / 1}, {{"hide_mobile", "rules[1]"}}};
    remove.needs = {create.id};
    plan.operations = {create, remove};
    plan.held = {
        {"h-7", "leavers", 5, 41, {"u-delete-E1"}, "41 leavers, 5 allowed", {{"percent", 2.5}}}};
    plan.adoptions = {{"hr", "E2", "zhangsan", "mobile"}};
    plan.department_adoptions = {{"/財務", 42, "/會計", {"/出納"}}};
    plan.forecast = {{{"/topapi/v2/user/delete", 1}}, 0, 0.4};
    return plan;
}

TEST(PlanJson, HasTheDocumentedKeys)
{
    const Json json = Json::parse(written(small_plan(), std::chrono::hours{8}));

    EXPECT_EQ(json["plan"], "0123456789abcdef");
    EXPECT_EQ(json["created_at"], "2026-11-22T02:30:00+08:00");
    EXPECT_EQ(json["summary"], (Json{{"department.create", 1}, {"user.delete", 1}}));
    EXPECT_EQ(json["operations"][0]["before"], nullptr);
    EXPECT_EQ(json["operations"][1]["employee_id"], "E1");
    EXPECT_EQ(json["operations"][1]["name"], "王");
    const Json operations = small_plan().operations;
    EXPECT_EQ(json["operations"], operations) << "written as text, and made as a tree";
    EXPECT_EQ(json["operations"][1]["needs"][0], "d-create-/零售");
    EXPECT_EQ(json["held"][0]["operations"][0], "u-delete-E1");
    EXPECT_EQ(json["forecast"]["calls"]["/topapi/v2/user/delete"], 1);
}

TEST(PlanJson, ASavedPlan_IsReadBackAsItWas)
{
    const Plan plan = small_plan();

    const Plan back = plan_from_json(Json::parse(written(plan)));

    EXPECT_EQ(back.operations, plan.operations);
    EXPECT_EQ(back.fingerprint, plan.fingerprint);
    EXPECT_EQ(back.created_at.time_since_epoch().count() > 0, true);
    EXPECT_EQ(back.adoptions.at(0).userid, "zhangsan");
    EXPECT_EQ(back.department_adoptions.at(0).dept_id, 42);
    EXPECT_EQ(back.department_adoptions.at(0).was, "/會計");
    EXPECT_EQ(back.department_adoptions.at(0).others, std::vector<std::string>{"/出納"});
    EXPECT_EQ(back.held.at(0).guard, "leavers");
    EXPECT_EQ(back.held.at(0).facts.at("percent"), 2.5);
}

TEST(PlanJson, AnUnknownKind_IsRefusedByName)
{
    Json json = Json::parse(written(small_plan()));
    json["operations"][0]["kind"] = "user.promote";

    EXPECT_THROW(plan_from_json(json), Json::exception);
}

TEST(OperationFingerprint, ChangesWithWhatIsDone_NotWithWhy)
{
    Operation operation = small_plan().operations[1];
    const std::string same = fingerprint_of(operation);

    operation.cause.where = "roster.csv:18";
    operation.name = "王五";
    EXPECT_EQ(fingerprint_of(operation), same);
    operation.userid = "E3";
    EXPECT_NE(fingerprint_of(operation), same);
}

TEST(FindingJson, ACorrection_ShowsBeforeAndAfter)
{
    Finding finding;
    finding.origin = {"hr", "roster.csv:18", "roster.csv", 18};
    finding.employee_id = "E1043";
    finding.field = "mobile";
    finding.value = "５１２３４５６７";
    finding.after = "+852-51234567";
    finding.rule = "mobile.written";
    finding.severity = Severity::fixed;

    const Json json = finding;

    EXPECT_EQ(json["where"], "roster.csv:18");
    EXPECT_EQ(json["severity"], "fixed");
    EXPECT_EQ(json["after"], "+852-51234567");
    EXPECT_EQ(json.get<Finding>(), finding);
}

} // namespace
} // namespace rosterd::model
