#include "core/dingtalk/user_calls.hpp"

#include "tests/core/dingtalk/known_answers.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace test;
using std::chrono::November;
using std::chrono::sys_days;

constexpr std::int64_t kOrder = 176322897889314512; // live; above 2^53

TEST(UserCalls, Create_SendsFormsAndReadsBothIds)
{
    const auto asking =
        create_user("E1", {{"name", "陳大文"}, {"dept_id_list", {2, 3}}, {"title", ""}});
    expect_oapi(asking, "/topapi/v2/user/create",
                {{"userid", "E1"}, {"name", "陳大文"}, {"dept_id_list", "2,3"}});
    EXPECT_FALSE(asking.call.repeatable);
    const auto got =
        asking.read(CallResult(Json{{"result", {{"userid", "E1"}, {"unionId", "u"}}}}));
    EXPECT_EQ(got->userid, "E1");
    EXPECT_EQ(got->unionid, "u");
    EXPECT_EQ(cut(create_user("", {{"name", "A"}})), kUnreadable);
}

TEST(UserCalls, Update_KeepsALargeOrderExact)
{
    const auto asking = update_user(
        "E1", {{"dept_order_list", Json::array({{{"dept_id", 2}, {"order", kOrder}}})}});
    EXPECT_NE(asking.call.body.dump().find("176322897889314512"), std::string::npos);
    expect_reads(asking, R"({"errcode":0})", Nothing{});
}

TEST(UserCalls, Delete_GoesAheadAndIsDoneForWhoIsGone)
{
    const auto asking = delete_user("E1");
    expect_oapi(asking, "/topapi/v2/user/delete", {{"userid", "E1"}});
    EXPECT_EQ(asking.call.priority, Priority::leaver);
    EXPECT_EQ(refusal_of(asking, refused("33012")), "none");
    EXPECT_EQ(refusal_of(asking, refused("50002")), "50002");
}

TEST(UserCalls, Get_IsNoneForWhoIsUnknown)
{
    const auto asking = get_user("E1", "CN");
    expect_oapi(asking, "/topapi/v2/user/get", {{"userid", "E1"}});
    EXPECT_EQ((*asking.read(CallResult(Json{{"result", {{"userid", "E1"}}}})))->userid, "E1");
    EXPECT_FALSE(*asking.read(refused("60121")));
    EXPECT_EQ(cut(asking), kUnreadable);
    expect_oapi(get_user_by_login("tai.man", "CN"), "/topapi/v2/user/get",
                {{"login_id", "tai.man"}});
}

TEST(UserCalls, ByMobileAndUnionid_FindOneOrNobody)
{
    const auto asking = userid_by_mobile("+852-51234567");
    expect_oapi(asking, "/topapi/v2/user/getbymobile", {{"mobile", "+852-51234567"}});
    expect_reads(asking, R"({"result":{"userid":"E1"}})", std::optional<std::string>{"E1"});
    expect_reads(asking, R"({"result":{}})", std::optional<std::string>{});
    EXPECT_FALSE(*asking.read(refused("60121")));
    const auto unionid = userid_by_unionid("u");
    expect_oapi(unionid, "/topapi/user/getbyunionid", {{"unionid", "u"}});
    expect_reads(unionid, R"({"result":{"contact_type":0,"userid":"E1"}})",
                 std::optional<std::string>{"E1"});
}

TEST(UserCalls, HoldersOfMobile_TellEnterpriseAccountsToo)
{
    const auto asking = holders_of_mobile("13800138000");
    expect_oapi(asking, "/topapi/v2/user/getbymobile",
                {{"mobile", "13800138000"}, {"support_exclusive_account_search", true}});
    expect_reads(asking,
                 R"({"result":{"userid":"E1","exclusive_account_userid_list":["X1","X2"]}})",
                 std::optional{NumberHolders{"E1", {"X1", "X2"}}});
}

TEST(UserCalls, ListMembers_ReadsOrderLeaderAndTheNextPage)
{
    const auto asking = list_members(7, 0, "CN");
    expect_oapi(asking, "/topapi/v2/user/list",
                {{"dept_id", 7}, {"cursor", 0}, {"size", 100}, {"contain_access_limit", true}});
    Member member;
    member.user.userid = "E1";
    member.user.name = "陳大文";
    member.user.dept_ids = {7, 8};
    member.leader = true;
    member.dept_order = kOrder;
    expect_reads(asking,
                 R"({"result":{"has_more":true,"next_cursor":100,"list":[{"userid":"E1",
                     "name":"陳大文","leader":true,"dept_order":176322897889314512,
                     "dept_id_list":[7,8]}]}})",
                 Page<Member>{{member}, 100});
}

