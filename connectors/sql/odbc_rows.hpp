// The rows of a statement that was carried out, for odbc_connection.cpp.
#pragma once

#include <memory>
#include <vector>

#include "connectors/sql/odbc.hpp"
#include "connectors/sql/odbc_handle.hpp"

namespace rosterd::sql
{

OdbcResult<std::vector<Column>> columns_of(const Handle& statement,
                                           const std::vector<std::string>& secrets);

// `gets_bound`: the driver lets a bound column be asked for again.
OdbcResult<std::unique_ptr<Rows>> rows_of(Handle statement, std::vector<std::string> secrets,
                                          bool gets_bound);

} // namespace rosterd::sql
