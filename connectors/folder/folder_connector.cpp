#include "connectors/folder/folder_connector.hpp"

#include "connectors/sdk/drop_reader.hpp"

namespace rosterd::folder
{

namespace
{

class FolderConnector final : public sdk::Connector
{
public:
    FolderConnector(std::string source, sdk::DropOptions options)
        : reader_{std::move(source), std::move(options)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        return reader_.read(request, sink);
    }
    void settled(const sdk::Settlement& settlement) override { reader_.settled(settlement); }
    std::vector<std::string> watched_paths() const override { return {reader_.options().path}; }

private:
    sdk::DropReader reader_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    auto options = sdk::drop_options(context, "path");
    if (!options) {
        return tl::unexpected(options.error());
    }
    return std::make_unique<FolderConnector>(context.source, std::move(*options));
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{"folder",
                            "files dropped into a folder, each kept with its result",
                            {{"path", "path", true, "the folder", {}}},
                            make};
    for (sdk::OptionSpec& option : sdk::drop_option_specs()) {
        kind.options.push_back(std::move(option));
    }
    return kind;
}

} // namespace rosterd::folder
