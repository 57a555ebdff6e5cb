#include "daemon/cycle/drift.hpp"
#include "daemon/cycle/reread.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/state/store.hpp"
#include "tests/core/apply/fake_directory.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{

namespace
{

using apply::test::FakeDirectory;
using apply::test::Fault;
using apply::test::Organisation;
using model::DeptId;
using model::ObservedDepartment;
using model::ObservedUser;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

ObservedUser user(const std::string& userid, std::vector<DeptId> departments = {1})
{
    ObservedUser out;
    out.userid = userid;
    out.name = "name of " + userid;
    out.dept_ids = std::move(departments);
    return out;
}

// DingTalk, and a mirror that was equal to it a while ago.
struct RereadTest : testing::Test {
    net::VirtualLoop loop{net::Instant{}};
    Organisation company;
    FakeDirectory directory{loop, company};
    state::test::Folder folder;
    std::unique_ptr<state::Store> store =
        state::open_store({folder.file("state.db"), state::Access::write, "test"}).value();
    state::MirrorStore& mirror = store->mirror();

    void SetUp() override
    {
        company.departments[5] = {5, 1, "shop", 0, "", {}};
        company.departments[6] = {6, 5, "till", 0, "", {}};
        company.users["a"] = user("a");
        company.users["b"] = user("b", {5});
        for (const auto& [id, department] : company.departments) {
            mirror.put(department);
        }
        for (const auto& [userid, one] : company.users) {
            mirror.put(one);
        }
    }

    tl::expected<Reread, dingtalk::ApiError> read(std::set<std::string> users,
                                                  std::set<DeptId> departments = {})
    {
        std::optional<tl::expected<Reread, dingtalk::ApiError>> answer;
        reread(
            directory, {false, std::move(users), std::move(departments)}, mirror.departments(),
            [&](tl::expected<Reread, dingtalk::ApiError> result) { answer = std::move(result); });
        loop.run();
        return answer.value();
    }

    Taken look(std::set<std::string> users, std::set<DeptId> departments = {}, DeptId root = 1)
    {
        return take_over(mirror, read(std::move(users), std::move(departments)).value(), root);
    }

    std::optional<ObservedUser> mirrored(const std::string& userid)
    {
        const std::vector<std::string> one{userid};
        const auto found = mirror.users(one);
        return found.empty() ? std::nullopt : std::optional{found[0]};
    }

