#include "core/dingtalk/hint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rosterd::dingtalk
{

namespace
{

using model::Json;
using testing::ElementsAre;
using testing::IsEmpty;

const model::Instant kReceived{model::Duration{1767225600500}};

Hint user(const std::string& userid)
{
    return {HintKind::user, userid, 0};
}

Hint department(std::int64_t id)
{
    return {HintKind::department, "", id};
}

Hint role(std::int64_t id)
{
    return {HintKind::role, "", id};
}

const Hint kAdministrators{HintKind::administrators, "", 0};
const Hint kOrganisation{HintKind::organisation, "", 0};

std::vector<Hint> hints(const std::string& type, const std::string& data)
{
    Event event;
    event.type = type;
    event.data = Json::parse(data);
    const Reading reading = read_event(event);
    EXPECT_TRUE(reading.known) << type;
    return reading.hints;
}

TEST(Hint, an_event_of_a_person_points_at_that_person)
{
    for (const char* type :
         {"user_add_org", "user_modify_org", "user_leave_org", "user_active_org"}) {
        EXPECT_THAT(hints(type, R"({"timeStamp":"1","userId":["011505184066774889"]})"),
                    ElementsAre(user("011505184066774889")))
            << type;
    }
}

TEST(Hint, several_people_in_one_event_are_all_looked_at_each_once)
{
    EXPECT_THAT(hints("user_add_org", R"({"userId":["b","a","b",""]})"),
                ElementsAre(user("a"), user("b")));
}

TEST(Hint, both_spellings_and_one_instead_of_a_list_are_read)
{
    EXPECT_THAT(hints("user_leave_org", R"({"UserId":["u"],"CorpId":"ding1"})"),
                ElementsAre(user("u")));
    EXPECT_THAT(hints("user_leave_org", R"({"userid":"u","corpid":"ding1"})"),
                ElementsAre(user("u")));
    EXPECT_THAT(hints("user_leave_org", R"({"userId":1639978092})"),
                ElementsAre(user("1639978092")));
    EXPECT_THAT(hints("user_leave_org", R"({"userId":"[\"a\",\"b\"]"})"),
                ElementsAre(user("a"), user("b")));
}

TEST(Hint, the_difference_of_a_change_names_people_as_object_and_as_list)
{
    EXPECT_THAT(hints("user_modify_org",
                      R"({"diffInfo":[{"curr":{},"prev":{},"userid":"a"},{"userid":"b"}]})"),
                ElementsAre(user("a"), user("b")));
    EXPECT_THAT(hints("user_modify_org", R"({"diffInfo":{"userid":"a"},"userId":["a"]})"),
                ElementsAre(user("a")));
    EXPECT_THAT(hints("user_modify_org", R"({"diffInfo":"a","userId":["b"]})"),
                ElementsAre(user("b")));
}

TEST(Hint, a_change_as_it_really_travels_points_at_its_person)
{
    EXPECT_THAT(
        hints("user_modify_org",
              R"({"diffInfo":[{"curr":{"email":"a@b.hk","hiredDate":"2025-08-07","jobNumber":"20",)"
              R"("name":"Ianmodity","remark":"me","telephone":"","workPlace":"北京"},)"
              R"("prev":{"email":"a@b.hk","hiredDate":"2025-08-07","name":"Ian","remark":"me",)"
              R"("telephone":"","workPlace":"北京"},"userid":"03301410433273270"}],)"
              R"("eventId":"ebb4c3f1284e45f680ac50ec55b5c5d8","optStaffId":"manager331",)"
              R"("timeStamp":"1754553836642","userId":["03301410433273270"]})"),
        ElementsAre(user("03301410433273270")));
}

TEST(Hint, a_change_of_administrators_points_at_the_person_and_the_list)
{
    for (const char* type : {"org_admin_add", "org_admin_remove"}) {
        EXPECT_THAT(hints(type, R"({"userId":["u"]})"), ElementsAre(user("u"), kAdministrators));
    }
}

TEST(Hint, an_event_of_departments_points_at_them)
{
    for (const char* type : {"org_dept_create", "org_dept_modify", "org_dept_remove"}) {
        EXPECT_THAT(hints(type, R"({"deptId":[500000002, 1]})"),
                    ElementsAre(department(1), department(500000002)))
            << type;
        EXPECT_THAT(hints(type, R"({"DeptId":"500000002"})"), ElementsAre(department(500000002)));
        EXPECT_THAT(hints(type, R"({"deptid":["1","2"]})"),
                    ElementsAre(department(1), department(2)));
        EXPECT_THAT(hints(type, R"({"deptId":9007199254740993})"),
                    ElementsAre(department(9007199254740993)));
    }
}

TEST(Hint, the_organisation_itself_points_at_everything)
{
    EXPECT_THAT(hints("org_change", "{}"), ElementsAre(kOrganisation));
    EXPECT_THAT(hints("org_remove", "{}"), ElementsAre(kOrganisation));
}

TEST(Hint, a_change_of_roles_points_at_people_and_roles)
{
    EXPECT_THAT(
        hints("label_user_change", R"({"userIdList":["u"],"labelIdList":[77],"action":"add"})"),
        ElementsAre(user("u"), role(77)));
    EXPECT_THAT(hints("label_user_change", R"({"UserIdList":["u"],"LabelIdList":["77"]})"),
                ElementsAre(user("u"), role(77)));
    EXPECT_THAT(hints("emp_label_scope_change",
                      R"({"userId":"u","labelId":77,"preDeptIds":[1],"postDeptIds":null})"),
                ElementsAre(user("u"), role(77)));
    for (const char* type : {"label_conf_add", "label_conf_del", "label_conf_modify"}) {
        EXPECT_THAT(hints(type, R"({"labelIdList":[77],"scope":"1"})"), ElementsAre(role(77)));
    }
}

TEST(Hint, an_event_of_the_personnel_file_points_at_its_person)
{
    for (const char* type :
         {"hrm_user_record_change", "hrm_mdm_user_change", "hrm_mdm_user_info_change"}) {
        EXPECT_THAT(hints(type, R"({"changeType":4,"staffId":"u"})"), ElementsAre(user("u")));
    }
    EXPECT_THAT(hints("hrm_solution_manage", R"({"staffIds":["a","b"],"solutionStatus":"init"})"),
                ElementsAre(user("a"), user("b")));
}

TEST(Hint, an_event_that_does_not_say_whom_points_at_everything)
{
    EXPECT_THAT(hints("user_add_org", "{}"), ElementsAre(kOrganisation));
    EXPECT_THAT(hints("org_admin_add", R"({"userId":[]})"), ElementsAre(kOrganisation));
    EXPECT_THAT(hints("org_dept_modify", R"({"deptId":["x", 0, -1]})"), ElementsAre(kOrganisation));
}

TEST(Hint, an_unknown_type_is_no_hint_and_says_so)
{
    Event event;
    event.type = "bpms_task_change";
    event.data = Json{{"staffId", "u"}};
    const Reading reading = read_event(event);
    EXPECT_FALSE(reading.known);
    EXPECT_THAT(reading.hints, IsEmpty());
}

TEST(Event, a_push_in_the_new_spelling_tells_id_time_and_company)
{
    const auto event = event_of_push(R"({"EventType":"user_add_org","CorpId":"ding1",
        "eventId":"e1","EventTime":1767225600000,"timeStamp":"5","userId":["u"]})",
                                     kReceived);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, "e1");
    EXPECT_EQ(event->type, "user_add_org");
    EXPECT_EQ(event->corp_id, "ding1");
    EXPECT_EQ(event->born.time_since_epoch().count(), 1767225600000);
}

