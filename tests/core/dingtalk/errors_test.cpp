#include "core/dingtalk/errors.hpp"

#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "core/dingtalk/code_tables.hpp"
#include "core/dingtalk/explain.hpp"

namespace rosterd::dingtalk
{
namespace
{

using model::Language;

struct Listed {
    RetryClass retry;
    const char* codes; // "49020-49023": all of them
};

// DingTalk's catalogue as far as provisioning meets it [server-api-error-codes-1], by retry class.
const std::array kPlatform{
    Listed{RetryClass::back_off, "-1 1002 45009"},
    Listed{RetryClass::token, "40001 40014 42001"},
    Listed{RetryClass::permanent,
           "22 88 404 12012 12150 33001 40013 52010 70001 40000 40089 40096 41001 43001 43002 "
           "43003 43004 43005 43007 43008 43009 44002 48002 50002 50003 50004 50005 60011 60020"},
    Listed{RetryClass::bad_data, "47001 71010"},
    Listed{RetryClass::wait, "90001-90014 90017-90020"},
};
const std::array kArguments{
    Listed{RetryClass::bad_data,
           "33012 34018 34020 33011 60301 660000 40003 40009 40010 40011 40018 40025 40066 40031 "
           "40032 40033 40035 40036 40038 400002 40063 40064 40065 40068 40069 40070 40093 41009 "
           "41101 41102 46004"},
    Listed{RetryClass::done, "34021"},
    Listed{RetryClass::permanent, "23004 40056 41011"},
    Listed{RetryClass::back_off, "400001"},
    Listed{RetryClass::token, "400043"},
    Listed{RetryClass::wait, "41029 41045-41048 41052"},
};
const std::array kAddressBook{
    Listed{RetryClass::bad_data,
           "40019 40021 40022 40023 40100 40101 60106 40104 41054 60001 60009 60002 60003 60007 "
           "60018 60010 60022 60067 60068 60103 60105 60107 60109 600109 60110 60111 60121 60112 "
           "60113 60114 60118 60119 60122 60123 60510"},
    Listed{RetryClass::permanent, "40020 40024 60120"},
    Listed{RetryClass::wait, "40103"},
    Listed{RetryClass::back_off, "15 60004 60005 60006 60019 60128"},
    Listed{RetryClass::done, "60008 60021 60016 60102 60104"},
};
// Chat groups, work notifications, group robots: the catalogue gives no class, but each is there.
constexpr const char* kGroups =
    "49000 49004 49005 49011 49012 49007 49009 49010 49013 49014 49015 49020-49023 40016 60124 "
    "143103-143106 143203-143206 1430000-1430004 885001 885006 310000 300005 400101 400013 400102 "
    "400105 400106 410100 660026 430101-430104";
const std::array kNewStyle{
    Listed{RetryClass::token, "InvalidAuthentication"},
    Listed{
        RetryClass::permanent,
        "AuthenticationFailed.MissingParameter invalidClientIdOrSecret invalid.client authFailed "
        "unauthorized.client Forbidden.AccessDenied.AccessTokenPermissionDenied "
        "Forbidden.AccessDenied.IpNotInWhiteList"},
    Listed{RetryClass::bad_data,
           "parameter.error invalid.param invalidParameter paramIllegal parameter.invalid "
           "user.not.exist emp.not.exist employee.not.exist empNotExists exclusive.account.only "
           "exclusive.account.limit departmentNotExist deptNotExist deptNameExist deptMoveIllegal "
           "businessError error.notFound invalidParameter.user.notFound"},
    Listed{RetryClass::wait, "daily.call.limit Forbidden.AccessDenied.QpsLimitForApi "
                             "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi "
                             "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi "
                             "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi "
                             "Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi "
                             "Forbidden.AccessDenied.ApiCountLimitForOrg"},
    Listed{RetryClass::done, "invalidRequest.duplicateClientToken"},
    Listed{RetryClass::back_off,
           "invokeFrequency invokeFrequentyly system.busy systemBusy system.error systemError "
           "unknownError server.error operationTimeout service.timeout"},
};
// What single endpoints' pages add to it: enterprise accounts, HRM, groups, tokens.
constexpr const char* kOfEndpoints =
    "not.main.administrator profile.not.exist incorrect.format incorrect.length incorrect.reserved "
    "have.been.set internalenterpriseaccount.limit invalidParameter.param.invalid "
    "mainDeptIdInvalid positionIdInvalid ranIdInvalid positioinAgainstConstraint "
    "rankIdAgainstConstraint suiteCallInvalid noPermission corpNotOpenHrm empNotDismission "
    "permession.checkFailed groupPermissionDenied member.exceed member.notFound "
    "groupTemplate.notFound unsupported.grant.type invalidSuiteKey invalidSuiteTicket "
    "invalidAuthInfo";

std::vector<std::string> each(const char* listed)
{
    std::vector<std::string> codes;
    std::istringstream words(listed);
    for (std::string word; words >> word;) {
        const std::size_t dash = word.find('-', 1);
        if (dash == std::string::npos) {
            codes.push_back(word);
            continue;
        }
        for (int code = std::stoi(word); code <= std::stoi(word.substr(dash + 1)); ++code) {
            codes.push_back(std::to_string(code));
        }
    }
    return codes;
}

template <typename Lists>
void expect_listed(const Lists& lists)
{
    for (const Listed& list : lists) {
        for (const std::string& code : each(list.codes)) {
            const CodeFact* fact = find_code(code);
            ASSERT_NE(fact, nullptr) << code;
            EXPECT_EQ(fact->retry, list.retry) << code;
        }
    }
}

TEST(Catalogue, EveryCode_IsInTheTableWithItsRetryClass)
{
    expect_listed(kPlatform);
    expect_listed(kArguments);
    expect_listed(kAddressBook);
    expect_listed(kNewStyle);
}

TEST(Catalogue, EveryCodeOfGroupsMessagesAndSingleEndpoints_IsInTheTable)
{
    for (const char* list : {kGroups, kOfEndpoints}) {
        for (const std::string& code : each(list)) {
            EXPECT_NE(find_code(code), nullptr) << code;
        }
    }
}

TEST(Catalogue, WhatMayNotBeVisibleYet_IsRepeatedAFewTimesOnly)
{
    for (const char* code : {"-1", "60004", "60005", "60006", "60128"}) {
        EXPECT_EQ(find_code(code)->special, Special::few_times) << code;
    }
}

TEST(Table, NoCode_StandsInItTwice)
{
    std::set<std::string> once;
    for (const auto& table : code_tables()) {
        for (const CodeFact& fact : table) {
            for (const std::string& code : each(std::string{fact.codes}.c_str())) {
                EXPECT_TRUE(once.insert(code).second) << code;
            }
        }
    }
    EXPECT_GT(once.size(), 270U);
}

TEST(Table, EveryRow_SaysWhatItMeansAndWhatToDoInThreeLanguages)
{
    for (const auto& table : code_tables()) {
        for (const CodeFact& fact : table) {
            for (const CodeText& text : fact.texts) {
                EXPECT_FALSE(text.sentence.empty()) << fact.codes;
                EXPECT_FALSE(text.advice.empty()) << fact.codes;
                const bool stops = text.sentence.ends_with('.') || text.sentence.ends_with("。");
                EXPECT_TRUE(stops) << text.sentence;
            }
            EXPECT_LT(fact.texts[2].sentence.front(), 'z' + 1) << fact.codes; // ASCII: English
            EXPECT_GT(static_cast<unsigned char>(fact.texts[0].sentence.back()), 127U);
        }
    }
}

TEST(Table, TraditionalAndSimplified_AreNotMixedUp)
{
    for (const auto& table : code_tables()) {
        for (const CodeFact& fact : table) {
            for (const char* simplified : {"钉", "号", "账", "应", "误", "无须", "设", "们"}) {
                EXPECT_EQ(fact.texts[0].advice.find(simplified), std::string_view::npos)
                    << fact.texts[0].advice;
            }
            for (const char* traditional : {"釘", "號", "帳", "應", "誤", "無須", "設", "們"}) {
                EXPECT_EQ(fact.texts[1].advice.find(traditional), std::string_view::npos)
                    << fact.texts[1].advice;
            }
        }
    }
}

TEST(Explain, KnownCode_SaysMeaningBehaviourAndAdvice)
{
    const Explanation meaning = explain("60104", Language::zh_tw);
    EXPECT_TRUE(meaning.known);
    EXPECT_EQ(meaning.retry, RetryClass::done);
    EXPECT_EQ(meaning.sentence, "手機號碼在企業中已存在。");
    EXPECT_NE(meaning.advice.find("核對"), std::string::npos);
    EXPECT_EQ(explain("60104", Language::zh_cn).sentence, "手机号码在企业中已存在。");
}

TEST(Explain, CodeNobodyKnows_IsPermanentAndToBeReported)
{
    for (const Language language : {Language::zh_tw, Language::zh_cn, Language::en}) {
        const Explanation meaning = explain("777777", language);
        EXPECT_FALSE(meaning.known);
        EXPECT_EQ(meaning.retry, RetryClass::permanent);
        EXPECT_NE(meaning.advice.find("request_id"), std::string::npos);
    }
}

TEST(Explain, RatesAndBlocks_TellHowLongTheyLast)
{
    EXPECT_NE(explain("90018", Language::en).behaviour.find("1 s"), std::string::npos);
    EXPECT_NE(explain("ip.blocked", Language::en).behaviour.find("5 min"), std::string::npos);
    EXPECT_NE(explain("90020", Language::en).behaviour.find("next run"), std::string::npos);
}

TEST(Explain, StatusWithoutWords_IsToldByItsKind)
{
    EXPECT_EQ(explain("http.502", Language::en).retry, RetryClass::back_off);
    EXPECT_EQ(explain("http.429", Language::en).retry, RetryClass::back_off);
    EXPECT_EQ(explain("http.403", Language::en).retry, RetryClass::permanent);
}

TEST(Explain, UserAlreadyGone_IsDoneOnARemoval)
{
    EXPECT_NE(explain("33012", Language::en).behaviour.find("removal"), std::string::npos);
    EXPECT_EQ(explain("60103", Language::en).behaviour.find("removal"), std::string::npos);
}

TEST(Told, FailedOperation_IsTheSentenceWithDingTalksOwnWords)
{
    EXPECT_EQ(told("60104", "手机号码在公司中已存在 userid:E7", "r1", Language::en),
              "The mobile number is in the company already. (手机号码在公司中已存在 userid:E7)");
    EXPECT_EQ(told("60104", "", "r1", Language::zh_tw), "手機號碼在企業中已存在。");
    EXPECT_EQ(told("", "held by h-7", "", Language::zh_tw), "held by h-7");
}

TEST(Told, UnknownCode_CarriesItsRequestId)
{
    EXPECT_EQ(told("777777", "odd", "r1", Language::en),
              "rosterd does not know this code; it is treated as permanent and not repeated. (odd) "
              "Report it with request_id r1.");
}

} // namespace
} // namespace rosterd::dingtalk
