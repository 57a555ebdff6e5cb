#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/exec/program_test.hpp"

namespace rosterd::exec
{
namespace
{

using ::testing::HasSubstr;

// A program that is told, besides the one that is read.
struct Told : testing::Test {
    Scripted source{"echo '{\"complete\": true}'\n"};
    const std::vector<sdk::Learned> people{{"E1", {{"mobile", "+852-51234567"}, {"title", "店長"}}},
                                           {"E2", {{"active", "true"}}}};

    std::vector<model::Result<void>> tell(const std::string& script)
    {
        source.write("tell", script);
        sdk::ConnectorContext context;
        context.source = "hr";
        context.base_dir = source.folder.path();
        context.options = source.options;
        context.write_back = {{"fields", {"mobile"}}, {"command", {"./tell", "now"}}};
        context.log = [this](std::string line) { source.said.push_back(std::move(line)); };
        return kind().make(context).value()->write_back(people);
    }
};

TEST_F(Told, GetsALineForEachPersonOnItsStandardInput)
{
    const auto answers =
        tell("cat > \"$(dirname \"$0\")/got\"; echo 'just so'; test \"$1\" = now\n");

    ASSERT_EQ(answers.size(), 2U);
    EXPECT_TRUE(answers[0] && answers[1]);
    EXPECT_EQ(
        source.folder.content("got"),
        "{\"employee_id\":\"E1\",\"values\":{\"mobile\":\"+852-51234567\",\"title\":\"店長\"}}\n"
        "{\"employee_id\":\"E2\",\"values\":{\"active\":\"true\"}}\n");
}

TEST_F(Told, ThatFailsHalfWay_HasTakenWhomItNamed)
{
    const auto answers = tell("echo '{\"taken\": \"E2\"}'; echo 'E1 is unknown' >&2; exit 1\n");

    EXPECT_FALSE(answers[0]);
    EXPECT_THAT(answers[0].error().message, HasSubstr("E1 is unknown"));
    EXPECT_TRUE(answers[1]);
}

TEST_F(Told, ThatIsNotThere_HasTakenNobody)
{
    std::filesystem::remove(source.folder.file("tell"));
    sdk::ConnectorContext context;
    context.source = "hr";
    context.base_dir = source.folder.path();
    context.options = source.options;
    context.write_back = {{"command", {"./none"}}};

    const auto answers = kind().make(context).value()->write_back(people);

    EXPECT_EQ(answers.at(0).error().kind, model::ErrorKind::not_found);
    EXPECT_FALSE(answers.at(1));
}

} // namespace
} // namespace rosterd::exec
