#include <gtest/gtest.h>

#include "daemon/config/settings.hpp"

namespace rosterd::config
{
namespace
{

using namespace std::chrono_literals;

const std::string kGood = R"(dingtalk:
  app_key: ${env:KEY}
  app_secret: ${file:secret}
  corp_id: ding01
  region: HK
  qps: 40
state: {path: state.db}
sources:
  - name: hr
    connector: csv
    options: {path: roster.csv}
    mapping: {mobile: Handphone}
policy:
  scope: {departments: ["零售/**"]}
  account: {kind: sso, match: [mobile, userid]}
  lifecycle:
    joiner: {create_before: 3d}
    leaver: {ordinary: ignore, enterprise: delete, grace: 7d}
    absent: ignore
    mobile_change: recreate
    rehire: {same_userid: false, restore: [fields, rights]}
    rules:
      - when: {employment: ["外包*", contractor]}
        joiner: {create_before: 1d}
        leaver: {at: "18:00", grace: 7d, enterprise: delete}
  entitlements: {rules: [{when: {employment: intern}, grant: {senior_mode: false}}]}
  guards:
    leavers: {count: 9, percent: 1.5, window: 48h}
    source_shrinks: {percent: 25}
    earlier_read: {count: 7}
  rollout:
    - {name: pilot, employee_ids: [E1, E2]}
    - {name: retail, departments: ["零售/**"], percent: 12.5, after: 3d}
  protect: {userids: [boss], administrators: false}
schedule:
  - {every: 15m, read: changes}
  - {cron: "30 2 * * *", time_zone: Asia/Hong_Kong, read: full}
listen: {address: 127.0.0.1, port: 8787, token: "${cred:token}"}
)";

// What stands below `entitlements:` in it.
constexpr std::string_view kRules{
    "{rules: [{when: {employment: intern}, grant: {senior_mode: false}}]}"};

class Configuration : public testing::Test
{
protected:
    Loaded load_text(const std::string& text)
    {
        return load(text, "/etc/r/rosterd.yaml", outside_, kinds_);
    }

    std::string faults_of(const std::string& text)
    {
        std::string out;
        for (const Fault& fault : load_text(text).faults) {
            out += to_string(fault) + "\n";
        }
        return out;
    }

