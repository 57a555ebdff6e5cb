// The options of connectors whose HRIS ends in a file. Apart from the others, which need no
// library.
#include <filesystem>

#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/options.hpp"
#include "core/model/time.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

model::Result<char> separator_of(const std::string& text)
{
    if (text.empty()) {
        return '\0';
    }
    if (text == "," || text == "comma") {
        return ',';
    }
    if (text == ";" || text == "semicolon") {
        return ';';
    }
    if (text == "\t" || text == "tab") {
        return '\t';
    }
    return model::fail(ErrorKind::invalid, "`separator` is \"" + text + "\"",
                       "write comma, semicolon or tab, or leave it out: it is detected");
}

} // namespace

std::vector<OptionSpec> table_option_specs()
{
    return {
        {"encoding",
         "string",
         false,
         "UTF-8, UTF-16, GB18030 or Big5-HKSCS, where the file is not UTF-8; else detected",
         {}},
        {"separator",
         "string",
         false,
         "between cells of a CSV file; else detected",
         {"comma", "semicolon", "tab", ",", ";", "\t"}},
        {"sheet", "string", false, "the sheet of a workbook; else the first visible one", {}},
        {"settle", "duration", false, "a file changed less than this ago is waited for (1s)", {}},
        {"patience",
         "duration",
         false,
         "how long a file still being written is waited for (10s)",
         {}},
    };
}

model::Result<TableOptions> table_options(const ConnectorContext& context)
{
    TableOptions options;
    const auto separator = separator_of(text_option(context, "separator"));
    const auto settle = read_duration_option(context, "settle", options.settle);
    const auto patience = read_duration_option(context, "patience", options.patience);
    if (!separator || !settle || !patience) {
        return tl::unexpected(!separator ? separator.error()
                              : !settle  ? settle.error()
                                         : patience.error());
    }
    options.separator = *separator;
    options.encoding = text_option(context, "encoding");
    if (!options.encoding.empty() && !is_encoding(options.encoding)) {
        return model::fail(ErrorKind::invalid, "`encoding` is \"" + options.encoding + "\"",
                           "write UTF-8, UTF-16, GB18030 or Big5-HKSCS, or leave it out: it is "
                           "detected");
    }
    options.sheet = text_option(context, "sheet");
    options.is_known_heading = context.is_known_heading;
    options.cancelled = context.cancelled;
    return options;
}

std::string describe(const std::string& file, const TableSummary& summary)
{
    const std::string kind = summary.separator == "xlsx"
                                 ? summary.separator
                                 : summary.encoding + ", " + summary.separator;
    return std::filesystem::path{file}.filename().string() + ": " + kind + ", " +
           std::to_string(summary.rows) + (summary.rows == 1 ? " row" : " rows");
}

} // namespace rosterd::sdk
