// What is sent: credentials, tokens, signatures, bodies; and what is made of answers that are no
// list.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/recorder.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/mapping.hpp"
#include "tests/connectors/rest/definitions.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kPlain = people("    request: {path: /p}\n    records: .p[]\n");
const std::string kSecrets = "settings: {key: {help: a key, secret: true}}\n";
const std::string kKey = "settings: {key: s3cret}\n";
const std::string kOne = "answer: {p: [{id: 1, name: A}]}}\n";
const std::string kExpectOne = "expect: {people: [{employee_id: 1, name: A}]}\n";

std::string ask(const std::string& keys)
{
    return "  - {ask: GET https://acme.example.com/api/p, " + keys + ", " + kOne;
}

TEST(Auth, BasicBearerAndKeys_AreSentAsAsked)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"basic: {user: u, password: \"{{settings.key}}\"}",
         ask("headers: {Authorization: \"Basic dTpzM2NyZXQ=\"}")},
        {"bearer: \"{{settings.key}}\"", ask("headers: {Authorization: Bearer s3cret}")},
        {"api_key: {header: X-Key, value: \"k {{settings.key}}\"}",
         ask("headers: {X-Key: k s3cret}")},
        {"api_key: {cookie: sid, value: \"{{settings.key}}\"}",
         ask("headers: {Cookie: sid=s3cret}")},
        {"api_key: {query: key, value: \"{{settings.key}}\"}",
         "  - {ask: \"GET https://acme.example.com/api/p?key=s3cret\", " + kOne}};
    for (const auto& [auth, exchange] : cases) {
        EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {" + auth + "}\n"),
                         kKey + "exchanges:\n" + exchange + kExpectOne),
                  "")
            << auth;
    }
}

const std::string kTokenUrl = "token_url: https://id.example.com/token, client_id: me, "
                              "client_secret: \"{{settings.key}}\"";

TEST(OAuth2, ClientCredentials_AsFormJsonOrBasic)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"send: form",
         "text: \"grant_type=client_credentials&client_id=me&client_secret=s3cret&scope=hr\""},
        {"send: json",
         "body: {grant_type: client_credentials, client_id: me, client_secret: s3cret, scope: hr}"},
        {"send: basic", "headers: {Authorization: \"Basic bWU6czNjcmV0\"}, text: "
                        "\"grant_type=client_credentials&scope=hr\""}};
    for (const auto& [send, sent] : cases) {
        EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {oauth2: {" + kTokenUrl + ", scope: hr, " +
                                          send + "}}\n"),
                         kKey + "exchanges:\n  - {ask: POST https://id.example.com/token, " + sent +
                             ", answer: {access_token: T, expires_in: 3600}}\n" +
                             ask("headers: {Authorization: Bearer T}") + kExpectOne),
                  "")
            << send;
    }
}

TEST(OAuth2, ATokenThatIsNoLongerTaken_IsRenewedOnce)
{
    const std::string token =
        "  - {ask: POST https://id.example.com/token, answer: {access_token: ";
    EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {oauth2: {" + kTokenUrl + "}}\n"),
                     kKey + "exchanges:\n" + token + "T1}}\n" +
                         "  - {ask: GET https://acme.example.com/api/p, headers: {Authorization: "
                         "Bearer T1}, "
                         "status: 401, answer: {}}\n" +
                         token + "T2}}\n" + ask("headers: {Authorization: Bearer T2}") +
                         kExpectOne),
              "");
}

TEST(OAuth2, RefusedCredentials_AreUnauthorisedAndSayWhy)
{
    EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {oauth2: {" + kTokenUrl + "}}\n"),
                     kKey + "exchanges:\n  - {ask: POST https://id.example.com/token, status: 400, "
                            "answer: {error: "
                            "invalid_client, error_description: unknown client}}\n"
                            "expect: {error: {kind: unauthorised, message: \"answered 400: unknown "
                            "client\"}}\n"),
              "");
}

TEST(Login, YieldsATokenOrACookie)
{
    const std::string login =
        "login: {request: {path: /login, json: {pwd: \"{{settings.key}}\"}}, ";
    const std::string sent =
        "  - {ask: POST https://acme.example.com/api/login, body: {pwd: s3cret}, ";
    EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {" + login +
                                      "token: .data.t, put: {query: access_token}}}\n"),
                     kKey + "exchanges:\n" + sent + "answer: {data: {t: T}}}\n" +
                         "  - {ask: \"GET https://acme.example.com/api/p?access_token=T\", " +
                         kOne + kExpectOne),
              "");
    EXPECT_EQ(played(acme(kPlain, kSecrets + "auth: {" + login + "cookie: sid}}\n"),
                     kKey + "exchanges:\n" + sent +
                         "answer: {}, answer_headers: {Set-Cookie: \"lang=en; Path=/, sid=abc; "
                         "HttpOnly\"}}\n" +
                         ask("headers: {Cookie: sid=abc}") + kExpectOne),
              "");
}

