#include "tests/connectors/sql/servers/company.hpp"

namespace rosterd::sql
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Telling : Databases {
    model::Json statements = "update people set name = :name where employee_id = :employee_id";

    std::vector<model::Result<void>> tell(const std::vector<sdk::Learned>& people)
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = options();
        context.write_back = {{"fields", {"name"}}, {"statements", statements}};
        return kind().make(context).value()->write_back(people);
    }
    std::vector<std::string> names()
    {
        auto told = options();
        told["query"] = "select employee_id, name from people";
        told.erase("watermark");
        read(told);
        return sink.texts();
    }
};

INSTANTIATE_TEST_SUITE_P(Real, Telling, ::testing::Values("postgresql", "mariadb"),
                         [](const auto& one) { return std::string{one.param}; });

TEST_P(Telling, EachPersonsRowIsChangedAndNoOther)
{
    add_people(3);

    const auto answers = tell({{"E0001", {{"name", "陳大文's"}}}, {"E0003", {{"name", "李"}}}});

    EXPECT_TRUE(answers.at(0)) << answers[0].error().message;
    EXPECT_TRUE(answers.at(1));
    EXPECT_THAT(names(),
                ElementsAre("employee_id=E0001, name=陳大文's", "employee_id=E0002, name=陳0002",
                            "employee_id=E0003, name=李"));
    EXPECT_TRUE(tell({{"E0001", {{"name", "陳大文's"}}}}).at(0)) << "told once more, no harm";
}

TEST_P(Telling, WhoeverIsNotThere_HarmsNobodyElse)
{
    add_people(1);

    const auto answers = tell({{"E9999", {{"name", "X"}}}, {"E0001", {{"name", "Y"}}}});

    EXPECT_TRUE(answers.at(1));
    EXPECT_THAT(names(), ElementsAre("employee_id=E0001, name=Y"));
    if (is_postgresql()) { // MariaDB counts a row that was so already as none
        ASSERT_FALSE(answers.at(0));
        EXPECT_THAT(answers[0].error().message, HasSubstr("found nobody with employee_id E9999"));
    }
}

TEST_P(Telling, AStatementThatWouldChangeSeveralRows_ChangesNone)
{
    add_people(2);
    statements = "update people set name = :name where coalesce(employee_id, :employee_id) <> ''";

    const auto answers = tell({{"E0001", {{"name", "all"}}}});

    ASSERT_FALSE(answers.at(0));
    EXPECT_THAT(answers[0].error().message, HasSubstr("would change 2 rows"));
    EXPECT_THAT(names(),
                ElementsAre("employee_id=E0001, name=陳0001", "employee_id=E0002, name=陳0002"));
}

TEST_P(Telling, ADatabaseThatIsAway_IsAnErrorForEachPerson)
{
    add_people(1);
    auto told = options();
    server().stop();

    const auto answers = tell({{"E0001", {{"name", "Y"}}}, {"E0002", {{"name", "Z"}}}});

    server().resume();
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_FALSE(answers[0] || answers[1]);
    EXPECT_EQ(answers[0].error().kind, model::ErrorKind::transient);
}

} // namespace
} // namespace rosterd::sql
