// The order of a source's records as the next read will expect it.
#pragma once

#include <vector>

#include "core/state/roster_store.hpp"
#include "daemon/cycle/ref_set.hpp"

namespace rosterd::cycle
{

// Fills in whom the new records of an order are about, as they are accepted.
class NewRecords
{
public:
    explicit NewRecords(std::vector<state::SeenRecord>& order);
    void accepted(std::uint32_t record, state::PersonRef person)
    {
        order_[at_[record]].person = static_cast<std::uint32_t>(person);
    }
    // 0: nobody's, as long as it is not accepted.
    state::PersonRef whose(std::uint32_t record) const { return order_[at_[record]].person; }

private:
    std::vector<state::SeenRecord>& order_;
    std::vector<std::uint32_t> at_; // by number of the new record
};

// Records in quarantine leave the order; whom they keep stay in it without a fingerprint, so that
// their person is neither known nor forgotten.
void finish_order(std::vector<state::SeenRecord>& order, const RefSet& kept);

// A read of changes leaves everybody else where they were.
std::vector<state::SeenRecord> merged_order(std::vector<state::SeenRecord> before,
                                            const std::vector<state::SeenRecord>& changed);

} // namespace rosterd::cycle
