#include "connectors/exec/exec_connector.hpp"

#include "connectors/exec/session.hpp"

namespace rosterd::exec
{

namespace
{

class ExecConnector final : public sdk::Connector
{
public:
    ExecConnector(sdk::ConnectorContext context, ExecOptions options, ExecOptions telling)
        : context_{std::move(context)}, options_{std::move(options)}, telling_{std::move(telling)}
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

    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        auto session = Session::begin(telling_, context_);
        if (!session) {
            return std::vector<model::Result<void>>(people.size(), tl::unexpected(session.error()));
        }
        auto answers = tell(*session, people);
        for (model::Result<void>& answer : answers) {
            if (!answer) { // what a program says of itself may hold anything
                session->clean(answer.error());
            }
        }
        return answers;
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
    ExecOptions telling_; // the same, with the program that is told
};

model::Result<std::unique_ptr<sdk::Connector>> make(sdk::ConnectorContext context)
{
    auto options = options_of(context);
    if (!options) {
        return tl::unexpected(options.error());
    }
    auto telling = telling_options_of(context, *options);
    if (!telling) {
        return tl::unexpected(telling.error());
    }
    return std::make_unique<ExecConnector>(std::move(context), std::move(*options),
                                           std::move(*telling));
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{"exec", "a program: JSON lines, a Singer tap or an Airbyte source",
                            option_specs(), make};
    kind.write_back = sdk::WriteBackKind{
        {{"command", "list", true, "the program that is told, and its arguments", {}}}};
    return kind;
}

} // namespace rosterd::exec
