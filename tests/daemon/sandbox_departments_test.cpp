// Departments, as the reference's section 4 tells them.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Departments : testing::Test {
    SandboxClient client{unlimited()};

    int create(const Json& body) { return code(client.oapi("/topapi/v2/department/create", body)); }
    int update(DeptId id, Json body)
    {
        body["dept_id"] = id;
        return code(client.oapi("/topapi/v2/department/update", body));
    }
    int remove(DeptId id)
    {
        return code(client.oapi("/topapi/v2/department/delete", {{"dept_id", id}}));
    }
    Json get(DeptId id)
    {
        return client.oapi("/topapi/v2/department/get", {{"dept_id", id}}).value("result", Json{});
    }
};

TEST_F(Departments, Created_GetAnIdAndAreReadBack)
{
    const auto answer = client.oapi("/topapi/v2/department/create", {{"name", "零售"},
                                                                     {"parent_id", "1"},
                                                                     {"order", 3},
                                                                     {"source_identifier", "R"},
                                                                     {"hide_dept", "true"}});
    const DeptId id = answer["result"]["dept_id"];

    EXPECT_EQ(id, 500000001);
    const auto department = get(id);
    EXPECT_EQ(department["name"], "零售");
    EXPECT_EQ(department["parent_id"], 1);
    EXPECT_EQ(department["order"], 3);
    EXPECT_EQ(department["source_identifier"], "R");
    EXPECT_EQ(department["hide_dept"], true);
    EXPECT_EQ(department["outer_dept"], false);
    EXPECT_EQ(department["dept_manager_userid_list"], Json::array());
    EXPECT_EQ(department["dept_permits"], Json::array());
    EXPECT_EQ(department["member_count"], 0);
}

TEST_F(Departments, NameRules)
{
    std::string long_name;
    for (int i = 0; i < 64; ++i) {
        long_name += "店";
    }
    EXPECT_EQ(create({{"name", long_name}, {"parent_id", 1}}), 0);
    EXPECT_EQ(create({{"name", long_name + "店"}, {"parent_id", 1}}), 60001);
    for (const auto* bad : {"A-B", "A,B", "A，B"}) {
        EXPECT_EQ(create({{"name", bad}, {"parent_id", 1}}), 60009) << bad;
    }
    EXPECT_EQ(create({{"name", ""}, {"parent_id", 1}}), 40035);
    EXPECT_EQ(create({{"name", "A"}}), 40035);
}

TEST_F(Departments, SiblingNamesAreUnique)
{
    const auto a = client.department("A");
    const auto b = client.department("B");

    EXPECT_EQ(create({{"name", "A"}, {"parent_id", 1}}), 60008);
    EXPECT_EQ(create({{"name", "A"}, {"parent_id", a}}), 0) << "another parent";
    EXPECT_EQ(update(b, {{"name", "A"}}), 60008);
    EXPECT_EQ(update(a, {{"name", "A"}}), 0) << "its own name";
    auto rules = unlimited();
    rules.sibling_name_code = 60021;
    SandboxClient other{rules};
    other.department("A");
    EXPECT_EQ(code(other.oapi("/topapi/v2/department/create", {{"name", "A"}, {"parent_id", 1}})),
              60021);
}

TEST_F(Departments, RenamedOrRemoved_FreesTheName)
{
    const auto a = client.department("A");
    update(a, {{"name", "B"}});
    const auto second = client.department("A");
    remove(second);

    EXPECT_EQ(create({{"name", "A"}, {"parent_id", 1}}), 0);
}

TEST_F(Departments, ParentMustExist_60004)
{
    EXPECT_EQ(create({{"name", "A"}, {"parent_id", 999}}), 60004);
    EXPECT_EQ(update(client.department("A"), {{"parent_id", 999}}), 60004);
}

TEST_F(Departments, MovedBelowItself_60010)
{
    const auto a = client.department("A");
    const auto b = client.department("B", a);

    EXPECT_EQ(update(a, {{"parent_id", b}}), 60010);
    EXPECT_EQ(update(a, {{"parent_id", a}}), 60010);
    EXPECT_EQ(update(b, {{"parent_id", 1}}), 0);
    EXPECT_EQ(
        client.oapi("/topapi/v2/department/listsubid", {{"dept_id", a}})["result"]["dept_id_list"],
        Json::array());
}

