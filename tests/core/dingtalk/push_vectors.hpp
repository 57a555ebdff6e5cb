// Vectors that others computed: DingTalk's documentation and libraries (V1 to V4), a third party's
// test (V5), and two independent implementations (C1 to C4).
#pragma once

#include <array>

#include "core/dingtalk/push_cipher.hpp"

namespace rosterd::dingtalk::test
{

struct Vector {
    const char* id;
    PushSecrets secrets;
    SealedPush sealed;
    const char* random;
    const char* message;
};

inline const std::array<Vector, 9>& push_vectors()
{
    static const std::array<Vector, 9> all{{
        {"V1",
         {"123456", "1234567890123456789012345678901234567890123", "dingsnotzck6pm5veliw"},
         {"9a95a004dd16f5c307e849b994173f76aa26e5eb", "1614767836", "A7Co0cJLMzIDtMMI",
          "YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQX"
          "ZNwpwWSm1xAFJ5ZA=="},
         "dICkEDLj0eb6yAbc",
         R"(success)"},
        {"V2",
         {"mryue", "Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7", "ding6ccabc44d2c8d38b"},
         {"03044561471240d4a14bb09372dfcfd4fd0e40cb", "1608001896814", "WL4PK6yA",
          "0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+o"
          "TTrd15NRPvNvmBKyDCYxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3"},
         "l7Y3EcX2CU5w8av3",
         R"({"EventType":"check_url"})"},
        {"V3",
         {"123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", "suite4xxxxxxxxxxxxxxx"},
         {"5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0", "1445827045067", "nEXhMP4r",
          "1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3v"
          "DMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAg"
          "nC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0"
          "w9lQ=="},
         "hU3bEfGZZewzhG5a",
         R"({"EventType":"check_create_suite_url","Random":"LPIdSnlF","TestSuiteKey":"suite4xxxxxxxxxxxxxxx"})"},
        {"V4",
         {"tokenxxxx", "o1w0aum42yaptlz8alnhwikjd3jenzt9cb9wmzptgus", "dingxxxxxx"},
         {"f36f4ba5337d426c7d4bca0dbcb06b3ddc1388fc", "1605695694141", "WelUQl6bCqcBa2fM",
          "X1VSe9cTJUMZu60d3kyLYTrBq5578ZRJtteU94wG0Q4Uk6E/wQYeJRIC0/UFW5Wkya1Ihz"
          "9oXAdLlyC9TRaqsQ=="},
         "WelUQl6bCqcBa2fM",
         R"(success)"},
        {"V5",
         {"123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", "suite4xxxxxxxxxxxxxxx"},
         {"bcf6dcefa4ce2dbaf7b0666c7264d46fd9aad4bd", "1445827045067", "nEXhMP4r",
          "5DJFWzjRNOQk+5GSZxW+VrFMDWCIidPjEjg3//gm5x556BedVi62rDj1F9uXU97a4jw1R4"
          "FACUv9RCpoDobNqxhxRB2YtW901k4KHbP1/wpFJ3xdLG0n0A8U1VhENg80zKJd+YROR0YM"
          "Gum4WYuoXJ6J98vt0ihYeIFoapNddLML5MyNAGM9saSpkouDMSvD+iU14i7V8ix1ia1Tb9"
          "ogog=="},
         "1234567890123456",
         R"({"EventType":"check_create_suite_url","Random":"LPIdSnlF","TestSuiteKey":"suite4xxxxxxxxxxxxxxx"})"},
        {"C1",
         {"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "dingsandbox00000001"},
         {"d0e038507042b92992b0073c2beeee905cb08a8c", "1767225600000", "sandboxN",
          "4j/AuRx71kQlxVlzbpsMWN8XtjwRdOcH+n7e3hsaZgEMcwZUcfF7dIDeZ037cZxfUv67eb"
          "5I4Cjsk2cN/gbjrhjLJ1wg60DAhAbChztBZHcSzuaYqfIWglUlcAdnoizI"},
         "0123456789abcdef",
         R"({"EventType":"check_url"})"},
        {"C2",
         {"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "dingsandbox00000001"},
         {"16919235560adda7329b57f429787b658f7ae93e", "1767225600123", "replyNonce000001",
          "4j/AuRx71kQlxVlzbpsMWJnZIcaZX22sVmNqaNNtT1CovdYmzsj4Kp4t46DAizqZb74LP+"
          "JxyiLhtiiCAklJYw=="},
         "0123456789abcdef",
         R"(success)"},
        {"C3",
         {"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "dingsandbox00000001"},
         {"1d65cdcefa50369bd0a1afbfeda3dfd9e174253b", "1767225601000", "aB3dE6gH",
          "4j/AuRx71kQlxVlzbpsMWNXSBxuYefgEmBB7BPydmwnXIJYwVGHb+x9Kg36lB0+twAIjPV"
          "34H2Ozm2rou5FebGrQ8BJzB7F8MA4SlJgpa7MiSyIgKHPMB16fGucutKMTIC9peLHeOc69"
          "NFkFvvFB6BmciHhI/3rGawGPTUKwzb+HVKgeMxq69EJt8u1i1f7E2CbP3K2zz4Nr7PbmFf"
          "x+D5B6HMVJ6APc5ThSySrJrw5AUt6xY2LoBTCfoNrq1ju8"},
         "0123456789abcdef",
         R"({"EventType":"user_leave_org","CorpId":"dingcorp0000000000000000000000000001","UserId":["u-1001"],"OptStaffId":"张三","TimeStamp":"1767225599000"})"},
        {"C4",
         {"SandboxToken01", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "ding5"},
         {"d67e22ffd39aca340cd2960c2689fe06cfd55abc", "1767225602000", "n0nce-x1",
          "4j/AuRx71kQlxVlzbpsMWGszgB2Ug4YeBBGrDKoZgpnNnGcsVjqbsyaQKXX+MHai0p3jnV"
          "oLd4XxYvHeL+6+8Q=="},
         "0123456789abcdef",
         R"(success)"},
    }};
    return all;
}

} // namespace rosterd::dingtalk::test