    Surroundings outside_{[](const std::string& name) {
                              return name == "KEY" ? std::optional<std::string>{"dingkey"}
                                                   : std::nullopt;
                          },
                          [](const std::string& path) {
                              return path == "/etc/r/secret" || path == "/run/cred/token"
                                         ? std::optional<std::string>{"s3cret\n"}
                                         : std::nullopt;
                          },
                          "/run/cred"};
    std::vector<sdk::ConnectorKind> kinds_{
        {"csv",
         "a file",
         {{"path", "path", true, "the file", {}}, {"encoding", "string", false, "", {}}},
         {}},
        {"push", "told", {}, {}}};
};

TEST_F(Configuration, EverySetting_ArrivesAsAValue)
{
    const Loaded loaded = load_text(kGood);

    ASSERT_TRUE(loaded.faults.empty()) << faults_of(kGood);
    const Settings& settings = loaded.settings;
    EXPECT_EQ(settings.dingtalk.app_key, "dingkey");
    EXPECT_EQ(settings.dingtalk.app_secret, "s3cret")
        << "the line end of a secret's file is no part of it";
    EXPECT_EQ(settings.policy.region, "HK");
    EXPECT_EQ(settings.state_path, "/etc/r/state.db");
    EXPECT_EQ(settings.sources.at(0).options["path"], "roster.csv");
    EXPECT_EQ(settings.sources.at(0).mapping.rules.at(0).field, "mobile");
    EXPECT_EQ(settings.policy.scope.departments.at(0), "零售/**");
    EXPECT_EQ(settings.policy.account_kind, model::AccountKind::sso);
    EXPECT_EQ(settings.policy.match.size(), 2u);
    EXPECT_EQ(settings.policy.create_before, 72h);
    EXPECT_EQ(settings.policy.ordinary_leaver, model::OrdinaryLeaver::ignore);
    EXPECT_EQ(settings.policy.enterprise_leaver, model::EnterpriseLeaver::remove);
    EXPECT_EQ(settings.policy.grace, 168h);
    EXPECT_EQ(settings.policy.absent, model::AbsentRule::ignore);
    EXPECT_EQ(settings.policy.mobile_change, model::MobileChange::recreate);
    EXPECT_EQ(settings.policy.rehire, (model::Rehire{false, false, true, true}));
    ASSERT_EQ(settings.policy.lifecycle_rules.size(), 1u);
    const model::LifecycleRule& rule = settings.policy.lifecycle_rules[0];
    EXPECT_EQ(rule.when.employments, (std::vector<std::string>{"外包*", "contractor"}));
    EXPECT_EQ(rule.create_before, model::Duration{24h});
    EXPECT_EQ(rule.leaves_at, model::Duration{18h});
    EXPECT_EQ(rule.grace, model::Duration{24h * 7});
    EXPECT_EQ(rule.enterprise_leaver, model::EnterpriseLeaver::remove);
    EXPECT_EQ(rule.ordinary_leaver, std::nullopt) << "as the policy says";
    EXPECT_EQ(settings.policy.entitlements.rules[0].employments,
              std::vector<std::string>{"intern"});
    EXPECT_EQ(settings.policy.leavers.count, 9);
    EXPECT_EQ(settings.policy.leavers.percent, 1.5);
    EXPECT_EQ(settings.policy.leavers.window, 48h);
    EXPECT_EQ(settings.policy.updates.count, 50) << "not stated: the default";
    EXPECT_EQ(settings.policy.emptied_fields.count, 20);
    EXPECT_EQ(settings.policy.vanished_branches.percent, 80);
    EXPECT_EQ(settings.policy.earlier_read.count, 7);
    ASSERT_EQ(settings.policy.rollout.size(), 2U);
    EXPECT_EQ(settings.policy.rollout[0].employee_ids, (std::vector<std::string>{"E1", "E2"}));
    EXPECT_EQ(settings.policy.rollout[0].after, std::nullopt);
    EXPECT_EQ(settings.policy.rollout[1].departments, std::vector<std::string>{"零售/**"});
    EXPECT_EQ(settings.policy.rollout[1].percent, 12.5);
    EXPECT_EQ(settings.policy.rollout[1].after, 72h);
    EXPECT_EQ(settings.policy.source_shrinks_percent, 25);
    EXPECT_FALSE(settings.policy.protect_administrators);
    EXPECT_EQ(settings.schedule.at(0).every, 15min);
    EXPECT_EQ(settings.schedule.at(1).read, ReadKind::full);
    EXPECT_EQ(settings.listen->token, "s3cret");
    EXPECT_EQ(settings.policy.qps, 40);
}

constexpr const char* kSandbox = R"(dingtalk:
  app_key: ${env:KEY}
  app_secret: s
  oapi_url: http://127.0.0.1:1
  api_url: http://127.0.0.1:1
  events: EVENTS
sources:
  - name: hr
    connector: push
)";

std::string with_events(const std::string& events)
{
    std::string text = kSandbox;
    return text.replace(text.find("EVENTS"), 6, events);
}

constexpr const char* kPush =
    "{push: {token: abc, aes_key: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8}}";

TEST_F(Configuration, EventsComeOverAStreamOrByPush_OrNotAtAll)
{
    EXPECT_FALSE(load_text(kGood).settings.dingtalk.events.stream);
    EXPECT_FALSE(load_text(kGood).settings.dingtalk.events.push);

    const Loaded stream = load_text(with_events("{stream: true}"));
    ASSERT_TRUE(stream.faults.empty()) << faults_of(with_events("{stream: true}"));
    EXPECT_TRUE(stream.settings.dingtalk.events.stream);

    const std::string pushed = with_events(kPush) + "listen: {port: 1}\n";
    const Loaded push = load_text(pushed);
    ASSERT_TRUE(push.faults.empty()) << faults_of(pushed);
    EXPECT_EQ(push.settings.dingtalk.events.push->token, "abc");
    EXPECT_EQ(push.settings.dingtalk.events.push->owner_key, "dingkey") << "the app_key";
}

TEST_F(Configuration, EventsThatCannotCome_AreFaults)
{
    const auto expect = [&](const std::string& events, const char* what) {
        const std::string faults = faults_of(with_events(events));
        EXPECT_NE(faults.find(what), std::string::npos) << events << "\n" << faults;
    };
    expect(kPush, "needs a listener");
    expect("{push: {token: abc}}", "'dingtalk.events.push.aes_key' is missing");
    expect("{push: {aes_key: short, token: abc}}", "the aes_key must be 43 letters and digits");
    expect("{strem: true}", "unknown key 'dingtalk.events.strem'");
    expect("{stream: true, push: {token: abc}}", "names both ways");
}