TEST(UserCalls, PageThatDoesNotGoOn_IsRefusedInsteadOfLoopingOrLosingPeople)
{
    for (const char* answer :
         {"{}", R"({"result":{"has_more":true,"next_cursor":100,"list":[]}})",
          R"({"result":{"has_more":true,"list":[]}})", R"({"result":{"has_more":false}})"}) {
        EXPECT_EQ(cut(list_members(7, 100, "CN"), answer), kUnreadable) << answer;
        EXPECT_EQ(cut(list_member_names(7, 100), answer), kUnreadable) << answer;
    }
}

TEST(UserCalls, NamesAndIds_AreListed)
{
    const auto names = list_member_names(7, 100);
    EXPECT_EQ(names.call.path, "/topapi/user/listsimple");
    expect_reads(names, R"({"result":{"has_more":false,"list":[{"userid":"E1","name":"A"}]}})",
                 Page<UserName>{{{"E1", "A"}}, 0});
    // The documentation prints a list of one as the object alone.
    expect_reads(names, R"({"result":{"has_more":false,"list":{"userid":"E1","name":"A"}}})",
                 Page<UserName>{{{"E1", "A"}}, 0});
    const auto ids = list_userids(7);
    expect_oapi(ids, "/topapi/user/listid", {{"dept_id", 7}});
    expect_reads(ids, R"({"result":{"userid_list":["E1","E2"]}})",
                 std::vector<std::string>{"E1", "E2"});
    EXPECT_EQ(cut(ids), kUnreadable);
}

TEST(UserCalls, Count_IsOfEveryoneOrOfThoseWhoLoggedIn)
{
    expect_oapi(count_users(true), "/topapi/user/count", {{"only_active", true}});
    expect_reads(count_users(false), R"({"result":{"count":10000}})", std::int64_t{10000});
    EXPECT_EQ(cut(count_users(false)), kUnreadable);
}

TEST(UserCalls, Activity_IsAskedForADay)
{
    const auto asking = list_by_activity(std::chrono::year{2026} / November / 5, false, 0, {2, 3});
    expect_oapi(asking, "/topapi/inactive/user/v2/get",
                {{"is_active", false},
                 {"query_date", "20261105"},
                 {"offset", 0},
                 {"size", 100},
                 {"dept_ids", "2,3"}});
    expect_reads(asking, R"({"result":{"has_more":true,"next_cursor":100,"list":["E1","E2"]}})",
                 Page<std::string>{{"E1", "E2"}, 100});
}

TEST(UserCalls, Search_IsNewStyle)
{
    const auto asking = search_users("陳", 0, true);
    expect_api(asking, "/v1.0/contact/users/search",
               {{"queryWord", "陳"}, {"offset", 0}, {"size", 100}, {"fullMatchField", 1}});
    expect_reads(asking, R"({"hasMore":false,"totalCount":1,"list":["E1"]})",
                 std::vector<std::string>{"E1"});
}

TEST(UserCalls, LeaveRecords_AreAskedInUtcAndPagedByToken)
{
    const model::Instant start = sys_days{std::chrono::year{2026} / November / 1};
    const auto asking = list_leave_records(start, start + std::chrono::hours{36});
    expect_get(asking, "/v1.0/contact/empLeaveRecords",
               "startTime=2026-11-01T00%3A00%3A00Z&endTime=2026-11-02T12%3A00%3A00Z&nextToken=0"
               "&maxResults=50");
    expect_reads(asking,
                 R"({"nextToken":"2","records":[{"userId":"E1","name":"A","stateCode":"852",
                     "mobile":"51234567","leaveTime":"2026-11-01T08:00:00Z","leaveReason":"oapi"}]})",
                 LeavePage{{{"E1", "A", "852", "51234567", "2026-11-01T08:00:00Z", "oapi"}}, "2"});
    EXPECT_EQ(cut(asking), kUnreadable);
}

} // namespace
} // namespace rosterd::dingtalk