TEST(Login, AnAnswerThatSaysNo_IsUnauthorised)
{
    EXPECT_EQ(
        played(
            acme(kPlain,
                 kSecrets + "auth: {login: {request: {path: /login, json: {}}, token: .result}}\n"),
            kKey +
                "exchanges:\n  - {ask: POST https://acme.example.com/api/login, answer: {result: "
                "false}}\nexpect: {error: {kind: unauthorised, message: without a token}}\n"),
        "");
}

TEST(Sign, TheBodyThatIsSentOrTheSortedQuery)
{
    // HMAC-SHA1 of {"a":1,"timestamp":1777708800000} and HMAC-SHA256 of a=1&z=x y, by openssl dgst.
    const std::string now = "now: 2026-05-02T08:00:00Z\n";
    EXPECT_EQ(
        played(
            acme(people("    request: {path: /p, json: {a: 1, timestamp: \"{{timestamp_ms}}\"}}\n"
                        "    records: .p[]\n"),
                 kSecrets + "auth: {sign: {text: \"{{body}}\", algorithm: hmac-sha1, key: "
                            "\"{{settings.key}}\", put: {query: sign}}}\n"),
            kKey + now +
                "exchanges:\n  - {ask: \"POST "
                "https://acme.example.com/api/p?sign=6GLVEM66X1T%2F7OtoRpRYAdvMgi0%3D\", text: "
                "'{\"a\":1,\"timestamp\":1777708800000}', " +
                kOne + kExpectOne),
        "");
    EXPECT_EQ(
        played(
            acme(
                people("    request: {path: /p, query: {z: x y, a: 1}}\n    records: .p[]\n"),
                kSecrets +
                    "auth: {sign: {text: \"{{query}}\", algorithm: hmac-sha256, encoding: hex, "
                    "key: "
                    "\"{{settings.key}}\", put: {header: X-Sign, value: \"v1 {{signature}}\"}}}\n"),
            kKey + now + "exchanges:\n" +
                ask("headers: {X-Sign: v1 "
                    "e599ebff3bc661a72519387614cec0b3f547dc4164218e42dc8f4b2e22108e62}") +
                kExpectOne),
        "");
}

TEST(Answers, AFailureInA200_IsAFailureWithItsMessage)
{
    const std::string success =
        "success: {when: .code == 0, message: .msg, throttled: .code == 600, "
        "unauthorised: .code == 403}\n";
    const auto outcome = [&](const std::string& code, const std::string& expect) {
        return played(acme(kPlain, success),
                      "exchanges:\n  - {ask: GET https://acme.example.com/api/p, times: any, "
                      "answer: {code: " +
                          code + ", msg: no such view}}\nexpect: {error: {" + expect + "}}\n");
    };
    EXPECT_EQ(outcome("9", "kind: invalid, message: \"answered with a failure: no such view\""),
              "");
    EXPECT_EQ(outcome("600", "kind: throttled, message: asked too often"), "");
    EXPECT_EQ(outcome("403", "kind: unauthorised, message: no such view"), "");
}

TEST(Answers, ThrottledLongerThanOneWaits_EndsTheRead)
{
    EXPECT_EQ(
        played(acme(kPlain),
               "exchanges:\n  - {ask: GET https://acme.example.com/api/p, status: 429, answer: {}, "
               "answer_headers: {Retry-After: 3600}}\n"
               "expect: {error: {kind: throttled, message: asks to wait 3600 s}}\n"),
        "");
}

TEST(Answers, ThrottledWithAnotherHeaderThatSaysHowLong_IsWaitedFor)
{
    const std::string throttled =
        "exchanges:\n  - {ask: GET https://acme.example.com/api/p, status: 429, answer: {}, "
        "answer_headers: {X-Reset: ";
    const std::string definition = acme(kPlain, "limits: {reset: X-Reset, longest_wait: 1m}\n");
    EXPECT_EQ(
        played(definition, "now: 2026-05-02T08:00:00Z\n" + throttled +
                               "1777708860}}\n  - {ask: GET https://acme.example.com/api/p, " +
                               kOne + kExpectOne),
        "");
    EXPECT_EQ(played(definition,
                     throttled + "61}}\nexpect: {error: {kind: throttled, message: wait 61 s}}\n"),
              "");
}

