// What an HRIS may push: a batch, an array of records, or one record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/record.hpp"
#include "core/model/result.hpp"

namespace rosterd::push
{

struct Item {
    model::Record record; // origin.where is "#INDEX"; meaningless for a tombstone
    std::string key;      // the employee's or department's id; "" if no heading is known as one
    bool gone = false;    // a tombstone for `key`
};

struct Batch {
    std::vector<Item> items;      // records, departments, then tombstones, each in their order
    std::optional<bool> complete; // as the body says
};

// {"records": [...], "departments": [...], "tombstones": ["E1"], "complete": false, "total": 2,
// "cursor": "..."}, an array of records, or one record. A record is an object from canonical field
// or heading to string, number, boolean, null (empty) or an array of these, which is joined by ';'.
// `total` counts records and departments. Errors: invalid, naming the record's index and the field,
// or that the total is another one.
model::Result<Batch> parse_body(const model::Json& body);

} // namespace rosterd::push
