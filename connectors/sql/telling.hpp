// What was learned for HR, into the database.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/sql/settings.hpp"

namespace rosterd::sql
{

// As they stand in `write_back: {statements: ...}`.
std::vector<std::string> statements_in(const model::Json& write_back);

// The statement for a field; nullptr: none.
const Telling* telling_of(const std::vector<Telling>& all, const std::string& field);

// Each person in a transaction of their own, which is taken back unless every statement changed
// exactly one row. An answer for each of `people`.
std::vector<model::Result<void>> tell(const Settings& settings,
                                      const std::function<bool()>& cancelled,
                                      const std::vector<sdk::Learned>& people);

sdk::WriteBackKind write_back_kind();

} // namespace rosterd::sql
