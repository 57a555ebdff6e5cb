// Who of a read has several records: they are held back until all of a person's have come, wherever
// they stand in it. Of all others nothing is kept but eight bytes for each record.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ingest/claims.hpp"
#include "daemon/cycle/dated.hpp"
#include "daemon/cycle/ref_set.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{

class Several
{
public:
    // `order`: of all records of the read; `known`: the store has people of several records;
    // `records`: so many are new. All of them must outlive this.
    Several(const std::string& source, state::RosterStore& roster,
            std::span<const state::SeenRecord> order, bool known, std::size_t records);

    // Of each new record first, then close(): from then on the others can be called.
    void note(const std::string& employee_id) { ids_.add(employee_id); }
    void close() { ids_.close(); }

    // Whether another record may speak of this person: a new one, one that came again, or one of an
    // earlier read. `before`: whom the store has by this id.
    bool may_have_others(const model::Person& person,
                         const std::optional<state::RosterPerson>& before) const;
    void hold(Held one);
    const RefSet& again() const { return again_; }

    struct Group {
        std::vector<Held> held; // in the order of the records
        std::optional<state::RosterPerson> before;
        RecordsInARead records;
    };
    using Take = std::function<void(Group)>;

    // Everybody of whom records are held; some thousand records are in memory at once.
    void each_person(const Take& take) const;
    // Those of these people, none of whose records is new, who had several.
    void each_without_new(std::span<const state::PersonRef> people, const Take& take) const;

private:
    // By employee id: each part is looked through once for every kAtATime records in it.
    struct Part {
        Spooled<Held> records{256};
        std::vector<std::uint64_t> hashes;
    };
    void answer(std::vector<Group> people, const Take& take) const;

    const std::string& source_;
    state::RosterStore& roster_;
    std::span<const state::SeenRecord> order_;
    bool known_;
    RefSet again_; // of whom a record came again
    ingest::Repeated ids_;
    std::array<Part, 32> parts_;
};

} // namespace rosterd::cycle
