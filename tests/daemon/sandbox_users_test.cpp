// Users, as the reference's sections 3 and 12 tell them.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct Users : testing::Test {
    SandboxClient client{unlimited()};
};

TEST_F(Users, CreatedUser_IsReadBackInNativeTypes)
{
    const auto shop = client.department("旺角店");

    const auto answer = client.create("E1", {{"name", "陳大文"},
                                             {"mobile", "+852-51234567"},
                                             {"dept_id_list", std::to_string(shop)},
                                             {"title", "店長"},
                                             {"job_number", "E1"},
                                             {"telephone", "1001"},
                                             {"email", "e1@example.com"},
                                             {"hired_date", 1700000000000},
                                             {"manager_userid", "manager01"},
                                             {"extension", R"({"card":"C1"})"}});

    EXPECT_EQ(code(answer), 0);
    EXPECT_EQ(answer["result"]["userid"], "E1");
    const auto user = client.get("E1");
    EXPECT_EQ(answer["result"]["unionId"], user["unionid"]);
    EXPECT_EQ(user["name"], "陳大文");
    EXPECT_EQ(user["mobile"], "51234567");
    EXPECT_EQ(user["state_code"], "852");
    EXPECT_EQ(user["active"], false);
    EXPECT_EQ(user["hired_date"], 1700000000000);
    EXPECT_EQ(user["manager_userid"], "manager01");
    EXPECT_EQ(user["dept_id_list"], Json::array({shop}));
    EXPECT_EQ(user["extension"], R"({"card":"C1"})");
    EXPECT_EQ(user["leader_in_dept"],
              Json::parse("[{\"dept_id\":" + std::to_string(shop) + ",\"leader\":false}]"));
    EXPECT_GT(user["dept_order_list"][0]["order"].get<std::int64_t>(), std::int64_t{1} << 53);
}

TEST_F(Users, ScalarsAsStringsAndFormFields_AreRead)
{
    const auto strings =
        client.create("E1", {{"hired_date", "1700000000000"},
                             {"hide_mobile", "true"},
                             {"dept_order_list", R"([{"dept_id":"1","order":"7"}])"},
                             {"extension", {{"card", "C1"}}}});
    const auto form = client.form("/topapi/v2/user/create",
                                  "userid=E2&name=%E9%99%B3+A&mobile=13800138000&dept_id_list=1"
                                  "&extension=%7B%22card%22%3A%22C2%22%7D");

    EXPECT_EQ(code(strings), 0);
    EXPECT_EQ(client.get("E1")["hide_mobile"], true);
    EXPECT_EQ(client.get("E1")["dept_order_list"][0]["order"], 7);
    EXPECT_EQ(client.get("E1")["extension"], R"({"card":"C1"})");
    EXPECT_EQ(code(form), 0);
    EXPECT_EQ(client.get("E2")["name"], "陳 A");
    EXPECT_EQ(client.get("E2")["extension"], R"({"card":"C2"})");
}

TEST_F(Users, BodyThatIsNotJson_IsRefused47001)
{
    const auto answer = client.send(client.request("POST", "/topapi/v2/user/create", "{oops"));

    EXPECT_EQ(code(Json::parse(answer.body)), 47001);
}

TEST_F(Users, UseridTaken_60102)
{
    client.create("E1");

    EXPECT_EQ(code(client.create("E1")), 60102);
}

TEST_F(Users, UseridLeftOut_IsGenerated)
{
    const auto answer =
        client.oapi("/topapi/v2/user/create",
                    {{"name", "A"}, {"mobile", "13800138000"}, {"dept_id_list", "1"}});

    const std::string userid = answer["result"]["userid"];
    EXPECT_FALSE(userid.empty());
    EXPECT_EQ(client.get(userid)["name"], "A");
}