TEST_F(Configuration, SeveralFaults_AreReportedAtOnceWithTheirPlaces)
{
    const std::string faults = faults_of(R"(dingtalk:
  app_key: ${env:KEY}
  app_secret: ${env:NOT_SET}
  qps: fast
sources:
  - name: hr
    connector: cvs
polcy: {}
schedule:
  - {every: 15}
)");

    EXPECT_NE(
        faults.find("/etc/r/rosterd.yaml:3:15: error: 'dingtalk.app_secret' needs env 'NOT_SET'"),
        std::string::npos)
        << faults;
    EXPECT_NE(faults.find("rosterd.yaml:4:8: error: 'dingtalk.qps' is not a number"),
              std::string::npos)
        << faults;
    EXPECT_NE(
        faults.find("rosterd.yaml:7:16: error: 'sources.connector' can't be 'cvs'\n    write: csv"),
        std::string::npos)
        << faults;
    EXPECT_NE(faults.find("rosterd.yaml:8:1: error: unknown key 'polcy'\n    write: policy"),
              std::string::npos)
        << faults;
    EXPECT_NE(
        faults.find("rosterd.yaml:10:13: error: 'schedule.every' is '15', which is not a duration"),
        std::string::npos)
        << faults;
}

TEST_F(Configuration, ANumberBelowItsRange_IsToldTheRangeAsItIs)
{
    std::string text = kGood;
    text.replace(text.find("app_secret:"), 0, "qps: 0\n  ");

    EXPECT_NE(faults_of(text).find("write: a number from 0.1 to 100000"), std::string::npos)
        << faults_of(text);
}

TEST_F(Configuration, AKeyThatStandsTwice_IsAFault)
{
    EXPECT_NE(
        faults_of(kGood + "company: A\ncompany: B\n").find("'company' stands here a second time"),
        std::string::npos);
}

TEST_F(Configuration, ASecretInTheFile_IsRefusedAndNotEchoed)
{
    std::string text = kGood;
    text.replace(text.find("${file:secret}"), 14, "hunter2");

    const std::string faults = faults_of(text);

    EXPECT_NE(faults.find("'dingtalk.app_secret' is a secret"), std::string::npos);
    EXPECT_EQ(faults.find("hunter2"), std::string::npos);
}

TEST_F(Configuration, OnlyASecretThatIsNotToBeHad_CountsAsWithheld)
{
    std::string text = kGood;
    text.replace(text.find("${file:secret}"), 14, "${file:other}");
    text.replace(text.find("ding01"), 6, "${env:NOT_SET}");

    const std::vector<Fault> faults = load_text(text).faults;

    ASSERT_EQ(faults.size(), 2u);
    EXPECT_TRUE(faults.at(0).withheld) << to_string(faults.at(0));
    EXPECT_FALSE(faults.at(1).withheld) << to_string(faults.at(1));
}

TEST_F(Configuration, ASecretOfASandboxOnThisMachine_MayStandInTheFile)
{
    std::string text = kGood;
    text.replace(text.find("${file:secret}"), 14, "none\n  oapi_url: http://127.0.0.1:9090");

    EXPECT_EQ(faults_of(text), "");
}

TEST_F(Configuration, RegionInSmallLetters_IsTheSameRegion)
{
    std::string text = kGood;
    text.replace(text.find("region: HK"), 10, "region: hk");

    EXPECT_EQ(load_text(text).settings.policy.region, "HK");
}

TEST_F(Configuration, PlainHttpToAnotherMachine_IsRefused)
{
    std::string text = kGood;
    for (const char* url : {"http://oapi.dingtalk.com", "http://127.0.0.1.example.com",
                            "http://example.com//127.0.0.1", "http://127.0.0.1:80@example.com"}) {
        std::string with = text;
        with.replace(with.find("corp_id: ding01"), 15, std::string{"oapi_url: "} + url);
        EXPECT_NE(faults_of(with).find("must be an https URL"), std::string::npos) << url;
    }
}

TEST_F(Configuration, AnEmptySecret_IsAFaultAndCountsAsWithheld)
{
    outside_.file = [](const std::string&) { return std::string{"\n"}; };
    const auto faults = load_text(kGood).faults;
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].what, "'dingtalk.app_secret' is empty where it comes from");
    EXPECT_TRUE(faults[0].withheld);
}

