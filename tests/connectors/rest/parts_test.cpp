// The small pure parts: times, templates, pace, signatures, the prelude of jq.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/ask.hpp"
#include "connectors/rest/jq.hpp"
#include "connectors/rest/pace.hpp"
#include "connectors/rest/saml.hpp"
#include "connectors/rest/secrets.hpp"
#include "connectors/rest/template.hpp"

namespace rosterd::rest
{
namespace
{

using model::Json;
using ::testing::HasSubstr;

const model::Instant kNow = *model::parse_instant("2026-05-02T08:00:00Z");

TEST(Times, AreWrittenInTheZoneOfTheHris)
{
    EXPECT_EQ(to_text(kNow, {"iso", "Asia/Shanghai"}), "2026-05-02T08:00:00Z");
    EXPECT_EQ(to_text(kNow, {"%Y-%m-%d %H:%M:%S", "Asia/Shanghai"}), "2026-05-02 16:00:00");
    EXPECT_EQ(to_text(kNow, {"%Y-%m-%dT%H:%M:%S.%L%z", "Asia/Kolkata"}),
              "2026-05-02T13:30:00.000+05:30");
    EXPECT_EQ(to_text(kNow, {"date", "Pacific/Auckland"}), "2026-05-02");
    EXPECT_EQ(to_text(kNow, {"ms", "UTC"}), "1777708800000");
    EXPECT_EQ(to_text(kNow, {"seconds", "UTC"}), "1777708800");
}

TEST(Times, AreReadHoweverTheyAreWritten)
{
    for (const std::string text :
         {"2026-05-02T08:00:00Z", "2026-05-02T08:00:00+00:00", "2026-05-02T01:00:00.000-07:00",
          "2026-05-02 16:00:00", "2026-05-02T16:00:00.000123", "1777708800", "1777708800000"}) {
        EXPECT_EQ(time_in(text, "Asia/Shanghai"), kNow) << text;
    }
    EXPECT_EQ(time_in("2026-05-02", "Asia/Shanghai"), kNow - std::chrono::hours{16});
    EXPECT_EQ(time_in("tomorrow", "UTC"), std::nullopt);
}

std::optional<std::string> filled(const std::string& text, const Scope& scope)
{
    return Template::parse(text, {"a", "list", "now", "record.*", "none"})->text(scope, {});
}

TEST(Templates, GiveTextNumbersTimesAndLists)
{
    Scope scope;
    scope.set("a", 7);
    scope.set("list", Json{"x", "y z"});
    scope.set("record", Json{{"b", {{"c", "deep"}}}});
    scope.set_time("now", kNow);

    EXPECT_EQ(filled("{{a}}-{{record.b.c}}", scope), "7-deep");
    EXPECT_EQ(filled("{{list|join:,}}", scope), "x,y z");
    EXPECT_EQ(filled("{{now|minus:1d|time:%Y%m%d}}", scope), "20260501");
    EXPECT_EQ(filled("{{now}}", scope), "2026-05-02T08:00:00Z");
    EXPECT_EQ(filled("{{a|base64}} {{list|join:/|urlencode}}", scope), "Nw== x%2Fy%20z");
    EXPECT_EQ(filled("since {{none}}", scope), std::nullopt) << "what is missing is left out";
    EXPECT_EQ(filled("since {{none|or:}}", scope), "since ");
}

Json body(const std::string& yaml, const Scope& scope)
{
    Faults faults;
    const auto parsed =
        parse_json_template(parse_yaml(yaml, "b", faults), "b", {"w", "page"}, faults);
    EXPECT_EQ(to_string(faults), "");
    return *parsed.fill(scope, {});
}

TEST(Templates, InJsonBodies_LeaveOutWhatIsMissing_AndKeepTypes)
{
    Scope scope;
    scope.set("page", 3);
    const std::string odoo =
        "{domain: [[w, '>=', \"{{w}}\"], [active, '=', true]], page: \"{{page}}\", n: 5, "
        "text: \"5\", none: null, since: \"{{w}}\"}";

    EXPECT_EQ(body(odoo, scope),
              Json::parse(R"({"domain": [["active", "=", true]], "page": 3, "n": 5,
                                                 "text": "5", "none": null})"));
    scope.set("w", "2026");
    EXPECT_EQ(body(odoo, scope)["domain"][0], (Json{"w", ">=", "2026"}));
}

TEST(Overlay, LaysMapsOverMapsKeyByKey)
{
    Faults faults;
    const Yaml base = parse_yaml(
        "{request: {path: /a, query: {x: 1, y: 2}, json: {b: 1}}, paging: {by: page, size: 5}}",
        "f", faults);
    const Yaml over = parse_yaml(
        "{request: {query: {x: null, z: 3}, form: {c: 1}}, paging: {by: cursor}}", "f", faults);

    EXPECT_EQ(
        to_json(laid_over(base, over)),
        Json::parse(R"({"request": {"path": "/a", "query": {"y": 2, "z": 3}, "form": {"c": 1}},
                              "paging": {"by": "cursor"}})"));
}

std::string jq(const std::string& expression, const Json& input)
{
    Faults faults;
    Jq program;
    program.add(expression);
    program.compile("f", faults);
    EXPECT_EQ(to_string(faults), "");
    const auto outcome = program.run(input, JqVariables{Json{{"today", "2026-05-02"}}}).front();
    return outcome.error ? "error: " + *outcome.error : Json(outcome.values).dump();
}

TEST(JqPrelude, ReadsDatesAsHrSystemsWriteThem)
{
    EXPECT_EQ(
        jq("[.[] | day]",
           {"2024-03-01T00:00:00", "/Date(1751328000000)/", "/Date(1751328000000+0000)/",
            1751328000000, "2024/3/1", "2026-05-01-07:00"}),
        R"([["2024-03-01","2025-07-01","2025-07-01","2025-07-01","2024-03-01","2026-05-01"]])");
    EXPECT_EQ(
        jq("[.[] | day]", {nullptr, "", "0000-00-00", "9999-12-31T00:00:00", "4712-12-31", false}),
        "[[null,null,null,null,null,null]]");
}

TEST(JqPrelude, HelpsWithWhatIsMissingEmptyOrInManyLanguages)
{
    EXPECT_EQ(jq("stated(\"a\")", Json{{"b", 1}}), "[]");
    EXPECT_EQ(jq("stated(\"a\")", Json{{"a", nullptr}}), "[null]");
    EXPECT_EQ(jq("[.[] | given]", {false, "", Json::array(), "x"}), R"([[null,null,null,"x"]])");
    EXPECT_EQ(jq("[.[] | dept]", {12, "A1", nullptr, false}), R"([["#12","#A1",null,null]])");
    EXPECT_EQ(jq("local(\"zh_CN\"; \"en_US\")", Json{{"en_US", "Sun"}}), R"(["Sun"])");
    EXPECT_EQ(jq("local(\"zh_CN\")", "孙"), R"(["孙"])");
    EXPECT_EQ(jq("local(\"zh\"; \"en\")",
                 Json::parse(R"([{"lang":"en","value":"A"},{"lang":"zh","value":"甲"}])")),
              R"(["甲"])");
    EXPECT_EQ(jq("$today", nullptr), R"(["2026-05-02"])");
}

TEST(Jq, AnExpressionThatFails_DoesNotHarmTheOthers)
{
    Faults faults;
    Jq program;
    program.add(".a | tonumber");
    program.add(".b + 1");
    program.add(".c.d");
    program.compile("f", faults);

    const auto outcomes = program.run(Json{{"a", "x"}, {"b", 2}, {"c", 5}}, JqVariables{});

    EXPECT_TRUE(outcomes[0].error);
    EXPECT_EQ(outcomes[1].values, std::vector<Json>{3});
    EXPECT_TRUE(outcomes[2].error);
}

TEST(Pace, SoManyASecondAndAMinute)
{
    LimitSpec limits;
    limits.per_second = 2;
    limits.per_minute = 3;
    Pace pace{limits};
    using std::chrono::milliseconds;

    EXPECT_EQ(pace.take(milliseconds{0}), milliseconds{0});
    EXPECT_EQ(pace.take(milliseconds{10}), milliseconds{0});
    EXPECT_EQ(pace.take(milliseconds{20}), milliseconds{980});
    EXPECT_EQ(pace.take(milliseconds{1000}), milliseconds{0});
    EXPECT_EQ(pace.take(milliseconds{5000}), milliseconds{55000});
}

TEST(Pace, WaitsForTheReset_WhereTheHrisSaysThatNothingIsLeft)
{
    LimitSpec limits;
    limits.remaining = "x-left";
    limits.reset = "x-reset";
    for (const std::string reset : {"30", "1777708830", "1777708830000"}) {
        Pace pace{limits};
        pace.told({{"x-left", "0"}, {"x-reset", reset}}, std::chrono::milliseconds{1000}, kNow);
        EXPECT_EQ(pace.take(std::chrono::milliseconds{1000}), std::chrono::milliseconds{30000})
            << reset;
    }
}

TEST(RetryAfter, IsSecondsOrADate)
{
    EXPECT_EQ(retry_after({{"retry-after", "7"}}, "", kNow), std::chrono::seconds{7});
    EXPECT_EQ(retry_after({{"retry-after", "Sat, 02 May 2026 08:01:00 GMT"}}, "", kNow),
              std::chrono::minutes{1});
    EXPECT_EQ(retry_after({{"retry-after", "soon"}}, "", kNow), std::nullopt);
    EXPECT_EQ(retry_after({}, "", kNow), std::nullopt);
    const auto in_a_minute =
        std::chrono::duration_cast<std::chrono::seconds>(kNow.time_since_epoch()).count() + 60;
    for (const std::string& reset :
         {std::string{"60"}, std::to_string(in_a_minute), std::to_string(in_a_minute * 1000),
          std::string{"Sat, 02 May 2026 08:01:00 GMT"}}) {
        EXPECT_EQ(retry_after({{"x-reset", reset}}, "x-reset", kNow), std::chrono::minutes{1})
            << reset;
    }
    EXPECT_EQ(retry_after({{"x-reset", "60"}, {"retry-after", "7"}}, "x-reset", kNow),
              std::chrono::seconds{7});
}

TEST(Signatures, AreThoseOfTheStandards)
{
    // RFC 2202 case 2, RFC 4231 case 2.
    EXPECT_EQ(to_hex(*signature_of("what do ya want for nothing?", "hmac-sha1", "Jefe")),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(to_hex(*signature_of("what do ya want for nothing?", "hmac-sha256", "Jefe")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(from_base64(to_base64("any bytes\x01")), "any bytes\x01");
}

TEST(Signatures, AKeyThatIsNone_IsAFaultWithoutTheKeyInIt)
{
    const auto signature = signature_of("x", "rsa-md5", "not a key");

    ASSERT_FALSE(signature);
    EXPECT_EQ(signature.error().message, "the private key can't be read");
}

TEST(Urls, OfTheSameOrigin_AreKnownHoweverWritten)
{
    EXPECT_EQ(origin_of("https://HR.example.com:443/a?b"), "https://hr.example.com");
    EXPECT_EQ(origin_of("https://hr.example.com?x"), "https://hr.example.com");
    EXPECT_EQ(origin_of("https://hr.example.com@evil.example.com/"), "")
        << "no names before the host";
    EXPECT_EQ(origin_of("/relative"), "");
}

} // namespace
} // namespace rosterd::rest
