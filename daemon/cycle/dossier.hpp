// Everything that is known about one person: what `explain` tells. Reads only, and by index: a
// company of a million takes no longer than one of ten.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/calendar.hpp"
#include "core/plan/entitlements.hpp"
#include "core/plan/owners.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct Dossier {
    std::string employee_id; // empty: an account that is nobody's
    std::string source;
    std::optional<state::RosterPerson> record; // what HR says; none: quarantined, or long gone
    std::optional<state::PersonLink> link;
    std::optional<model::ObservedUser> account; // as rosterd last knew it
    std::optional<state::Invitation> invitation;
    std::vector<plan::CalendarEntry> calendar; // from the asked instant on
    std::vector<model::Operation> next;        // what a plan of that instant has for them
    std::vector<model::Adoption> adoptions;    // likewise
    std::vector<model::Finding> findings;      // of reading and of planning
    std::vector<state::HeldFor> held;
    std::optional<model::Hold> rollout;        // of `next`: what waits for a ring, if anything does
    std::vector<plan::OwnedField> owned;       // fields that are not HR's
    std::vector<state::WriteBack> write_back;  // what the source is to be told, or was
    std::vector<state::DatedVersion> versions; // what HR's records say from later days on
    plan::Entitled entitled;                   // by the matrix, and which rule says so
    std::vector<state::RightHolder> rights;    // that the account has, of those rules name
    std::string matched; // how the account was found to be theirs: "match.mobile", "joiner", ...
    std::optional<model::Instant> read_at; // when DingTalk was last read as a whole
    std::vector<state::AuditEntry> done;   // the latest, oldest first
};

struct Inquiry {
    std::string who; // an employee_id, or else a userid
    model::Instant now{};
    model::Instant at{}; // later than now: as if nothing changed until then; earlier: what was done
    model::Language language = model::Language::en; // of the plan's findings
};

// One for each source that knows the employee_id; empty if nobody has ever heard of it.
std::vector<Dossier> dossiers(state::Store& store, const model::Policy& policy,
                              const Inquiry& inquiry);

// The account as rosterd's own changes left it, DingTalk's field names; null if it was removed, or
// never there.
model::Json as_of(const std::vector<state::AuditEntry>& done);

} // namespace rosterd::cycle