TEST(Event, a_push_in_the_old_spelling_gets_an_id_of_type_time_and_content)
{
    const std::string message = R"({"CorpId":"ding1","EventType":"user_leave_org",
        "UserId":["16399780922588973"],"OptStaffId":"manager164","TimeStamp":"1640658366191"})";
    const auto once = event_of_push(message, kReceived);
    const auto again = event_of_push(message, kReceived + model::Duration{30'000});
    const auto other = event_of_push(
        R"({"CorpId":"ding1","EventType":"user_leave_org","UserId":["2"],"TimeStamp":"1640658366191"})",
        kReceived);
    ASSERT_TRUE(once && again && other);
    EXPECT_EQ(once->born.time_since_epoch().count(), 1640658366191);
    EXPECT_TRUE(once->id.starts_with("user_leave_org:1640658366191:")) << once->id;
    EXPECT_EQ(once->id, again->id);
    EXPECT_NE(once->id, other->id);
}

TEST(Event, an_event_without_a_time_is_born_when_it_was_received_and_keeps_its_id)
{
    const auto event = event_of_push(
        R"({"EventType":"hrm_user_record_change","actionType":"userInfoChange","staffId":"u"})",
        kReceived);
    const auto again = event_of_push(
        R"({"EventType":"hrm_user_record_change","staffId":"u","actionType":"userInfoChange"})",
        kReceived + model::Duration{1});
    ASSERT_TRUE(event && again);
    EXPECT_EQ(event->born, kReceived);
    EXPECT_EQ(event->id, again->id);
}

TEST(Event, what_is_not_an_event_is_none)
{
    for (const char* message : {"success", "", "[]", "{}", R"({"EventType":""})", "{"}) {
        EXPECT_FALSE(event_of_push(message, kReceived)) << message;
    }
}

TEST(Event, a_failed_push_of_the_address_book_reads_like_the_push)
{
    const auto event = event_of_failed(Json::parse(R"({"event_time":1767225600000,
        "call_back_tag":"user_add_org","user_add_org":{"userid":["u"],"corpid":"ding1"}})"),
                                       kReceived);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->type, "user_add_org");
    EXPECT_EQ(event->corp_id, "ding1");
    EXPECT_EQ(event->born.time_since_epoch().count(), 1767225600000);
    EXPECT_TRUE(event->id.starts_with("user_add_org:1767225600000:")) << event->id;
    EXPECT_THAT(read_event(*event).hints, ElementsAre(user("u")));
}

