#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/csv/csv_connector.hpp"
#include "connectors/sdk/learned_file.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::csv
{
namespace
{

using ::testing::HasSubstr;

struct LearnedFile : testing::Test {
    sdk::TemporaryFolder folder;
    std::string text() const { return folder.content("learned.csv"); }
    model::Result<void> add(const std::vector<sdk::Learned>& people) const
    {
        return sdk::add_to_file(folder.file("learned.csv"), people);
    }
};

TEST_F(LearnedFile, HasARowForEachPersonAndTheLastValueOfEachField)
{
    ASSERT_TRUE(add({{"E2", {{"mobile", "+852-51234567"}}}, {"E1", {{"userid", "u1"}}}}));
    ASSERT_TRUE(add({{"E2", {{"mobile", "+852-59999999"}, {"title", "店長, \"A\""}}}}));

    EXPECT_EQ(text(), "\xEF\xBB\xBF\"employee_id\",\"mobile\",\"userid\",\"title\"\r\n"
                      "\"E1\",,\"u1\",\r\n"
                      "\"E2\",\"+852-59999999\",,\"店長, \"\"A\"\"\"\r\n");
}

TEST_F(LearnedFile, OnceItWasTakenAway_TheNextHoldsWhatIsNewSince)
{
    ASSERT_TRUE(add({{"E1", {{"userid", "u1"}}}}));
    std::filesystem::remove(folder.file("learned.csv"));
    ASSERT_TRUE(add({{"E2", {{"userid", "u2"}}}}));

    EXPECT_THAT(text(), HasSubstr("\"E2\""));
    EXPECT_THAT(text(), Not(HasSubstr("E1")));
    EXPECT_FALSE(folder.has("learned.csv.part"));
}

TEST_F(LearnedFile, WhatAnotherProgramWroteThere_IsLeftAlone)
{
    folder.write("learned.csv", "name,salary\nAnn,1\n");

    const auto done = add({{"E1", {{"userid", "u1"}}}});

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, model::ErrorKind::invalid);
    EXPECT_EQ(text(), "name,salary\nAnn,1\n");
}

TEST_F(LearnedFile, ATextThatLooksLikeAFormula_IsShownAndNotRun)
{
    ASSERT_TRUE(add({{"E1", {{"title", "=1+1"}}}}));
    EXPECT_THAT(text(), HasSubstr("\"'=1+1\""));
}

TEST_F(LearnedFile, InAFolderThatIsNotThere_IsAnErrorForEachPerson)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.base_dir = folder.path();
    context.options = {{"path", "roster.csv"}};
    context.write_back = {{"fields", {"userid"}}, {"path", "none/learned.csv"}};

    const auto answers =
        kind().make(context).value()->write_back({{"E1", {{"userid", "a"}}}, {"E2", {}}});

    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].error().kind, model::ErrorKind::transient);
    EXPECT_THAT(answers[1].error().message, HasSubstr("none/learned.csv"));
}

} // namespace
} // namespace rosterd::csv