TEST_F(Configuration, WhatCannotBe_IsAFaultBeforeItIsTried)
{
    std::string text = kGood;
    const auto replace = [&](const std::string& from, const std::string& to) {
        text.replace(text.find(from), from.size(), to);
    };
    replace("region: HK", "region: XX");
    replace("30 2 * * *", "0 0 31 2 *");
    replace("127.0.0.1", "300.1.1.1");

    const std::string faults = faults_of(text);

    EXPECT_NE(faults.find("'dingtalk.region' names no country or region: 'XX'"), faults.npos);
    EXPECT_NE(faults.find("'schedule.cron' never comes"), faults.npos);
    EXPECT_NE(faults.find("'listen.address' is not an IP address: '300.1.1.1'"), faults.npos);
}

TEST_F(Configuration, MissingParts_AreNamed)
{
    const std::string faults = faults_of("company: x\n");

    EXPECT_NE(faults.find("'dingtalk' is missing"), std::string::npos);
    EXPECT_NE(faults.find("'sources' is missing"), std::string::npos);
}

TEST_F(Configuration, AConnectorsOptions_AreCheckedAgainstItsOwnList)
{
    std::string text = kGood;
    text.replace(text.find("{path: roster.csv}"), 18, "{pth: roster.csv}");

    const std::string faults = faults_of(text);

    EXPECT_NE(faults.find("unknown key 'options.pth'\n    write: path"), std::string::npos)
        << faults;
    EXPECT_NE(faults.find("connector 'csv' needs the option 'path'"), std::string::npos) << faults;
}

TEST_F(Configuration, EntitlementRules_ArriveAsTheyAreWritten)
{
    std::string text = kGood;
    text.replace(
        text.find(kRules), kRules.size(),
        "{drift: keep, exclusive: [[G/a, G/b]], rules: [{when: {department: [\"研發/**\", X], "
        "title: \"*經理\", ext.grade: A1}, grant: {roles: [G/a], hide_mobile: true}}]}");

    ASSERT_EQ(faults_of(text), "");
    const auto matrix = load_text(text).settings.policy.entitlements;

    ASSERT_EQ(matrix.rules.size(), 1u);
    const model::EntitlementRule& rule = matrix.rules[0];
    EXPECT_EQ(rule.name, "entitlements.rules[0]");
    EXPECT_EQ(rule.departments, (std::vector<std::string>{"研發/**", "X"}));
    EXPECT_EQ(rule.titles, std::vector<std::string>{"*經理"});
    EXPECT_EQ(rule.ext.at("grade"), std::vector<std::string>{"A1"});
    EXPECT_EQ(rule.roles, std::vector<std::string>{"G/a"});
    EXPECT_EQ(rule.hide_mobile, true);
    EXPECT_EQ(rule.senior_mode, std::nullopt);
    EXPECT_EQ(matrix.drift, model::RightDrift::keep);
    EXPECT_EQ(matrix.exclusive, (std::vector<std::vector<std::string>>{{"G/a", "G/b"}}));
}

TEST_F(Configuration, FaultyEntitlementRules_AreAllReportedAtTheirPlace)
{
    std::string text = kGood;
    text.replace(text.find(kRules), kRules.size(),
                 "{drift: kept, exclusive: [[G/a]], rules: [{when: {departmnt: X, status: gone}, "
                 "grant: {roles: [架構師, 默认/主管]}}, {when: {level: P6}}, "
                 "{grant: {attendance: A}}]}");

    const std::string faults = faults_of(text);

    EXPECT_NE(
        faults.find("26:67: error: unknown key 'policy.entitlements.rules[0].when.departmnt'\n"
                    "    write: department"),
        std::string::npos)
        << faults;
    for (const char* said :
         {"'policy.entitlements.drift' can't be 'kept'", "are at least two", "can't be 'gone'",
          "'架構師' does not name a role in its group", "that DingTalk keeps itself",
          "rules[1]' grants nothing", "'dingtalk.operator_userid' is missing"}) {
        EXPECT_NE(faults.find(said), std::string::npos) << said << "\n" << faults;
    }
}

