#include "core/dingtalk/errors.hpp"

#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{
namespace
{

// Every code of DingTalk's catalogue that concerns an address book [server-api-error-codes-1].
constexpr const char* kListed =
    "-1 22 88 404 1002 12012 12150 33001 40013 52010 70001 40000 40001 40014 42001 40089 40096 "
    "41001 43001 43002 43003 43004 43005 43007 43008 43009 44002 45009 47001 71010 48002 50002 "
    "50003 50004 50005 60011 60020 90001 90002 90003 90004 90005 90006 90007 90008 90009 90010 "
    "90011 90012 90013 90014 90017 90018 90019 90020 33012 34018 34020 34021 33011 23004 60301 "
    "660000 40003 40009 40010 40011 40018 40025 40066 40031 40032 40033 40035 40036 40038 400002 "
    "400001 400043 40056 41011 40063 40064 40065 40068 40069 40070 40093 41009 41029 41045 41046 "
    "41047 41048 41052 41101 41102 46004 40019 40020 40024 40021 40022 40023 40100 40101 60106 "
    "40103 40104 41054 60001 60009 60002 60003 60004 60005 60006 60007 60018 60008 60021 60010 "
    "60016 60019 60022 60067 60068 60102 60103 60104 60105 60107 60109 600109 60110 60111 60121 "
    "60112 60113 60114 60118 60119 60122 60123 60120 60128 60510 49000 49004 49005 49011 49012 "
    "49007 49009 49010 49013 49014 49015 49020 49021 49022 49023 40016 60124 "
    "InvalidAuthentication AuthenticationFailed.MissingParameter invalidClientIdOrSecret "
    "invalid.client parameter.error invalid.param invalidParameter paramIllegal parameter.invalid "
    "user.not.exist emp.not.exist employee.not.exist empNotExists exclusive.account.only "
    "exclusive.account.limit departmentNotExist deptNotExist deptNameExist deptMoveIllegal "
    "invokeFrequency invokeFrequentyly daily.call.limit businessError unauthorized.client "
    "Forbidden.AccessDenied.AccessTokenPermissionDenied Forbidden.AccessDenied.IpNotInWhiteList "
    "Forbidden.AccessDenied.QpsLimitForApi Forbidden.AccessDenied.QpsLimitForAppkeyAndApi "
    "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi "
    "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi "
    "Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi "
    "Forbidden.AccessDenied.ApiCountLimitForOrg error.notFound invalidParameter.user.notFound "
    "invalidRequest.duplicateClientToken system.busy systemBusy system.error systemError "
    "unknownError server.error operationTimeout service.timeout";

TEST(Errors, EveryListedCode_IsKnownWithAMeaning)
{
    std::istringstream listed(kListed);
    for (std::string code; listed >> code;) {
        const CodeFact* fact = find_code(code);
        ASSERT_NE(fact, nullptr) << code;
        EXPECT_FALSE(fact->meaning.empty()) << code;
    }
}

TEST(Errors, NoCode_OccursTwice)
{
    std::set<std::string_view> once;
    for (const auto& table : {platform_codes(), address_book_codes(), api_codes(), own_codes()}) {
        for (const CodeFact& fact : table) {
            EXPECT_TRUE(once.insert(fact.code).second) << fact.code;
        }
    }
    EXPECT_GT(once.size(), 190U);
}

TEST(Errors, UnknownCode_IsNotInTheTable)
{
    EXPECT_EQ(find_code("123456"), nullptr);
}

TEST(Errors, Classes_FollowTheCatalogue)
{
    EXPECT_EQ(find_code("40014")->retry, RetryClass::token);
    EXPECT_EQ(find_code("-1")->retry, RetryClass::back_off);
    EXPECT_EQ(find_code("90018")->retry, RetryClass::wait);
    EXPECT_EQ(find_code("60102")->retry, RetryClass::done);
    EXPECT_EQ(find_code("60011")->retry, RetryClass::permanent);
    EXPECT_EQ(find_code("60103")->retry, RetryClass::bad_data);
}

} // namespace
} // namespace rosterd::dingtalk
