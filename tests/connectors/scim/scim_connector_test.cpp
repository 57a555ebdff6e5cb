// What was written by SCIM, as records.
#include "connectors/scim/scim_connector.hpp"

#include <map>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>

#include "connectors/sdk/shelf.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::scim_source
{
namespace
{

using model::Json;
using sdk::Completeness;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// Remembers what was written, as the store does.
class RememberingShelf final : public sdk::Shelf
{
public:
    struct Kept {
        Json doc;
        std::int64_t sequence;
    };
    std::map<std::string, Kept> users;
    std::vector<std::pair<std::int64_t, Former>> former;
    std::map<std::string, std::vector<std::string>> groups; // by user
    std::int64_t last = 0;
    std::int64_t settled = 0;
    bool broken = false;

    void write(const std::string& id, Json doc) { users[id] = {std::move(doc), ++last}; }
    void remove(const std::string& id)
    {
        former.push_back({++last, {"User", {id, users.at(id).doc}}});
        users.erase(id);
    }
    void identify(const std::string& id, Json doc)
    {
        former.push_back({++last, {"User", {id, users.at(id).doc}}});
        write(id, std::move(doc));
    }

    void at_one_moment(const std::function<void()>& read) override
    {
        if (broken) {
            throw std::runtime_error{"disk I/O error"};
        }
        read();
    }
    std::int64_t newest() override { return last; }
    void users_since(std::int64_t after, const std::function<void(const Resource&)>& visit) override
    {
        for (const auto& [id, kept] : users) {
            if (kept.sequence > after) {
                visit({id, kept.doc});
            }
        }
    }
    std::vector<Former> former_since(std::int64_t after) override
    {
        std::vector<Former> out;
        for (const auto& [sequence, one] : former) {
            if (sequence > after) {
                out.push_back(one);
            }
        }
        return out;
    }
    std::optional<Resource> user(const std::string& id) override
    {
        const auto found = users.find(id);
        return found == users.end() ? std::nullopt : std::optional{Resource{id, found->second.doc}};
    }
    std::vector<Resource> users_by(const std::string& attribute, const std::string& value) override
    {
        std::vector<Resource> out;
        for (const auto& [id, kept] : users) {
            const Json& place = attribute == "employeeNumber"
                                    ? kept.doc.value(kEnterprise, Json::object())
                                    : kept.doc;
            if (place.value(attribute, "") == value) {
                out.push_back({id, kept.doc});
            }
        }
        return out;
    }
    std::vector<std::string> groups_of(const std::string& user_id) override
    {
        return groups[user_id];
    }
    void settle(std::int64_t up_to) override { settled = up_to; }
};

Json person(const std::string& number, const std::string& name, Json more = Json::object())
{
    Json out{{"userName", name + "@example.com"},
             {"displayName", name},
             {"active", true},
             {kEnterprise, {{"employeeNumber", number}}}};
    out[kEnterprise].update(more.value("enterprise", Json::object()));
    more.erase("enterprise");
    out.update(more);
    return out;
}

class ScimConnector : public testing::Test
{
protected:
    std::shared_ptr<RememberingShelf> shelf_ = std::make_shared<RememberingShelf>();
    Json options_ = {{"token", "t"}};
    std::set<std::string> known_headings_;

    std::unique_ptr<sdk::Connector> connector()
    {
        sdk::ConnectorContext context;
        context.source = "entra";
        context.options = options_;
        context.shelf = shelf_;
        context.is_known_heading = [this](const std::string& heading) {
            return known_headings_.contains(heading);
        };
        return kind().make(context).value();
    }

    sdk::ReadResult read(sdk::RememberingSink& sink, const std::string& cursor = {},
                         bool full = false)
    {
        return connector()->read({full, cursor}, sink).value();
    }

    std::vector<std::string> texts(const std::string& cursor = {}, bool full = false)
    {
        sdk::RememberingSink sink;
        read(sink, cursor, full);
        std::vector<std::string> out;
        for (const model::Record& record : sink.records) {
            out.push_back(sdk::RememberingSink::text_of(record));
        }
        return out;
    }
};

TEST_F(ScimConnector, KeepsTheContract)
{
    shelf_->write("u1", person("E1", "Ada"));
    shelf_->write("u2", person("E2", "Bob"));
    EXPECT_THAT(
        sdk::contract_violations({[&] { return connector(); }, [&] { shelf_->broken = true; }}),
        IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST_F(ScimConnector, AUser_IsARecordWithCanonicalHeadings)
{
    shelf_->write("u1", person("E1", "陳大文",
                               {{"title", "店長"},
                                {"phoneNumbers",
                                 {{{"value", "28881234"}, {"type", "work"}},
                                  {{"value", "tel:+852-5123-4567;ext=1"}, {"type", "mobile"}}}},
                                {"emails",
                                 {{{"value", "me@home.hk"}, {"type", "home"}},
                                  {{"value", "chan@example.com"}, {"type", "work"}}}},
                                {"enterprise", {{"department", "零售/旺角店"}}}}));

    EXPECT_THAT(texts(), ElementsAre("employee_id=E1, name=陳大文, mobile=+852-5123-4567, "
                                     "email=chan@example.com, title=店長, "
                                     "departments=零售/旺角店, status=active"));
    sdk::RememberingSink sink;
    read(sink);
    EXPECT_EQ(sink.records.at(0).origin.where, "/Users/u1");
}

TEST_F(ScimConnector, ANameIsPutTogether_WhereNoWholeOneIsStated)
{
    const auto name = [&](const Json& parts) {
        Json user = person("E1", "x");
        user.erase("displayName");
        user["name"] = parts;
        shelf_->write("u1", user);
        return texts().at(0);
    };
    EXPECT_THAT(name({{"familyName", "陳"}, {"givenName", "大文"}}), HasSubstr("name=陳大文,"));
    EXPECT_THAT(name({{"familyName", "Lo"}, {"givenName", "Hoi"}}), HasSubstr("name=Hoi Lo,"));
    EXPECT_THAT(name({{"formatted", "Dr Lo"}, {"givenName", "Hoi"}}), HasSubstr("name=Dr Lo,"));
}

TEST_F(ScimConnector, OneWhoIsNotActive_HasLeft)
{
    shelf_->write("u1", person("E1", "Ada", {{"active", false}}));
    EXPECT_THAT(texts().at(0), HasSubstr("status=terminated"));
}

TEST_F(ScimConnector, TheManager_IsFoundByIdOrByWhatElseClientsKnow)
{
    shelf_->write("boss", person("E9", "Boss", {{"externalId", "B-9"}}));
    for (const char* said : {"boss", "B-9", "Boss@example.com", "E9"}) {
        shelf_->write("u1",
                      person("E1", "Ada", {{"enterprise", {{"manager", {{"value", said}}}}}}));
        EXPECT_THAT(texts(), Contains(HasSubstr("manager_id=E9"))) << said;
    }
    shelf_->write("u1", person("E1", "Ada", {{"enterprise", {{"manager", {{"value", "later"}}}}}}));
    EXPECT_THAT(texts(), Not(Contains(HasSubstr("manager_id"))))
        << "nothing is said until the manager is there";
}

TEST_F(ScimConnector, DepartmentsComeFromGroups_WhereThatIsConfigured)
{
    shelf_->write("u1", person("E1", "Ada", {{"enterprise", {{"department", "Sales"}}}}));
    shelf_->groups["u1"] = {"研發/平台", "專案"};
    options_["departments"] = "groups";
    EXPECT_THAT(texts().at(0), HasSubstr("departments=研發/平台;專案"));
    options_["departments"] = "none";
    EXPECT_THAT(texts().at(0), Not(HasSubstr("departments")));
}

TEST_F(ScimConnector, WhatTheWriterTookBack_IsStatedToBeEmpty)
{
    shelf_->write("u1",
                  person("E1", "Ada", {{"cleared", {"title", "manager", "department", "emails"}}}));
    EXPECT_THAT(texts(), ElementsAre("employee_id=E1, name=Ada, email=, title=, manager_id=, "
                                     "departments=, status=active"));
}

TEST_F(ScimConnector, WhatAMappingNames_IsDeliveredByItsPath)
{
    known_headings_ = {"enterprise.costCenter", "addresses.work.locality", "emails.home",
                       "user.nickName",         "name.familyName",         "hireDate"};
    shelf_->write("u1", person("E1", "Ada",
                               {{"nickName", "A"},
                                {"userType", "unknown to the mapping"},
                                {"name", {{"familyName", "Lovelace"}}},
                                {"emails", {{{"value", "a@home"}, {"type", "home"}}}},
                                {"addresses", {{{"type", "work"}, {"locality", "香港"}}}},
                                {"enterprise", {{"costCenter", "C7"}}},
                                {"urn:acme:hr:User", {{"hireDate", "2026-03-01"}}}}));
    for (const char* cell :
         {"enterprise.costCenter=C7", "addresses.work.locality=香港", "emails.home=a@home",
          "user.nickName=A", "name.familyName=Lovelace", "hireDate=2026-03-01"}) {
        EXPECT_THAT(texts().at(0), HasSubstr(cell));
    }
    EXPECT_THAT(texts().at(0), Not(HasSubstr("unknown")));
}

TEST_F(ScimConnector, ReadsOnlyWhatChangedSinceTheCursor)
{
    sdk::RememberingSink sink;
    EXPECT_EQ(read(sink).completeness, Completeness::nothing) << "before anything was written";
    shelf_->write("u1", person("E1", "Ada"));
    shelf_->write("u2", person("E2", "Bob"));
    const auto first = read(sink);
    EXPECT_EQ(first.completeness, Completeness::changes);
    shelf_->write("u2", person("E2", "Robert"));

    EXPECT_THAT(texts(first.cursor), ElementsAre(HasSubstr("Robert")));
    EXPECT_EQ(texts(first.cursor, true).size(), 2U) << "a full read is of everybody";
    EXPECT_EQ(texts("some other connector's cursor").size(), 2U);
    EXPECT_EQ(texts("scim:999").size(), 2U) << "of a state that was restored from before";
}

TEST_F(ScimConnector, ADeletedUser_IsATombstone)
{
    shelf_->write("u1", person("E1", "Ada"));
    shelf_->write("u2", person("E2", "Bob"));
    sdk::RememberingSink sink;
    const auto cursor = read(sink).cursor;
    shelf_->remove("u1");

    sdk::RememberingSink next;
    const auto result = read(next, cursor);

    EXPECT_THAT(next.tombstones, ElementsAre("E1"));
    EXPECT_THAT(next.records, IsEmpty());
    EXPECT_EQ(result.completeness, Completeness::changes);
    connector()->settled({result.cursor, 0, 0, 0, {}});
    EXPECT_EQ(shelf_->settled, shelf_->last);
}

TEST_F(ScimConnector, WhoWasDeletedAndIsThereAgain_IsNotGone)
{
    shelf_->write("u1", person("E1", "Ada"));
    sdk::RememberingSink sink;
    const auto cursor = read(sink).cursor;
    shelf_->remove("u1");
    shelf_->write("u7", person("E1", "Ada"));

    sdk::RememberingSink next;
    read(next, cursor);

    EXPECT_THAT(next.tombstones, IsEmpty());
    EXPECT_EQ(next.records.size(), 1U);
}

TEST_F(ScimConnector, AnotherEmployeeId_MakesTheFormerOneGone)
{
    shelf_->write("u1", person("E1", "Ada"));
    sdk::RememberingSink sink;
    const auto cursor = read(sink).cursor;
    shelf_->identify("u1", person("E100", "Ada"));

    sdk::RememberingSink next;
    read(next, cursor);

    EXPECT_THAT(next.tombstones, ElementsAre("E1"));
    EXPECT_THAT(sdk::RememberingSink::text_of(next.records.at(0)), HasSubstr("E100"));
}

TEST_F(ScimConnector, IsCompleteOnlyWhenToldSo_InAFullReadOfSomebody)
{
    options_["completeness"] = "complete";
    shelf_->write("u1", person("E1", "Ada"));
    sdk::RememberingSink sink;
    const auto full = read(sink, "", true);
    EXPECT_EQ(full.completeness, Completeness::complete);
    shelf_->write("u1", person("E1", "Ada L"));
    EXPECT_EQ(read(sink, full.cursor).completeness, Completeness::changes);
    shelf_->remove("u1");
    EXPECT_EQ(read(sink, full.cursor, true).completeness, Completeness::changes)
        << "an empty company is never read from silence";
}

TEST_F(ScimConnector, WhoHasNoEmployeeId_IsHandedOverAndToldOfOnce)
{
    Json nameless = person("", "Robot");
    nameless[kEnterprise].erase("employeeNumber");
    shelf_->write("u1", nameless);
    shelf_->write("u2", nameless);
    sdk::RememberingSink sink;
    read(sink);

    EXPECT_EQ(sink.records.size(), 2U) << "they wait in quarantine";
    ASSERT_EQ(sink.findings.size(), 1U);
    EXPECT_THAT(sink.findings[0].message, HasSubstr("2 users have no employeeNumber"));
    EXPECT_THAT(sink.findings[0].hint, HasSubstr("employee_id: externalId"));
}

TEST_F(ScimConnector, AnotherAttributeMayHoldTheEmployeeId)
{
    shelf_->write("u1", person("E1", "Ada", {{"externalId", "X1"}}));
    options_["employee_id"] = "externalId";
    EXPECT_THAT(texts().at(0), HasSubstr("employee_id=X1"));
    options_["employee_id"] = "userName";
    EXPECT_THAT(texts().at(0), HasSubstr("employee_id=Ada@example.com"));
}

TEST_F(ScimConnector, AReadThatIsStopped_IsNoShortList)
{
    shelf_->write("u1", person("E1", "Ada"));
    sdk::ConnectorContext context;
    context.source = "entra";
    context.options = options_;
    context.shelf = shelf_;
    context.cancelled = [] { return true; };
    sdk::RememberingSink sink;
    const auto result = kind().make(context).value()->read({true, ""}, sink);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::cancelled);
}

} // namespace
} // namespace rosterd::scim_source