TEST(Answers, AStatusOfTheHrissOwn_IsWhatTheDefinitionSays)
{
    EXPECT_EQ(
        played(acme(kPlain, "limits: {throttled: [600]}\n"),
               "exchanges:\n  - {ask: GET https://acme.example.com/api/p, status: 600, answer: "
               "{}}\n  - {ask: GET https://acme.example.com/api/p, " +
                   kOne + kExpectOne),
        "");
    EXPECT_EQ(played(acme(kPlain), "exchanges:\n  - {ask: GET https://acme.example.com/api/p, "
                                   "status: 999, answer: {}}\n"
                                   "expect: {error: {kind: transient, message: answered 999}}\n"),
              "");
}

// The Authorization header of each request; "" where there is none.
std::vector<std::string> credentials_sent(const std::string& definition,
                                          const std::string& settings)
{
    const Recording recording = recorded(
        "settings: " + settings +
        "\nexchanges:\n  - {ask: POST https://acme.example.com/token, answer: {access_token: T}}\n"
        "  - {ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1}]}}\nexpect: {}\n");
    const auto parsed = defined(definition);
    Wire wire = playing_wire(recording);
    Recorder recorder{*wire.http};
    wire.http = &recorder;
    sdk::RememberingSink sink;
    EXPECT_TRUE(
        make_connector("hr", parsed, settings_for(*parsed, recording.settings).value(), wire)
            ->read({true, ""}, sink));
    std::vector<std::string> out;
    for (const Heard& heard : recorder.heard()) {
        const auto found = std::ranges::find(heard.request.headers, "Authorization",
                                             &std::pair<std::string, std::string>::first);
        out.push_back(found == heard.request.headers.end() ? "" : found->second);
    }
    return out;
}

TEST(Auth, OfAnOptionalSettingThatIsNotGiven_IsLeftOut)
{
    const std::string optional = "settings: {user: {help: a user, optional: true}, id: {help: an "
                                 "id, optional: true}}\n";
    for (const std::string auth :
         {"basic: {user: \"{{settings.user}}\", password: x}", "bearer: \"{{settings.user}}\"",
          "oauth2: {token_url: https://acme.example.com/token, only_with: id}"}) {
        EXPECT_THAT(credentials_sent(acme(kPlain, optional + "auth: {" + auth + "}\n"), "{}"),
                    ElementsAre(""))
            << auth;
    }
    const std::string either =
        acme(kPlain, optional + "auth: {basic: {user: \"{{settings.user}}\", password: x}, oauth2: "
                                "{token_url: https://acme.example.com/token, only_with: id}}\n");
    EXPECT_THAT(credentials_sent(either, "{user: u}"), ElementsAre("Basic dTp4"));
    EXPECT_THAT(credentials_sent(either, "{id: i}"), ElementsAre("", "Bearer T"));
    EXPECT_THAT(faults_of(acme(kPlain, optional + "auth: {oauth2: {token_url: https://a.example/t, "
                                                  "only_with: idd}}\n")),
                HasSubstr("there is no setting 'idd'"));
}

TEST(Answers, ARedirect_IsFollowedWithinTheHostOnly)
{
    const std::string to =
        "  - {ask: GET https://acme.example.com/api/p, status: 302, answer: \"{}\", "
        "answer_headers: {Location: ";
    EXPECT_EQ(played(acme(kPlain), "exchanges:\n" + to +
                                       "/v2/p}}\n  - {ask: GET https://acme.example.com/v2/p, " +
                                       kOne + kExpectOne),
              "");
    EXPECT_EQ(played(acme(kPlain),
                     "exchanges:\n" + to + "\"https://evil.example.com/p\"}}\n" +
                         "expect: {error: {kind: permanent, message: points to another host}}\n"),
              "");
}

TEST(Answers, ASecretIsInNoMessage)
{
    const std::string definition =
        acme(kPlain, kSecrets + "auth: {api_key: {query: key, value: \"{{settings.key}}\"}}\n");
    const Recording recording =
        recorded(kKey + "exchanges:\n  - {ask: GET https://acme.example.com/api/p, times: any, "
                        "status: 500, answer: {}}\n"
                        "expect: {error: {kind: transient, message: answered 500}}\n");
    sdk::RememberingSink sink;

    const auto result = make_player(defined(definition), recording)->read({true, ""}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message.find("s3cret"), std::string::npos) << result.error().message;
}

