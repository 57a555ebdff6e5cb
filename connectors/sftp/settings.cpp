#include "connectors/sftp/settings.hpp"

#include "connectors/sdk/options.hpp"

namespace rosterd::sftp
{

namespace
{

using model::ErrorKind;

tl::unexpected<model::Error> wrong(const sdk::ConnectorContext& context, const std::string& what,
                                   std::string hint)
{
    return model::fail(ErrorKind::invalid, "source " + context.source + ": " + what,
                       std::move(hint));
}

std::string file_of(const sdk::ConnectorContext& context, const std::string& name)
{
    return sdk::text_option(context, name).empty() ? "" : sdk::path_option(context, name);
}

model::Result<void> read_server(const sdk::ConnectorContext& context, Settings& out)
{
    out.host = sdk::text_option(context, "host");
    out.user = sdk::text_option(context, "user");
    out.password = sdk::text_option(context, "password");
    out.key = file_of(context, "key");
    out.passphrase = sdk::text_option(context, "passphrase");
    out.host_key = sdk::text_option(context, "host_key");
    out.known_hosts = file_of(context, "known_hosts");
    const auto port = context.options.find("port");
    if (port != context.options.end() && port->is_number_integer()) {
        out.port = port->get<int>();
    }
    if (out.host.empty() || out.user.empty()) {
        return wrong(context, out.host.empty() ? "`host` is missing" : "`user` is missing",
                     "write options: {host: files.example, user: hr, folder: /out, ...}");
    }
    if (out.port < 1 || out.port > 65535) {
        return wrong(context, "`port` is " + std::to_string(out.port),
                     "write a number from 1 to 65535");
    }
    if (out.password.empty() == out.key.empty()) {
        return wrong(context, "there must be either a `password` or a `key`",
                     "write key: /etc/rosterd/sftp_key, or password: ${cred:sftp_password}");
    }
    return {};
}

} // namespace

std::string Settings::address() const
{
    return "sftp://" + user + "@" + host + ":" + std::to_string(port) +
           (folder.starts_with('/') ? "" : "/") + folder;
}

std::vector<sdk::OptionSpec> option_specs()
{
    std::vector<sdk::OptionSpec> specs{
        {"host", "string", true, "the server's name", {}},
        {"port", "integer", false, "its port (22)", {}},
        {"user", "string", true, "who fetches", {}},
        {"password", "secret", false, "of the user, as ${cred:NAME}", {}},
        {"key", "path", false, "instead of it: file with the user's private key", {}},
        {"passphrase", "secret", false, "of the key, as ${cred:NAME}", {}},
        {"host_key", "string", false, "the server's key as SHA256:...; several with blanks", {}},
        {"known_hosts", "path", false, "instead of it: file with the keys of servers", {}},
        {"folder", "string", true, "the folder on the server", {}},
        {"spool", "path", true, "private folder on this machine for what was fetched", {}},
        {"after",
         "string",
         false,
         "of a file that was read: move it, or keep it where it is",
         {"move", "keep"}},
        {"remote_done", "string", false, "where it moves on the server (done, below folder)", {}},
        {"marker", "string", false, "ending of the file that says another is complete: .ok", {}},
        {"look_again", "duration", false, "a file must look the same after this long (5s)", {}},
        {"timeout", "duration", false, "of every wait for the server (30s)", {}},
    };
    for (sdk::OptionSpec& option : sdk::drop_option_specs()) {
        specs.push_back(std::move(option));
    }
    return specs;
}

model::Result<Settings> settings_of(const sdk::ConnectorContext& context)
{
    Settings out;
    auto read = read_server(context, out);
    read = read ? read_duration_option(context, "look_again", out.look_again) : read;
    read = read ? read_duration_option(context, "timeout", out.timeout) : read;
    if (!read) {
        return tl::unexpected(read.error());
    }
    out.folder = sdk::text_option(context, "folder");
    if (out.folder.empty()) {
        return wrong(context, "`folder` is missing",
                     "write the folder on the server: folder: /out");
    }
    auto drop = sdk::drop_options(context, "spool");
    if (!drop) {
        return tl::unexpected(drop.error());
    }
    out.drop = std::move(*drop);
    out.keep = sdk::text_option(context, "after") == "keep";
    out.remote_done = sdk::text_option(context, "remote_done", "done");
    if (!out.remote_done.starts_with('/')) {
        out.remote_done = out.folder + "/" + out.remote_done;
    }
    out.marker = sdk::text_option(context, "marker");
    out.cancelled = context.cancelled;
    return out;
}

} // namespace rosterd::sftp
