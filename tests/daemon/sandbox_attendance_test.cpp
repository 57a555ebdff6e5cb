// Attendance groups, as the reference's section 7.1 tells them.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct AttendanceCalls : testing::Test {
    SandboxClient client{unlimited()};

    Json attendance(const std::string& call, Json body)
    {
        return client.oapi("/topapi/attendance/" + call, body);
    }
    std::int64_t group(const std::string& name)
    {
        return attendance("group/add", {{"op_user_id", "manager01"},
                                        {"top_group", {{"name", name}, {"type", "FIXED"}}}})
            .at("result")
            .at("id");
    }
    std::string key(std::int64_t id)
    {
        return attendance("groups/idtokey", {{"op_user_id", "manager01"}, {"group_id", id}})
            .at("result");
    }
    Json add(std::int64_t id, const std::string& users)
    {
        return attendance("group/users/add", {{"group_key", key(id)}, {"user_id_list", users}});
    }
    Json group_of(const std::string& userid)
    {
        return attendance("getusergroup", {{"userid", userid}}).at("result");
    }
    Json change(std::int64_t id, const Json& update)
    {
        return attendance("group/member/update", {{"op_user_id", "manager01"},
                                                  {"group_id", id},
                                                  {"schedule_flag", 0},
                                                  {"update_param", update}});
    }
    Json listed(const std::string& call, std::int64_t id)
    {
        return attendance(call, {{"op_user_id", "manager01"}, {"group_id", id}, {"cursor", 0}})
            .at("result")
            .at("result");
    }
};

TEST_F(AttendanceCalls, Groups_AreCreatedFoundRenamedAndDeleted)
{
    const auto id = group("總部固定班");

    attendance("group/modify",
               {{"op_user_id", "manager01"}, {"top_group", {{"id", id}, {"name", "總部彈性班"}}}});
    const auto found =
        attendance("group/search", {{"op_user_id", "manager01"}, {"group_name", "彈性"}});
    EXPECT_EQ(found["success"], true);
    EXPECT_EQ(found["result"], Json::array({{{"id", id}, {"name", "總部彈性班"}}}));
    EXPECT_EQ(attendance("groups/keytoid", {{"group_key", key(id)}})["result"], id);

    attendance("group/delete", {{"group_key", key(id)}});
    EXPECT_EQ(code(attendance("group/query", {{"op_user_id", "manager01"}, {"group_id", id}})),
              400002);
}

TEST_F(AttendanceCalls, Group_TakesItsFirstMembersOrIsNotMadeAtAll)
{
    const auto shop = client.department("旺角店");
    client.create("E1");
    const auto make = [&](const char* name, const Json& members) {
        return attendance("group/add", {{"op_user_id", "manager01"},
                                        {"top_group", {{"name", name}, {"members", members}}}});
    };
    const Json person{{"role", "Attendance"}, {"type", "StaffMember"}, {"user_id", "E1"}};
    const Json department{{"role", "Attendance"}, {"type", "DeptMember"}, {"user_id", shop}};

    const auto made = make("A", Json::array({person, department}));
    EXPECT_EQ(listed("group/member/list", made["result"]["id"]).size(), 2U);
    EXPECT_EQ(code(make("B", Json::array({1}))), 400002);
    EXPECT_EQ(
        attendance("getsimplegroups", {{"offset", 0}, {"size", 10}})["result"]["groups"].size(),
        1U);
}

TEST_F(AttendanceCalls, ActingPerson_MustBeNamedAndExist)
{
    EXPECT_EQ(code(attendance("group/search", {{"group_name", "A"}})), 40035);
    EXPECT_EQ(code(attendance("group/search", {{"op_user_id", "nobody"}, {"group_name", "A"}})),
              400002);
}

TEST_F(AttendanceCalls, Lists_GoOnAfterTheCursor)
{
    for (int i = 1; i <= 51; ++i) {
        group("G" + std::to_string(i));
    }

    const auto first = attendance("group/minimalism/list", {{"op_user_id", "manager01"}})["result"];
    const auto second =
        attendance("group/minimalism/list",
                   {{"op_user_id", "manager01"}, {"cursor", first["cursor"]}})["result"];
    const auto simple = attendance("getsimplegroups", {{"offset", 50}, {"size", 10}})["result"];

    EXPECT_EQ(first["has_more"], true);
    EXPECT_EQ(first["result"].size(), 50U);
    EXPECT_EQ(second["has_more"], false);
    EXPECT_EQ(second["result"][0]["name"], "G51");
    EXPECT_EQ(simple["groups"][0]["group_name"], "G51");
    EXPECT_EQ(code(attendance("getsimplegroups", {{"offset", 0}, {"size", 11}})), 400002);
    const auto beyond = attendance("getsimplegroups", {{"offset", INT64_MAX}, {"size", 10}});
    EXPECT_EQ(beyond["result"]["groups"], Json::array());
}

TEST_F(AttendanceCalls, UsersAdded_PartSucceedsAndTheRestIsNamed)
{
    const auto id = group("A");
    client.create("E1");

    const auto answer = add(id, "E1,nobody");

    EXPECT_EQ(code(answer), 0);
    EXPECT_EQ(answer["result"]["success_list"], Json::array({"E1"}));
    EXPECT_EQ(answer["result"]["error_info_list"][0]["failure_list"], Json::array({"nobody"}));
    EXPECT_EQ(group_of("E1")["group_id"], id);
}

