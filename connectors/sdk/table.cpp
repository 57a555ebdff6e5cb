#include "connectors/sdk/table.hpp"

#include <array>

#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/settled_file.hpp"
#include "connectors/sdk/table_formats.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

tl::unexpected<model::Error> too_large(const std::string& file, const TableOptions& options)
{
    return model::fail(ErrorKind::invalid,
                       file + " is larger than " + std::to_string(options.max_bytes) + " bytes",
                       "is it the right file? split it, or raise the limit");
}

// What is no table, by its first bytes, and by what people call it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNoTables{{
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"\x89PNG", "a PNG picture"},
    {"GIF8", "a GIF picture"},
    {"%PDF", "a PDF document"},
    {"\x1F\x8B", "a compressed file (gzip)"},
    {"Rar!", "a compressed file (RAR)"},
}};

tl::unexpected<model::Error> no_table(const std::string& file, std::string_view what)
{
    return model::fail(ErrorKind::invalid, file + " is " + std::string{what} + ", not a table",
                       "export the roster as CSV or .xlsx; `rosterd template` writes an empty one");
}

model::Result<TableSummary> read_by_content(const std::string& file, const std::string& source,
                                            const TableOptions& options, RecordSink& sink)
{
    const auto head = read_bytes(file, 0, 8);
    if (!head) {
        return tl::unexpected(head.error());
    }
    if (head->empty()) {
        return no_table(file, "empty");
    }
    for (const auto& [bytes, what] : kNoTables) {
        if (head->starts_with(bytes)) {
            return no_table(file, what);
        }
    }
    if (head->starts_with("PK\x03\x04")) {
        return read_xlsx(file, source, options, sink);
    }
    if (head->starts_with("\xD0\xCF\x11\xE0")) {
        return model::fail(ErrorKind::invalid,
                           file + " is an old Excel workbook (.xls), or one with a password",
                           "save it as .xlsx or CSV, without a password");
    }
    return read_csv(file, source, options, sink);
}

} // namespace

std::string file_name_of(const std::string& path)
{
    return path.substr(path.find_last_of('/') + 1);
}

tl::unexpected<model::Error> no_heading_row(const std::string& file)
{
    return model::fail(ErrorKind::invalid,
                       file + ": no heading row was recognised in the first " +
                           std::to_string(kHeadingArea) + " rows",
                       "the file needs a row with headings such as employee_id, name, mobile, "
                       "departments; `rosterd template` writes one");
}

model::Result<TableSummary> read_table(const std::string& file, const std::string& source,
                                       const TableOptions& options, RecordSink& sink)
{
    const auto before = wait_until_settled(file, options);
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (before->size > options.max_bytes) {
        return too_large(file, options);
    }
    auto summary = read_by_content(file, source, options, sink);
    const auto after = stamp_of(file);
    if (!after || *after != *before) {
        return model::fail(ErrorKind::transient, file + " changed while it was read",
                           "it is read again once it has been left alone");
    }
    return summary;
}

} // namespace rosterd::sdk
