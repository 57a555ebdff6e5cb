#include "connectors/sdk/options.hpp"

#include <filesystem>

#include "connectors/sdk/encoding.hpp"
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

model::Result<model::Duration> duration_option(const ConnectorContext& context,
                                               const std::string& name, model::Duration otherwise)
{
    const std::string text = text_option(context, name);
    if (text.empty()) {
        return otherwise;
    }
    if (const auto duration = model::parse_duration(text)) {
        return *duration;
    }
    return model::fail(ErrorKind::invalid, "`" + name + "` is \"" + text + "\"",
                       "write a duration such as 500ms, 1s or 2m");
}

} // namespace

std::string text_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise)
{
    const auto found = context.options.find(name);
    if (found == context.options.end() || found->is_null()) {
        return otherwise;
    }
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string path_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise, const std::string& base)
{
    const std::filesystem::path path = text_option(context, name, otherwise);
    const std::filesystem::path from = base.empty() ? context.base_dir : base;
    return (from / path).lexically_normal().string();
}

model::Result<Completeness> completeness_option(const ConnectorContext& context,
                                                Completeness otherwise)
{
    const std::string text = text_option(context, "completeness");
    if (text.empty()) {
        return otherwise;
    }
    if (text == "complete") {
        return Completeness::complete;
    }
    if (text == "changes") {
        return Completeness::changes;
    }
    return model::fail(ErrorKind::invalid, "`completeness` is \"" + text + "\"",
                       "write complete (who is missing is gone) or changes");
}

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
    const auto settle = duration_option(context, "settle", options.settle);
    const auto patience = duration_option(context, "patience", options.patience);
    if (!separator || !settle || !patience) {
        return tl::unexpected(!separator ? separator.error()
                              : !settle  ? settle.error()
                                         : patience.error());
    }
    options.separator = *separator;
    options.settle = *settle;
    options.patience = *patience;
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
