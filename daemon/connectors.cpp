#include "daemon/connectors.hpp"

#include <vector>

#include "connectors/csv/csv_connector.hpp"
#include "connectors/folder/folder_connector.hpp"
#include "connectors/ldap/ldap_connector.hpp"
#include "connectors/push/push_connector.hpp"
#include "connectors/sftp/sftp_connector.hpp"

namespace rosterd
{

std::span<const sdk::ConnectorKind> connector_kinds()
{
    static const std::vector<sdk::ConnectorKind> kinds{
        csv::kind(),
        folder::kind(),
        ldap::kind(),
        push::kind(),
        sftp::kind(),
    };
    return kinds;
}

} // namespace rosterd
