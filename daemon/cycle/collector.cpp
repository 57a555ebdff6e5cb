#include "daemon/cycle/collector.hpp"

#include <algorithm>

#include "daemon/cycle/contained.hpp"

namespace rosterd::cycle
{

namespace
{

void refuse_more_than(std::size_t bound, std::size_t so_far)
{
    if (so_far >= bound) {
        throw ReadEnds{{model::ErrorKind::invalid,
                        "it said more than " + std::to_string(bound) +
                            " records and was not read further; nothing of it was taken",
                        "see why it does not come to an end: a query that joins too much, a page "
                        "that repeats, a program in a loop"}};
    }
}

} // namespace

Collector::Collector(std::vector<state::SeenRecord> seen, CollectorBounds bounds)
    : bounds_{bounds}, seen_{std::move(seen)}, hit_(seen_.size(), false), findings_{bounds.findings}
{
    order_.reserve(seen_.size());
}

bool Collector::known(std::uint64_t fingerprint, std::uint32_t row)
{
    if (next_ < seen_.size() && seen_[next_].fingerprint == fingerprint) {
        return take(next_, row);
    }
    const std::size_t at = find(fingerprint);
    return at < seen_.size() && take(at, row);
}

bool Collector::take(std::size_t at, std::uint32_t row)
{
    if (hit_[at]) {
        return false; // the same record twice: one of them has to be looked at
    }
    hit_[at] = true;
    moved_ = moved_ || row != seen_[at].row || at != next_;
    next_ = at + 1;
    order_.push_back({seen_[at].fingerprint, seen_[at].person, row});
    return true;
}

std::size_t Collector::find(std::uint64_t fingerprint)
{
    if (index_.empty()) {
        build_index();
    }
    auto slot = std::lower_bound(index_.begin(), index_.end(), fingerprint,
                                 [](const Slot& a, std::uint64_t b) { return a.fingerprint < b; });
    for (; slot != index_.end() && slot->fingerprint == fingerprint; ++slot) {
        if (!hit_[slot->at]) {
            return slot->at;
        }
    }
    return seen_.size();
}

void Collector::build_index()
{
    index_.reserve(seen_.size());
    for (std::uint32_t at = 0; at < seen_.size(); ++at) {
        index_.push_back({seen_[at].fingerprint, at});
    }
    std::sort(index_.begin(), index_.end(),
              [](const Slot& a, const Slot& b) { return a.fingerprint < b.fingerprint; });
}

void Collector::record(model::Record record)
{
    if (record.fingerprint == 0) { // a connector that does not compute it has not asked known()
        record.fingerprint = model::fingerprint_of(record);
        if (known(record.fingerprint, record.origin.row)) {
            return;
        }
    }
    refuse_more_than(bounds_.records, order_.size());
    order_.push_back({record.fingerprint, 0, record.origin.row});
    keep(std::move(record));
    // A changed record usually stands where it stood before: what follows is expected after it.
    if (next_ < seen_.size() && !hit_[next_]) {
        ++next_;
    }
}

void Collector::keep(model::Record record)
{
    try {
        records_.add(std::move(record));
    } catch (const state::StoreOutOfReach& full) { // by this source: the others may fit
        throw ReadEnds{{model::ErrorKind::transient, full.what(), ""}};
    }
}

void Collector::tombstone(std::string employee_id, model::Origin origin)
{
    refuse_more_than(bounds_.records, tombstones_.size());
    tombstones_.push_back({std::move(employee_id), std::move(origin)});
}

void Collector::finding(model::Finding finding)
{
    findings_.add(std::move(finding));
}

void Collector::restart()
{
    hit_.assign(seen_.size(), false);
    next_ = 0;
    moved_ = false;
    order_.clear();
    records_.clear();
    tombstones_.clear();
    findings_.clear();
}

std::vector<state::PersonRef> Collector::not_seen_again() const
{
    std::vector<state::PersonRef> refs;
    for (std::size_t at = 0; at < seen_.size(); ++at) {
        if (!hit_[at]) {
            refs.push_back(seen_[at].person);
        }
    }
    return refs;
}

bool Collector::unchanged() const
{
    return records_.empty() && tombstones_.empty() && !moved_ && order_.size() == seen_.size();
}

} // namespace rosterd::cycle