TEST(Children, AreAddedToEachRecord_OneByOneOrManyAtATime)
{
    const std::string definition = acme(
        "  people:\n    request: {path: /p}\n    records: .p[]\n    id: .id\n    children:\n"
        "      job: {request: {path: \"/p/{{id}}/{{record.kind}}\"}, record: .data, missing: "
        "[404]}\n"
        "      posts: {batch: 2, request: {path: /posts, json: {ids: \"{{ids}}\"}}, records: "
        "\".d[]\", parent: .who}\n"
        "    fields: {employee_id: .id, title: .job.title, departments: \"[.posts[].dept]\"}\n");
    EXPECT_EQ(
        played(
            definition,
            "exchanges:\n"
            "  - {ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1, kind: job}, {id: "
            "2, kind: "
            "\"a/b\"}]}}\n"
            "  - {ask: GET https://acme.example.com/api/p/1/job, answer: {data: {title: Cook}}}\n"
            "  - {ask: GET https://acme.example.com/api/p/2/a%2Fb, status: 404, answer: {}}\n"
            "  - {ask: POST https://acme.example.com/api/posts, body: {ids: [\"1\", \"2\"]}, "
            "answer: {d: "
            "[{who: 2, dept: X}, {who: 1, dept: Y}, {who: 2, dept: Z}]}}\n"
            "expect: {people: [{employee_id: 1, title: Cook, departments: Y}, {employee_id: 2, "
            "title: \"\", "
            "departments: X;Z}]}\n"),
        "");
}

TEST(Lookups, AreReadFirst_AndAskedByExpressions)
{
    EXPECT_EQ(
        played(
            acme("  people:\n    request: {path: /p}\n    records: .p[]\n    id: .id\n"
                 "    fields: {employee_id: .id, work_place: \"$lookups.sites[.site|tostring]\"}\n",
                 "lookups: {sites: {request: {path: /sites}, records: \".s[]\", key: .id, value: "
                 ".name}}\n"),
            "exchanges:\n"
            "  - {ask: GET https://acme.example.com/api/sites, answer: {s: [{id: 7, name: "
            "旺角}]}}\n"
            "  - {ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1, site: 7}, {id: 2, "
            "site: 8}]}}\n"
            "expect: {people: [{employee_id: 1, work_place: 旺角}, {employee_id: 2, work_place: "
            "\"\"}]}\n"),
        "");
}

TEST(Xml, IsSelectedFromLikeJson)
{
    EXPECT_EQ(
        played(
            acme("  people:\n    request: {path: /p}\n    records: .Report_Data.Entry[]\n    id: "
                 ".ID[\"#text\"]\n"
                 "    fields: {employee_id: '.ID[\"#text\"]', name: .Name, departments: .Dept}\n",
                 "answers: xml\nlists: [Entry, Dept]\n"),
            "exchanges:\n  - ask: GET https://acme.example.com/api/p\n    answer: '<?xml "
            "version=\"1.0\"?>"
            "<wd:Report_Data xmlns:wd=\"urn:x\"><wd:Entry><wd:ID wd:type=\"E\">7</wd:ID><wd:Name>A "
            "&amp; "
            "B</wd:Name><wd:Dept>X</wd:Dept><wd:Dept>Y</wd:Dept></wd:Entry></wd:Report_Data>'\n"
            "expect: {people: [{employee_id: 7, name: A & B, departments: X;Y}]}\n"),
        "");
}

// What HR says of two people whose status this definition knows, and of one where it is new.
const std::string kWithStatus =
    acme("  people:\n    request: {path: /p}\n    records: .p[]\n    id: .id\n"
         "    fields:\n      employee_id: .id\n      name: .name\n      remark: .note\n"
         "      status: '{\"1\": \"active\", \"2\": \"terminated\"}[.s] // error(\"unknown s "
         "\\(.s)\")'\n      last_day: .left | day\n");

ingest::Ingested ingested(const std::string& people, const ingest::IngestOptions& options = {})
{
    sdk::RememberingSink sink;
    const auto result =
        make_player(defined(kWithStatus),
                    recorded("exchanges:\n  - {ask: GET https://acme.example.com/api/p, answer: "
                             "{p: [" +
                             people + "]}}\nexpect: {}\n"))
            ->read({true, ""}, sink);
    EXPECT_TRUE(result) << result.error().message;
    return ingest::ingest(sink.records, options);
}

