#include "daemon/cli/columns.hpp"

#include <gtest/gtest.h>

namespace rosterd::cli
{
namespace
{

TEST(Columns, LineUpWhereACharacterTakesTwoCells)
{
    EXPECT_EQ(in_columns({"id", "name", "findings"},
                         {{"E1", "陳大文", ""}, {"E1002", "Mei Tan", "error name: none"}}, 24),
              "id     name     findings\n"
              "E1     陳大文\n"
              "E1002  Mei Tan  error name: none\n");
}

TEST(Columns, AreCutBetweenCharacters_AndTheLastIsNot)
{
    EXPECT_EQ(in_cells("陳大文", 5), "陳大…");
    EXPECT_EQ(in_cells("陳大文", 4), "陳… ");
    EXPECT_EQ(in_cells("陳", 4), "陳  ");
    EXPECT_EQ(cells_of("e\u0301"), 1u) << "an accent of its own takes no cell";
    EXPECT_EQ(in_columns({"a", "b"}, {{"123456", "1234567890"}}, 4), "a     b\n123…  1234567890\n");
}

TEST(Columns, GiveATerminalNoOrders)
{
    EXPECT_EQ(in_cells("\x1b[31mred\n", 9), " [31mred ");
    EXPECT_EQ(in_cells("\xff\xfe!", 3), "  !");
}

} // namespace
} // namespace rosterd::cli
