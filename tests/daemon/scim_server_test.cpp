// The SCIM server by its requests, over a real state.
#include "daemon/scim/server.hpp"

#include <gmock/gmock.h>

#include "core/state/store.hpp"
#include "daemon/http/target.hpp"
#include "daemon/scim/endpoints.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::scim
{
namespace
{

using http::HttpServerRequest;
using http::HttpServerResponse;
using model::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ScimServer : public testing::Test
{
protected:
    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ =
        std::move(state::open_store({folder_.file("state.db"), state::Access::write, "test"}))
            .value();
    config::Settings settings_ = [] {
        config::Settings out;
        config::SourceSettings one;
        one.name = "entra";
        one.connector = "scim";
        one.options = {{"token", "t-entra"}};
        out.sources.push_back(one);
        return out;
    }();
    model::Instant now_{std::chrono::seconds{1'795'000'000}};
    std::size_t changes_ = 0;
    ServerParts parts_{settings_, *store_, [this] { return now_; },
                       [this](const std::string&, std::size_t count) { changes_ += count; }};
    std::map<std::string, std::string> headers_; // of the next request

    void add_source(const std::string& name)
    {
        auto one = settings_.sources.front();
        one.name = name;
        one.options["token"] = "t-" + name;
        settings_.sources.push_back(one);
    }

    HttpServerResponse ask(const std::string& method, const std::string& target,
                           const Json& body = nullptr, const std::string& token = "t-entra")
    {
        HttpServerRequest request;
        request.method = method;
        const auto question = target.find('?');
        request.path = "/scim/v2" + target.substr(0, question);
        if (question != std::string::npos) {
            request.parameters = http::parse_form(target.substr(question + 1));
        }
        request.headers = headers_;
        request.headers["host"] = "hr.example.com";
        request.headers["authorization"] = "Bearer " + token;
        request.body = body.is_null() ? "" : body.dump();
        headers_.clear();
        return answer(parts_, request);
    }

    Json done(const std::string& method, const std::string& target, const Json& body = nullptr)
    {
        const auto response = ask(method, target, body);
        EXPECT_LT(response.status, 300) << method << " " << target << ": " << response.body;
        return response.body.empty() ? Json{} : Json::parse(response.body);
    }

    std::string create(const std::string& name, const Json& more = Json::object())
    {
        Json user{{"userName", name}};
        user.update(more);
        return done("POST", "/Users", user)["id"];
    }

    std::vector<std::string> found(const std::string& target)
    {
        std::vector<std::string> out;
        const Json list = done("GET", target);
        for (const Json& one : list["Resources"]) {
            out.push_back(one.contains("userName") ? one["userName"] : one["displayName"]);
        }
        return out;
    }
};

TEST_F(ScimServer, WhatIsCreated_IsAnsweredWithItsPlaceAndVersion)
{
    const auto response = ask("POST", "/Users", {{"userName", "ada"}, {"password", "s3cret"}});

    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.content_type, "application/scim+json");
    const Json body = Json::parse(response.body);
    EXPECT_EQ(body["schemas"], Json::array({"urn:ietf:params:scim:schemas:core:2.0:User"}));
    EXPECT_EQ(body["meta"]["location"],
              "http://hr.example.com/scim/v2/Users/" + body["id"].get<std::string>());
    EXPECT_EQ(body["meta"]["created"], body["meta"]["lastModified"]);
    EXPECT_FALSE(body.contains("password"));
    EXPECT_EQ(changes_, 1U);
    EXPECT_EQ(done("GET", "/Users/" + body["id"].get<std::string>()), body);
}

TEST_F(ScimServer, EachSourceHasItsOwnTokenAndItsOwnPeople)
{
    create("ada");
    add_source("okta");
    EXPECT_EQ(ask("GET", "/Users").status, 401) << "of two, one has to be named";
    EXPECT_EQ(ask("GET", "/okta/Users", nullptr, "t-entra").status, 401);
    EXPECT_EQ(Json::parse(ask("GET", "/okta/Users", nullptr, "t-okta").body)["totalResults"], 0);
    EXPECT_EQ(Json::parse(ask("GET", "/entra/Users").body)["totalResults"], 1);
    EXPECT_EQ(ask("GET", "/nobody/Users").status, 401);
    settings_.sources[0].options["token"] = "";
    EXPECT_EQ(ask("GET", "/entra/Users", nullptr, "").status, 401) << "no token opens nothing";
}

TEST_F(ScimServer, UserNamesAreUnique_WhateverTheirCase)
{
    create("Ada");
    const auto again = ask("POST", "/Users", {{"userName", "aDA"}});
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(Json::parse(again.body)["scimType"], "uniqueness");
    const std::string bob = create("bob");
    EXPECT_EQ(ask("PUT", "/Users/" + bob, {{"userName", "ADA"}}).status, 409);
    EXPECT_EQ(ask("PUT", "/Users/" + bob, {{"userName", "BOB"}}).status, 200) << "its own";
}

TEST_F(ScimServer, AVersionThatIsNotThePresentOne_IsRefused)
{
    const std::string ada = "/Users/" + create("ada");
    const std::string tag = done("GET", ada)["meta"]["version"];
    headers_ = {{"if-none-match", "\"x\", " + tag}};
    EXPECT_EQ(ask("GET", ada).status, 304);
    headers_ = {{"if-match", tag}};
    EXPECT_EQ(ask("PUT", ada, {{"userName", "ada"}, {"title", "T"}}).status, 200);
    for (const auto& [method, body] :
         {std::pair{"PUT", Json{{"userName", "x"}}},
          {"DELETE", Json{}},
          {"PATCH",
           Json::parse(R"({"Operations": [{"op": "add", "path": "title", "value": "y"}]})")}}) {
        headers_ = {{"if-match", tag}};
        EXPECT_EQ(ask(method, ada, body).status, 412) << method;
    }
    headers_ = {{"if-match", "*"}};
    EXPECT_EQ(ask("DELETE", ada).status, 204);
    EXPECT_EQ(ask("GET", ada).status, 404);
}

TEST_F(ScimServer, AWriteThatChangesNothing_KeepsVersionAndTime)
{
    const std::string ada = "/Users/" + create("ada");
    const Json before = done("GET", ada);
    now_ += std::chrono::hours{1};
    EXPECT_EQ(done("PUT", ada, {{"userName", "ada"}}), before);
    EXPECT_NE(done("PUT", ada, {{"userName", "ada"}, {"title", "T"}})["meta"], before["meta"]);
}

TEST_F(ScimServer, AGroupShowsAtItsMembers_AndForgetsWhoIsDeleted)
{
    const std::string ada = create("ada");
    const std::string bob = create("bob");
    const std::string team =
        done("POST", "/Groups",
             {{"displayName", "Team"}, {"members", {{{"value", ada}}, {{"value", bob}}}}})["id"];
    EXPECT_EQ(done("GET", "/Users/" + ada)["groups"][0]["display"], "Team");
    EXPECT_THAT(found("/Users?filter=groups.value+eq+%22" + team + "%22"),
                ElementsAre("ada", "bob"));
    EXPECT_THAT(found("/Groups?filter=members.value+eq+%22" + bob + "%22"), ElementsAre("Team"));
    EXPECT_FALSE(done("GET", "/Users/" + ada + "?excludedAttributes=groups").contains("groups"));

    done("DELETE", "/Users/" + ada);

    EXPECT_EQ(done("GET", "/Groups/" + team)["members"], Json::array({{{"value", bob}}}));
    done("DELETE", "/Groups/" + team);
    EXPECT_FALSE(done("GET", "/Users/" + bob).contains("groups"));
}

TEST_F(ScimServer, ListsAreInTheOrderOfCreation_OrAsAskedFor)
{
    for (const char* name : {"c", "a", "b"}) {
        create(name, {{"title", name}});
    }
    done("POST", "/Groups", {{"displayName", "g"}});
    EXPECT_THAT(found("/Users"), ElementsAre("c", "a", "b"));
    EXPECT_THAT(found("/Users?startIndex=2&count=1"), ElementsAre("a"));
    EXPECT_THAT(found("/Users?startIndex=4"), IsEmpty());
    EXPECT_THAT(found("/Users?sortBy=userName&count=2"), ElementsAre("a", "b"));
    EXPECT_THAT(found("/Users?sortBy=title&sortOrder=descending"), ElementsAre("c", "b", "a"));
    EXPECT_THAT(found("/Users?filter=title+gt+%22a%22"), ElementsAre("c", "b"));
    EXPECT_THAT(found("/?filter=id+pr"), ElementsAre("c", "a", "b", "g"));
    EXPECT_EQ(done("GET", "/Users?filter=title+pr&count=0")["totalResults"], 3);
    EXPECT_EQ(done("POST", "/.search", {{"filter", "displayName eq \"G\""}})["totalResults"], 1);
}

// Whom a change concerns is read again, though their own content stays as it is.
TEST_F(ScimServer, WhoReportsToSomebodyNew_AndWhoIsInARenamedGroup_IsReadAgain)
{
    const auto touched_since = [&](std::int64_t then) {
        std::vector<std::string> out;
        store_->scim().each_since("entra", "User", then, [&](const state::ScimResource& one) {
            out.push_back(one.display);
        });
        return out;
    };
    const std::string ada =
        create("ada", {{std::string{kEnterprise}, {{"manager", {{"value", "boss-7"}}}}}});
    const std::string team =
        done("POST", "/Groups", {{"displayName", "Team"}, {"members", {{{"value", ada}}}}})["id"];
    auto then = store_->scim().newest("entra");
    create("boss", {{"externalId", "boss-7"}});
    EXPECT_THAT(touched_since(then), ElementsAre("ada", "boss"));
    then = store_->scim().newest("entra");
    done("PUT", "/Groups/" + team, {{"displayName", "Crew"}, {"members", {{{"value", ada}}}}});
    EXPECT_THAT(touched_since(then), ElementsAre("ada"));
}

TEST_F(ScimServer, WhatSomebodyWas_IsKeptForTheNextRead)
{
    const std::string ada = create("ada", {{"externalId", "E1"}, {"title", "T"}});
    done("PUT", "/Users/" + ada, {{"userName", "ada"}, {"externalId", "E2"}});
    done("DELETE", "/Users/" + ada);
    const auto former = store_->scim().former_since("entra", 0);
    ASSERT_EQ(former.size(), 2U);
    EXPECT_EQ(former[0].doc["externalId"], "E1");
    EXPECT_EQ(former[1].doc["externalId"], "E2");
    EXPECT_EQ(former[1].doc["cleared"], Json::array({"title"})) << "it was stated once";
}

TEST_F(ScimServer, WhatIsTakenBack_IsNotedForTheReadAndHiddenFromClients)
{
    const std::string ada = "/Users/" + create("ada", {{"title", "T"}});
    const Json after = done("PATCH", ada, Json::parse(R"({"Operations": [
        {"op": "remove", "path": "title"}]})"));
    EXPECT_FALSE(after.contains("cleared"));
    const auto cleared = [&] {
        return store_->scim().get("entra", "User", after["id"])->doc.value("cleared", Json());
    };
    EXPECT_EQ(cleared(), Json::array({"title"}));
    done("PATCH", ada,
         Json::parse(R"({"Operations": [{"op": "add", "path": "nickName", "value": "A"}]})"));
    EXPECT_EQ(cleared(), Json::array({"title"})) << "still";
    done("PATCH", ada,
         Json::parse(R"({"Operations": [{"op": "add", "path": "title", "value": "U"}]})"));
    EXPECT_EQ(cleared(), Json());
}

TEST_F(ScimServer, ABulk_ResolvesReferencesInAnyOrderAndInCircles)
{
    const Json answered = done("POST", "/Bulk", Json::parse(R"({"Operations": [
      {"method": "POST", "path": "/Groups", "bulkId": "g", "data": {"displayName": "G",
        "members": [{"value": "bulkId:u"}, {"value": "bulkId:h", "type": "Group"}]}},
      {"method": "POST", "path": "/Groups", "bulkId": "h", "data": {"displayName": "H",
        "members": [{"value": "bulkId:g", "type": "Group"}]}},
      {"method": "POST", "path": "/Users", "bulkId": "u", "data": {"userName": "u"}},
      {"method": "DELETE", "path": "/Users/bulkId:u"},
      {"method": "POST", "path": "/Groups", "bulkId": "x", "data": {"displayName": "X",
        "members": [{"value": "bulkId:failed"}]}},
      {"method": "POST", "path": "/Users", "bulkId": "failed", "data": {"title": "no name"}},
      {"method": "PUT", "path": "/Nothing/1", "data": {}}]})"));
    std::vector<std::string> statuses;
    for (const Json& one : answered["Operations"]) {
        statuses.push_back(one["status"]);
    }
    EXPECT_THAT(statuses, ElementsAre("201", "201", "201", "204", "409", "400", "400"));
    const Json group = done("GET", "/Groups?filter=displayName+eq+%22h%22")["Resources"][0];
    EXPECT_THAT(
        found("/Groups?filter=id+eq+%22" + group["members"][0]["value"].get<std::string>() + "%22"),
        ElementsAre("G"));
}

TEST_F(ScimServer, ABulkOverItsLimits_IsRefusedAsAWhole)
{
    Json operations = Json::array();
    for (std::size_t i = 0; i <= kMostOperations; ++i) {
        operations.push_back({{"method", "DELETE"}, {"path", "/Users/1"}});
    }
    EXPECT_EQ(ask("POST", "/Bulk", {{"Operations", operations}}).status, 413);
    EXPECT_EQ(ask("POST", "/Bulk", {{"pad", std::string(kLargestBulk, 'x')}}).status, 413);
    EXPECT_EQ(ask("POST", "/Bulk", {{"Operations", 5}}).status, 400);
    EXPECT_EQ(
        ask("POST", "/Bulk",
            Json::parse(R"({"Operations": [{"method": "POST", "path": "/Users", "data": {}}]})"))
            .status,
        400)
        << "without a bulkId nobody knows which answer is which";
}

TEST_F(ScimServer, WhatIsNotServed_IsSaidInScimsOwnWords)
{
    const std::pair<int, HttpServerResponse> refused[]{
        {501, ask("GET", "/Me")},
        {404, ask("GET", "/Nothing")},
        {404, ask("GET", "/Users/1/2")},
        {405, ask("DELETE", "/Users")},
        {405, ask("POST", "/Users/1", {{"userName", "x"}})},
        {403, ask("GET", "/Schemas?filter=id+pr")},
        {404, ask("GET", "/Schemas/urn:x")},
        {400, ask("GET", "/Users?attributes=a&excludedAttributes=b")},
    };
    for (const auto& [status, response] : refused) {
        const Json body = Json::parse(response.body);
        EXPECT_EQ(response.status, status) << response.body;
        EXPECT_EQ(body["status"], std::to_string(status));
        EXPECT_EQ(body["schemas"], Json::array({"urn:ietf:params:scim:api:messages:2.0:Error"}));
        EXPECT_THAT(body["detail"], Not(IsEmpty()));
    }
    EXPECT_EQ(done("GET", "/ServiceProviderConfig")["bulk"]["maxOperations"], kMostOperations);
    EXPECT_EQ(done("GET", "/Schemas")["totalResults"], 3);
    EXPECT_EQ(done("GET", "/ResourceTypes/Group")["endpoint"], "/Groups");
}

TEST_F(ScimServer, Facts_AreTakenAllOrNone)
{
    const auto facts = [&](const Json& data, bool trusted) {
        HttpServerRequest request;
        Json operations = Json::array();
        for (const Json& one : data) {
            operations.push_back({{"method", "POST"}, {"path", "/Users"}, {"data", one}});
        }
        request.body = Json{{"Operations", operations}}.dump();
        return answer_facts(parts_, "entra", request, trusted);
    };
    EXPECT_EQ(facts({{{"externalId", "E1"}, {"title", "T"}}}, true).status, 202);
    EXPECT_EQ(facts({{{"externalId", "E1"}, {"displayName", "Ada"}}}, true).status, 202);
    const Json ada = done("GET", "/Users?filter=externalId+eq+%22E1%22")["Resources"];
    EXPECT_EQ(facts({{{"externalId", "E2"}}, {{"title", "nobody's"}}}, true).status, 400);
    EXPECT_EQ(facts({{{"externalId", "E2"}}}, false).status, 401);
    EXPECT_EQ(done("GET", "/Users")["totalResults"], 1) << "found by externalId, and E2 was undone";
    EXPECT_EQ(done("GET", "/Users")["Resources"][0]["title"], "T") << "what is not said stays";
}

} // namespace
} // namespace rosterd::scim
