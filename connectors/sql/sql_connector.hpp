// A query or a view of any database that has an ODBC driver; PostgreSQL, MariaDB and MySQL are
// known by name: there a read is one snapshot and can't write.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::sql
{

// Options: connection (required), password, query (required), departments_query, tombstone_query,
// key, watermark, overlap, page_size, connect_timeout, statement_timeout.
sdk::ConnectorKind kind();

} // namespace rosterd::sql