TEST(Event, a_failed_push_of_the_legacy_flat_form_is_read)
{
    const auto event = event_of_failed(
        Json::parse(R"({"event_time":"1767225600000","call_back_tag":"org_dept_modify",
        "deptid":[5,6],"corpid":"ding1"})"),
        kReceived);
    ASSERT_TRUE(event);
    EXPECT_THAT(read_event(*event).hints, ElementsAre(department(5), department(6)));
}

TEST(Event, a_failed_push_of_roles_is_found_one_level_deeper)
{
    const auto event = event_of_failed(Json::parse(R"({"event_time":1,
        "call_back_tag":"label_user_change","label_user_change":{
            "roleLabelChange":{"UserIdList":["u"],"LabelIdList":[77]},"corpid":"ding1"}})"),
                                       kReceived);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->corp_id, "ding1");
    EXPECT_THAT(read_event(*event).hints, ElementsAre(user("u"), role(77)));
}

TEST(Event, an_entry_without_a_tag_is_none)
{
    EXPECT_FALSE(event_of_failed(Json::parse(R"({"event_time":1})"), kReceived));
    EXPECT_FALSE(event_of_failed(Json::parse("7"), kReceived));
}

TEST(Event, a_stream_frame_tells_it_in_headers_and_data)
{
    const Json headers = Json::parse(R"({"topic":"*","messageId":"213d841d_972_1898bb26334_70a7",
        "contentType":"application/json","time":"1693221579964","eventType":"user_add_org",
        "eventId":"c7c7120f2c0741900ebdba0318c8aaaa","eventCorpId":"ding1",
        "eventBornTime":"1693221579800","eventUnifiedAppId":"bbb381b6"})");
    const auto event =
        event_of_stream(headers, R"({"timeStamp":"1693221579790","userId":["015227"]})", kReceived);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, "c7c7120f2c0741900ebdba0318c8aaaa");
    EXPECT_EQ(event->corp_id, "ding1");
    EXPECT_EQ(event->born.time_since_epoch().count(), 1693221579800);
    EXPECT_THAT(read_event(*event).hints, ElementsAre(user("015227")));
}

TEST(Event, a_stream_frame_without_an_id_in_its_headers_takes_it_from_its_data)
{
    const auto event = event_of_stream(Json{{"eventType", "user_add_org"}},
                                       R"({"eventId":"e2","userId":["u"]})", kReceived);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->id, "e2");
}

TEST(Event, a_stream_frame_of_no_type_or_no_object_is_none)
{
    EXPECT_FALSE(event_of_stream(Json::object(), "{}", kReceived));
    EXPECT_FALSE(event_of_stream(Json{{"eventType", "x"}}, "[]", kReceived));
    EXPECT_FALSE(event_of_stream(Json{{"eventType", "x"}}, "not json", kReceived));
}

} // namespace

} // namespace rosterd::dingtalk
