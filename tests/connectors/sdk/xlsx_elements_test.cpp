#include "connectors/sdk/xlsx_elements.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rosterd::sdk
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The rows in `text` when it comes in pieces of `size` bytes; an error as the last one.
std::vector<std::string> rows_in(std::string_view text, std::size_t size)
{
    XlsxElements elements{"r.xlsx", "row", [=](std::span<char> to) mutable {
                              const std::string_view piece = text.substr(0, size);
                              std::copy(piece.begin(), piece.end(), to.begin());
                              text.remove_prefix(piece.size());
                              return model::Result<std::size_t>{piece.size()};
                          }};
    std::vector<std::string> rows;
    for (;;) {
        const auto row = elements.next();
        if (!row) {
            rows.push_back(row.error().message);
            return rows;
        }
        if (!*row) {
            return rows;
        }
        rows.emplace_back(**row);
    }
}

TEST(XlsxElements, InPiecesOfAnySize_AreTheSame)
{
    for (const std::size_t size : {1, 2, 7, 64, 4096}) {
        EXPECT_THAT(
            rows_in("<x:d><rows/><x:row r=\"1\"><c/></x:row>\n<row/><row>2</row></x:d>", size),
            ElementsAre("<x:row r=\"1\"><c/></x:row>", "<row/>", "<row>2</row>"));
    }
}

TEST(XlsxElements, TextCutOffWithinOne_IsAnError)
{
    for (const std::size_t size : {1, 64}) {
        EXPECT_THAT(rows_in("<d><row>1</row><row>2</ro", size),
                    ElementsAre("<row>1</row>", HasSubstr("ends in the middle of a row")));
    }
}

} // namespace
} // namespace rosterd::sdk