TEST_F(Users, MobileTaken_60104NamesTheHolder)
{
    client.create("E1", {{"mobile", "13800138000"}});

    const auto answer = client.create("E2", {{"mobile", "13800138000"}});

    EXPECT_EQ(code(answer), 60104);
    EXPECT_NE(answer["errmsg"].get<std::string>().find("userid:E1"), std::string::npos);
    EXPECT_TRUE(client.get("E2").is_null());
}

TEST_F(Users, ExtensionNumberAndMailAreUnique_40100And40101)
{
    client.create("E1", {{"telephone", "1001"}, {"email", "a@example.com"}});
    client.create("E2");

    EXPECT_EQ(code(client.create("E3", {{"telephone", "1001"}})), 40100);
    EXPECT_EQ(code(client.create("E3", {{"email", "a@example.com"}})), 40101);
    EXPECT_EQ(code(client.update("E2", {{"telephone", "1001"}})), 40100);
    EXPECT_EQ(code(client.update("E2", {{"email", "a@example.com"}})), 40101);
    EXPECT_EQ(code(client.update("E1", {{"email", "a@example.com"}})), 0) << "one's own";
}

TEST_F(Users, ValueReleased_CanBeTakenByAnother)
{
    client.create("E1", {{"telephone", "1001"}, {"email", "a@example.com"}});
    client.update("E1", {{"telephone", "1002"}, {"email", ""}});

    EXPECT_EQ(code(client.create("E2", {{"telephone", "1001"}, {"email", "a@example.com"}})), 0);
    EXPECT_FALSE(client.get("E1").contains("email"));
}

TEST_F(Users, JobNumber_NeedNotBeUnique)
{
    client.create("E1", {{"job_number", "7"}});

    EXPECT_EQ(code(client.create("E2", {{"job_number", "7"}})), 0);
}

TEST_F(Users, FieldLimits_AreCountedInCharacters)
{
    const auto chars = [](std::size_t n) {
        std::string text;
        for (std::size_t i = 0; i < n; ++i) {
            text += "字";
        }
        return text;
    };
    struct Limit {
        const char* field;
        std::size_t most;
        int code;
    };
    for (const auto& limit : {Limit{"name", 80, 60112},
                              {"title", 200, 60118},
                              {"job_number", 50, 60123},
                              {"telephone", 50, 40063},
                              {"work_place", 100, 40064},
                              {"remark", 2000, 40065}}) {
        EXPECT_EQ(code(client.create("T", {{limit.field, chars(limit.most + 1)}})), limit.code)
            << limit.field;
        EXPECT_EQ(code(client.create("T", {{limit.field, chars(limit.most)}})), 0) << limit.field;
        client.oapi("/topapi/v2/user/delete", {{"userid", "T"}});
    }
    const std::string mail = std::string(38, 'a') + "@example.com"; // 50
    EXPECT_EQ(code(client.create("M", {{"email", mail}})), 0);
    EXPECT_EQ(code(client.update("M", {{"email", "a" + mail}})), 60105);
    EXPECT_EQ(code(client.update("M", {{"org_email", std::string(90, 'a') + "@example.hk"}})),
              60105);
    EXPECT_EQ(code(client.update("M", {{"email", "not a mail"}})), 60105);
    EXPECT_EQ(code(client.update("M", {{"extension", {{"k", chars(2000)}}}})), 60119);
    EXPECT_EQ(code(client.create(std::string(65, 'u'))), 400002);
    EXPECT_EQ(code(client.create(std::string(64, 'u'))), 0);
}

TEST_F(Users, RequiredFieldMissing_40035)
{
    for (const auto* field : {"name", "mobile", "dept_id_list"}) {
        EXPECT_EQ(code(client.create("E1", {{field, ""}})), 40035) << field;
    }
    EXPECT_EQ(code(client.update("", Json::object())), 40035);
}

