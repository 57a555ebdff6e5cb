// CSV files: which encoding they are in, found out from the beginning, or later where it turns out
// to be another one; then one pass over the text.
#include <algorithm>
#include <optional>

#include "connectors/sdk/csv_dialect.hpp"
#include "connectors/sdk/csv_pass.hpp"
#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/table_formats.hpp"

namespace rosterd::sdk
{

namespace
{

constexpr std::size_t kSample = 1u << 20;

// The encoding for a second try, when text stopped being UTF-8 at `offset`. Text that has had
// characters of UTF-8 before is UTF-8 with a fault in it.
std::optional<Encoding> second_encoding(const std::string& file, std::uint64_t offset,
                                        const TableOptions& options)
{
    if (options.encoding.empty()) {
        for (std::uint64_t at = 0; at < offset; at += kSample) {
            const auto bytes = read_bytes(file, at, std::min<std::uint64_t>(kSample, offset - at));
            if (!bytes || std::any_of(bytes->begin(), bytes->end(), [](char c) {
                    return static_cast<unsigned char>(c) >= 0x80;
                })) {
                return std::nullopt;
            }
        }
    }
    const auto sample = read_bytes(file, offset, kSample);
    if (!sample) {
        return std::nullopt;
    }
    auto encoding = choose_legacy_encoding(*sample, options.encoding, [&](std::string_view text) {
        return known_headings_in(text, options.is_known_heading);
    });
    return encoding ? std::optional{*encoding} : std::nullopt;
}

model::Result<TableSummary> pass_over(const std::string& file, CsvPass& pass,
                                      const Encoding& encoding)
{
    const auto text = open_text(file, encoding);
    if (!text) {
        return tl::unexpected(text.error());
    }
    return pass.run(**text);
}

} // namespace

model::Result<TableSummary> read_csv(const std::string& file, const std::string& source,
                                     const TableOptions& options, RecordSink& sink)
{
    const auto head = read_bytes(file, 0, kSample);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const auto encoding = choose_encoding(*head, options.encoding, [&](std::string_view text) {
        return known_headings_in(text, options.is_known_heading);
    });
    if (!encoding) {
        return model::fail(encoding.error().kind,
                           file_name_of(file) + ": " + encoding.error().message,
                           encoding.error().hint);
    }
    CsvPass pass{file, source, options, *encoding, sink};
    auto summary = pass_over(file, pass, *encoding);
    if (summary || !pass.not_utf8() || encoding->bom > 0) {
        return summary;
    }
    const auto second = second_encoding(file, pass.not_utf8()->offset, options);
    if (!second) {
        return summary;
    }
    sink.restart();
    CsvPass again{file, source, options, *second, sink};
    return pass_over(file, again, *second);
}

} // namespace rosterd::sdk
