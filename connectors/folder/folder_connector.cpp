#include "connectors/folder/folder_connector.hpp"

#include <filesystem>

#include "connectors/sdk/drop_reader.hpp"
#include "connectors/sdk/learned_file.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::folder
{

namespace
{

class FolderConnector final : public sdk::Connector
{
public:
    FolderConnector(std::string source, sdk::DropOptions options, std::string write_back_path)
        : reader_{std::move(source), std::move(options)},
          write_back_path_{std::move(write_back_path)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        return reader_.read(request, sink);
    }
    void settled(const sdk::Settlement& settlement) override { reader_.settled(settlement); }
    std::vector<std::string> watched_paths() const override { return {reader_.options().path}; }

    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        return sdk::write_back_to_file(write_back_path_, people);
    }

private:
    sdk::DropReader reader_;
    std::string write_back_path_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    auto options = sdk::drop_options(context, "path");
    if (!options) {
        return tl::unexpected(options.error());
    }
    options->marker = sdk::text_option(context, "marker");
    if (!options->marker.empty() &&
        (!options->marker.starts_with('.') || options->marker.find('/') != std::string::npos)) {
        return model::fail(model::ErrorKind::invalid,
                           "source " + context.source + ": `marker` is no ending of a name",
                           "write marker: .ok");
    }
    return std::make_unique<FolderConnector>(context.source, std::move(*options),
                                             sdk::write_back_path(context));
}

// What lies in the folder is read as a roster.
std::vector<sdk::OptionFault> check_write_back(const model::Json& write_back,
                                               const model::Json& options,
                                               const std::string& base_dir)
{
    const auto folder_of = [&](const std::filesystem::path& path) {
        return (std::filesystem::path{base_dir} / path / "").lexically_normal();
    };
    const std::filesystem::path file{write_back.value("path", "")};
    if (folder_of(file.parent_path()) != folder_of(options.value("path", ""))) {
        return {};
    }
    return {{{"path"},
             "'write_back.path' is in the folder itself, where it would be read as a roster",
             "a file in another folder: path: /srv/hr/from-rosterd/learned.csv"}};
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{
        "folder",
        "files dropped into a folder, each kept with its result",
        {{"path", "path", true, "the folder", {}},
         {"marker", "string", false, "ending of the file that says another is complete: .ok", {}}},
        make};
    for (sdk::OptionSpec& option : sdk::drop_option_specs()) {
        kind.options.push_back(std::move(option));
    }
    kind.write_back = sdk::file_write_back();
    kind.write_back->check = check_write_back;
    return kind;
}

} // namespace rosterd::folder
