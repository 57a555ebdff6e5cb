#include "daemon/connectors.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "connectors/apart/apart.hpp"
#include "connectors/apart/serve.hpp"
#include "connectors/csv/csv_connector.hpp"
#include "connectors/exec/exec_connector.hpp"
#include "connectors/folder/folder_connector.hpp"
#include "connectors/ldap/ldap_connector.hpp"
#include "connectors/push/push_connector.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/scim/scim_connector.hpp"
#include "connectors/sdk/plugin_loader.hpp"
#include "connectors/sftp/sftp_connector.hpp"
#include "connectors/sql/sql_connector.hpp"

namespace rosterd
{

namespace
{

// The file that this process was started from, also after another version was installed over it.
apart::Home home_of(const std::string& name, const std::string& folder)
{
    return {{"/proc/self/exe", kApart}, folder, name};
}

// `folder`: of plugins; empty: the kind is built in.
model::Result<sdk::ConnectorKind> find_kind(const std::string& folder, const std::string& name)
{
    if (!folder.empty()) {
        return sdk::load_plugin(folder, name);
    }
    const auto kinds = connector_kinds();
    const auto found = std::ranges::find(kinds, name, &sdk::ConnectorKind::name);
    if (found == kinds.end()) {
        return model::fail(model::ErrorKind::not_found, "there is no connector '" + name + "'");
    }
    return *found;
}

model::Duration duration_in(const model::Json& options, const char* name, model::Duration otherwise)
{
    const auto found = options.find(name);
    const auto given = found != options.end() && found->is_string()
                           ? model::parse_duration(found->get<std::string>())
                           : std::nullopt;
    return given.value_or(otherwise);
}

} // namespace

std::span<const sdk::ConnectorKind> connector_kinds()
{
    static const std::vector<sdk::ConnectorKind> kinds{
        csv::kind(),  exec::kind(), folder::kind(),      ldap::kind(), push::kind(),
        rest::kind(), sql::kind(),  scim_source::kind(), sftp::kind(),
    };
    return kinds;
}

std::span<const sdk::ConnectorKind> kinds_of_sources()
{
    static const std::vector<sdk::ConnectorKind> kinds = [] {
        std::vector<sdk::ConnectorKind> out{connector_kinds().begin(), connector_kinds().end()};
        apart::Home home = home_of("sql", "");
        home.silence = silence_of_sql;
        auto& sql = *std::ranges::find(out, home.name, &sdk::ConnectorKind::name);
        sql = apart::made_apart(sql, home);
        return out;
    }();
    return kinds;
}

model::Result<sdk::ConnectorKind> plugin_kind(const std::string& name)
{
    return apart::plugin_apart(home_of(name, plugin_folder()));
}

int serve_connector()
{
    return apart::serve(find_kind);
}

model::Duration silence_of_sql(const model::Json& options)
{
    constexpr model::Duration margin{45'000};
    return duration_in(options, "connect_timeout", model::Duration{15'000}) +
           duration_in(options, "statement_timeout", model::Duration{5 * 60'000}) + margin;
}

std::string plugin_folder()
{
    const char* const folder = std::getenv("ROSTERD_CONNECTORS");
    return folder == nullptr ? "/usr/lib/rosterd/connectors" : folder;
}

} // namespace rosterd
