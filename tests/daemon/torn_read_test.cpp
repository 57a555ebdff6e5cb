// A full read of DingTalk while somebody changes what it reads.
#include <gmock/gmock.h>

#include "daemon/cycle/missing.hpp"
#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kGet = "/topapi/v2/user/get";
constexpr const char* kList = "/topapi/v2/user/list";

class TornRead : public Stage
{
protected:
    void hire(int people, const std::string& department)
    {
        for (int i = 0; i < people; ++i) {
            rows.push_back(
                person(std::to_string(1000 + static_cast<int>(rows.size())), department));
        }
    }
    // Once, right before this call about this department arrives.
    void when_asked(const std::string& path, model::DeptId about, std::function<void()> work)
    {
        line.before_arrival = [path, about, work, done = false](const auto& request) mutable {
            if (!done && request.url.find(path) != std::string::npos &&
                model::Json::parse(request.body, nullptr, false).value("dept_id", 0) == about) {
                done = true;
                work();
            }
        };
    }
    model::DeptId sandbox_department(const std::string& name)
    {
        sandbox::Department made;
        made.name = name;
        made.parent_id = model::kCompanyRoot;
        return *service.organisation().add_department(made, {});
    }
    void move(const std::string& userid, model::DeptId to)
    {
        sandbox::User user = *service.organisation().user(userid);
        user.positions = {{to, 0, "", "", true}};
        ASSERT_TRUE(service.organisation().replace_user(user, {}));
    }
    void move(model::DeptId department, model::DeptId to)
    {
        sandbox::Department moved = *service.organisation().department(department);
        moved.parent_id = to;
        ASSERT_TRUE(service.organisation().replace_department(moved, {}));
    }
};

TEST_F(TornRead, WhoIsMovedMeanwhileFromAnUnreadToAReadDepartment_IsNotGone)
{
    hire(1, "A");
    hire(1, "B");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    when_asked(kList, dept("/B"), [&] { move("1001", dept("/A")); });

    const auto report = run(true, false);

    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_EQ(report.drift[0].field, "dept_id_list") << "moved by hand, and seen where they are";
    EXPECT_THAT(planned(report), ElementsAre("user.update 1001"));
    EXPECT_EQ(count(kGet), 1) << "one question, about the one who stood in no list";
}

TEST_F(TornRead, WhoIsReallyGone_IsAskedAboutOnceAndThenGone)
{
    hire(2, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    loop.jump_wall_clock(1min); // what is new may not show yet
    service.organisation().remove_user("1001", "delete", loop.now());

    const auto report = run(true, false);

    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_EQ(report.drift[0].field, "userid");
    EXPECT_THAT(planned(report), ElementsAre("user.create 1001"));
    EXPECT_EQ(count(kGet), 1);
    run(true, false);
    EXPECT_EQ(count(kGet), 0) << "known to be gone";
}

TEST_F(TornRead, ADepartmentMovedMeanwhileWithAllItsPeople_IsReadAgain)
{
    hire(1, "A");
    hire(1, "B");
    hire(30, "B/C");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    loop.jump_wall_clock(1min);
    when_asked("/department/listsub", dept("/B"), [&] { move(dept("/B/C"), dept("/A")); });

    const auto report = run(true, false);

    EXPECT_EQ(log.count("dingtalk.read_again"), 1U);
    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_EQ(report.drift[0].field, "parent_id");
    EXPECT_THAT(planned(report), ElementsAre("department.update /B/C")) << "nobody is made anew";
}

TEST_F(TornRead, ADepartmentRemovedMeanwhile_IsReadAgainInTheSameRun)
{
    hire(1, "A");
    hire(1, "B");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    sandbox_department("by hand");
    for (const char* path : {"/department/listsub", kList}) {
        const auto gone = sandbox_department("by hand, too");
        when_asked(path, gone, [&] { service.organisation().remove_department(gone, {}); });

        const auto report = run(true, false);

        EXPECT_EQ(report.outcome, cycle::Outcome::done) << report.unreachable;
        EXPECT_THAT(report.drift, IsEmpty());
        EXPECT_EQ(count("/topapi/v2/department/get"), 2) << path;
    }
    EXPECT_EQ(log.count("dingtalk.read_again"), 2U);
    EXPECT_THAT(store->mirror().departments(), SizeIs(4));
}

TEST_F(TornRead, AWholeThatIsGone_IsToldAtOnce)
{
    hire(1, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    policy.root_dept_id = 4711;
    const auto report = run(true, false);
    EXPECT_EQ(report.outcome, cycle::Outcome::unreachable);
    EXPECT_THAT(report.unreachable, testing::HasSubstr("60003"));
    EXPECT_EQ(count("/topapi/v2/department/get"), 1);
}

TEST_F(TornRead, WhereVeryManyAreMissing_EverythingIsReadOnceMoreInsteadOfAskingOneByOne)
{
    hire(1, "A");
    hire(250, "B");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    for (int i = 1; i <= 250; ++i) {
        service.organisation().remove_user(std::to_string(1000 + i), "delete", loop.now());
    }

    const auto report = run(true, false);

    EXPECT_EQ(log.count("dingtalk.read_again"), 1U);
    EXPECT_EQ(count(kGet), 0) << "missing twice is gone";
    EXPECT_THAT(report.drift, SizeIs(250));
}

TEST(Doubt, ManyAreReadAgainFewAreAskedAboutAndMissingTwiceIsGone)
{
    cycle::Wanted few;
    few.users = {"a", "b"};
    cycle::Wanted many;
    for (int i = 0; i < 201; ++i) {
        many.users.insert(std::to_string(i));
    }
    EXPECT_FALSE(cycle::doubt_of(few, {}).read_again);
    EXPECT_EQ(cycle::doubt_of(few, {}).ask.users, few.users);
    EXPECT_TRUE(cycle::doubt_of(many, {}).read_again);
    EXPECT_TRUE(cycle::doubt_of(many, many).ask.nothing());
    cycle::Wanted one_more = many;
    one_more.users.insert("new");
    EXPECT_THAT(cycle::doubt_of(one_more, many).ask.users, ElementsAre("new"));
    EXPECT_FALSE(cycle::doubt_of(one_more, many).read_again);
}

} // namespace
} // namespace rosterd::test
