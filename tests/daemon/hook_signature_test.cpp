// The signatures were made with Python's hmac and hashlib and with the program openssl; how each
// HRIS makes them is written beside it.
#include "daemon/service/hook_signature.hpp"

#include <gtest/gtest.h>

#include "daemon/service/hook_crypto.hpp"

namespace rosterd::service
{
namespace
{

using config::HookScheme;
using config::WebhookSettings;

const std::string kBody = R"({"type":"employee.updated","data":{"employeeId":"41"}})";
const std::string kTime = "1767225600";
const model::Instant kSent{model::Duration{1767225600000}};

WebhookSettings scheme(HookScheme wanted)
{
    return {wanted, "s3cret", "", {}};
}

WebhookSettings generic(config::GenericHook how)
{
    return {HookScheme::generic, "s3cret", "", std::move(how)};
}

// "fits", or what is wrong.
std::string verdict(const WebhookSettings& settings, const Headers& headers,
                    const std::string& body = kBody)
{
    const auto verified = verify(settings, headers, body);
    return verified ? "fits" : std::string{to_string(verified.error())};
}

const std::string kMissing{to_string(HookFault::unsigned_message)};
const std::string kWrong{to_string(HookFault::signature)};

TEST(HookSignature, BambooHr_SignsBodyThenTimeInHexadecimalDigits)
{
    Headers headers{{"x-bamboohr-signature",
                     "313e91dbe82e904934614ccea67a7a9acc223621d46c36d0f1d619999ea228e5"},
                    {"x-bamboohr-timestamp", kTime}};
    const auto signed_hook = verify(scheme(HookScheme::bamboohr), headers, kBody);

    ASSERT_TRUE(signed_hook);
    EXPECT_EQ(signed_hook->sent, kSent);
    EXPECT_EQ(verdict(scheme(HookScheme::bamboohr), headers, kBody + " "), kWrong);
    headers["x-bamboohr-timestamp"] = "1767225601";
    EXPECT_EQ(verdict(scheme(HookScheme::bamboohr), headers), kWrong) << "the time is signed, too";
    headers.erase("x-bamboohr-timestamp");
    EXPECT_EQ(verdict(scheme(HookScheme::bamboohr), headers), kMissing);
}

TEST(HookSignature, HiBob_SignsTheBodyWithSha512InBase64)
{
    const Headers headers{{"bob-signature", "Yw2m9Txk4otK5oD/RGdzh8s0HbluvGnJrwhjjwdbYfYXHz74wEJyZw"
                                            "TaIf0g/UO7NY8B/XZmfR3oM/b1bJ3aTA=="}};
    const auto signed_hook = verify(scheme(HookScheme::hibob), headers, kBody);

    ASSERT_TRUE(signed_hook);
    EXPECT_FALSE(signed_hook->sent);
    EXPECT_EQ(verdict(scheme(HookScheme::hibob), headers, "{}"), kWrong);
    EXPECT_EQ(verdict(scheme(HookScheme::hibob), {}), kMissing);
}

TEST(HookSignature, Frappe_SignsTheBodyWithSha256InBase64)
{
    const Headers headers{
        {"x-frappe-webhook-signature", "Kdj2nwDJDxFnUyYFlc3QOKngday/xq/pQlIACODM444="}};

    EXPECT_EQ(verdict(scheme(HookScheme::frappe), headers), "fits");
    EXPECT_EQ(verdict(scheme(HookScheme::frappe), headers, "{}"), kWrong);
    WebhookSettings other = scheme(HookScheme::frappe);
    other.secret = "S3cret";
    EXPECT_EQ(verdict(other, headers), kWrong);
}

TEST(HookSignature, Feishu_HashesTimeNonceKeyAndBody)
{
    Headers headers{
        {"x-lark-signature", "a35ce30956cf53f770160aef72aababe22f682ea37e40037745f4298d2154c9c"},
        {"x-lark-request-timestamp", kTime},
        {"x-lark-request-nonce", "n0nce"}};
    const auto signed_hook = verify(scheme(HookScheme::feishu), headers, kBody);

    ASSERT_TRUE(signed_hook);
    EXPECT_EQ(signed_hook->sent, kSent);
    EXPECT_EQ(signed_hook->nonce, "n0nce");
    headers["x-lark-request-nonce"] = "other";
    EXPECT_EQ(verdict(scheme(HookScheme::feishu), headers), kWrong);
}

TEST(HookSignature, Generic_SignsWhatTheConfigurationSays)
{
    const Headers stamped{{"x-signature",
                           "sha256="
                           "B9F5B9F949D499EF1D13CE9E6B5F65C58D45E2088AAD8EFEE4BC1A477A3A97AB"},
                          {"x-time", kTime}};
    const auto with_time =
        generic({"x-signature", "sha256", false, "sha256=", "x-time", "{timestamp}.{body}"});
    EXPECT_EQ(verdict(with_time, stamped), "fits") << "digits in capitals, too";
    EXPECT_EQ(verdict(with_time, {{"x-time", kTime}}), kMissing);
    EXPECT_EQ(
        verdict(generic({"x-signature", "sha256", false, "v1,", "x-time", "{body}"}), stamped),
        kWrong);

    EXPECT_EQ(verdict(generic({"x-hub", "sha1", true, "", "", "{body}"}),
                      {{"x-hub", "4MBoi6GFavV9nDosNXDX6A549QY="}}),
              "fits");
    EXPECT_EQ(
        verdict(generic({"x-sig", "sha512", false, "", "x-time", "v0:{timestamp}:{body}"}),
                {{"x-sig", "2ce648c3b176da2bd610f8edeab40052da81a53fb04c638b81e91c3b19e9dc01b79d935"
                           "79088810b85eeda2241c131d1492e7adf7710d1a20edb7ce187c4a7bd"},
                 {"x-time", kTime}}),
        "fits");
}

TEST(HookSignature, ATimeThatIsSignedAndNone_IsRefused)
{
    const std::string mac = to_hex(hmac("sha256", "s3cret", kBody + "soon"));
    EXPECT_EQ(verdict(scheme(HookScheme::bamboohr),
                      {{"x-bamboohr-signature", mac}, {"x-bamboohr-timestamp", "soon"}}),
              to_string(HookFault::time));
}

TEST(HookSignature, ATime_IsSecondsMillisecondsOrIso)
{
    EXPECT_EQ(hook_time("1767225600"), kSent);
    EXPECT_EQ(hook_time("1767225600000"), kSent);
    EXPECT_EQ(hook_time("2026-01-01T08:00:00+08:00"), kSent);
    for (const char* none : {"", "soon", "-1", "17672256000", "1767225600 ", "176722560000000"}) {
        EXPECT_FALSE(hook_time(none)) << none;
    }
}

TEST(FeishuChallenge, InTheClear_IsAnsweredWhereTheTokenFits)
{
    const std::string body =
        R"({"challenge":"ajls384kdjx98XX","token":"xxxxxx","type":"url_verification"})";
    WebhookSettings settings = scheme(HookScheme::feishu);

    EXPECT_EQ(challenge_of(settings, body), "ajls384kdjx98XX");
    settings.token = "xxxxxx";
    EXPECT_EQ(challenge_of(settings, body), "ajls384kdjx98XX");
    settings.token = "yyyyyy";
    EXPECT_FALSE(challenge_of(settings, body));
    EXPECT_FALSE(challenge_of(settings, R"({"type":"event_callback","challenge":"c"})"));
    EXPECT_FALSE(challenge_of(settings, "[1]"));
}

TEST(FeishuChallenge, Encrypted_IsOpenedWithTheEncryptKey)
{
    const std::string body =
        R"({"encrypt":"AAECAwQFBgcICQoLDA0OD46qibocTlLy2/UFj/xHUJrVS4OHXmJnb28cY1AGuaAp+l/wdru6JUcv)"
        R"(qVdWk1zbu42K6Du21nVmQWZHRJP8MyNDEj3IoaXaOTugWd1U0aD6"})";
    WebhookSettings settings = scheme(HookScheme::feishu);

    EXPECT_EQ(challenge_of(settings, body), "ajls384kdjx98XX");
    settings.secret = "another";
    EXPECT_FALSE(challenge_of(settings, body));
    EXPECT_FALSE(challenge_of(settings, R"({"encrypt":"AAECAwQFBgcICQoLDA0ODw=="})"));
    EXPECT_FALSE(challenge_of(settings, R"({"encrypt":"?"})"));
}

TEST(FeishuChallenge, AnEncryptedEvent_IsNone)
{
    EXPECT_FALSE(challenge_of(
        scheme(HookScheme::feishu),
        R"({"encrypt":"AAECAwQFBgcICQoLDA0OD6DXweELAkFvK+EDxDO6r2bKoE5wiiM+a4Xjm8zuGT1P8xkGCj1p)"
        R"(4Fc/ANLSudPBsWlLZNrW+1bkmZxQogUUeaCXMsCnoJ/zm4Iic4M0gx8L"})"));
}

TEST(FeishuCipher, TheSampleOfItsDocumentation_IsOpened)
{
    EXPECT_EQ(open_aes("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="), "hello world");
}

} // namespace
} // namespace rosterd::service
