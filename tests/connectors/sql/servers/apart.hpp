// The connector as rosterd uses it: in a process of its own.
#pragma once

#include "connectors/apart/apart.hpp"
#include "connectors/sql/sql_connector.hpp"

namespace rosterd::sql
{

inline constexpr const char* kChild = "connector-process";

inline sdk::ConnectorKind kind_apart()
{
    return apart::made_apart(kind(), {{"/proc/self/exe", kChild}, "", "sql"});
}

} // namespace rosterd::sql
