// Our calls about roles and attendance groups, answered by the sandbox.
#include <gtest/gtest.h>

#include "core/dingtalk/attendance_calls.hpp"
#include "core/dingtalk/role_calls.hpp"
#include "core/dingtalk/user_calls.hpp"
#include "tests/core/dingtalk/sandbox_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using test::Json;
using test::Rehearsal;

struct RehearsedEntitlements : testing::Test {
    Rehearsal ask;

    void create(const std::string& userid, const std::string& mobile)
    {
        ASSERT_TRUE(ask(
            create_user(userid, {{"name", userid}, {"mobile", mobile}, {"dept_id_list", "1"}})));
    }
    std::int64_t attendance_group(const std::string& name)
    {
        return number_of_result(
            oapi_post("/topapi/attendance/group/add",
                      Json{{"op_user_id", "manager01"}, {"top_group", {{"name", name}}}}));
    }
    std::int64_t number_of_result(Call call)
    {
        return *ask(asking<std::int64_t>(std::move(call), [](const Json& answer) {
            return answer.at("result").at("id").get<std::int64_t>();
        }));
    }
};

TEST_F(RehearsedEntitlements, Roles_AreMadeGrantedReadRevokedAndDeleted)
{
    create("E1", "13800000001");
    const auto group = *ask(add_role_group("技術"));
    const auto role = *ask(add_role("架構師", group));

    ASSERT_TRUE(ask(grant_roles({role}, {"E1"}).at(0)));

    const auto listed = *ask(list_roles(0));
    EXPECT_EQ(listed.items.back(), (RoleGroup{group, "技術", {{role, "架構師"}}}));
    EXPECT_EQ(listed.items.front().name, "默认");
    EXPECT_EQ(ask(get_role(role))->value(), (RoleDetail{"架構師", group}));
    EXPECT_EQ(ask(get_role(7))->has_value(), false);
    EXPECT_EQ(ask(get_role_group(group))->value().roles.at(0).id, role);
    EXPECT_EQ(*ask(list_role_members(role, 0)), (Page<RoleMember>{{{"E1", "E1", {}}}, 0}));
    ASSERT_TRUE(ask(scope_role("E1", role, {1})));
    EXPECT_EQ(ask(list_role_members(role, 0))->items.at(0).scope, (std::vector<model::DeptId>{1}));
    ASSERT_TRUE(ask(rename_role(role, "首席")));

    EXPECT_EQ(ask.refusal(delete_role(role)), "400002") << "somebody holds it";
    ASSERT_TRUE(ask(revoke_roles({role}, {"E1"}).at(0)));
    ASSERT_TRUE(ask(delete_role(role)));
    EXPECT_TRUE(ask(delete_role(role))) << "what is gone is done";
}

TEST_F(RehearsedEntitlements, GrantToSomebodyUnknown_FailsAsAWhole)
{
    create("E1", "13800000001");
    const auto role = *ask(add_role("架構師", *ask(add_role_group("技術"))));

    EXPECT_EQ(ask.refusal(grant_roles({role}, {"E1", "nobody"}).at(0)), "33012");

    EXPECT_TRUE(ask(list_role_members(role, 0))->items.empty());
}

TEST_F(RehearsedEntitlements, RoleMembers_ComeInPagesUntilNoneIsLeft)
{
    const auto role = *ask(add_role("架構師", *ask(add_role_group("技術"))));
    std::vector<std::string> people;
    for (int i = 0; i < 101; ++i) {
        people.push_back("E" + std::to_string(100 + i));
        create(people.back(), "138000" + std::to_string(10000 + i));
    }
    for (auto& batch : grant_roles({role}, people)) {
        ASSERT_TRUE(ask(std::move(batch)));
    }

    const auto first = *ask(list_role_members(role, 0));
    const auto second = *ask(list_role_members(role, first.next));

    EXPECT_EQ(first.items.size(), 100U);
    EXPECT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.next, 0);
}

TEST_F(RehearsedEntitlements, AttendanceGroups_AreFoundAndTheirMembersMoved)
{
    create("E1", "13800000001");
    const auto early = attendance_group("早班");
    const auto late = attendance_group("晚班");
    const auto early_key = *ask(attendance_key("manager01", early));
    const auto late_key = *ask(attendance_key("manager01", late));

    EXPECT_EQ(*ask(search_attendance_groups("manager01", "早")),
              (std::vector<AttendanceGroup>{{early, "早班"}}));
    EXPECT_EQ(ask(list_attendance_groups("manager01", 0))->items.size(), 2U);
    EXPECT_EQ(*ask(attendance_group_of("E1")), std::nullopt);

    const auto added = *ask(add_attendance_members("manager01", early_key, {"E1", "nobody"}).at(0));
    EXPECT_EQ(added.done, (std::vector<std::string>{"E1"}));
    ASSERT_EQ(added.refused.size(), 1U);
    EXPECT_EQ(added.refused[0].userids, (std::vector<std::string>{"nobody"}));

    ASSERT_TRUE(ask(add_attendance_members("manager01", late_key, {"E1"}).at(0)));
    EXPECT_EQ((*ask(attendance_group_of("E1")))->id, late);
    EXPECT_EQ(*ask(list_attendance_members(early_key, "")), MemberPage{});
    EXPECT_EQ(ask(list_attendance_members(late_key, ""))->userids,
              (std::vector<std::string>{"E1"}));
    ASSERT_TRUE(ask(remove_attendance_members("manager01", late_key, {"E1"}).at(0)));
    EXPECT_EQ(*ask(attendance_group_of("E1")), std::nullopt);
}

} // namespace
} // namespace rosterd::dingtalk
