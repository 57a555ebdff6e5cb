// Takes one read of a source: tells known records from new ones, and keeps the order of both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/state/roster_store.hpp"
#include "daemon/cycle/kept_findings.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{

struct Tombstone {
    std::string employee_id;
    model::Origin origin;
};

// More people than any company has: a source that goes on and on would fill the disk of all.
inline constexpr std::size_t kMostRecords = 5'000'000;

struct CollectorBounds {
    std::size_t findings = KeptFindings::kMost; // that are kept
    std::size_t records = kMostRecords;         // more of them, or of the gone, end the read
};

// Throws ReadEnds out of record() and tombstone() where a source says more than there is room for.
class Collector final : public sdk::RecordSink
{
public:
    // `seen`: the records of the last accepted read, in its order.
    explicit Collector(std::vector<state::SeenRecord> seen, CollectorBounds bounds = {});

    bool known(std::uint64_t fingerprint, std::uint32_t row) override;
    void record(model::Record record) override;
    void tombstone(std::string employee_id, model::Origin origin) override;
    void finding(model::Finding finding) override;
    void restart() override;

    // One entry for each record of this read, in its order. `person` is 0 for the new ones; these
    // are records() in the same order.
    std::vector<state::SeenRecord> take_order() { return std::move(order_); }
    Spooled<model::Record>& records() { return records_; }
    const std::vector<Tombstone>& tombstones() const { return tombstones_; }
    KeptFindings& findings() { return findings_; }
    std::int64_t count() const { return static_cast<std::int64_t>(order_.size()); }
    // People of the last read whose record did not come again: changed or gone.
    std::vector<state::PersonRef> not_seen_again() const;
    // Nothing new, nothing missing, same rows.
    bool unchanged() const;
    // Once both were asked: of a million records it takes fifty megabytes to know them again.
    void forget_known()
    {
        seen_ = {};
        hit_ = {};
        index_ = {};
    }

private:
    struct Slot {
        std::uint64_t fingerprint;
        std::uint32_t at;
    };
    bool take(std::size_t at, std::uint32_t row);
    void keep(model::Record record);
    std::size_t find(std::uint64_t fingerprint);
    void build_index();

    CollectorBounds bounds_;
    std::vector<state::SeenRecord> seen_;
    std::vector<bool> hit_;
    std::vector<Slot> index_; // sorted; made when the order differs for the first time
    std::size_t next_ = 0;    // files seldom change their order: the next one is tried first
    bool moved_ = false;
    std::vector<state::SeenRecord> order_;
    Spooled<model::Record> records_;
    std::vector<Tombstone> tombstones_;
    KeptFindings findings_;
};

} // namespace rosterd::cycle
