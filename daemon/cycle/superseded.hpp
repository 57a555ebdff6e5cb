// Whoever is new and had another employee id before is gone under that one: a source of changes
// need not say so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/state/store.hpp"
#include "daemon/cycle/ref_set.hpp"

namespace rosterd::cycle
{

class Superseded
{
public:
    // `before`: whom the store has by the person's present id. Of somebody who is known already it
    // was heeded then: the former id may be another's by now.
    void note(const model::Person& person, const std::optional<state::RosterPerson>& before,
              std::uint32_t record, state::RosterStore& roster, const std::string& source);

    // Once all were noted: what was theirs is free for the read, as if they had `come`; unless a
    // record of the read speaks of that id as well, be it a faulty one.
    void free(RefSet& come, const RefSet& kept);

    // As long as the record waits that says so, nobody is gone by it.
    std::vector<std::string> employee_ids(const std::vector<bool>& faulty) const;

private:
    struct One {
        std::uint32_t record = 0;
        state::PersonRef ref = 0;
        std::string employee_id; // the former one
    };
    std::vector<One> all_;
};

} // namespace rosterd::cycle
