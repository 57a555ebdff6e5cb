#include "core/ingest/mapping.hpp"

#include <gtest/gtest.h>

#include "core/ingest/columns.hpp"

namespace rosterd::ingest
{
namespace
{

using model::Json;

// The text that `recipe` gives for the field level, of a record with these cells.
std::optional<std::string> made(const Json& recipe, const std::vector<model::Cell>& cells)
{
    const auto mapping = parse_mapping({{"level", recipe}});
    EXPECT_TRUE(mapping) << (mapping ? "" : mapping.error().message);
    Columns columns{*mapping};
    model::Record record;
    record.cells = cells;
    const Values values = columns.read(record);
    return values[Field::level] ? std::optional{values[Field::level]->text} : std::nullopt;
}

TEST(Mapping, EachRecipe_GivesItsText)
{
    const std::vector<model::Cell> cells{
        {"Grade", "P6/2"}, {"Last", "Chan"}, {"First", "Tai Man"}, {"Middle", ""}};
    EXPECT_EQ(made("Grade", cells), "P6/2");
    EXPECT_EQ(made(" grade ", cells), "P6/2");
    EXPECT_EQ(made({{"constant", 7}}, cells), "7");
    EXPECT_EQ(made({{"join", {"Last", "Middle", "First"}}}, cells), "Chan Tai Man");
    EXPECT_EQ(made({{"join", {"Last", "First"}}, {"separator", ", "}}, cells), "Chan, Tai Man");
    EXPECT_EQ(made({{"from", "Grade"}, {"split", "/"}}, cells), "P6");
    EXPECT_EQ(made({{"from", "Grade"}, {"split", "/"}, {"index", -1}}, cells), "2");
    EXPECT_EQ(made({{"from", "Grade"}, {"split", "/"}, {"index", 5}, {"default", "?"}}, cells),
              "?");
    EXPECT_EQ(made({{"from", "Grade"}, {"regex", "^P(\\d).*"}, {"replace", "L\\1"}}, cells), "L6");
    EXPECT_EQ(made({{"from", "Last"}, {"lookup", {{"Chan", "陳"}}}}, cells), "陳");
    EXPECT_EQ(made({{"from", "Last"}, {"lookup", {{"Lee", "李"}}}, {"otherwise", "-"}}, cells),
              "-");
    EXPECT_EQ(made({{"from", "Middle"}, {"default", "none"}}, cells), "none");
    EXPECT_EQ(made({{"from", "Absent"}, {"default", "none"}}, cells), "none");
    EXPECT_EQ(made("Absent", cells), std::nullopt);
    EXPECT_EQ(made("Middle", cells), "");
}

TEST(Mapping, TextTheTableLacks_IsARemark)
{
    const auto mapping =
        parse_mapping({{"status", {{"from", "S"}, {"lookup", {{"A", "active"}}}}}});
    Columns columns{*mapping};
    model::Record record;
    record.cells = {{"S", "Z"}};

    const Values values = columns.read(record);

    ASSERT_EQ(values[Field::status]->remarks.size(), 1u);
    EXPECT_EQ(values[Field::status]->remarks[0].rule, "*.lookup");
}

TEST(Mapping, ASpreadsheetsApostrophe_IsTakenOffBeforeARecipeAndSaid)
{
    const std::vector<model::Cell> cells{{"No", "'007"}, {"Site", "'+1"}, {"Name", "'t Hooft"}};
    EXPECT_EQ(made({{"from", "No"}, {"regex", "^0+"}}, cells), "7");
    EXPECT_EQ(made({{"from", "No"}, {"lookup", {{"007", "Bond"}}}}, cells), "Bond");
    EXPECT_EQ(made({{"join", {"No", "Site"}}, {"separator", "/"}}, cells), "007/+1");
    EXPECT_EQ(made({{"from", "Name"}, {"split", "|"}}, cells), "'t Hooft");
    EXPECT_EQ(made("No", cells), "'007"); // without a recipe it is the cleaning's

    const auto mapping = parse_mapping({{"level", {{"from", "No"}, {"regex", "^0+"}}}});
    Columns columns{*mapping};
    model::Record record;
    record.cells = cells;
    const Values values = columns.read(record);
    EXPECT_EQ(values[Field::level]->remarks, (std::vector<Remark>{{"text.apostrophe", "007", {}}}));
}

TEST(Mapping, RuleForAField_GoesBeforeItsHeading)
{
    const auto mapping = parse_mapping({{"mobile", "Handset"}});
    Columns columns{*mapping};
    model::Record record;
    record.cells = {{"Mobile", "1"}, {"Handset", "2"}, {"姓名", "陳"}, {"ext.卡號", "9"}};

    const Values values = columns.read(record);

    EXPECT_EQ(values[Field::mobile]->text, "2");
    EXPECT_EQ(values[Field::name]->text, "陳");
    EXPECT_EQ(values.extensions[0].first, "卡號");
}

TEST(Mapping, HeadingsNotToBeRecognised_AreLeftAlone)
{
    const auto mapping = parse_mapping({{"recognise_headings", false}, {"name", "N"}});
    Columns columns{*mapping};
    model::Record record;
    record.cells = {{"Mobile", "1"}, {"N", "陳"}};

    const Values values = columns.read(record);

    EXPECT_FALSE(values[Field::mobile]);
    EXPECT_EQ(values[Field::name]->text, "陳");
}

TEST(ParseMapping, Faults_NameTheFieldAndTheNearestKnownWord)
{
    const auto hint = [](const Json& json) {
        const auto mapping = parse_mapping(json);
        return mapping ? std::string{"accepted"}
                       : mapping.error().message + "|" + mapping.error().hint;
    };
    EXPECT_NE(hint({{"mobil", "X"}}).find("did you mean 'mobile'"), std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"form", "X"}}}}).find("did you mean 'from'"), std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"entirely", "X"}}}}).find("|one of: from, constant, join"),
              std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"from", "X"}, {"regex", "("}}}}).find("bad regular"),
              std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"from", "X"}, {"regex", "a"}, {"replace", "\\1"}}}}).find("bad"),
              std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"from", "X"}, {"constant", "1"}}}}).find("exactly one"),
              std::string::npos);
    EXPECT_NE(hint({{"mobile", Json::object()}}).find("exactly one"), std::string::npos);
    EXPECT_NE(hint({{"mobile", nullptr}}).find("recipe"), std::string::npos);
    EXPECT_NE(hint({{"mobile", {{"from", "X"}, {"index", 1}}}}).find("needs 'split'"),
              std::string::npos);
    EXPECT_EQ(hint({{"ext.卡號", "Card"}}), "accepted");
    EXPECT_EQ(hint(nullptr), "accepted");
    EXPECT_NE(hint("x"), "accepted");
}

} // namespace
} // namespace rosterd::ingest
