// A good one, which checks its options, and fails over some of them.
#include <stdexcept>

#include "connectors/sdk/plugin.hpp"
#include "tests/connectors/sdk/plugins/crash.hpp"

#define ROSTERD_CONNECTOR_NAME "touchy"

using namespace rosterd;

namespace
{

class Touchy final : public sdk::Connector
{
public:
    explicit Touchy(std::string source) : source_{std::move(source)} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        model::Record record;
        record.origin = {source_, "the only one", "", 0};
        record.cells = {{"employee_id", "E1"}};
        sink.record(std::move(record));
        return sdk::ReadResult{sdk::Completeness::complete, "", false, "read by a plugin"};
    }

private:
    std::string source_;
};

std::vector<sdk::OptionFault> check(const model::Json& options, const std::string& base_dir)
{
    const std::string level = options.value("level", "");
    if (level == "crash") {
        crash();
    }
    if (level == "throw") {
        throw std::runtime_error{"too low"};
    }
    if (level == "wrong") {
        return {{{"level"}, "wrong in " + base_dir, "high"}};
    }
    return {};
}

std::vector<sdk::OptionFault> check_write_back(const model::Json& write_back, const model::Json&,
                                               const std::string&)
{
    return {{{"to"}, write_back.value("to", ""), "somewhere"}};
}

sdk::ConnectorKind kind()
{
    return {
        "touchy",
        "a plugin that checks its options",
        {{"level", "string", false, "how much", {"high", "low"}}},
        [](const sdk::ConnectorContext& context) -> model::Result<std::unique_ptr<sdk::Connector>> {
            return std::make_unique<Touchy>(context.source);
        },
        check,
        sdk::WriteBackKind{{{"to", "string", true, "where to write", {}}}, check_write_back}};
}

} // namespace

ROSTERD_CONNECTOR(kind)
