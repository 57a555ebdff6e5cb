#include <gtest/gtest.h>

#include "core/model/document.hpp"

namespace rosterd::model
{
namespace
{

using namespace std::chrono_literals;

Person full_person()
{
    Person person;
    person.employee_id = "E1042";
    person.name = "陳大文";
    person.mobile = "+852-51234567";
    person.email = "";
    person.org_email = "tm.chan@example.com";
    person.telephone = "8042";
    person.title = "店長";
    person.level = "P6";
    person.work_place = "旺角";
    person.remark = "a \"quoted\"\nline\\";
    person.manager_id = "E0001";
    person.login_id = "tmchan";
    person.departments = {"/零售/旺角店", "#77"};
    person.leads = {"/零售/旺角店"};
    person.hired_on = Date{2024y, std::chrono::March, 1d};
    person.last_day = Date{2026y, std::chrono::December, 31d};
    person.status = EmploymentStatus::leave;
    person.account = AccountKind::sso;
    person.userid = "tm.chan";
    person.hide_mobile = false;
    person.senior_mode = true;
    person.roles = {{"門店/店員", "技術/架構師"}};
    person.attendance_group = "早班";
    person.time_zone = "Asia/Hong_Kong";
    person.employment = "外判";
    person.previous_employee_id = "E0042";
    person.effective_on = Date{2026y, std::chrono::July, 1d};
    person.main_job = false;
    person.ext = {{"卡號", "0042"}, {"a", ""}};
    person.origin = {"hr", "roster.csv:17", "roster.csv", 17};
    return person;
}

ObservedUser full_user()
{
    ObservedUser user;
    user.userid = "E1042";
    user.unionid = "u1";
    user.name = "陳大文";
    user.mobile = "13800138000";
    user.email = "a@example.com";
    user.org_email = "b@example.com";
    user.telephone = "8042";
    user.job_number = "E1042";
    user.title = "店長";
    user.work_place = "旺角";
    user.remark = "\t";
    user.manager_userid = "E0001";
    user.hired_date = 1'709'251'200'000;
    user.hide_mobile = user.senior_mode = user.active = true;
    user.admin = user.boss = user.disabled = true;
    user.exclusive_account = "sso";
    user.login_id = "tmchan";
    user.dept_ids = {500'000'001, 1};
    user.extension = {{"卡號", "1"}};
    return user;
}

TEST(Document, EveryFieldOfAPerson_SurvivesTheRoundTrip)
{
    EXPECT_EQ(person_in(document_of(full_person())), full_person());
    EXPECT_EQ(person_in(document_of(Person{})), Person{});
}

TEST(Document, EveryFieldOfAnAccount_SurvivesTheRoundTrip)
{
    EXPECT_EQ(user_in(document_of(full_user())), full_user());
    EXPECT_EQ(user_in(document_of(ObservedUser{})), ObservedUser{});
}

TEST(Document, IsJsonUnderTheCanonicalNames)
{
    const Json json = Json::parse(document_of(full_person()));

    EXPECT_EQ(json.size(), 30u); // all of them
    EXPECT_EQ(json["departments"], (Json{"/零售/旺角店", "#77"}));
    EXPECT_EQ(json["hired_on"], "2024-03-01");
    EXPECT_EQ(json["remark"], "a \"quoted\"\nline\\");
    EXPECT_EQ(json["origin"]["row"], 17);
}

TEST(Document, WhatIsNotStated_IsLeftOut_AndStatedEmptyIsNot)
{
    Person person;
    person.employee_id = "E1";
    person.email = "";

    const Json json = Json::parse(document_of(person));

    EXPECT_EQ(json, (Json{{"employee_id", "E1"}, {"email", ""}, {"status", "active"}}));
    EXPECT_EQ(person_in(json.dump()).email, Stated{""});
    EXPECT_EQ(person_in(json.dump()).remark, std::nullopt);
}

TEST(Document, NamesOfANewerVersion_ArePassedOver)
{
    EXPECT_EQ(person_in(R"({"employee_id":"E1","shoe_size":[44]})").employee_id, "E1");
}

TEST(Document, BrokenTextAndWrongTypes_AreDamage)
{
    EXPECT_THROW(person_in("{"), DamagedDocument);
    EXPECT_THROW(person_in("[]"), DamagedDocument);
    EXPECT_THROW(person_in(""), DamagedDocument);
    EXPECT_THROW(person_in(R"({"name":1})"), DamagedDocument);
    EXPECT_THROW(user_in(R"({"dept_ids":["x"]})"), DamagedDocument);
    EXPECT_THROW(person_in(R"({"last_day":"soon"})"), DamagedDocument);
    EXPECT_THROW(person_in(R"({"status":"dormant"})"), DamagedDocument);
}

TEST(Document, TextThatIsNotUtf8_IsWrittenSoThatItCanBeRead)
{
    Person person;
    person.employee_id = "E1";
    person.name = "Jos\xE9";

    EXPECT_EQ(person_in(document_of(person)).name, "Jos\uFFFD");
}

} // namespace
} // namespace rosterd::model
