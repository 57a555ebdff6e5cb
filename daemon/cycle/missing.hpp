// A full read takes minutes and is not of one moment: whoever is moved meanwhile from a department
// not read yet to one read already stands in neither.
#pragma once

#include <optional>

#include "daemon/cycle/cycle.hpp"
#include "daemon/cycle/reread.hpp"

namespace rosterd::cycle
{

// Linked people and departments that the mirror knows and the read does not have.
Wanted missing_from(const model::ObservedOrganisation& read, state::MirrorStore& mirror);

// What to do about them: a pure decision. `before`: those that an earlier read of this run did not
// have either; missing twice is gone.
struct Doubt {
    bool read_again = false; // too many to ask about one by one
    Wanted ask;
};
Doubt doubt_of(const Wanted& missing, const std::optional<Wanted>& before);

struct FullRead {
    model::ObservedOrganisation organisation;
    Reread asked; // about those that it does not have; to be taken over after it
};
// nullopt: the run ends here, and nothing has changed; the report says why.
std::optional<FullRead> read_everything(Surroundings& with, Report& report);

} // namespace rosterd::cycle
