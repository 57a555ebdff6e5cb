#include "core/ingest/departments.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/model/paths.hpp"

namespace rosterd::ingest
{
namespace
{

const PathStyle kUsual{"/／\\>-－", false};
const PathStyle kTemplate{"/／\\>-－", true};

std::string told(const Cleaned<Departments>& cleaned)
{
    std::string out;
    for (const std::string& key : cleaned.value) {
        out += (out.empty() ? "" : " ") + key;
    }
    for (const Remark& remark : cleaned.remarks) {
        out += std::string{out.empty() ? "" : " "}.append(remark.rule);
    }
    return out;
}

TEST(CleanDepartments, UsualSeparators_GivePaths)
{
    for (const char* text : {"零售/旺角店", "/零售/旺角店", "零售／旺角店", "零售\\旺角店",
                             "零售 > 旺角店", "零售-旺角店", "零售 / 旺角店"}) {
        EXPECT_EQ(told(clean_departments(text, kUsual)), "/零售/旺角店") << text;
    }
    EXPECT_EQ(told(clean_departments("零售/旺角店;電商；財務\n人事", kUsual)),
              "/零售/旺角店 /電商 /財務 /人事");
    EXPECT_EQ(told(clean_departments("/", kUsual)), "/");
    EXPECT_EQ(told(clean_departments("", kUsual)), "");
    EXPECT_EQ(told(clean_departments("12;#34;#D01", kUsual)), "#12 #34 #D01");
}

TEST(CleanDepartments, DingTalkTemplate_HasHyphensAndCommas)
{
    EXPECT_EQ(told(clean_departments("市场部-杭州分部,财务部，人事部", kTemplate)),
              "/市场部/杭州分部 /财务部 /人事部");
}

TEST(CleanDepartments, WhatDingTalkRefuses_IsAnError)
{
    EXPECT_EQ(told(clean_departments("零售//旺角", kUsual)), "department.empty_level");
    EXPECT_EQ(told(clean_departments("零售/", kUsual)), "department.empty_level");
    EXPECT_EQ(told(clean_departments("零售/A-B", kUsual)), "department.name");
    EXPECT_EQ(told(clean_departments("零售,電商", kUsual)), "department.name");
    EXPECT_EQ(told(clean_departments("零售，電商", kUsual)), "department.name");
    std::string name;
    for (int i = 0; i < 64; ++i) {
        name += "店";
    }
    EXPECT_EQ(told(clean_departments(name, kUsual)), "/" + name);
    EXPECT_EQ(told(clean_departments(name + "店", kUsual)), "department.length");
    std::string deep = "1a";
    for (int i = 1; i < 20; ++i) {
        deep += "/a";
    }
    EXPECT_EQ(told(clean_departments(deep, kUsual)), "/" + deep);
    EXPECT_EQ(told(clean_departments(deep + "/a", kUsual)), "department.depth");
    std::string many;
    for (int i = 0; i < 101; ++i) {
        many += "d" + std::to_string(i) + ";";
    }
    EXPECT_EQ(told(clean_departments(many, kUsual)), "departments.count");
}

TEST(CleanDepartments, WhereOnlyASlashSeparates_AHyphenIsPartOfTheNameAndAnError)
{
    const PathStyle slash{"/", false};

    EXPECT_EQ(told(clean_departments("零售/旺角", slash)), "/零售/旺角");
    EXPECT_EQ(told(clean_departments("零售-旺角", slash)), "department.name");
    EXPECT_EQ(told(clean_departments("A/研發-平台", slash)), "department.name");
}

// 60001, 60009 [address-book-update-department]: such a name is never left for DingTalk to refuse.
RC_GTEST_PROP(CleanDepartments, WhateverIsAccepted_HasNamesThatDingTalkTakes, ())
{
    const auto style = *rc::gen::element(kUsual, kTemplate, PathStyle{"/", false},
                                         PathStyle{">", false}, PathStyle{"-", false});
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "零", "A", " ", "-", "－", ",", "，", "/", "／", "\\", ">", ";", "#", "1", "\n"));
    std::string text;
    for (const std::string& piece : pieces) {
        text += piece;
    }

    const auto cleaned = clean_departments(text, style);

    for (const std::string& key : cleaned.value) {
        for (const std::string& path : model::ancestors_of(model::is_path(key) ? key : "")) {
            const std::string name = model::leaf_of(path);
            RC_ASSERT(!name.empty());
            RC_ASSERT(name.find_first_of("-,") == std::string::npos);
            RC_ASSERT(name.find("，") == std::string::npos);
        }
    }
    RC_ASSERT(!cleaned.value.empty() || !cleaned.remarks.empty() ||
              departments_in(text, style).empty());
}

TEST(CleanDepartments, NamedTwice_StandsOnceAndIsSaid)
{
    EXPECT_EQ(told(clean_departments("A/B;A／B;C", kUsual)), "/A/B /C departments.repeated");
}

} // namespace
} // namespace rosterd::ingest
