#include "daemon/cycle/wanted.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rosterd::cycle
{

namespace
{

using model::Json;
using testing::ElementsAre;

state::StoredEvent event(const char* type, Json data)
{
    return {"e", type, {}, {}, std::move(data)};
}

TEST(Wanted, EventsOfPeopleAndDepartments_NameEachOnce)
{
    const std::vector events{
        event("user_modify_org", {{"userId", {"b"}}}), event("user_leave_org", {{"userId", {"a"}}}),
        event("user_modify_org", {{"userId", {"b"}}}), event("org_dept_modify", {{"deptId", {5}}})};
    const Wanted wanted = wanted_by(events, 1000, 10);
    EXPECT_FALSE(wanted.everything);
    EXPECT_THAT(wanted.users, ElementsAre("a", "b"));
    EXPECT_THAT(wanted.departments, ElementsAre(5));
}

TEST(Wanted, NoEvent_WantsNothing)
{
    EXPECT_TRUE(wanted_by({}, 1000, 10).nothing());
    EXPECT_FALSE(wanted_by({}, 1000, 10).roles);
}

TEST(Wanted, EventsOfRoles_WantTheRolesAndWhomTheyName)
{
    const std::vector made{event("label_conf_add", {{"labelIdList", {7}}})};
    EXPECT_TRUE(wanted_by(made, 1000, 10).roles);
    EXPECT_TRUE(wanted_by(made, 1000, 10).nothing()) << "of people and departments";

    const std::vector given{
        event("label_user_change", {{"userIdList", {"a"}}, {"labelIdList", {7}}})};
    EXPECT_TRUE(wanted_by(given, 1000, 10).roles);
    EXPECT_THAT(wanted_by(given, 1000, 10).users, ElementsAre("a"));
}

TEST(Wanted, TheOrganisationAndItsAdministrators_AreReadAsAWhole)
{
    for (const char* type : {"org_change", "org_admin_add", "user_add_org"}) {
        const std::vector events{event(type, Json::object())};
        EXPECT_TRUE(wanted_by(events, 1000, 10).everything) << type;
    }
    const std::vector events{event("org_admin_add", {{"userId", {"u"}}})};
    EXPECT_TRUE(wanted_by(events, 1000, 10).everything);
}

TEST(Wanted, AsSoonAsReadingAllTakesFewerCalls_AllIsRead)
{
    std::vector<state::StoredEvent> events;
    for (int i = 0; i < 32; ++i) { // 2 + 2 * 10 + 1000 / 100 calls read all
        events.push_back(event("user_modify_org", {{"userId", {"u" + std::to_string(i)}}}));
    }
    EXPECT_FALSE(wanted_by(events, 1000, 10).everything);
    events.push_back(event("user_modify_org", {{"userId", {"one more"}}}));
    EXPECT_TRUE(wanted_by(events, 1000, 10).everything);
    EXPECT_FALSE(wanted_by(events, 100'000, 10).everything) << "a big company is read longer";
}

} // namespace

} // namespace rosterd::cycle