TEST_F(Departments, Depth_20LevelsBelowTheRoot)
{
    DeptId at = 1;
    DeptId tenth = 0;
    for (int level = 1; level <= 20; ++level) {
        at = client.department("L", at);
        tenth = level == 10 ? at : tenth;
    }

    EXPECT_EQ(create({{"name", "L"}, {"parent_id", at}}), 60002);
    const auto top = client.department("Top");
    EXPECT_EQ(update(tenth, {{"parent_id", top}}), 0) << "2 + 11 levels";
    const auto chain = client.oapi("/topapi/v2/department/listparentbydept", {{"dept_id", at}});
    EXPECT_EQ(chain["result"]["parent_id_list"].size(), 13U);
    EXPECT_EQ(chain["result"]["parent_id_list"].front(), at);
    EXPECT_EQ(chain["result"]["parent_id_list"].back(), 1);
}

TEST_F(Departments, MoveThatWouldBeTooDeep_60002)
{
    DeptId at = 1;
    for (int level = 1; level <= 19; ++level) {
        at = client.department("L", at);
    }
    const auto a = client.department("A");
    client.department("B", a);

    EXPECT_EQ(update(a, {{"parent_id", at}}), 60002);
}

TEST_F(Departments, ThousandChildren_60110)
{
    const auto parent = client.department("P");
    for (int i = 0; i < 1000; ++i) {
        client.department(std::to_string(i), parent);
    }

    EXPECT_EQ(create({{"name", "one more"}, {"parent_id", parent}}), 60110);
    EXPECT_EQ(update(client.department("Q"), {{"parent_id", parent}}), 60110);
}

TEST_F(Departments, RootIsProtected)
{
    EXPECT_EQ(update(1, {{"name", "X"}}), 60018);
    EXPECT_EQ(remove(1), 60007);
}

TEST_F(Departments, DeleteNeedsAnEmptySubtree)
{
    const auto a = client.department("A");
    const auto b = client.department("B", a);
    client.create("E1", {{"dept_id_list", std::to_string(b)}});

    EXPECT_EQ(remove(b), 60005);
    EXPECT_EQ(remove(a), 60005) << "a member below";
    client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}});
    EXPECT_EQ(remove(a), 60006);
    EXPECT_EQ(remove(b), 0);
    EXPECT_EQ(remove(a), 0);
    EXPECT_EQ(remove(a), 60003);
}

TEST_F(Departments, CascadingDelete_WhereTheRulesSaySo)
{
    auto rules = unlimited();
    rules.cascade_department_delete = true;
    SandboxClient other{rules};
    const auto a = other.department("A");
    const auto b = other.department("B", a);

    EXPECT_EQ(code(other.oapi("/topapi/v2/department/delete", {{"dept_id", a}})), 0);
    EXPECT_EQ(code(other.oapi("/topapi/v2/department/get", {{"dept_id", b}})), 60003);
}

TEST_F(Departments, ManagersMustBeMembers_40031)
{
    const auto a = client.department("A");
    client.create("E1", {{"dept_id_list", std::to_string(a)}});

    EXPECT_EQ(update(a, {{"dept_manager_userid_list", "manager01"}}), 40031);
    EXPECT_EQ(update(a, {{"dept_manager_userid_list", "nobody"}}), 40031);
    EXPECT_EQ(update(a, {{"dept_manager_userid_list", "E1"}}), 0);
    EXPECT_EQ(get(a)["dept_manager_userid_list"], Json::array({"E1"}));
    EXPECT_EQ(client.get("E1")["leader_in_dept"][0]["leader"], true);
}

TEST_F(Departments, Managers_AreClearedByForceAndNotByAnEmptyList)
{
    const auto a = client.department("A");
    client.create("E1", {{"dept_id_list", std::to_string(a)}});
    update(a, {{"dept_manager_userid_list", "E1"}});

    update(a,
           {{"dept_manager_userid_list", ""}, {"force_update_fields", "dept_manager_userid_list"}});
    EXPECT_EQ(get(a)["dept_manager_userid_list"].size(), 1U);

    update(a, {{"force_update_fields", "dept_manager_userid_list"}});
    EXPECT_EQ(get(a)["dept_manager_userid_list"].size(), 0U);
}

