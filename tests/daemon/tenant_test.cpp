// A DingTalk that is not as its documents say in the first place: whole runs against the sandbox
// with the rule in its other position.
#include <gmock/gmock.h>

#include "core/apply/lessons.hpp"
#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUpdate = "/topapi/v2/user/update";
constexpr const char* kTransfer = "/v1.0/hrm/processes/transfer";

sandbox::Rules ignoring_empty_text()
{
    sandbox::Rules rules;
    rules.empty_text_clears = false;
    return rules;
}

struct IgnoresEmptyText : Stage {
    IgnoresEmptyText() : Stage{ignoring_empty_text()} {}
    void title(std::size_t row, const std::string& text) { rows[row]["title"] = text; }
};

TEST_F(IgnoresEmptyText, AFieldThatCannotBeEmptied_IsTriedOnceSaidAndLeftAlone)
{
    rows = {person("1001"), person("1002")};
    title(0, "店長");
    title(1, "店員");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);

    title(0, "");
    const auto tried = run();
    EXPECT_EQ(count(kUpdate), 1);
    EXPECT_EQ(tried.outcome, cycle::Outcome::done);
    EXPECT_EQ(tried.applied.operations.at(0).outcome, apply::OperationOutcome::no_effect)
        << "said by the run that found it";
    EXPECT_NE(tried.applied.operations.at(0).message.find("title stays"), std::string::npos);

    title(1, "");
    for (const bool full : {true, false, true}) {
        const auto after = run(full);
        EXPECT_EQ(count(kUpdate), 0);
        EXPECT_EQ(after.outcome, cycle::Outcome::done);
        EXPECT_THAT(after.drift, IsEmpty());
        std::vector<std::string> said;
        for (const model::Finding& one : after.plan.findings) {
            said.push_back(one.employee_id + " " + one.rule + " " + one.value);
        }
        EXPECT_THAT(said, ElementsAre("1001 title.stays 店長", "1002 title.stays 店員"));
    }
    title(0, "經理"); // another value goes over as ever
    run();
    EXPECT_EQ(service.organisation().user("1001")->title, "經理");
}

TEST_F(IgnoresEmptyText, AfterAMonth_ItIsTriedAgain)
{
    rows = {person("1001")};
    title(0, "店長");
    run();
    title(0, "");
    run();
    loop.after(std::chrono::days{31}, [] {});
    loop.run();
    set_rule("empty_text_clears", true);

    EXPECT_EQ(run().outcome, cycle::Outcome::done);
    EXPECT_EQ(count(kUpdate), 1);
    EXPECT_EQ(service.organisation().user("1001")->title, "");
    EXPECT_THAT(run(true).plan.findings, IsEmpty());
}

sandbox::Rules by_the_catalogue()
{
    sandbox::Rules rules;
    rules.catalogue_text_limits = true;
    return rules;
}

struct TakesShorterTexts : Stage {
    TakesShorterTexts() : Stage{by_the_catalogue()} {}
};

TEST_F(TakesShorterTexts, ATextThatIsTooLong_IsTriedOnceSaidAndLeftAloneWhileTheRestGoesOver)
{
    rows = {person("1001"), person("1002")};
    rows[0]["work_place"] = std::string(63, 'p');
    rows[0]["title"] = "店長";
    const auto tried = run();
    EXPECT_EQ(tried.outcome, cycle::Outcome::done);
    EXPECT_EQ(service.organisation().user("1001")->title, "店長");
    EXPECT_EQ(service.organisation().user("1001")->work_place, "");

    rows[1]["work_place"] = std::string(51, 'q');
    for (const bool full : {false, true, false}) {
        const auto after = run(full);
        EXPECT_EQ(count(kUpdate), 0);
        EXPECT_EQ(after.outcome, cycle::Outcome::done);
        EXPECT_THAT(after.drift, IsEmpty());
        std::vector<std::string> said;
        for (const model::Finding& one : after.plan.findings) {
            said.push_back(one.employee_id + " " + one.rule);
        }
        EXPECT_THAT(said, ElementsAre("1001 work_place.stays", "1002 work_place.stays"));
    }
    rows[0]["work_place"] = "旺角";
    run();
    EXPECT_EQ(service.organisation().user("1001")->work_place, "旺角");
    EXPECT_EQ(run().plan.findings.size(), 1U);
}

struct EmptiesText : Stage {
};

TEST_F(EmptiesText, TheFirstEmptiedField_IsLookedAtAndNoneAfterIt)
{
    rows = {person("1001"), person("1002")};
    rows[0]["title"] = rows[1]["title"] = "店員";
    run();
    rows[0]["title"] = "";
    EXPECT_EQ(run().outcome, cycle::Outcome::done);
    EXPECT_EQ(count("/topapi/v2/user/get"), 1);
    rows[1]["title"] = "";
    EXPECT_EQ(run().outcome, cycle::Outcome::done);
    EXPECT_EQ(count("/topapi/v2/user/get"), 0) << "it is known by now";
    EXPECT_EQ(service.organisation().user("1002")->title, "");
}

sandbox::Rules with_position_management()
{
    sandbox::Rules rules;
    rules.position_management = true;
    return rules;
}

struct PositionManagement : Stage {
    PositionManagement() : Stage{with_position_management(), "1001"} {}
    void hire()
    {
        rows = {person("1001", "A"), person("1002", "A"), person("1003", "B")};
        rows[1]["title"] = "店員";
        ASSERT_EQ(run().outcome, cycle::Outcome::done);
    }
};