TEST_F(AttendanceCalls, UsersRemoved_WhoWasNotInItIsNamed)
{
    const auto id = group("A");
    client.create("E1");
    client.create("E2");
    add(id, "E1");

    const auto answer =
        attendance("group/users/remove", {{"group_key", key(id)}, {"user_id_list", "E1,E2"}});

    EXPECT_EQ(answer["result"]["success_list"], Json::array({"E1"}));
    EXPECT_EQ(answer["result"]["error_info_list"][0]["failure_list"], Json::array({"E2"}));
    EXPECT_EQ(group_of("E1"), Json::object());
}

TEST_F(AttendanceCalls, UserBelongsToOneGroup_AddingMovesOutOfTheOther)
{
    const auto first = group("A");
    const auto second = group("B");
    client.create("E1");

    add(first, "E1");
    add(second, "E1");

    EXPECT_EQ(group_of("E1")["name"], "B");
    EXPECT_EQ(listed("group/member/list", first), Json::array());
}

TEST_F(AttendanceCalls, DeletedUser_IsInNoGroupAndReturnsIntoNone)
{
    const auto id = group("A");
    client.create("E1");
    add(id, "E1");

    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
    EXPECT_EQ(listed("group/member/list", id), Json::array());
    client.create("E1");

    EXPECT_EQ(group_of("E1"), Json::object());
}

TEST_F(AttendanceCalls, HundredUsersACall)
{
    const auto id = group("A");
    std::string list = "E1";
    for (int i = 2; i <= 100; ++i) {
        list += ",E" + std::to_string(i);
    }

    EXPECT_EQ(code(add(id, list)), 0);
    EXPECT_EQ(code(add(id, list + ",E101")), 400002);
}

TEST_F(AttendanceCalls, MembersByKey_AreWrappedTwiceWithATextForMore)
{
    const auto id = group("A");
    for (const auto* userid : {"E1", "E2", "E3"}) {
        client.create(userid);
    }
    add(id, "E1,E2,E3");

    const auto first = attendance("group/users/query", {{"group_key", key(id)}, {"size", 2}});
    const auto second =
        attendance("group/users/query", {{"group_key", key(id)}, {"size", 2}, {"cursor", "E2"}});

    EXPECT_EQ(first["result"]["result"]["user_list"], Json::array({"E1", "E2"}));
    EXPECT_EQ(first["result"]["result"]["has_more"], "true");
    EXPECT_EQ(second["result"]["result"]["user_list"], Json::array({"E3"}));
    EXPECT_EQ(second["result"]["result"]["has_more"], "false");
}

TEST_F(AttendanceCalls, MemberUpdate_TakesPeopleAndDepartments)
{
    const auto id = group("A");
    const auto shop = client.department("旺角店");
    const auto floor = client.department("二樓", shop);
    client.create("E1");
    client.create("E2");
    client.create("E3", {{"dept_id_list", std::to_string(floor)}});

    EXPECT_EQ(code(change(
                  id, {{"add_users", {"E1"}}, {"add_extra_users", {"E2"}}, {"add_depts", {shop}}})),
              0);

    EXPECT_EQ(
        listed("group/member/list", id),
        Json::array({{{"member_id", "E1"}, {"type", "0"}, {"atc_flag", "0"}},
                     {{"member_id", "E2"}, {"type", "0"}, {"atc_flag", "1"}},
                     {{"member_id", std::to_string(shop)}, {"type", "1"}, {"atc_flag", "0"}}}));
    EXPECT_EQ(listed("group/memberusers/list", id), Json::array({"E1", "E2", "E3"}));
    EXPECT_EQ(group_of("E3")["group_id"], id) << "by the department above";

    change(id,
           {{"remove_users", {"E1"}}, {"remove_depts", {shop}}, {"remove_extra_users", {"E2"}}});
    EXPECT_EQ(listed("group/member/list", id), Json::array());
}

TEST_F(AttendanceCalls, MemberUpdate_Has20InEachListAndIsAllOrNothing)
{
    const auto id = group("A");
    client.create("E1");
    auto twenty = Json::array();
    for (int i = 0; i < 20; ++i) {
        twenty.push_back("E1");
    }
    auto too_many = twenty;
    too_many.push_back("E1");

    EXPECT_EQ(code(change(id, {{"add_users", twenty}})), 0);
    EXPECT_EQ(code(change(id, {{"add_users", too_many}})), 400002);
    EXPECT_EQ(code(change(id, {{"remove_users", {"E1"}}, {"add_users", {"nobody"}}})), 33012);
    EXPECT_EQ(group_of("E1")["group_id"], id) << "nothing of a refused update is done";
}

TEST_F(AttendanceCalls, ListByIds_TellsWhoOfThemBelongs)
{
    const auto id = group("A");
    const auto shop = client.department("旺角店");
    client.create("E1");
    change(id, {{"add_users", {"E1"}}, {"add_depts", {shop}}});
    const auto ask = [&](const std::string& ids, int type) {
        return attendance("group/member/listbyids", {{"op_user_id", "manager01"},
                                                     {"group_id", id},
                                                     {"member_ids", ids},
                                                     {"member_type", type}});
    };

    EXPECT_EQ(ask("E1,E2", 0)["result"], Json::array({"E1"}));
    EXPECT_EQ(ask(std::to_string(shop) + ",9", 1)["result"], Json::array({std::to_string(shop)}));
    EXPECT_EQ(code(ask("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21", 0)), 400002);
}

} // namespace

} // namespace rosterd::sandbox
