#include "daemon/connectors.hpp"

#include <cstdlib>
#include <vector>

#include "connectors/csv/csv_connector.hpp"
#include "connectors/exec/exec_connector.hpp"
#include "connectors/folder/folder_connector.hpp"
#include "connectors/ldap/ldap_connector.hpp"
#include "connectors/push/push_connector.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/scim/scim_connector.hpp"
#include "connectors/sftp/sftp_connector.hpp"
#include "connectors/sql/sql_connector.hpp"

namespace rosterd
{

std::span<const sdk::ConnectorKind> connector_kinds()
{
    static const std::vector<sdk::ConnectorKind> kinds{
        csv::kind(),  exec::kind(), folder::kind(),      ldap::kind(), push::kind(),
        rest::kind(), sql::kind(),  scim_source::kind(), sftp::kind(),
    };
    return kinds;
}

std::string plugin_folder()
{
    const char* const folder = std::getenv("ROSTERD_CONNECTORS");
    return folder == nullptr ? "/usr/lib/rosterd/connectors" : folder;
}

} // namespace rosterd
