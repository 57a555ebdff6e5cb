#include "connectors/sftp/sftp_connector.hpp"

#include "connectors/sftp/fetching.hpp"

namespace rosterd::sftp
{

namespace
{

class SftpConnector final : public sdk::Connector
{
public:
    SftpConnector(std::string source, Settings settings)
        : settings_{std::move(settings)}, reader_{std::move(source), settings_.drop}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        const auto server = Server::open(settings_);
        if (!server) {
            return tl::unexpected(server.error());
        }
        const auto fetched = fetch_new(**server, settings_);
        if (!fetched) {
            return tl::unexpected(fetched.error());
        }
        auto result = reader_.read(request, sink);
        if (result) {
            result->notes = settings_.address() + ": " + std::to_string(*fetched) + " fetched; " +
                            result->notes;
        }
        return result;
    }

    // What can't be put away on the server now is at the next read.
    void settled(const sdk::Settlement& settlement) override
    {
        reader_.settled(settlement);
        if (settings_.keep) {
            return;
        }
        if (const auto server = Server::open(settings_)) {
            static_cast<void>(put_read_away(**server, settings_));
        }
    }

private:
    Settings settings_;
    sdk::DropReader reader_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    auto settings = settings_of(context);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    return std::make_unique<SftpConnector>(context.source, std::move(*settings));
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"sftp", "files on an SFTP server, each fetched and read once", option_specs(), make};
}

} // namespace rosterd::sftp
