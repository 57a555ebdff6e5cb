// Our calls about enterprise accounts, transfers, notifications, the robot and the company,
// answered by the sandbox.
#include <gtest/gtest.h>

#include "core/dingtalk/account_calls.hpp"
#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/hrm_calls.hpp"
#include "core/dingtalk/notification_calls.hpp"
#include "core/dingtalk/robot.hpp"
#include "tests/core/dingtalk/sandbox_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using test::Json;
using test::Rehearsal;

struct RehearsedPeople : testing::Test {
    Rehearsal ask;
    const Json fields{{"name", "陳大文"}, {"dept_id_list", {1}}};

    void create(const std::string& userid, const std::string& mobile)
    {
        auto all = fields;
        all["mobile"] = mobile;
        ASSERT_TRUE(ask(create_user(userid, all)));
    }
};

TEST_F(RehearsedPeople, AccountsOfBothKinds_AreDisabledEnabledAndSignedOut)
{
    ASSERT_TRUE(ask(create_sso_account("S1", fields)));
    ASSERT_TRUE(ask(create_dingtalk_account("D1", {"d1", "abc12345", false}, fields)));

    EXPECT_EQ(ask(get_user_by_login("d1", "CN"))->value().userid, "D1");
    for (const auto* userid : {"S1", "D1"}) {
        EXPECT_EQ(*ask(is_account_disabled(userid)), false);
        EXPECT_TRUE(ask(sign_out_account(userid, "left", {{"zh_CN", "再见"}})));
        ASSERT_TRUE(ask(disable_account(userid, "left")));
        EXPECT_EQ(*ask(is_account_disabled(userid)), true);
        ASSERT_TRUE(ask(enable_account(userid)));
        EXPECT_EQ(*ask(is_account_disabled(userid)), false);
    }
}

TEST_F(RehearsedPeople, AccountsThatAreNotTheCompanys_AreRefused)
{
    create("E1", "13800138000");

    EXPECT_EQ(ask.refusal(disable_account("E1", "left")), "exclusive.account.only");
    EXPECT_EQ(ask.refusal(sign_out_account("E1", "left")), "exclusive.account.only");
    EXPECT_EQ(ask.refusal(is_account_disabled("nobody")), "user.not.exist");
}

TEST_F(RehearsedPeople, Transfer_MovesWhereAnUpdateMayNot)
{
    Rehearsal locked{Json{{"position_management", true}}};
    ASSERT_TRUE(locked(create_user(
        "E1", {{"name", "A"}, {"mobile", "13800138000"}, {"dept_id_list", {1}}, {"title", "T"}})));

    EXPECT_EQ(locked.refusal(update_user("E1", {{"title", "U"}})), "12150");
    ASSERT_TRUE(locked(transfer({"E1", {1}, 1, "U", "P6", "manager01"})));

    EXPECT_EQ(locked(get_user("E1", "CN"))->value().title, "U");
    EXPECT_EQ(locked.refusal(transfer({"E1", {1}, 2, "", "", "manager01"})), "mainDeptIdInvalid");
}

TEST_F(RehearsedPeople, Notification_IsSentOnceADayAndItsResultTellsTheRest)
{
    create("E1", "13800138000");
    const auto message = notification_text("hello");

    const auto first = *ask(notify_users(7, {"E1", "nobody"}, message).at(0));
    const auto second = *ask(notify_departments(7, {1}, message).at(0));

    EXPECT_EQ(*ask(notification_progress(7, first)), (SendProgress{100, SendStatus::sent}));
    const auto result = *ask(notification_result(7, first));
    EXPECT_EQ(result.unread, (std::vector<std::string>{"E1"}));
    EXPECT_EQ(result.invalid, (std::vector<std::string>{"nobody"}));
    EXPECT_EQ(ask(notification_result(7, second))->forbidden,
              (std::vector<Forbidden>{{"E1", "143106", 1}}));
    EXPECT_TRUE(ask(recall_notification(7, first)));
    EXPECT_FALSE(ask(notification_result(8, first))) << "another application's";
}

TEST_F(RehearsedPeople, GroupRobot_SpeaksOnceAndSignsAsItMust)
{
    Rehearsal strict{Json{{"robot_token", "r"}, {"robot_secret", "SEC1"}}};
    const auto say = [&](const Robot& robot, const std::string& id) {
        const auto request = robot_request(robot, robot_markdown("t", "text", {{"E1"}, false}), id,
                                           strict.loop.now());
        const auto read = read_robot_answer(strict.http.answered(request));
        return read ? std::string{} : read.error().code;
    };
    const std::string address = "https://oapi.dingtalk.com/robot/send?access_token=";

    EXPECT_EQ(say({address + "r", "SEC1"}, "m1"), "");
    EXPECT_EQ(say({address + "r", "SEC1"}, "m1"), "") << "a repeat is safe";
    EXPECT_EQ(say({address + "r", "SEC2"}, "m2"), "310000");
    EXPECT_EQ(say({address + "x", "SEC1"}, "m2"), "300005");

    const auto& messages = strict.service.organisation().robots().messages();
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages[0].message["at"]["atUserIds"], Json::array({"E1"}));
}

TEST_F(RehearsedPeople, Company_TellsScopeAndAdministrators)
{
    EXPECT_EQ(ask(auth_scopes())->dept_ids, (std::vector<model::DeptId>{1}));
    EXPECT_EQ(*ask(list_admins()), (std::vector<Admin>{{"manager01", AdminLevel::main}}));
    EXPECT_EQ(*ask(admin_scope("manager01")), (std::vector<model::DeptId>{1}));
    create("E1", "13800138000");
    EXPECT_EQ(*ask(admin_scope("E1")), std::vector<model::DeptId>{});
}

TEST_F(RehearsedPeople, LeaveRecordAndSearch_AreRead)
{
    create("E1", "13800138000");
    EXPECT_EQ(*ask(search_users("陳", 0, false)), (std::vector<std::string>{"E1"}));
    EXPECT_EQ(*ask(search_users("陳", 0, true)), (std::vector<std::string>{}));
    ASSERT_TRUE(ask(delete_user("E1")));

    const auto page = *ask(list_leave_records(ask.loop.now() - std::chrono::hours{1},
                                              ask.loop.now() + std::chrono::hours{1}));
    ASSERT_EQ(page.records.size(), 1U);
    EXPECT_EQ(page.records[0].userid, "E1");
    EXPECT_EQ(page.records[0].reason, "oapi");
    EXPECT_EQ(page.records[0].mobile, "13800138000");
}

TEST(RehearsedSearch, FirstHundred_AreTheSameWhicheverWayAnOffsetIsCounted)
{
    for (const bool pages : {true, false}) {
        Rehearsal ask{{{"search_offset_is_page", pages}}};
        for (int i = 0; i < 101; ++i) {
            ASSERT_TRUE(ask(
                create_user("E" + std::to_string(i), {{"name", "陳"},
                                                      {"mobile", std::to_string(13800000000 + i)},
                                                      {"dept_id_list", "1"}})));
        }
        const auto found = *ask(search_users("陳", 0, true));
        EXPECT_EQ(found.size(), 100U);
        EXPECT_EQ(found.back(), "E99");
    }
}

} // namespace
} // namespace rosterd::dingtalk