    std::vector<std::string> department_names()
    {
        std::vector<std::string> names;
        for (const ObservedDepartment& one : mirror.departments()) {
            names.push_back(one.name);
        }
        return names;
    }
};

TEST_F(RereadTest, SomebodyChanged_IsTakenOverAndNobodyElseIsRead)
{
    company.users["a"].title = "by hand";
    const Taken taken = look({"a"});
    EXPECT_THAT(userids_of(taken.changed), ElementsAre("a"));
    EXPECT_EQ(mirrored("a")->title, "by hand");
    EXPECT_THAT(directory.calls, ElementsAre("get_user a"));
}

TEST_F(RereadTest, SomebodyWhoIsAsBefore_IsNoChange)
{
    EXPECT_THAT(look({"a", "b"}).changed, IsEmpty());
}

TEST_F(RereadTest, SomebodyWhoLeft_LeavesTheMirror)
{
    company.users.erase("b");
    EXPECT_THAT(userids_of(look({"b"}).changed), ElementsAre("b"));
    EXPECT_FALSE(mirrored("b"));
    EXPECT_THAT(look({"b"}).changed, IsEmpty()) << "told again: nothing new";
}

TEST_F(RereadTest, SomebodyWhoLeft_LeadsAndManagesNobodyAnyMore)
{
    company.departments[5].manager_userids = {"a", "b"};
    mirror.put(company.departments[5]);
    company.users["a"].manager_userid = "b";
    mirror.put(company.users["a"]);
    company.users.erase("b");

    const Taken taken = look({"b"});

    EXPECT_THAT(userids_of(taken.changed), ElementsAre("b", "a")) << "both are looked at";
    EXPECT_EQ(taken.changed.at(1).before->manager_userid, "b") << "as drift shows it";
    EXPECT_EQ(mirrored("a")->manager_userid, "");
    EXPECT_THAT(mirror.departments().at(1).manager_userids, ElementsAre("a"));
}

TEST_F(RereadTest, SomebodyWhoWentToAnotherDepartment_LeadsTheFormerOneNoMore)
{
    company.departments[5].manager_userids = {"b"};
    company.departments[6].manager_userids = {"b"};
    company.users["b"].dept_ids = {5, 6};
    mirror.put(company.departments[5]);
    mirror.put(company.departments[6]);
    mirror.put(company.users["b"]);
    company.users["b"].dept_ids = {6};

    look({"b"});

    EXPECT_THAT(mirror.departments().at(1).manager_userids, IsEmpty());
    EXPECT_THAT(mirror.departments().at(2).manager_userids, ElementsAre("b"));
}

TEST_F(RereadTest, SomebodyNew_ComesWithTheDepartmentNobodyToldOf)
{
    company.departments[9] = {9, 8, "booth", 0, "", {}};
    company.departments[8] = {8, 5, "market", 0, "", {}};
    company.users["c"] = user("c", {9});
    EXPECT_THAT(userids_of(look({"c"}).changed), ElementsAre("c"));
    EXPECT_THAT(department_names(),
                UnorderedElementsAre("company", "shop", "till", "market", "booth"));
}

TEST_F(RereadTest, DepartmentsAreTakenOver_RenamedMovedAndGone)
{
    company.departments[5].name = "store";
    company.departments[5].manager_userids = {"b", "a"};
    company.departments.erase(6);
    const Taken taken = look({}, {5, 6});
    EXPECT_THAT(department_names(), UnorderedElementsAre("company", "store"));
    EXPECT_THAT(mirror.departments().at(1).manager_userids, ElementsAre("a", "b"));
    EXPECT_FALSE(taken.incomplete);
}

TEST_F(RereadTest, OutsideTheManagedSubtree_NothingIsKept)
{
    company.users["a"].title = "by hand";
    company.departments[7] = {7, 1, "elsewhere", 0, "", {}};
    company.users["d"] = user("d", {7});
    const Taken taken = look({"a", "b", "d"}, {7}, 5);
    EXPECT_THAT(userids_of(taken.changed), ElementsAre("a"))
        << "is not below department 5, so not ours";
    EXPECT_FALSE(mirrored("a"));
    EXPECT_TRUE(mirrored("b"));
    EXPECT_FALSE(mirrored("d"));
    EXPECT_THAT(department_names(), testing::Not(testing::Contains("elsewhere")));
}

TEST_F(RereadTest, ADepartmentThatMovedOutOfTheSubtree_TakesWhoKnowsWhatWithIt)
{
    company.departments[6].parent_id = 1;
    EXPECT_TRUE(look({}, {6}, 5).incomplete);
}

TEST_F(RereadTest, WhatDingTalkWillNotTell_StaysAsItWasAndIsNamed)
{
    company.users["a"].title = "by hand";
    directory.fault = [](const std::string& call) {
        return call == "get_user a" ? Fault{Fault::refused, "50002"} : Fault{};
    };
    const auto answer = read({"a", "b"});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->refused.size(), 1U);
    take_over(mirror, *answer, 1);
    EXPECT_EQ(mirrored("a")->title, "");
}

TEST_F(RereadTest, WhileDingTalkIsAway_NothingIsHandedOver)
{
    directory.fault = [](const std::string& call) {
        return call == "get_user b" ? Fault{Fault::unreachable, ""} : Fault{};
    };
    EXPECT_FALSE(read({"a", "b"}));
}

} // namespace

} // namespace rosterd::cycle