TEST(Fields, AStatusThatCantBeTold_LetsTheRecordWait)
{
    const auto out = ingested("{id: 1, name: A, s: \"1\"}, {id: 2, name: B, s: \"2\", left: "
                              "2026-04-30}, {id: 3, name: C, s: \"9\"}");

    ASSERT_EQ(out.people.size(), 2U);
    EXPECT_EQ(out.people[0].status, model::EmploymentStatus::active);
    EXPECT_EQ(out.people[1].status, model::EmploymentStatus::terminated);
    EXPECT_THAT(out.faulty, ElementsAre(2U));
    ASSERT_EQ(out.findings.size(), 1U);
    EXPECT_EQ(out.findings[0].rule, "cell.untold");
    EXPECT_EQ(out.findings[0].severity, model::Severity::error);
    EXPECT_EQ(out.findings[0].employee_id, "3");
    EXPECT_EQ(out.findings[0].field, "status");
    EXPECT_THAT(out.findings[0].message, HasSubstr("unknown s 9"));
}

TEST(Fields, ADayThatCantBeTold_LetsTheRecordWait_ARemarkDoesNot)
{
    const auto out = ingested("{id: 1, name: A, s: \"1\", left: true}, "
                              "{id: 2, name: {x: y}, s: \"1\"}, {id: 3, name: C, s: \"1\", "
                              "note: {x: y}}");

    EXPECT_THAT(out.faulty, ElementsAre(0U, 1U));
    ASSERT_EQ(out.people.size(), 1U);
    EXPECT_EQ(out.people[0].employee_id, "3");
    EXPECT_FALSE(out.people[0].remark) << "left as it was, not emptied";
    EXPECT_EQ(out.findings.back().rule, "cell.left_out");
    EXPECT_THAT(out.findings.back().message, HasSubstr("it is an object, not a text"));
}

TEST(Fields, AMappingMakesNoStatusOfOneThatCantBeTold)
{
    ingest::IngestOptions options;
    options.mapping =
        ingest::parse_mapping(
            {{"status",
              {{"from", "status"}, {"lookup", {{"active", "active"}}}, {"otherwise", "active"}}}})
            .value();

    const auto out = ingested("{id: 1, name: A, s: \"9\"}", options);

    EXPECT_THAT(out.people, IsEmpty());
    EXPECT_THAT(out.faulty, ElementsAre(0U));
}

TEST(Fields, NumbersKeepTheirDigits_AndEmptyIsNotTheSameAsUnsaid)
{
    EXPECT_EQ(played(acme("  people:\n    request: {path: /p}\n    records: .p[]\n    id: .id\n"
                          "    fields: {employee_id: .id, mobile: stated(\"m\"), email: .e, level: "
                          ".l, x: .ok}\n"),
                     "exchanges:\n  - {ask: GET https://acme.example.com/api/p, answer: {p: [{id: "
                     "9007199254740993, "
                     "e: null, l: 1.5, ok: true}]}}\n"
                     "expect: {people: [{employee_id: \"9007199254740993\", email: \"\", level: "
                     "\"1.5\", x: \"true\"}]}\n"),
              "");
}

TEST(Streams, OfDepartments_AreLeftOutWithoutTheSettingTheyNeed)
{
    const std::string definition =
        acme("  departments:\n    only_with: tree\n    request: {path: \"/{{settings.tree}}\"}\n   "
             " records: .d[]\n"
             "    id: .id\n    fields: {department_id: .id}\n" +
                 kPlain,
             "settings: {tree: {help: path of the tree, optional: true}}\n");
    const std::string exchanges =
        "exchanges:\n  - {ask: GET https://acme.example.com/api/p, " + kOne;
    EXPECT_EQ(played(definition, exchanges + kExpectOne), "");
    EXPECT_EQ(played(definition,
                     "settings: {tree: a/b}\n" + exchanges +
                         "  - {ask: GET https://acme.example.com/api/a/b, answer: {d: [{id: 5}]}}\n"
                         "expect: {people: [{employee_id: 1, name: A}], departments: "
                         "[{department_id: 5}]}\n"),
              "");
}

TEST(Recording, ARequestItDoesNotKnow_AndOneThatNobodyAsks_AreBothNamed)
{
    const auto problems =
        problems_of(defined(acme(kPlain)),
                    recorded("exchanges:\n  - {ask: GET https://acme.example.com/api/q, " + kOne +
                             "expect: {}\n"));

    EXPECT_THAT(joined(problems), HasSubstr("nothing answers GET https://acme.example.com/api/p"));
}

} // namespace
} // namespace rosterd::rest
