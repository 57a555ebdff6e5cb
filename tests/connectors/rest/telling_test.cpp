#include <gmock/gmock.h>

#include "connectors/rest/rest_connector.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Answers as the test says, and remembers what was asked.
class Hris final : public net::HttpClient
{
public:
    explicit Hris(net::Loop& loop) : loop_{loop} {}
    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        asked.push_back(request.method + " " +
                        request.url.substr(std::string{"https://acme.example.com"}.size()) +
                        (request.body.empty() ? "" : " " + request.body));
        net::HttpResponse response = answer(request);
        loop_.post([callback = std::move(callback), response = std::move(response)] {
            callback(response);
        });
    }
    std::function<net::HttpResponse(const net::HttpRequest&)> answer = [](const net::HttpRequest&) {
        return net::HttpResponse{204, {}, ""};
    };
    std::vector<std::string> asked;

private:
    net::Loop& loop_;
};

struct RestTelling : testing::Test {
    net::VirtualLoop loop{model::Instant{}};
    Hris hris{loop};
    std::string write_back =
        "  request:\n    method: PATCH\n    path: /people/{{employee_id}}\n"
        "    json: {phone: \"{{values.mobile}}\", on: \"{{values.active}}\"}\n";

    std::string definition() const
    {
        return acme(people("    request: {path: /p}\n    records: .p[]\n"),
                    "retry: {tries: 1}\nsettings:\n  field: {help: a field, optional: true}\n") +
               "write_back:\n" + write_back;
    }
    std::vector<model::Result<void>> tell(const std::vector<sdk::Learned>& people,
                                          const model::Json& settings = model::Json::object())
    {
        Wire wire;
        wire.loop = &loop;
        wire.http = &hris;
        wire.run = [this] { loop.run(); };
        wire.stop = [this] { loop.stop(); };
        wire.random = [] { return 1U; };
        wire.nonce = [] { return std::string{"n"}; };
        return make_connector("hr", defined(definition()), settings, wire)->write_back(people);
    }
};

TEST_F(RestTelling, ARequestForEachPerson_SaysWhatIsNewAndNothingElse)
{
    const auto answers =
        tell({{"E/1", {{"mobile", "+852-51234567"}}}, {"E2", {{"active", "true"}}}});

    EXPECT_TRUE(answers.at(0) && answers.at(1)) << "an answer without a body will do";
    EXPECT_THAT(hris.asked, ElementsAre("PATCH /api/people/E%2F1 {\"phone\":\"+852-51234567\"}",
                                        "PATCH /api/people/E2 {\"on\":true}"));
}

TEST_F(RestTelling, WhoeverTheHrisDoesNotKnow_HarmsNobodyElse)
{
    hris.answer = [](const net::HttpRequest& request) {
        return net::HttpResponse{request.url.ends_with("E1") ? 404 : 200, {}, "OK"};
    };
    const auto answers = tell({{"E1", {{"mobile", "1"}}}, {"E2", {{"mobile", "2"}}}});

    EXPECT_EQ(answers.at(0).error().kind, model::ErrorKind::not_found);
    EXPECT_TRUE(answers.at(1));
}

TEST_F(RestTelling, AfterThreeFailuresInARow_TheRestIsNotTried)
{
    hris.answer = [](const net::HttpRequest&) { return net::HttpResponse{403, {}, "{}"}; };
    const sdk::Learned person{"E1", {{"mobile", "1"}}};

    const auto answers = tell({person, person, person, person, person});

    EXPECT_EQ(hris.asked.size(), 3U);
    ASSERT_EQ(answers.size(), 5U);
    EXPECT_EQ(answers[4].error().kind, model::ErrorKind::unauthorised);
}

TEST_F(RestTelling, AnAnswerThatSaysFailure_IsOne)
{
    write_back += "  success: {when: .code == 0, message: .text}\n";
    hris.answer = [](const net::HttpRequest&) {
        return net::HttpResponse{200, {}, R"({"code": 7, "text": "locked"})"};
    };
    EXPECT_THAT(tell({{"E1", {{"mobile", "1"}}}}).at(0).error().message, HasSubstr("locked"));
}

