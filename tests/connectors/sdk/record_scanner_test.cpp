#include <algorithm>
#include <cstring>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "connectors/sdk/csv_text.hpp"
#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/record_scanner.hpp"

namespace rosterd::sdk
{
namespace
{

using Rows = std::vector<std::vector<std::string>>;

// Hands text out in small pieces, so that every boundary falls everywhere.
class PiecemealText final : public TextReader
{
public:
    PiecemealText(std::string text, std::size_t piece) : text_{std::move(text)}, piece_{piece} {}
    model::Result<std::size_t> read(std::span<char> to) override
    {
        const std::size_t size = std::min({piece_, to.size(), text_.size() - at_});
        std::memcpy(to.data(), text_.data() + at_, size);
        at_ += size;
        return size;
    }

private:
    std::string text_;
    std::size_t piece_;
    std::size_t at_ = 0;
};

std::optional<Rows> without_blank(Rows rows)
{
    std::erase_if(rows, [](const auto& cells) {
        return std::all_of(cells.begin(), cells.end(),
                           [](const auto& cell) { return cell.empty(); });
    });
    return rows;
}

std::optional<Rows> parsed_whole(const std::string& text)
{
    Rows rows;
    if (parse_csv(text, ',', [&](auto& cells) { rows.push_back(std::move(cells)); })) {
        return std::nullopt;
    }
    return without_blank(std::move(rows));
}

std::optional<Rows> parsed_in_slices(const std::string& text, std::size_t piece)
{
    PiecemealText reader{text, piece};
    RecordScanner scanner{reader};
    RawRecord record;
    Rows rows;
    for (;;) {
        const auto more = scanner.next(record);
        if (!more) {
            return std::nullopt;
        }
        if (!*more) {
            return without_blank(std::move(rows));
        }
        std::size_t count = 0;
        const auto fault = parse_csv(record.bytes, ',', [&](auto& cells) {
            ++count;
            rows.push_back(std::move(cells));
        });
        if (fault || count != 1) {
            return std::nullopt;
        }
    }
}

std::string any_text()
{
    const auto letters = rc::gen::element('"', '"', ',', '\n', '\r', 'a', 'b', ' ');
    return *rc::gen::container<std::string>(letters);
}

// Cells written as RFC 4180 says, with any line end.
std::string valid_text()
{
    std::string text;
    for (const auto& row : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 5))) {
        for (int i = 0; i < row; ++i) {
            text += i == 0 ? "" : ",";
            text += '"';
            for (const char c : any_text()) {
                text += c == '"' ? "\"\"" : std::string{c};
            }
            text += '"';
        }
        text += *rc::gen::element<std::string>("\n", "\r\n", "\r", "\n\n");
    }
    return text;
}

RC_GTEST_PROP(RecordScanner, AnyText_GivesTheRecordsOfAStrictParserOrAnError, ())
{
    const std::string text = any_text();
    const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
    RC_ASSERT(parsed_in_slices(text, piece) == parsed_whole(text));
}

RC_GTEST_PROP(RecordScanner, ValidText_GivesTheRecordsOfAStrictParser, ())
{
    const std::string text = valid_text();
    const auto piece = *rc::gen::inRange<std::size_t>(1, 40);
    const auto whole = parsed_whole(text);
    RC_ASSERT(whole.has_value());
    RC_ASSERT(parsed_in_slices(text, piece) == whole);
}

TEST(RecordScanner, AQuoteNeverClosed_IsFoundWithoutHoldingTheFile)
{
    PiecemealText reader{"a\n\"" + std::string(3u << 20, 'x'), 64 * 1024};
    RecordScanner scanner{reader};
    RawRecord record;

    ASSERT_TRUE(scanner.next(record));
    const auto result = scanner.next(record);

    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("row 2"), std::string::npos);
}

TEST(RecordScanner, RowsAndOffsets_AreThoseOfTheFile)
{
    PiecemealText reader{"a\r\n\r\nb\rc", 1};
    RecordScanner scanner{reader};
    RawRecord record;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> seen;

    while (*scanner.next(record)) {
        seen.emplace_back(record.row, record.offset);
    }

    EXPECT_EQ(seen, (std::vector<std::pair<std::uint32_t, std::uint64_t>>{{1, 0}, {3, 5}, {4, 7}}));
}

} // namespace
} // namespace rosterd::sdk
