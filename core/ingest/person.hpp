// One record's values as a person or a department.
#pragma once

#include "core/ingest/columns.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/notes.hpp"
#include "core/model/person.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

// Where notes.faulty() afterwards, the answer is not to be used beyond its id.
model::Person person_of(const Values& values, const model::Origin& origin,
                        const IngestOptions& options, Notes& notes);
model::Department department_of(const Values& values, const model::Origin& origin, Notes& notes);

} // namespace rosterd::ingest
