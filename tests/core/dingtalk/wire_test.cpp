#include "core/dingtalk/wire.hpp"

#include <gtest/gtest.h>

namespace rosterd::dingtalk
{
namespace
{

using model::Json;
using Ids = std::vector<model::DeptId>;

const Json kNative = {
    {"userid", "E1042"},
    {"unionid", "u1"},
    {"name", "陳大文"},
    {"mobile", "51234567"},
    {"state_code", "852"},
    {"job_number", "E1042"},
    {"title", "店長"},
    {"hired_date", 1577836800000},
    {"hide_mobile", true},
    {"senior", false},
    {"active", true},
    {"manager_userid", "E0001"},
    {"dept_id_list", {2, 3, 4}},
    {"dept_position_list", {{{"dept_id", 3}, {"is_main", true}}}},
    {"extension", R"({"工號":"A-7","層級":6})"},
    {"exclusive_account", true},
    {"exclusive_account_type", "sso"},
    {"disable_status", true},
};

TEST(User, NativeAnswer_BecomesTheObservedUser)
{
    const model::ObservedUser user = user_of(kNative, "CN");
    EXPECT_EQ(user.userid, "E1042");
    EXPECT_EQ(user.mobile, "+852-51234567");
    EXPECT_EQ(user.title, "店長");
    EXPECT_EQ(user.hired_date, 1577836800000);
    EXPECT_TRUE(user.hide_mobile);
    EXPECT_FALSE(user.senior_mode);
    EXPECT_TRUE(user.active);
    EXPECT_EQ(user.manager_userid, "E0001");
    EXPECT_EQ(user.dept_ids, (Ids{3, 2, 4}));
    EXPECT_EQ(user.extension.at("工號"), "A-7");
    EXPECT_EQ(user.extension.at("層級"), "6");
    EXPECT_EQ(user.exclusive_account, "sso");
    EXPECT_TRUE(user.disabled);
}

TEST(User, EveryScalarAsText_ReadsTheSame)
{
    Json text = kNative;
    for (auto& [name, value] : text.items()) {
        if (!value.is_string()) {
            value = value.dump();
        }
    }
    EXPECT_EQ(user_of(text, "CN"), user_of(kNative, "CN"));
}

TEST(User, NothingButAUserid_IsEmptyElsewhere)
{
    const model::ObservedUser user = user_of(Json{{"userid", "x"}, {"title", nullptr}}, "CN");
    model::ObservedUser expected;
    expected.userid = "x";
    EXPECT_EQ(user, expected);
}

TEST(Numbers, AboveTwoToThe53_StayExact)
{
    const Json native = Json::parse(R"({"order":176322897889314513})");
    const Json text = Json::parse(R"({"order":"176322897889314513"})");
    EXPECT_EQ(number_of(native, "order"), 176322897889314513);
    EXPECT_EQ(number_of(text, "order"), 176322897889314513);
}

TEST(Mobile, IsWrittenAsTheCompanysRegionWantsIt)
{
    EXPECT_EQ(mobile_of("13800138000", "86", "CN"), "13800138000");
    EXPECT_EQ(mobile_of("13800138000", "86", "HK"), "+86-13800138000");
    EXPECT_EQ(mobile_of("51234567", "852", "HK"), "+852-51234567");
    EXPECT_EQ(mobile_of("51234567", "+852", "CN"), "+852-51234567");
    EXPECT_EQ(mobile_of("+852-51234567", "852", "CN"), "+852-51234567");
    EXPECT_EQ(mobile_of("13800138000", "", "CN"), "13800138000");
    EXPECT_EQ(mobile_of("", "852", "CN"), "");
}

TEST(Department, ManagersAreSortedFromArrayOrCommaText)
{
    const Json native{{"dept_id", 7},
                      {"parent_id", 1},
                      {"name", "旺角店"},
                      {"dept_manager_userid_list", {"b", "a"}}};
    Json text = native;
    text["dept_id"] = "7";
    text["dept_manager_userid_list"] = "b,a";
    EXPECT_EQ(department_of(native).manager_userids, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(department_of(native), department_of(text));
}

TEST(CreationForm, ListsAreCommaTextAndEmptyValuesStayOut)
{
    const Json form =
        creation_form({{"name", "陳大文"},
                       {"dept_id_list", {2, 3}},
                       {"extension", {{"工號", "A-7"}}},
                       {"dept_title_list", Json::parse(R"([{"dept_id":2,"title":"x"}])")},
                       {"hide_mobile", false},
                       {"manager_userid", ""},
                       {"title", nullptr},
                       {"remark", ""}});
    EXPECT_EQ(form, (Json{{"name", "陳大文"},
                          {"dept_id_list", "2,3"},
                          {"extension", R"({"工號":"A-7"})"},
                          {"dept_title_list", Json::parse(R"([{"dept_id":2,"title":"x"}])")},
                          {"hide_mobile", false}}));
}

TEST(UserUpdateForm, ClearedManager_GoesByForceAloneAndTextsAreSentEmpty)
{
    EXPECT_EQ(
        user_update_form({{"manager_userid", ""}, {"title", ""}, {"login_id", "chan"}}),
        (Json{{"force_update_fields", "manager_userid"}, {"title", ""}, {"loginId", "chan"}}));
    EXPECT_EQ(user_update_form({{"manager_userid", "E1"}}), (Json{{"manager_userid", "E1"}}));
}

TEST(DepartmentUpdateForm, EmptyListOfManagers_IsForcedAndNotSent)
{
    EXPECT_EQ(department_update_form({{"dept_manager_userid_list", Json::array()}, {"name", "A"}}),
              (Json{{"force_update_fields", "dept_manager_userid_list"}, {"name", "A"}}));
    EXPECT_EQ(department_update_form({{"dept_manager_userid_list", {"a", "b"}}}),
              (Json{{"dept_manager_userid_list", "a,b"}}));
}

} // namespace
} // namespace rosterd::dingtalk
