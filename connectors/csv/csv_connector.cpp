#include "connectors/csv/csv_connector.hpp"

#include "connectors/sdk/options.hpp"
#include "connectors/sdk/table.hpp"

namespace rosterd::csv
{

namespace
{

class CsvConnector final : public sdk::Connector
{
public:
    CsvConnector(std::string source, std::string path, sdk::TableOptions options)
        : source_{std::move(source)}, path_{std::move(path)}, options_{std::move(options)}
    {
    }

    // The whole file every time: what the sink knows costs next to nothing.
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        const auto summary = sdk::read_table(path_, source_, options_, sink);
        if (!summary) {
            return tl::unexpected(summary.error());
        }
        return sdk::ReadResult{sdk::Completeness::complete, "", summary->dingtalk_template,
                               sdk::describe(path_, *summary)};
    }

    std::vector<std::string> watched_paths() const override { return {path_}; }

private:
    std::string source_;
    std::string path_;
    sdk::TableOptions options_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    if (sdk::text_option(context, "path").empty()) {
        return model::fail(model::ErrorKind::invalid,
                           "source " + context.source + ": `path` is missing",
                           "write options: {path: /srv/hr/roster.csv}");
    }
    auto options = sdk::table_options(context);
    if (!options) {
        return tl::unexpected(options.error());
    }
    return std::make_unique<CsvConnector>(context.source, sdk::path_option(context, "path"),
                                          std::move(*options));
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{
        "csv", "one CSV or XLSX file that always holds the whole roster", {}, make};
    kind.options = sdk::table_option_specs();
    kind.options.insert(kind.options.begin(), {"path", "path", true, "the file", {}});
    return kind;
}

} // namespace rosterd::csv
