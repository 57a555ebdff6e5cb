// ACME HR's nightly export: a JSON object a line for each person, and a last line that says how
// many there are. Without it the export was cut short, and is no roster.
#include <fstream>
#include <optional>

#include "connectors/sdk/options.hpp"
#include "connectors/sdk/plugin.hpp"
#include "connectors/sdk/settled_file.hpp"

namespace acme
{

namespace
{

using namespace rosterd;
using model::ErrorKind;

class Acme final : public sdk::Connector
{
public:
    explicit Acme(const sdk::ConnectorContext& context)
        : source_{context.source}, path_{sdk::path_option(context, "path")},
          cancelled_{context.cancelled}
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
        std::optional<std::int64_t> promised;
        for (std::string line; std::getline(file, line);) {
            if (++row % 1000 == 0 && cancelled_()) {
                return model::fail(ErrorKind::cancelled, "the read was stopped");
            }
            const auto json = model::Json::parse(line, nullptr, false);
            if (!json.is_object()) {
                return model::fail(ErrorKind::invalid, where(row) + ": the line is no JSON object",
                                   "export the file again");
            }
            if (json.contains("total")) {
                promised =
                    json["total"].is_number_integer() ? json["total"].get<std::int64_t>() : -1;
            } else if (auto record = record_of(json, row); !sink.known(record.fingerprint, row)) {
                sink.record(std::move(record));
            }
        }
        const auto people = static_cast<std::int64_t>(row) - (promised ? 1 : 0);
        if (file.bad() || promised != people) {
            return model::fail(ErrorKind::transient,
                               path_ + " has " + std::to_string(people) + " people and " +
                                   (promised ? "promises " + std::to_string(*promised)
                                             : "does not say how many there are"),
                               "wait for the whole export, or export the file again");
        }
        const auto after = sdk::stamp_of(path_);
        if (!after || *after != *before) {
            return model::fail(ErrorKind::transient, path_ + " changed while it was read");
        }
        return sdk::ReadResult{sdk::Completeness::complete, "", false,
                               path_ + ": " + std::to_string(people) + " people"};
    }

    std::vector<std::string> watched_paths() const override { return {path_}; }

private:
    std::string where(std::uint32_t row) const { return path_ + ":" + std::to_string(row); }

    // Text as it stands; what a heading means is for the mapping to say.
    model::Record record_of(const model::Json& json, std::uint32_t row) const
    {
        model::Record record;
        record.origin = {source_, where(row), path_, row};
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
    std::function<bool()> cancelled_;
};

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    return std::make_unique<Acme>(context);
}

} // namespace

sdk::ConnectorKind kind()
{
    return {"acme",
            "ACME HR's nightly export, the whole roster",
            {{"path", "path", true, "the export, one JSON object a line", {}}},
            make};
}

} // namespace acme

ROSTERD_CONNECTOR(acme::kind)
