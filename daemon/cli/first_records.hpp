// The first records of a source, mapped as a run would map them, each with what is to be said of
// it.
#pragma once

#include <string>
#include <vector>

#include "daemon/cycle/read.hpp"

namespace rosterd::cli
{

struct Previewed {
    model::Record record;
    model::Json fields; // canonical ones; of a record that waits: what the source says under them
    std::vector<model::Finding> findings;
};

struct Preview {
    std::vector<Previewed> people, departments;
    std::vector<model::Finding> findings; // of the source as a whole
    std::vector<std::string> gone;        // whom the source says is gone
    std::string notes;                    // of the read; empty: it was ended, with enough people
};

// Takes the first ones, and says when it has enough.
class FirstRecords final : public sdk::RecordSink
{
public:
    explicit FirstRecords(std::size_t limit) : limit_{limit} {}

    bool known(std::uint64_t, std::uint32_t) override { return enough(); }
    void record(model::Record record) override;
    void tombstone(std::string employee_id, model::Origin origin) override;
    void finding(model::Finding finding) override;
    void restart() override;
    bool enough() const { return people.size() >= limit_; }

    std::vector<model::Record> people, departments; // at most `limit` each
    std::vector<model::Finding> findings;
    std::vector<std::string> gone;

private:
    std::size_t limit_;
};

// A full read until `sink` has enough; the connector is expected to ask it whether to stop. Errors:
// those of the read before that.
model::Result<Preview> preview(cycle::Source& source, FirstRecords& sink);

} // namespace rosterd::cli