TEST_F(Departments, ManagerWhoMovesOrLeaves_ManagesNoMore)
{
    const auto a = client.department("A");
    client.create("E1", {{"dept_id_list", std::to_string(a)}});
    client.create("E2", {{"dept_id_list", std::to_string(a)}});
    update(a, {{"dept_manager_userid_list", "E1,E2"}});

    client.update("E1", {{"dept_id_list", "1"}});
    client.oapi("/topapi/v2/user/delete", {{"userid", "E2"}});

    EXPECT_EQ(get(a)["dept_manager_userid_list"], Json::array());
}

TEST_F(Departments, Children_AreOneLevelSmallerOrderFirst)
{
    const auto a = client.department("A");
    const auto b = client.department("B");
    client.department("C", a);
    update(b, {{"order", 1}});

    const auto list = client.oapi("/topapi/v2/department/listsub")["result"];

    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["dept_id"], b);
    EXPECT_EQ(list[1]["dept_id"], a);
    EXPECT_EQ(list[1]["parent_id"], 1);
    EXPECT_EQ(list[1]["create_dept_group"], false);
}

TEST_F(Departments, ParentsOfAUser_OneChainForEachMembership)
{
    const auto a = client.department("A");
    const auto b = client.department("B", a);
    client.create("E1", {{"dept_id_list", std::to_string(b) + ",1"}});

    const auto answer = client.oapi("/topapi/v2/department/listparentbyuser", {{"userid", "E1"}});

    EXPECT_EQ(answer["result"]["parent_list"][0]["parent_dept_id_list"], Json::array({b, a, 1}));
    EXPECT_EQ(answer["result"]["parent_list"][1]["parent_dept_id_list"], Json::array({1}));
}

TEST_F(Departments, MemberCounts_WithAndWithoutSubdepartments)
{
    const auto a = client.department("A");
    const auto b = client.department("B", a);
    client.create("E1", {{"dept_id_list", std::to_string(b) + "," + std::to_string(a)}});
    client.create("E2", {{"dept_id_list", std::to_string(b)}});

    EXPECT_EQ(get(a)["member_count"], 2);
    EXPECT_EQ(get(a)["owning_member_count"], 1);
}

TEST_F(Departments, SpecialAndUnknownIds)
{
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", -7}})), 40009);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", 77}})), 60003);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/get", {{"dept_id", "x"}})), 400002);
}

TEST_F(Departments, PermitLists_50AtMost)
{
    std::string many = "1";
    for (int id = 2; id <= 51; ++id) {
        many += "," + std::to_string(id);
    }
    EXPECT_EQ(create({{"name", "A"}, {"parent_id", 1}, {"dept_permits", many}}), 600109);
    EXPECT_EQ(update(client.department("B"), {{"dept_permits", many}}), 60109);
}

TEST_F(Departments, MemberLimit_40023WhereTheRulesSaySo)
{
    auto rules = unlimited();
    rules.members_per_department = 2;
    SandboxClient small{rules};
    small.create("E1");

    EXPECT_EQ(code(small.create("E2")), 40023);
    EXPECT_EQ(code(small.update("E1", {{"title", "A"}})), 0) << "who is in stays in";
}

TEST_F(Departments, TextsHaveTheirLimits)
{
    const auto id = client.department("A");
    const auto update = [&](const char* field, std::size_t size) {
        return code(client.oapi("/topapi/v2/department/update",
                                {{"dept_id", id}, {field, std::string(size, 'x')}}));
    };

    for (const auto& [field, most] :
         {std::pair{"code", 30U}, std::pair{"brief", 255U}, std::pair{"telephone", 50U}}) {
        EXPECT_EQ(update(field, most), 0) << field;
        EXPECT_EQ(update(field, most + 1), 400002) << field;
    }
}

} // namespace

} // namespace rosterd::sandbox
