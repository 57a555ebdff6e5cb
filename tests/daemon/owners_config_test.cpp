#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/config/settings.hpp"
#include "daemon/connectors.hpp"

namespace rosterd::config
{
namespace
{

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Loaded loaded(const std::string& policy, const std::string& source)
{
    static const Surroundings surroundings{[](const std::string&) { return std::nullopt; },
                                           [](const std::string&) { return std::nullopt; }, ""};
    return load("dingtalk: {app_key: k, app_secret: s, oapi_url: http://127.0.0.1:1}\n"
                "sources:\n  - {name: hr, " +
                    source + "}\npolicy: {" + policy + "}\n",
                "/etc/rosterd.yaml", surroundings, connector_kinds());
}

std::vector<std::string> faults(const std::string& policy, const std::string& source)
{
    std::vector<std::string> out;
    for (const Fault& fault : loaded(policy, source).faults) {
        out.push_back(to_string(fault));
    }
    return out;
}

const std::string kCsv = "connector: csv, options: {path: r.csv}";

TEST(OwnersConfig, FieldsGetTheirOwners_AndHrsAreNotKept)
{
    const auto config = loaded(
        "fields: {title: dingtalk, mobile: newest, email: hr, departments: hr, ext.卡號: newest}",
        kCsv);

    EXPECT_THAT(config.faults, IsEmpty());
    EXPECT_EQ(config.settings.policy.fields,
              (model::FieldOwners{{"title", model::FieldOwner::dingtalk},
                                  {"mobile", model::FieldOwner::newest},
                                  {"ext.卡號", model::FieldOwner::newest}}));
}

TEST(OwnersConfig, WhatDingTalkCannotOwn_IsRefusedWithTheReason)
{
    EXPECT_THAT(faults("fields: {departments: dingtalk}", kCsv),
                ElementsAre(AllOf(HasSubstr("'policy.fields.departments' can only be hr: "
                                            "departments, managers and rights follow from"),
                                  HasSubstr("rosterd.yaml:4:19"))));
    EXPECT_THAT(faults("fields: {userid: newest}", kCsv),
                ElementsAre(HasSubstr("DingTalk's userid never changes")));
    EXPECT_THAT(faults("fields: {status: newest}", kCsv),
                ElementsAre(HasSubstr("HR alone says who works here")));
    EXPECT_THAT(faults("fields: {titel: dingtalk}", kCsv),
                ElementsAre(AllOf(HasSubstr("knows no field 'titel'"), HasSubstr("write: title"))));
    EXPECT_THAT(faults("fields: {title: dingtak}", kCsv), ElementsAre(HasSubstr("dingtalk")));
}

TEST(OwnersConfig, AnotherOwner_IsAnotherPolicy)
{
    model::Policy policy;
    const auto before = model::fingerprint_of(policy);
    policy.fields["title"] = model::FieldOwner::dingtalk;
    const auto dingtalks = model::fingerprint_of(policy);
    policy.fields["title"] = model::FieldOwner::newest;

    EXPECT_NE(before, dingtalks);
    EXPECT_NE(dingtalks, model::fingerprint_of(policy));
}

TEST(WriteBackConfig, ASource_IsToldWhatDingTalkKnows)
{
    const auto config = loaded(
        "fields: {mobile: dingtalk}",
        kCsv + ", write_back: {fields: [userid, unionid, active, mobile], path: learned.csv}");

    EXPECT_THAT(config.faults, IsEmpty());
    EXPECT_THAT(config.settings.sources.at(0).fields_back(),
                ElementsAre("userid", "unionid", "active", "mobile"));
}

TEST(WriteBackConfig, AFieldOfHrs_IsNotToldToHr)
{
    EXPECT_THAT(faults("", kCsv + ", write_back: {fields: [mobile], path: learned.csv}"),
                ElementsAre(AllOf(HasSubstr("'mobile', which is HR's"),
                                  HasSubstr("policy: {fields: {mobile: dingtalk}}"))));
}

TEST(WriteBackConfig, AConnectorThatOnlyReads_IsRefusedAndOthersAreNamed)
{
    for (const char* source : {"connector: push", "connector: scim",
                               "connector: ldap, options: {url: ldap://127.0.0.1, base: 'dc=a'}",
                               "connector: sftp, options: {host: h, user: u, folder: f}"}) {
        const auto all = faults("", std::string{source} + ", write_back: {fields: [userid]}");
        EXPECT_THAT(all, testing::Contains(AllOf(HasSubstr("can't be told anything: it only reads"),
                                                 HasSubstr("csv, exec, folder, rest, sql"))))
            << source;
    }
}

TEST(WriteBackConfig, WhatItNeeds_IsNamed)
{
    EXPECT_THAT(faults("", kCsv + ", write_back: {fields: [userid]}"),
                ElementsAre(HasSubstr("write_back of connector 'csv' needs 'path'")));
    EXPECT_THAT(faults("", kCsv + ", write_back: {path: l.csv}"),
                ElementsAre(HasSubstr("names nothing that is to be written back")));
    EXPECT_THAT(faults("", kCsv + ", write_back: {fields: [departments], path: l.csv}"),
                ElementsAre(HasSubstr("can't have 'departments'")));
    EXPECT_THAT(faults("", kCsv + ", write_back: {fields: [userid], path: r.csv}"),
                ElementsAre(HasSubstr("is the roster itself")));
    EXPECT_THAT(faults("", kCsv + ", write_back: {fields: [userid], path: l.csv, file: x}"),
                ElementsAre(HasSubstr("file")));
    EXPECT_THAT(faults("", "connector: folder, options: {path: drop}, write_back: {fields: "
                           "[userid], path: drop/l.csv}"),
                ElementsAre(HasSubstr("in the folder itself")));
}

TEST(WriteBackConfig, StatementsOfADatabase_AreLookedThrough)
{
    const auto sql = [](const std::string& statement) {
        return faults("fields: {mobile: dingtalk, title: dingtalk}",
                      "connector: sql, options: {connection: 'DSN=hr', query: 'select 1'}, "
                      "write_back: {fields: [mobile], statements: \"" +
                          statement + "\"}");
    };
    EXPECT_THAT(sql("UPDATE p SET m = :mobile WHERE id = :employee_id"), IsEmpty());
    EXPECT_THAT(sql("INSERT INTO news VALUES (:employee_id, :field, :value)"), IsEmpty());
    EXPECT_THAT(sql("UPDATE p SET m = :mobile"), ElementsAre(HasSubstr("no :employee_id")));
    EXPECT_THAT(sql("UPDATE p SET m = :mobile, t = :title WHERE id = :employee_id"),
                ElementsAre(HasSubstr("names both :mobile and :title")));
    EXPECT_THAT(sql("UPDATE p SET t = :title WHERE id = :employee_id"),
                ElementsAre(HasSubstr("no statement of write_back writes mobile")));
}

} // namespace
} // namespace rosterd::config