TEST_F(Configuration, Guards_AreReadWithTheirDefaultsWhereNothingIsSaid)
{
    using model::Counted;
    std::string text = kGood;
    text.replace(
        text.find("    earlier_read: {count: 7}"), 28,
        "    department_deletes: {floor: 25}\n"
        "    rights: {count: 7}\n"
        "    enables:\n"
        "    departments:\n"
        "      - {match: \"零售/*\", leavers: {count: 3, floor: 50}, creates: {percent: 4}}\n"
        "      - {match: \"工廠/**\", department_deletes: {count: 2, floor: 30, window: 7d}}\n"
        "    approval: {people: 2, expires: 3d, reason: required}\n"
        "    lost_columns: {count: 9}");

    const Loaded loaded = load_text(text);

    EXPECT_EQ(faults_of(text), "");
    const model::Policy& policy = loaded.settings.policy;
    EXPECT_EQ(policy.department_deletes.floor, 25);
    EXPECT_EQ(policy.other_limits.size(), 1U) << "what has no value is off";
    EXPECT_EQ(policy.other_limits.at(Counted::rights).count, 7);
    ASSERT_EQ(policy.department_limits.size(), 2U);
    EXPECT_EQ(policy.department_limits[0].match, "零售/*");
    EXPECT_EQ(policy.department_limits[0].limits.at(Counted::leavers).floor, 50);
    EXPECT_EQ(policy.department_limits[0].limits.at(Counted::creates).percent, 4);
    EXPECT_EQ(policy.department_limits[1].limits.at(Counted::department_deletes).floor, 30);
    EXPECT_EQ(policy.approval.people, 2);
    EXPECT_EQ(policy.approval.expires, 72h);
    EXPECT_TRUE(policy.approval.reason_required);
    EXPECT_EQ(policy.lost_columns.count, 9);
    EXPECT_EQ(policy.lost_columns.percent, 50);
    EXPECT_NE(model::fingerprint_of(policy),
              model::fingerprint_of(load_text(kGood).settings.policy));
}

TEST_F(Configuration, FaultyGuards_AreReportedAtTheirPlace)
{
    std::string text = kGood;
    text.replace(text.find("    earlier_read: {count: 7}"), 28,
                 "    updates: {floor: 5}\n"
                 "    departments: [{leavers: {count: 1}}, {match: A}, {match: B, leaver: {}}]\n"
                 "    approval: {people: 0, reason: maybe}");

    const std::string faults = faults_of(text);

    for (const char* said :
         {"unknown key 'policy.guards.updates.floor'", "has an entry without a pattern",
          "limits nothing in 'A'", "unknown key 'policy.guards.departments.leaver'",
          "policy.guards.approval.people", "'policy.guards.approval.reason' can't be 'maybe'"}) {
        EXPECT_NE(faults.find(said), std::string::npos) << said << "\n" << faults;
    }
}

TEST_F(Configuration, AFaultyMapping_IsReportedAtItsField)
{
    std::string text = kGood;
    text.replace(text.find("{mobile: Handphone}"), 19, "{mobile: Handphone, title: {form: X}}");

    EXPECT_NE(faults_of(text).find("rosterd.yaml:12:34: error:"), std::string::npos)
        << faults_of(text);
}

TEST_F(Configuration, TextThatIsNotYaml_IsAFaultWithItsPlace)
{
    EXPECT_NE(faults_of("dingtalk:\n\tapp_key: x\n").find("rosterd.yaml:2:"), std::string::npos);
}

TEST_F(Configuration, AnyCutOfTheFile_EndsInValuesOrFaults)
{
    for (std::size_t end = 0; end < kGood.size(); ++end) {
        const Loaded loaded = load_text(kGood.substr(0, end));
        EXPECT_TRUE(!loaded.faults.empty() || !loaded.settings.sources.empty()) << end;
    }
}

// The source of the good configuration with this webhook.
std::string with_webhook(const std::string& webhook)
{
    std::string text = kGood;
    const std::string before = "    mapping: {mobile: Handphone}\n";
    return text.insert(text.find(before) + before.size(), "    webhook: " + webhook + "\n");
}

TEST_F(Configuration, AWebhook_IsReadWithItsDefaults)
{
    const auto loaded =
        load_text(with_webhook("{scheme: generic, secret: \"${file:secret}\", header: X-Sig}"));
    ASSERT_TRUE(loaded.faults.empty()) << to_string(loaded.faults[0]);
    const auto& hook = loaded.settings.sources.at(0).webhook;
    ASSERT_TRUE(hook);
    EXPECT_EQ(hook->scheme, HookScheme::generic);
    EXPECT_EQ(hook->secret, "s3cret");
    EXPECT_EQ(hook->generic.header, "x-sig");
    EXPECT_EQ(hook->generic.algorithm, "sha256");
    EXPECT_FALSE(hook->generic.base64);
    EXPECT_EQ(hook->generic.signed_text, "{body}");
}