TEST_F(Users, MobileFormat_DependsOnTheCompanysRegion)
{
    for (const auto* good : {"13800138000", "+852-51234567", "+886-912345678"}) {
        EXPECT_EQ(code(client.create(good, {{"mobile", good}})), 0) << good;
    }
    for (const auto* bad : {"51234567", "+86-13800138001", "+85251234567", "12800138000", "+852-5",
                            "1380013800", "852-51234567", "138 0013 8000"}) {
        EXPECT_EQ(code(client.create("B", {{"mobile", bad}})), 60103) << bad;
    }
    auto rules = unlimited();
    rules.region = "HK";
    SandboxClient abroad{rules};
    EXPECT_EQ(code(abroad.create("E1", {{"mobile", "+86-13800138000"}})), 0);
    EXPECT_EQ(code(abroad.create("E2", {{"mobile", "+852-51234567"}})), 0);
    EXPECT_EQ(code(abroad.create("E3", {{"mobile", "13800138002"}})), 60103);
}

TEST_F(Users, DepartmentList_IdsMustExistAndAre100AtMost)
{
    std::string many = "1";
    for (int id = 2; id <= 101; ++id) {
        many += "," + std::to_string(id);
    }

    EXPECT_EQ(code(client.create("E1", {{"dept_id_list", "1,999"}})), 60003);
    EXPECT_EQ(code(client.create("E1", {{"dept_id_list", many}})), 40066);
    EXPECT_EQ(code(client.create("E1", {{"dept_id_list", "a"}})), 400002);
    EXPECT_EQ(code(client.create("E1", {{"dept_id_list", Json::array({1})}})), 0);
}

TEST_F(Users, ManagerMustExist_60128)
{
    EXPECT_EQ(code(client.create("E1", {{"manager_userid", "nobody"}})), 60128);
    client.create("E1");
    EXPECT_EQ(code(client.update("E1", {{"manager_userid", "nobody"}})), 60128);
}

TEST_F(Users, ManagerIsClearedByForceUpdateFieldsOnly)
{
    client.create("E1", {{"manager_userid", "manager01"}});

    client.update("E1", {{"manager_userid", ""}});
    EXPECT_EQ(client.get("E1")["manager_userid"], "manager01");

    client.update("E1", {{"force_update_fields", "manager_userid"}});
    EXPECT_FALSE(client.get("E1").contains("manager_userid"));
}

TEST_F(Users, ManagerLeaves_NobodysManagerAnyMoreEvenIfTheUseridReturns)
{
    client.create("M");
    client.create("E1", {{"manager_userid", "M"}});
    client.oapi("/topapi/v2/user/delete", {{"userid", "M"}});
    client.create("M");

    EXPECT_FALSE(client.get("E1").contains("manager_userid"));
    EXPECT_EQ(code(client.update("E1", {{"title", "A"}})), 0);
    EXPECT_FALSE(client.get("E1").contains("manager_userid"));

    EXPECT_EQ(code(client.update("E1", {{"manager_userid", "M"}})), 0) << "named anew";
    EXPECT_EQ(client.get("E1")["manager_userid"], "M");
}

TEST_F(Users, Update_LeavesWhatItDoesNotName)
{
    client.create("E1", {{"title", "A"}, {"telephone", "1"}, {"extension", {{"k", "v"}}}});

    EXPECT_EQ(code(client.update("E1", {{"title", "B"}})), 0);

    const auto user = client.get("E1");
    EXPECT_EQ(user["title"], "B");
    EXPECT_EQ(user["telephone"], "1");
    EXPECT_EQ(user["extension"], R"({"k":"v"})");
}

TEST_F(Users, RefusedUpdate_ChangesNothing)
{
    client.create("E1", {{"title", "A"}});

    EXPECT_EQ(code(client.update("E1", {{"title", "B"}, {"manager_userid", "nobody"}})), 60128);

    EXPECT_EQ(client.get("E1")["title"], "A");
}

