#include "core/dingtalk/attendance_calls.hpp"

#include "tests/core/dingtalk/known_answers.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace test;

TEST(AttendanceCalls, Groups_AreFoundListedAndConverted)
{
    const auto found = search_attendance_groups("op", "總部");
    expect_oapi(found, "/topapi/attendance/group/search",
                {{"op_user_id", "op"}, {"group_name", "總部"}});
    expect_reads(found, R"({"success":true,"result":[{"id":11,"name":"總部固定班"}]})",
                 std::vector<AttendanceGroup>{{11, "總部固定班"}});
    const auto listed = list_attendance_groups("op", 0);
    expect_oapi(listed, "/topapi/attendance/group/minimalism/list",
                {{"op_user_id", "op"}, {"cursor", 0}});
    expect_reads(listed,
                 R"({"result":{"has_more":true,"cursor":50,"result":[{"id":11,"name":"A"}]}})",
                 Page<AttendanceGroup>{{{11, "A"}}, 50});
    EXPECT_EQ(cut(listed), kUnreadable);
    const auto key = attendance_key("op", 11);
    expect_oapi(key, "/topapi/attendance/groups/idtokey", {{"op_user_id", "op"}, {"group_id", 11}});
    expect_reads(key, R"({"result":"CEDD00"})", std::string{"CEDD00"});
    EXPECT_EQ(cut(key), kUnreadable);
}

TEST(AttendanceCalls, GroupOfAUser_MayBeNone)
{
    const auto asking = attendance_group_of("E1");
    expect_oapi(asking, "/topapi/attendance/getusergroup", {{"userid", "E1"}});
    expect_reads(asking, R"({"result":{"group_id":11,"name":"A","type":"FIXED"}})",
                 std::optional{AttendanceGroup{11, "A"}});
    expect_reads(asking, R"({"result":{}})", std::optional<AttendanceGroup>{});
}

TEST(AttendanceCalls, Members_AreWrappedTwiceAndGoOnAfterTheLast)
{
    expect_oapi(list_attendance_members("k", ""), "/topapi/attendance/group/users/query",
                {{"group_key", "k"}, {"size", 100}});
    const auto next = list_attendance_members("k", "E2");
    EXPECT_EQ(next.call.body["cursor"], "E2");
    expect_reads(
        next, R"({"result":{"result":{"user_list":["E3","E4"],"has_more":"true"},"success":true}})",
        MemberPage{{"E3", "E4"}, "E4"});
    expect_reads(next, R"({"result":{"result":{"user_list":[],"has_more":"false"}}})",
                 MemberPage{});
    EXPECT_EQ(cut(next, R"({"result":{"result":{"user_list":["E2"],"has_more":true}}})"),
              kUnreadable); // would never end
}

TEST(AttendanceCalls, Changes_GoInHundredsAndMayBeDoneInPart)
{
    std::vector<std::string> people;
    for (int i = 1; i <= 101; ++i) {
        people.push_back("E" + std::to_string(i));
    }
    EXPECT_EQ(add_attendance_members("op", "k", people).size(), 2U);
    const auto removals = remove_attendance_members("op", "k", {"E1", "E2"});
    ASSERT_EQ(removals.size(), 1U);
    expect_oapi(removals[0], "/topapi/attendance/group/users/remove",
                {{"op_userid", "op"}, {"group_key", "k"}, {"user_id_list", "E1,E2"}});
    expect_reads(removals[0],
                 R"({"success":true,"result":{"success_list":["E1"],"error_info_list":[
                     {"code":"400003","msg":"not in it","failure_list":["E2"]}]}})",
                 MembersChanged{{"E1"}, {{"400003", "not in it", {"E2"}}}});
    EXPECT_EQ(cut(removals[0], R"({"success":true})"), kUnreadable);
}

} // namespace
} // namespace rosterd::dingtalk