TEST_F(Configuration, AWebhookWithATime_SignsItByDefault)
{
    const auto loaded = load_text(with_webhook(
        "{scheme: generic, secret: \"${file:secret}\", header: X-Sig, timestamp: X-Time}"));
    ASSERT_TRUE(loaded.faults.empty());
    EXPECT_EQ(loaded.settings.sources.at(0).webhook->generic.signed_text, "{timestamp}.{body}");
}

TEST_F(Configuration, AWebhookThatLacksOrHasTooMuch_IsToldWhatToWrite)
{
    const auto expect = [&](const std::string& webhook, const std::string& what) {
        const std::string faults = faults_of(with_webhook(webhook));
        EXPECT_NE(faults.find(what), std::string::npos) << webhook << "\n" << faults;
    };
    expect("{scheme: bamboo, secret: \"${file:secret}\"}", "write: bamboohr");
    expect("{secret: \"${file:secret}\"}", "'webhook.scheme' is missing");
    expect("{scheme: hibob}", "'webhook.secret' is missing: without it everybody could send");
    expect("{scheme: hibob, secret: plain}", "'webhook.secret' is a secret and must not stand");
    expect("{scheme: hibob, secret: \"${file:secret}\", header: X}",
           "unknown key 'webhook.header'");
    expect("{scheme: generic, secret: \"${file:secret}\"}", "'webhook.header' is missing");
    expect("{scheme: generic, secret: \"${file:secret}\", header: \"X Sig\"}",
           "is no name of an HTTP header");
    expect("{scheme: generic, secret: \"${file:secret}\", header: X, algorithm: md5}",
           "'webhook.algorithm' can't be 'md5'");
    expect(
        "{scheme: generic, secret: \"${file:secret}\", header: X, signed: \"{timestamp}{body}\"}",
        "{timestamp} only with 'timestamp: HEADER'");
    expect("{scheme: generic, secret: \"${file:secret}\", header: X, timestamp: T, signed: "
           "\"{body}\"}",
           "and {timestamp} once");
    expect("{scheme: generic, secret: \"${file:secret}\", header: X, signed: \"{id}{body}\"}",
           "'webhook.signed' must have {body} once");
    expect("bamboohr", "'webhook' must be a map");
}

TEST_F(Configuration, AWebhookWithoutAListener_IsTold)
{
    std::string text = with_webhook("{scheme: hibob, secret: \"${file:secret}\"}");
    text.resize(text.find("listen:"));
    EXPECT_NE(faults_of(text).find("a source has a 'webhook', which needs a listener"),
              std::string::npos);
}

TEST_F(Configuration, AConnectorThatIsNotBuiltIn_IsAskedForAsAPlugin)
{
    outside_.plugin = [](const std::string& name) -> model::Result<sdk::ConnectorKind> {
        if (name == "acme") {
            return sdk::ConnectorKind{
                "acme", "a plugin", {{"tenant", "string", true, "which one", {}}}, {}};
        }
        return name == "old"
                   ? model::fail(model::ErrorKind::invalid, "old.so is too old", "build it again")
                   : model::fail(model::ErrorKind::not_found, "x.so is not there",
                                 "put the plugin there");
    };
    const auto with = [](const std::string& source) {
        std::string text = kGood;
        const std::string was = "connector: csv\n    options: {path: roster.csv}";
        return text.replace(text.find(was), was.size(), source);
    };
    const auto loaded = load_text(with("connector: acme\n    options: {tenant: t1}"));
    ASSERT_TRUE(loaded.faults.empty()) << to_string(loaded.faults[0]);
    EXPECT_EQ(loaded.settings.sources.at(0).kind.help, "a plugin");
    EXPECT_EQ(loaded.settings.sources.at(0).options.at("tenant"), "t1");
    EXPECT_NE(faults_of(with("connector: acme")).find("needs the option 'tenant'"),
              std::string::npos);
    EXPECT_NE(faults_of(with("connector: old")).find("error: old.so is too old\n    write: build"),
              std::string::npos);
    EXPECT_NE(faults_of(with("connector: sap"))
                  .find("can't be 'sap': it is not built in, and x.so is not there\n    write: one "
                        "of: csv, push; or else put the plugin there"),
              std::string::npos);
    EXPECT_NE(faults_of(with("connector: cvs")).find("write: csv; or else "), std::string::npos);
}

} // namespace
} // namespace rosterd::config
