#include "tests/connectors/sdk/example_connector.hpp"

#include <fstream>

#include "connectors/sdk/options.hpp"
#include "connectors/sdk/settled_file.hpp"

namespace rosterd::jsonl
{

namespace
{

using model::ErrorKind;

class JsonLines final : public sdk::Connector
{
public:
    JsonLines(std::string source, std::string path)
        : source_{std::move(source)}, path_{std::move(path)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        const auto before = sdk::wait_until_settled(path_, {});
        if (!before) {
            return tl::unexpected(before.error());
        }
        std::ifstream file{path_};
        std::uint32_t row = 0;
        for (std::string line; std::getline(file, line);) {
            ++row;
            auto record = record_of(line, row);
            if (!record) {
                return tl::unexpected(record.error());
            }
            if (!sink.known(record->fingerprint, row)) {
                sink.record(std::move(*record));
            }
        }
        const auto after = sdk::stamp_of(path_);
        if (file.bad() || !after || *after != *before) {
            return model::fail(ErrorKind::transient, path_ + " changed while it was read");
        }
        return sdk::ReadResult{sdk::Completeness::complete, "", false,
                               path_ + ": " + std::to_string(row) + " lines"};
    }

    std::vector<std::string> watched_paths() const override { return {path_}; }

private:
    model::Result<model::Record> record_of(const std::string& line, std::uint32_t row) const
    {
        const auto json = model::Json::parse(line, nullptr, false);
        const std::string where = path_ + ":" + std::to_string(row);
        if (!json.is_object() || json.empty()) {
            return model::fail(ErrorKind::invalid, where + ": the line is no JSON object",
                               "export the file again");
        }
        model::Record record;
        record.origin = {source_, where, path_, row};
        for (const auto& [heading, value] : json.items()) {
            record.cells.push_back({heading, value.is_string() ? value.get<std::string>()
                                             : value.is_null() ? ""
                                                               : value.dump()});
        }
        record.fingerprint = model::fingerprint_of(record);
        return record;
    }

    std::string source_;
    std::string path_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    return std::make_unique<JsonLines>(context.source, sdk::path_option(context, "path"));
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"jsonl",
            "a file with one JSON object a line, the whole roster",
            {{"path", "path", true, "the file", {}}},
            make};
}

} // namespace rosterd::jsonl
