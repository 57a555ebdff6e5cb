#include "core/ingest/phone.hpp"

#include <random>

#include <gtest/gtest.h>

namespace rosterd::ingest
{
namespace
{

std::string told(const std::string& text, const std::string& region)
{
    const auto mobile = clean_mobile(text, region);
    std::string out = mobile.value;
    for (const Remark& remark : mobile.remarks) {
        if (remark.rule != "mobile.written") {
            out += std::string{out.empty() ? "" : " "}.append(remark.rule);
        }
    }
    return out;
}

TEST(CleanMobile, MainlandCompany_WritesMainlandBareAndOthersWithCode)
{
    EXPECT_EQ(told("13800138000", "CN"), "13800138000");
    EXPECT_EQ(told("138 0013 8000", "CN"), "13800138000");
    EXPECT_EQ(told("+86 138-0013-8000", "CN"), "13800138000");
    EXPECT_EQ(told("8613800138000", "CN"), "13800138000");
    EXPECT_EQ(told("+852-51234567", "CN"), "+852-51234567");
    EXPECT_EQ(told("0085251234567", "CN"), "+852-51234567");
    EXPECT_EQ(told("(852) 5123 4567", "CN"), "+852-51234567");
    EXPECT_EQ(told("+886 912 345 678", "CN"), "+886-912345678");
    EXPECT_EQ(told("+1 (415) 555-2671", "CN"), "+1-4155552671");
}

TEST(CleanMobile, HongKongCompany_WritesEveryCode)
{
    EXPECT_EQ(told("51234567", "HK"), "+852-51234567");
    EXPECT_EQ(told("5123 4567", "HK"), "+852-51234567");
    EXPECT_EQ(told("+852 5123-4567", "HK"), "+852-51234567");
    EXPECT_EQ(told("13800138000", "HK"), "+86-13800138000");
    EXPECT_EQ(told("+86-13800138000", "HK"), "+86-13800138000");
    EXPECT_EQ(told("0912345678", "TW"), "+886-912345678");
}

TEST(CleanMobile, WhatCannotBeAMobileNumber_IsAnErrorAndNeverGuessed)
{
    for (const char* text : {"51234567", "2123 4567", "12345", "1380013800", "138001380001", "無",
                             "13800138000/13900139000", "13800138000;51234567", "+852-21234567",
                             "+", "()", "1-800-FLOWERS", "+852-512345678", "++85251234567"}) {
        EXPECT_EQ(told(text, "CN"), "mobile.format") << text;
    }
    EXPECT_EQ(told("1.38E+10", "CN"), "*.excel");
    EXPECT_EQ(told("", "CN"), "");
}

TEST(CleanMobile, SpreadsheetDecimals_AreMended)
{
    EXPECT_EQ(told("13800138000.0", "CN"), "13800138000 number.decimal");
}

TEST(CleanMobile, BlockThatIsNotKnown_GoesThroughWithAWarning)
{
    EXPECT_EQ(told("15412345678", "CN"), "15412345678 mobile.unusual");
    EXPECT_EQ(told("+852-51512345", "CN"), "+852-51512345 mobile.unusual");
}

TEST(CleanMobile, NumberAlreadyAsWanted_IsNotMentioned)
{
    EXPECT_TRUE(clean_mobile("13800138000", "CN").remarks.empty());
    EXPECT_TRUE(clean_mobile("+852-51234567", "CN").remarks.empty());
    EXPECT_EQ(clean_mobile("+86-13800138000", "CN"),
              (Cleaned<std::string>{"13800138000", {}})); // DingTalk's own form elsewhere
    EXPECT_TRUE(clean_mobile("+86-13800138000", "HK").remarks.empty());
    EXPECT_EQ(clean_mobile("+86 13800138000", "CN").remarks[0].rule, "mobile.written");
    EXPECT_EQ(clean_mobile("51234567", "HK").remarks[0].rule, "mobile.written");
}

TEST(CleanMobile, ShortCut_AgreesWithTheLibrary)
{
    std::mt19937 random{20261122};
    const auto digits = [&](int width) {
        std::string out;
        for (int i = 0; i < width; ++i) {
            out += static_cast<char>('0' + random() % 10);
        }
        return out;
    };
    for (int prefix = 1000; prefix < 2000; ++prefix) { // every mainland block
        for (int i = 0; i < 3; ++i) {
            const std::string number = std::to_string(prefix) + digits(7);
            for (const char* region : {"CN", "HK"}) {
                ASSERT_EQ(clean_mobile(number, region), clean_mobile_thoroughly(number, region))
                    << number << " in " << region;
            }
        }
    }
    for (int prefix = 1000; prefix < 10000; ++prefix) { // every Hong Kong block
        const std::string number = std::to_string(prefix) + digits(4);
        ASSERT_EQ(clean_mobile(number, "HK"), clean_mobile_thoroughly(number, "HK")) << number;
        const std::string coded = "+852-" + number;
        ASSERT_EQ(clean_mobile(coded, "CN"), clean_mobile_thoroughly(coded, "CN")) << coded;
    }
}

TEST(CleanMobile, RandomText_IsAcceptedOnceAndForAllOrRefused)
{
    std::mt19937 random{3};
    const std::string alphabet = "0123456789+-() .86528";
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (auto length = random() % 16; length > 0; --length) {
            text += alphabet[random() % alphabet.size()];
        }
        for (const char* region : {"CN", "HK", "SG"}) {
            const auto once = clean_mobile(text, region);
            ASSERT_EQ(clean_mobile(once.value, region).value, once.value) << text;
        }
    }
}

} // namespace
} // namespace rosterd::ingest