TEST_F(Users, Extension_OverwritesByDefaultAndAppendsInMode1)
{
    client.create("E1", {{"extension", {{"a", "1"}, {"b", "2"}}}});

    client.update("E1", {{"extension", {{"b", "3"}}}, {"ext_attrs_update_mode", "1"}});
    EXPECT_EQ(client.get("E1")["extension"], R"({"a":"1","b":"3"})");

    client.update("E1", {{"extension", {{"c", "4"}}}});
    EXPECT_EQ(client.get("E1")["extension"], R"({"c":"4"})");
}

TEST_F(Users, UnknownCustomFields_AreIgnoredOrRefusedAsTheCompanyDoes)
{
    auto rules = unlimited();
    rules.custom_fields = std::set<std::string>{"card"};
    SandboxClient ignoring{rules};
    rules.refuses_unknown_custom_fields = true;
    SandboxClient refusing{rules};
    const Json extension{{"card", "C"}, {"shoe", "42"}};

    EXPECT_EQ(code(ignoring.create("E1", {{"extension", extension}})), 0);
    EXPECT_EQ(ignoring.get("E1")["extension"], R"({"card":"C"})");
    EXPECT_EQ(code(refusing.create("E1", {{"extension", extension}})), 60119);
}

TEST_F(Users, Mobile_ChangesOnlyBeforeTheFirstLogin)
{
    client.create("E1");

    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900139000"}})), 0);
    EXPECT_EQ(client.get("E1")["mobile"], "13900139000");

    client.control("POST", "/sandbox/users/E1", {{"active", true}});
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900139001"}})), 40022);
    EXPECT_EQ(code(client.update("E1", {{"mobile", "13900139000"}, {"title", "B"}})), 0) << "same";
    EXPECT_EQ(client.get("E1")["mobile"], "13900139000");
}

TEST_F(Users, MobileChangeCode_FollowsTheRules)
{
    auto rules = unlimited();
    rules.mobile_change_code = 41054;
    SandboxClient other{rules};
    other.create("E1");
    other.control("POST", "/sandbox/users/E1", {{"active", true}});

    EXPECT_EQ(code(other.update("E1", {{"mobile", "13900139001"}})), 41054);
}

TEST_F(Users, Departments_AreReplacedAndKeptOnesKeepTheirOrder)
{
    const auto a = client.department("A");
    const auto b = client.department("B");
    client.create("E1", {{"dept_id_list", std::to_string(a)},
                         {"dept_order_list", {{{"dept_id", a}, {"order", 5}}}}});

    client.update("E1", {{"dept_id_list", std::to_string(b) + "," + std::to_string(a)}});

    EXPECT_EQ(client.get("E1")["dept_id_list"], Json::array({b, a}));
    EXPECT_EQ(client.get("E1")["dept_order_list"][1]["order"], 5);
    EXPECT_EQ(code(client.update("E1", {{"dept_order_list", {{{"dept_id", 1}, {"order", 5}}}}})),
              40009);
}

TEST_F(Users, PositionList_NeedsExactlyOneMain)
{
    const auto a = client.department("A");
    client.create("E1", {{"dept_id_list", "1," + std::to_string(a)}});
    const Json main{{"dept_id", a}, {"title", "T"}, {"work_place", "W"}, {"is_main", true}};
    const Json other{{"dept_id", 1}, {"is_main", "true"}};

    EXPECT_EQ(code(client.update("E1", {{"dept_position_list", {main, other}}})), 400002);
    EXPECT_EQ(code(client.update("E1", {{"dept_position_list", Json::array({main})}})), 0);
    EXPECT_EQ(client.get("E1")["dept_position_list"][1],
              Json::parse("{\"dept_id\":" + std::to_string(a) +
                          ",\"is_main\":true,\"title\":\"T\",\"work_place\":\"W\"}"));
}

