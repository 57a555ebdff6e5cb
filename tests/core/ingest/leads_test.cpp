#include "core/ingest/leads.hpp"

#include <gtest/gtest.h>

namespace rosterd::ingest
{
namespace
{

const PathStyle kUsual{"/／\\>-－", false};
const PathStyle kTemplate{"/／\\>-－", true};
const Departments kShop{"/零售/旺角店", "/電商"};

std::string led(const std::string& text, const PathStyle& style, const Departments& of)
{
    const Cleaned<Departments> cleaned = clean_leads(text, style, of);
    std::string out;
    for (const std::string& key : cleaned.value) {
        out += (out.empty() ? "" : " ") + key;
    }
    for (const Remark& remark : cleaned.remarks) {
        out += std::string{out.empty() ? "" : " "}.append(remark.rule);
        for (const auto& [name, argument] : remark.arguments) {
            out += " " + argument;
        }
    }
    return out;
}

TEST(CleanLeads, YesAndNo_MeanTheDepartmentsByPosition)
{
    const Departments of{"/A", "/B", "/C"};
    EXPECT_EQ(led("是", kUsual, of), "/A");
    EXPECT_EQ(led("否", kUsual, of), "");
    EXPECT_EQ(led("否,是", kTemplate, of), "/B");
    EXPECT_EQ(led("no;yes;yes;yes", kUsual, of), "/B /C");
    EXPECT_EQ(led("", kUsual, of), "");
    EXPECT_EQ(led("是", kUsual, {}), "leads.nowhere");
}

TEST(CleanLeads, WhatPeopleWriteForNothing_IsNo)
{
    for (const char* text : {"N/A", "na", "-", "－", "—", "/", "None", "不適用", "否;N/A", "-,-"}) {
        EXPECT_EQ(led(text, kUsual, kShop), "") << text;
        EXPECT_EQ(led(text, kTemplate, kShop), "") << text;
    }
    EXPECT_EQ(led("-,是", kTemplate, kShop), "/電商");
}

TEST(CleanLeads, ThePersonsOwnDepartments_MayBeNamed)
{
    EXPECT_EQ(led("零售/旺角店", kUsual, kShop), "/零售/旺角店");
    EXPECT_EQ(led("零售-旺角店,電商", kTemplate, kShop), "/零售/旺角店 /電商");
    EXPECT_EQ(led("電商", kUsual, kShop), "/電商");
    EXPECT_EQ(led("旺角店", kUsual, kShop), "/零售/旺角店");
    EXPECT_EQ(led("零售", kUsual, kShop), "/零售"); // above it
    EXPECT_EQ(led("店", kUsual, {"/A/店", "/B/店"}), "leads.unknown 店");
    EXPECT_EQ(led("/", kUsual, {"/"}), "/");
    EXPECT_EQ(led("NA", kUsual, {"/NA"}), "/NA");
    EXPECT_EQ(led("12", kUsual, {"#12"}), "#12");
}

TEST(CleanLeads, OtherDepartments_HaveToLookLikePaths)
{
    EXPECT_EQ(led("A/B;/C", kUsual, kShop), "/A/B /C");
    EXPECT_EQ(led("A > B", kUsual, {}), "/A/B");
    EXPECT_EQ(led("#7;#K", kUsual, kShop), "#7 #K");
    EXPECT_EQ(led("34", kUsual, {"#12"}), "#34");
    EXPECT_EQ(led("零售-港島區", kTemplate, kShop), "/零售/港島區");
}

TEST(CleanLeads, AWordThatIsNeitherYesNorNoNorADepartment_IsAnError)
{
    for (const char* text : {"也許", "組長", "maybe", "Yess", "是(代理)", "財務", "34", "co-lead",
                             "是/否", "Y/N", "Yes/No"}) {
        EXPECT_EQ(led(text, kUsual, kShop), std::string{"leads.unknown "} + text);
        EXPECT_EQ(led(text, kTemplate, kShop), std::string{"leads.unknown "} + text);
    }
    EXPECT_EQ(led("也許", kUsual, {}), "leads.unknown 也許");
    EXPECT_EQ(led("是,也許", kTemplate, kShop), "leads.unknown 也許");
    EXPECT_EQ(led("是,也許", kUsual, kShop), "leads.unknown 也許");
    EXPECT_EQ(led("電商;也許", kUsual, kShop), "leads.unknown 也許");
    EXPECT_EQ(led("是;電商", kUsual, kShop), "leads.unknown 電商");
}

} // namespace
} // namespace rosterd::ingest