TEST_F(PositionManagement, TitleAndDepartmentsGoOverByATransferAndTheRestByAnUpdate)
{
    hire();
    rows[1]["title"] = "店長";
    rows[1]["email"] = "chan@example.com";

    EXPECT_EQ(run().outcome, cycle::Outcome::done);

    EXPECT_EQ(count(kUpdate), 2) << "refused as a whole, then without the title";
    EXPECT_EQ(count(kTransfer), 1);
    EXPECT_EQ(service.organisation().user("1002")->title, "店長");
    EXPECT_EQ(service.organisation().user("1002")->email, "chan@example.com");
    EXPECT_THAT(run(true).plan.operations, IsEmpty());
}

TEST_F(PositionManagement, OnceKnown_TheForecastCountsTransfersAndNothingIsRefused)
{
    hire();
    rows[1]["title"] = "店長";
    run();
    rows[1]["title"] = "經理";
    rows[1]["departments"] = "B";
    rows[2]["title"] = "店員";
    rows[2]["email"] = "lee@example.com";

    const auto report = run();

    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    std::map<std::string, std::int64_t> sent;
    for (const auto& [path, calls] : report.calls_to_apply) {
        sent[path] = calls.sent;
    }
    EXPECT_EQ(sent, report.plan.forecast.calls) << "as many calls of each as were forecast";
    EXPECT_EQ(sent[kTransfer], 2);
    EXPECT_EQ(sent[kUpdate], 1);
    EXPECT_THAT(run(true).plan.operations, IsEmpty());
}

struct UnknownUserCode : Stage, testing::WithParamInterface<int> {
    static sandbox::Rules rules()
    {
        sandbox::Rules out;
        out.unknown_user_code = GetParam();
        return out;
    }
    UnknownUserCode() : Stage{rules()} {}
};

TEST_P(UnknownUserCode, WhoWasDeletedByHand_IsGoneByWhateverCodeDingTalkNames)
{
    rows = {person("1001"), person("1002"), person("1003")};
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    service.organisation().remove_user("1001", "delete", loop.now());
    service.organisation().remove_user("1002", "delete", loop.now());

    rows[1]["title"] = "店員"; // changed, and not there
    rows.erase(rows.begin());  // has left, and is gone already
    const auto report = run();

    EXPECT_EQ(report.applied.counts().at(apply::OperationOutcome::done), 1) << "the leaver";
    EXPECT_FALSE(store->mirror().has_user("1002")) << "the mirror learns it at once";
    run();
    EXPECT_EQ(service.organisation().user("1002")->title, "店員");
    EXPECT_EQ(run().outcome, cycle::Outcome::done);
}
INSTANTIATE_TEST_SUITE_P(Codes, UnknownUserCode, testing::Values(33012, 60121, 40003));

struct EnterpriseLeaver : Stage {
    EnterpriseLeaver() { policy.account_kind = model::AccountKind::sso; }
    static Row person(const std::string& id) // these log in elsewhere, and need no number
    {
        return {{"employee_id", id}, {"name", "陳" + id}};
    }
};

TEST_F(EnterpriseLeaver, IsDisabledAndSignedOutInAsManyCallsAsForecast)
{
    rows = {person("1001"), person("1002"), person("1003")};
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    rows.pop_back();

    const auto report = run();

    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    EXPECT_EQ(count("/v1.0/contact/orgAccounts/disable"), 1);
    EXPECT_EQ(count("/v1.0/contact/orgAccounts/signOut"), 1);
    std::map<std::string, std::int64_t> sent;
    for (const auto& [path, calls] : report.calls_to_apply) {
        sent[path] = calls.sent;
    }
    EXPECT_EQ(sent, report.plan.forecast.calls);
    EXPECT_EQ(report.calls.at("/v1.0/contact/orgAccounts/signOut").metered, 1);
}

// What DingTalk said holds for the next run, whichever process makes it.
struct Limited : Stage {
};

TEST_F(Limited, ABlockOfTheAddress_IsSatOutByTheRunAfterARestart)
{
    rows = {person("1001")};
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    client->stop(); // whatever the run's end was
    dingtalk::Standing blocked = cycle::kept_standing(*store);
    const auto until = loop.now() + 4min;
    blocked.pacing.address = dingtalk::LaneStanding{9500, until, until, 1, loop.now()};
    cycle::keep_standing(*store, blocked);

    rows.push_back(person("1002"));
    start_process();
    EXPECT_EQ(run().outcome, cycle::Outcome::done);

    EXPECT_GE(loop.now(), until);
    EXPECT_LE(loop.now(), until + 10s) << "and not a second time";
}

TEST_F(EnterpriseLeaver, TheQuotaSoFar_IsKeptOverProcesses)
{
    rows = {person("1001"), person("1002"), person("1003"), person("1004")};
    run();
    rows.pop_back();
    run();
    start_process();
    rows.pop_back();
    run();

    const auto use = cycle::quota_use(cycle::kept_standing(*store), 5000, loop.now());
    EXPECT_EQ(use.used, 4) << "two disabled and signed out";
    EXPECT_EQ(use.left, 4996);
    EXPECT_FALSE(use.refused);
    const auto next_month = cycle::quota_use(cycle::kept_standing(*store), 5000, use.month_end);
    EXPECT_EQ(next_month.used, 0);
}

} // namespace
} // namespace rosterd::test