TEST_F(RestTelling, WhereTheHrisHasIdsOfItsOwn_TheyAreAskedFor)
{
    write_back = "  find:\n    request: {path: /find, query: {no: \"{{employee_id}}\"}}\n"
                 "    id: .found[].id\n"
                 "  request: {method: PUT, path: \"/people/{{id}}\", json: {phone: "
                 "\"{{values.mobile}}\"}}\n";
    hris.answer = [](const net::HttpRequest& request) {
        const bool known = request.url.ends_with("no=E1");
        return net::HttpResponse{
            200, {}, known ? R"({"found": [{"id": 77}]})" : R"({"found": []})"};
    };
    const auto answers = tell({{"E1", {{"mobile", "1"}}}, {"E2", {{"mobile", "2"}}}});

    EXPECT_TRUE(answers.at(0));
    EXPECT_THAT(answers.at(1).error().message, HasSubstr("found 0 ids for employee_id E2"));
    EXPECT_THAT(hris.asked,
                ElementsAre("GET /api/find?no=E1", "PUT /api/people/77 {\"phone\":\"1\"}",
                            "GET /api/find?no=E2"));
}

TEST_F(RestTelling, WhatTheHrisHasAlready_CountsAsTold)
{
    hris.answer = [](const net::HttpRequest&) { return net::HttpResponse{304, {}, ""}; };
    EXPECT_TRUE(tell({{"E1", {{"mobile", "1"}}}}).at(0));
}

TEST_F(RestTelling, AFieldThatASettingNames_IsSentWhereTheSettingIsGiven)
{
    write_back = "  request:\n    path: /people/{{employee_id}}\n"
                 "    json: {\"{{settings.field}}\": \"{{values.userid}}\", phone: "
                 "\"{{values.mobile}}\"}\n";
    const std::vector<sdk::Learned> person{{"E1", {{"userid", "ann"}, {"mobile", "1"}}}};

    EXPECT_TRUE(tell(person, {{"field", "dingTalk"}}).at(0));
    EXPECT_TRUE(tell(person).at(0));

    EXPECT_THAT(hris.asked,
                ElementsAre("POST /api/people/E1 {\"dingTalk\":\"ann\",\"phone\":\"1\"}",
                            "POST /api/people/E1 {\"phone\":\"1\"}"));
}

TEST(RestWriteBack, AFieldThatOnlyASettingNames_IsRefusedWithoutTheSetting)
{
    const auto faults = [](const char* field, const model::Json& settings) {
        model::Json given{{"company", "acme"}, {"api_key", "k"}};
        given.update(settings);
        std::string out;
        for (const sdk::OptionFault& one : kind().write_back->check(
                 {{"fields", {field}}}, {{"preset", "bamboohr"}, {"settings", given}}, "")) {
            out += one.what + "; " + one.write;
        }
        return out;
    };

    EXPECT_EQ(faults("mobile", model::Json::object()), "");
    EXPECT_EQ(faults("userid", {{"userid_field", "customDingTalk"}}), "");
    EXPECT_THAT(faults("userid", model::Json::object()),
                AllOf(HasSubstr("without the setting 'userid_field'"),
                      HasSubstr("settings: {userid_field: ...}, alias of the custom field")));
    EXPECT_THAT(faults("remark", {{"userid_field", "customDingTalk"}}),
                HasSubstr("{{values.remark}}"));
}

TEST_F(RestTelling, FaultsOfADefinition_AreNamed)
{
    write_back = "  request: {method: DELETE, path: /p}\n";
    EXPECT_THAT(faults_of(definition()), HasSubstr("DELETE"));
    write_back = "  request: {method: PUT, path: \"/p/{{id}}\"}\n";
    EXPECT_THAT(faults_of(definition()), HasSubstr("id"));
    write_back = "  request: {path: /p, json: {\"{{values.mobile}}\": x}}\n";
    EXPECT_THAT(faults_of(definition()), HasSubstr("there is no {{values.mobile}} here"));
    write_back = "  sucess: {}\n";
    EXPECT_THAT(faults_of(definition()), AllOf(HasSubstr("sucess"), HasSubstr("success")));
}

} // namespace
} // namespace rosterd::rest