TEST_F(Users, Deleted_DisappearsLeavesARecordAndCanReturn)
{
    const auto created = client.create("E1", {{"mobile", "13800138000"}});

    EXPECT_EQ(code(client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}})), 0);

    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "E1"}})), 60121);
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/delete", {{"userid", "E1"}})), 60121);
    EXPECT_EQ(client.oapi("/topapi/user/listid", {{"dept_id", 1}})["result"]["userid_list"],
              Json::array({"manager01"}));
    const auto [status, leavers] = client.api(
        "GET",
        "/v1.0/contact/empLeaveRecords?startTime=2026-11-22T00:00:00Z&nextToken=0&maxResults=50");
    EXPECT_EQ(status, 200);
    EXPECT_EQ(leavers["records"][0]["userId"], "E1");
    EXPECT_EQ(leavers["records"][0]["leaveReason"], "oapi");
    EXPECT_FALSE(leavers.contains("nextToken"));
    const auto again = client.create("E1", {{"mobile", "13800138000"}});
    EXPECT_EQ(code(again), 0);
    EXPECT_EQ(again["result"]["unionId"], created["result"]["unionId"]) << "the same person";
}

TEST_F(Users, NumberHandedOn_DoesNotHandOnTheUnionid)
{
    const auto first = client.create("E1", {{"mobile", "13800138000"}});
    client.update("E1", {{"mobile", "13800138001"}});

    const auto second = client.create("E2", {{"mobile", "13800138000"}});

    EXPECT_NE(first["result"]["unionId"], second["result"]["unionId"]);
}

TEST_F(Users, Unknown_33012)
{
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/get", {{"userid", "nobody"}})), 33012);
    EXPECT_EQ(code(client.update("nobody", {{"title", "A"}})), 33012);
}

TEST_F(Users, AreFoundByMobileAndUnionid)
{
    const auto created = client.create("E1", {{"mobile", "+852-51234567"}});

    EXPECT_EQ(client.oapi("/topapi/v2/user/getbymobile",
                          {{"mobile", "+852-51234567"}})["result"]["userid"],
              "E1");
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/getbymobile", {{"mobile", "+852-51234568"}})),
              60121);
    EXPECT_EQ(code(client.oapi("/topapi/v2/user/getbymobile", {{"mobile", "51234567"}})), 40104);
    EXPECT_EQ(client.oapi("/topapi/user/getbyunionid",
                          {{"unionid", created["result"]["unionId"]}})["result"]["userid"],
              "E1");
    EXPECT_EQ(code(client.oapi("/topapi/user/getbyunionid", {{"unionid", "x"}})), 60121);
}

TEST_F(Users, FieldPermissions_HideNumbersAndPersonalFacts)
{
    auto rules = unlimited();
    rules.sees_mobile = false;
    rules.sees_personal = false;
    SandboxClient blind{rules};
    blind.create("E1", {{"email", "a@example.com"}, {"remark", "r"}, {"extension", {{"k", "v"}}}});

    const auto user = blind.get("E1");

    for (const auto* field : {"mobile", "state_code", "email", "remark", "extension"}) {
        EXPECT_FALSE(user.contains(field)) << field;
    }
    EXPECT_EQ(user["title"], "");
}

TEST_F(Users, CountAndAdministrators)
{
    client.create("E1");

    EXPECT_EQ(client.oapi("/topapi/user/count", {{"only_active", "false"}})["result"]["count"], 2);
    EXPECT_EQ(client.oapi("/topapi/user/count", {{"only_active", true}})["result"]["count"], 1);
    EXPECT_EQ(client.oapi("/topapi/user/listadmin")["result"],
              Json::parse(R"([{"userid":"manager01","sys_level":1}])"));
}

TEST_F(Users, ListsByDepartment_Have100EntriesAtMost)
{
    const auto create = [&](const char* userid, int entries) {
        auto list = Json::array();
        for (int i = 0; i < entries; ++i) {
            list.push_back({{"dept_id", 1}, {"order", 7}});
        }
        return code(client.create(userid, {{"dept_order_list", list}}));
    };

    EXPECT_EQ(create("E1", 100), 0);
    EXPECT_EQ(create("E2", 101), 400002);
}

} // namespace

} // namespace rosterd::sandbox
