// A person in several records of one source: several jobs, and what is true from a day on.
#pragma once

#include <optional>
#include <vector>

#include "core/ingest/ingest.hpp"

namespace rosterd::ingest
{

// What the records of one person say together: a version for each day that one of them names, in
// their order, an unnamed day first. The records of a day restate what they are about, the main job
// or the others; what they are not about goes on. Departments of all jobs add up, the main job's
// first; everything else is the main job's. Another job with a last day of its own is over on the
// day after it, which is a version, too; one that is terminated counts no more.
// nullopt: they contradict each other, two of a day being of the main job, or none saying so.
std::optional<std::vector<model::Person>> taken_together(std::vector<model::Person> records);

// Of a file by itself: one person in the place of several records, as the first version has them.
// Records that contradict each other stay: two of one employee id.
void keep_one_each(Ingested& ingested);

} // namespace rosterd::ingest
