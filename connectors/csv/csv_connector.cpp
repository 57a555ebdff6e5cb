#include "connectors/csv/csv_connector.hpp"

#include "connectors/sdk/learned_file.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/table.hpp"

namespace rosterd::csv
{

namespace
{

class CsvConnector final : public sdk::Connector
{
public:
    CsvConnector(std::string source, std::string path, sdk::TableOptions options,
                 std::string write_back_path)
        : source_{std::move(source)}, path_{std::move(path)}, options_{std::move(options)},
          write_back_path_{std::move(write_back_path)}
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

    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        return sdk::write_back_to_file(write_back_path_, people);
    }

private:
    std::string source_;
    std::string path_;
    sdk::TableOptions options_;
    std::string write_back_path_;
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
                                          std::move(*options), sdk::write_back_path(context));
}

// The roster is HR's to write.
std::vector<sdk::OptionFault> check_write_back(const model::Json& write_back,
                                               const model::Json& options, const std::string&)
{
    if (write_back.value("path", "") != options.value("path", "")) {
        return {};
    }
    return {{{"path"},
             "'write_back.path' is the roster itself",
             "a file of its own: path: learned.csv"}};
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{
        "csv", "one CSV or XLSX file that always holds the whole roster", {}, make};
    kind.options = sdk::table_option_specs();
    kind.options.insert(kind.options.begin(), {"path", "path", true, "the file", {}});
    kind.write_back = sdk::file_write_back();
    kind.write_back->check = check_write_back;
    return kind;
}

} // namespace rosterd::csv
