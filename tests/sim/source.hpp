// HR of the simulated world as a connector reads it: everything, or what changed.
#pragma once

#include "connectors/sdk/connector.hpp"
#include "tests/sim/world.hpp"

namespace rosterd::sim
{

class HrSource final : public sdk::Connector
{
public:
    explicit HrSource(World& world) : world_{world} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        if (world_.strikes(Fault::source_broken, 3)) {
            return model::fail(model::ErrorKind::transient, "the HRIS does not answer", "");
        }
        const std::size_t version = world_.hr.version_at(world_.now);
        const Roster& now = world_.hr.versions()[version].roster;
        sdk::ReadResult result;
        result.cursor = std::to_string(version);
        if (world_.hr_tells_changes && !request.full && !request.cursor.empty()) {
            result.completeness = sdk::Completeness::changes;
            tell_changes(world_.hr.versions()[std::stoul(request.cursor)].roster, now, sink);
        } else {
            for (const auto& [id, employee] : now) {
                tell(employee, sink);
            }
        }
        return result;
    }

private:
    static std::string words_of(const model::Record& record)
    {
        std::string out;
        for (const model::Cell& cell : record.cells) {
            out += (out.empty() ? "" : ", ") + cell.text;
        }
        return out;
    }

    void tell(const Employee& employee, sdk::RecordSink& sink)
    {
        model::Record record = record_of(employee);
        if (!sink.known(record.fingerprint, 0)) {
            world_.note("hr " + words_of(record));
            sink.record(std::move(record));
        }
    }

    void tell_changes(const Roster& before, const Roster& now, sdk::RecordSink& sink)
    {
        for (const auto& [id, employee] : now) {
            const auto old = before.find(id);
            if (old == before.end() || old->second != employee) {
                tell(employee, sink);
            }
        }
        for (const auto& [id, employee] : before) {
            if (!now.contains(id)) {
                world_.note("hr " + id + " has left");
                sink.tombstone(id, {"hr", "employee " + id, "", 0});
            }
        }
    }

    World& world_;
};

} // namespace rosterd::sim
