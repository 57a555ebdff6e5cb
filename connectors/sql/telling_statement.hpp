// A statement by which the database is told of one field, with named values.
#pragma once

#include <string>
#include <vector>

#include "core/model/result.hpp"

namespace rosterd::sql
{

// "UPDATE people SET mobile = :mobile WHERE id = :employee_id"
struct Telling {
    std::string sql;                // with a "?" for each name
    std::vector<std::string> names; // of these, in order
    std::string field;              // that it writes; empty: any, by :field and :value
};

// Names in quotes, in comments and after "::" are none. Errors: invalid (no :employee_id, no field
// or several of them).
model::Result<Telling> telling_in(const std::string& statement);

} // namespace rosterd::sql
