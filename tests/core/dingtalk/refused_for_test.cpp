#include "core/dingtalk/refused_for.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

TEST(RefusedFor, WhatBothFamiliesSayOfThePermissionTheQuotaTheAddressAndTheSecret_IsJudgedAlike)
{
    for (const char* code : {"60011", "Forbidden.AccessDenied.AccessTokenPermissionDenied", "90020",
                             "Forbidden.AccessDenied.ApiCountLimitForOrg"}) {
        EXPECT_EQ(refused_for(code), RefusedFor::api) << code;
    }
    for (const char* code :
         {"60020", "Forbidden.AccessDenied.IpNotInWhiteList", "40014", "InvalidAuthentication",
          "40096", "invalidClientIdOrSecret", "ip.blocked"}) {
        EXPECT_EQ(refused_for(code), RefusedFor::application) << code;
    }
    for (const char* code : {"60121", "50002", "33012", "60003", "never.heard.of"}) {
        EXPECT_EQ(refused_for(code), RefusedFor::object) << code;
    }
}

// Those of the table that no repeat and no other data helps, and that are about an object, a
// message, or a call that rosterd makes wrongly. A code that is added to the table is judged here
// or in refused_for.cpp.
const std::set<std::string_view> kOfObjects{
    "22",
    "23004",
    "404",
    "40020",
    "40024",
    "40056",
    "41011",
    "43001",
    "43002",
    "43004",
    "43008",
    "43009",
    "44002",
    "49007",
    "50002",
    "50004",
    "60120",
    "88",
    "12150",
    "1430001",
    "885001",
    "885006",
    "310000",
    "300005",
    "400101",
    "400013",
    "400102",
    "400106",
    "corpNotOpenHrm",
    "suiteCallInvalid",
    "noPermission",
    "permession.checkFailed",
    "groupPermissionDenied",
    "net.tls",
    "net.too_large",
    "net.invalid",
    "net.cancelled",
    "http.4xx",
    "result.false",
};

TEST(RefusedFor, EveryLastingRefusalOfTheTable_HasBeenJudged)
{
    for (const auto& table : code_tables()) {
        for (const CodeFact& fact : table) {
            std::string_view rest = fact.codes;
            while (!rest.empty()) {
                const std::string_view code = rest.substr(0, rest.find(' '));
                rest.remove_prefix(std::min(code.size() + 1, rest.size()));
                const bool lasting =
                    fact.retry == RetryClass::permanent || fact.retry == RetryClass::token;
                if (lasting) {
                    EXPECT_NE(refused_for(code) == RefusedFor::object, !kOfObjects.contains(code))
                        << code;
                } else if (refused_for(code) != RefusedFor::object) {
                    EXPECT_EQ(fact.retry, RetryClass::wait) << code;
                }
            }
        }
    }
}

} // namespace

} // namespace rosterd::dingtalk
