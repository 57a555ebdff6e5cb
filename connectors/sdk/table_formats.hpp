// The two kinds of table file, for read_table, which sees to it that the file is left alone.
#pragma once

#include <string>

#include "connectors/sdk/table.hpp"

namespace rosterd::sdk
{

inline constexpr std::size_t kHeadingArea = 50; // rows in which the headings must stand

model::Result<TableSummary> read_csv(const std::string& file, const std::string& source,
                                     const TableOptions& options, RecordSink& sink);
// Errors also for a workbook whose parts unpack to more than options.max_bytes, or to more than
// 1,000 times their packed size.
model::Result<TableSummary> read_xlsx(const std::string& file, const std::string& source,
                                      const TableOptions& options, RecordSink& sink);

std::string file_name_of(const std::string& path);
tl::unexpected<model::Error> no_heading_row(const std::string& file);

} // namespace rosterd::sdk
