// What the documentation leaves open: each rule in both positions.
#include <gtest/gtest.h>

#include "tests/daemon/sandbox_client.hpp"

namespace rosterd::sandbox
{

namespace
{

struct OpenQuestions : testing::Test {
    SandboxClient client{unlimited()};

    void rule(const std::string& name, const Json& value)
    {
        const auto answer = client.control("POST", "/sandbox/rules", {{name, value}});
        ASSERT_EQ(answer.at(name).at("value"), value);
    }
};

TEST_F(OpenQuestions, Rules_AreToldWithWhatTheyMayBe)
{
    const auto rules = client.control("GET", "/sandbox/rules");

    EXPECT_EQ(rules["sibling_name_code"]["value"], 60008);
    EXPECT_EQ(rules["sibling_name_code"]["allowed"], "60008|60021");
    EXPECT_EQ(rules["sees_mobile"]["allowed"], "true|false");
}

TEST_F(OpenQuestions, RulesThatCannotBe_AreRefusedAndNoneOfTheOthersIsSet)
{
    const auto refused = [&](const Json& wanted) {
        const auto answer = client.send(client.request("POST", "/sandbox/rules", wanted.dump()));
        return answer.status == 400 ? Json::parse(answer.body).at("error").get<std::string>() : "";
    };

    EXPECT_NE(refused({{"sees_mobile", false}, {"sibling_name_code", 60009}}).find("60008|60021"),
              std::string::npos);
    EXPECT_NE(refused({{"sibling_names", 1}}).find("there is no rule sibling_names"),
              std::string::npos);
    EXPECT_NE(refused({{"sees_mobile", 1}}), "");
    EXPECT_NE(refused({{"department_depth", -1}}), "");
    EXPECT_NE(refused(Json::array()), "");
    EXPECT_EQ(client.control("GET", "/sandbox/rules")["sees_mobile"]["value"], true);
}

TEST_F(OpenQuestions, RuleFromACommandLine_IsText)
{
    Rules rules;

    EXPECT_TRUE(set_rule(rules, "sees_mobile", "false"));
    EXPECT_TRUE(set_rule(rules, "sibling_name_code", "60021"));
    EXPECT_FALSE(set_rule(rules, "sibling_name_code", "sixty"));

    EXPECT_FALSE(rules.sees_mobile);
    EXPECT_EQ(rules.sibling_name_code, 60021);
}

TEST_F(OpenQuestions, SiblingName_60008Or60021)
{
    client.department("A");
    const Json again{{"name", "A"}, {"parent_id", 1}};

    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60008);
    rule("sibling_name_code", 60021);
    EXPECT_EQ(code(client.oapi("/topapi/v2/department/create", again)), 60021);
}

TEST_F(OpenQuestions, EmptySubDepartments_HinderADeletionOrGoWithIt)
{
    const auto above = client.department("A");
    client.department("B", above);
    const auto remove = [&] {
        return code(client.oapi("/topapi/v2/department/delete", {{"dept_id", above}}));
    };

    EXPECT_EQ(remove(), 60006);
    rule("cascade_department_delete", true);
    EXPECT_EQ(remove(), 0);
}

TEST_F(OpenQuestions, MembersOfADepartment_AreManyOrLimited)
{
    client.create("E1");

    EXPECT_EQ(code(client.create("E2")), 0);
    rule("members_per_department", 3);
    EXPECT_EQ(code(client.create("E3")), 40023) << "manager01, E1 and E2 are there";
}

} // namespace

} // namespace rosterd::sandbox
