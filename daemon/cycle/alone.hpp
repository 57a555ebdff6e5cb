// What a plan would say of a file by itself, as if DingTalk had nobody yet.
#pragma once

#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/model/policy.hpp"

namespace rosterd::cycle
{

// Managers that are nowhere in it or go round in a ring, leaders that are no members,
// values that an account of this kind needs, roles and attendance groups that no rule names: what
// takes more than one record to see. Nobody is said to be missing who only waits in quarantine.
std::vector<model::Finding> findings_alone(const ingest::Ingested& ingested,
                                           const model::Policy& policy, model::Language language,
                                           model::Instant now);

} // namespace rosterd::cycle
