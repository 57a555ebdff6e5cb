#include "connectors/exec/exec_connector.hpp"

#include "connectors/exec/session.hpp"

namespace rosterd::exec
{

namespace
{

class ExecConnector final : public sdk::Connector
{
public:
    ExecConnector(sdk::ConnectorContext context, ExecOptions options)
        : context_{std::move(context)}, options_{std::move(options)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        auto session = Session::begin(options_, context_);
        if (!session) {
            return tl::unexpected(session.error());
        }
        auto result = read_in(*session, request, sink);
        if (!result) { // what a program says of itself may hold anything
            session->clean(result.error());
        } else if (result->broke_off) {
            session->clean(*result->broke_off);
        }
        return result;
    }

private:
    model::Result<sdk::ReadResult> read_in(Session& session, const sdk::ReadRequest& request,
                                           sdk::RecordSink& sink) const
    {
        switch (options_.protocol) {
        case ProtocolKind::singer:
            return read_singer(session, request, sink);
        case ProtocolKind::airbyte:
            return read_airbyte(session, request, sink);
        case ProtocolKind::lines:
            break;
        }
        return read_lines(session, request, sink);
    }

    sdk::ConnectorContext context_;
    ExecOptions options_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(sdk::ConnectorContext context)
{
    auto options = options_of(context);
    if (!options) {
        return tl::unexpected(options.error());
    }
    return std::make_unique<ExecConnector>(std::move(context), std::move(*options));
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"exec", "a program: JSON lines, a Singer tap or an Airbyte source", option_specs(),
            make};
}

} // namespace rosterd::exec
