#include "connectors/sql/sql_connector.hpp"

#include "connectors/sql/reading.hpp"
#include "connectors/sql/settings.hpp"
#include "connectors/sql/telling.hpp"

namespace rosterd::sql
{

namespace
{

class SqlConnector final : public sdk::Connector
{
public:
    SqlConnector(Settings settings, std::function<bool()> cancelled)
        : settings_{std::move(settings)}, cancelled_{std::move(cancelled)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        const auto now =
            std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        return Reading{settings_, cancelled_, request, sink, now}.run();
    }

    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        return tell(settings_, cancelled_, people);
    }

private:
    Settings settings_;
    std::function<bool()> cancelled_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    auto settings = settings_of(context);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    return std::make_unique<SqlConnector>(std::move(*settings), context.cancelled);
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{"sql", "a query or view of a database, over ODBC", option_specs(),
                            make};
    kind.write_back = write_back_kind();
    return kind;
}

} // namespace rosterd::sql
