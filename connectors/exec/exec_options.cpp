#include "connectors/exec/exec_options.hpp"

#include <cstdlib>

#include "connectors/exec/private_folder.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;

tl::unexpected<model::Error> wrong(const std::string& option, const std::string& why,
                                   const std::string& write)
{
    return model::fail(ErrorKind::invalid, "`" + option + "` " + why, "write " + write);
}

model::Result<std::vector<std::string>> list_in(const Json& options, const std::string& name)
{
    std::vector<std::string> out;
    const Json list = options.value(name, Json{});
    if (list.is_string()) {
        return std::vector{list.get<std::string>()};
    }
    for (const Json& one : list) {
        if (one.is_structured() || one.is_null()) {
            return wrong(name, "is no list of texts", "options: {" + name + ": [a, b]}");
        }
        out.push_back(one.is_string() ? one.get<std::string>() : one.dump());
    }
    return out;
}

model::Result<void> read_duration(const sdk::ConnectorContext& context, const std::string& name,
                                  model::Duration& to)
{
    const std::string text = sdk::text_option(context, name);
    if (text.empty()) {
        return {};
    }
    const auto duration = model::parse_duration(text);
    if (!duration || duration->count() == 0) {
        return wrong(name, "is \"" + text + "\"", "a duration such as 30s, 5m or 2h");
    }
    to = *duration;
    return {};
}

model::Result<std::vector<std::string>> list_option(const sdk::ConnectorContext& context,
                                                    const std::string& name)
{
    return list_in(context.options, name);
}

// Of our environment only what every program needs, and what the configuration names.
model::Result<void> read_environment(const sdk::ConnectorContext& context, ExecOptions& out)
{
    auto& environment = out.program.launch.environment;
    environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
    for (const char* name : {"PATH", "HOME", "LANG"}) {
        if (const char* value = std::getenv(name)) {
            environment[name] = value;
        }
    }
    const auto names = list_option(context, "environment");
    if (!names) {
        return tl::unexpected(names.error());
    }
    for (const std::string& name : *names) {
        const char* value = std::getenv(name.c_str());
        if (value == nullptr) {
            return wrong("environment", "names " + name + ", which rosterd's environment has not",
                         "the names of variables that rosterd is started with");
        }
        environment[name] = value;
        out.secrets.emplace_back(value);
    }
    return {};
}

model::Result<void> read_config(const sdk::ConnectorContext& context, ExecOptions& out)
{
    const Json inline_config = context.options.value("config", Json{});
    if (!sdk::text_option(context, "config_file").empty()) {
        if (!inline_config.is_null()) {
            return wrong("config", "and `config_file` are both given", "one of them");
        }
        out.config_file = sdk::path_option(context, "config_file");
        return {}; // read anew each time: the program may change it
    }
    if (!inline_config.is_null() && !inline_config.is_object()) {
        return wrong("config", "is no map", "options: {config: {url: ..., token: ...}}");
    }
    out.config = inline_config.is_null() ? Json::object() : inline_config;
    return {};
}

model::Result<void> command_in(const Json& options, const sdk::ConnectorContext& context,
                               const std::string& where, ExecOptions& out)
{
    auto command = list_in(options, "command");
    if (!command) {
        return tl::unexpected(command.error());
    }
    if (command->empty() || command->front().empty()) {
        return wrong("command", "is missing", where + ": {command: [/usr/local/bin/hr-export]}");
    }
    out.program.launch.command = std::move(*command);
    std::string& path = out.program.launch.command.front();
    if (path.find('/') != std::string::npos && !path.starts_with('/')) {
        path = context.base_dir + "/" + path;
    }
    return {};
}

model::Result<void> read_command(const sdk::ConnectorContext& context, ExecOptions& out)
{
    if (auto command = command_in(context.options, context, "options", out); !command) {
        return command;
    }
    if (!sdk::text_option(context, "folder").empty()) {
        out.program.launch.folder = sdk::path_option(context, "folder");
    }
    return {};
}

model::Result<void> read_limits(const sdk::ConnectorContext& context, Program& program)
{
    for (const auto& [name, to] : {std::pair{"idle_timeout", &program.limits.idle},
                                   std::pair{"time_limit", &program.limits.total},
                                   std::pair{"grace", &program.limits.grace}}) {
        if (auto read = read_duration(context, name, *to); !read) {
            return read;
        }
    }
    const Json most = context.options.value("max_line", Json{});
    if (most.is_number_integer() && most.get<std::int64_t>() > 0) {
        program.max_line = most.get<std::size_t>();
    } else if (!most.is_null()) {
        return wrong("max_line", "is " + most.dump(), "a number of bytes");
    }
    return {};
}

model::Result<void> read_streams(const sdk::ConnectorContext& context, ExecOptions& out)
{
    auto people = list_option(context, "people");
    auto departments = list_option(context, "departments");
    if (!people || !departments) {
        return tl::unexpected(!people ? people.error() : departments.error());
    }
    out.people = std::move(*people);
    out.departments = std::move(*departments);
    const bool has_streams = out.protocol != ProtocolKind::lines;
    if (has_streams && out.people.empty() && out.departments.empty()) {
        return wrong("people", "is missing",
                     "which of its streams are people: people: [employees]");
    }
    if (!has_streams && (!out.people.empty() || !out.departments.empty())) {
        return wrong("people", "and `departments` name streams, which only singer and airbyte have",
                     "protocol: singer or protocol: airbyte, or leave them out");
    }
    return {};
}

} // namespace

std::vector<sdk::OptionSpec> option_specs()
{
    return {
        {"command", "list", true, "the program and its arguments", {}},
        {"protocol",
         "string",
         false,
         "what it speaks: lines (one JSON object a line), singer or airbyte",
         {"lines", "singer", "airbyte"}},
        {"config", "map", false, "what it needs to know, secrets too; it gets it as a file", {}},
        {"config_file", "path", false, "the same kept in a file, which it may change", {}},
        {"people", "list", false, "streams of people (singer, airbyte)", {}},
        {"departments", "list", false, "streams of departments (singer, airbyte)", {}},
        {"read",
         "string",
         false,
         "between full reads: full, or incremental where the streams can (singer, airbyte)",
         {"full", "incremental"}},
        {"employee_id", "string", false, "the field with the id, of records that are gone", {}},
        {"catalog", "path", false, "the catalog of a tap that can't discover it (singer)", {}},
        {"environment", "list", false, "variables it gets besides PATH, HOME and LANG", {}},
        {"folder", "path", false, "the folder it runs in", {}},
        {"idle_timeout", "duration", false, "ended after so long without output (5m)", {}},
        {"time_limit", "duration", false, "ended after so long (1h)", {}},
        {"grace", "duration", false, "between SIGTERM and SIGKILL (5s)", {}},
        {"max_line", "integer", false, "bytes of a line at most (4194304)", {}},
    };
}

model::Result<ExecOptions> options_of(const sdk::ConnectorContext& context)
{
    ExecOptions out;
    const std::string protocol = sdk::text_option(context, "protocol", "lines");
    out.protocol = protocol == "singer"    ? ProtocolKind::singer
                   : protocol == "airbyte" ? ProtocolKind::airbyte
                                           : ProtocolKind::lines;
    out.incremental = sdk::text_option(context, "read") == "incremental";
    out.employee_id = sdk::text_option(context, "employee_id", out.employee_id);
    if (!sdk::text_option(context, "catalog").empty()) {
        out.catalog_file = sdk::path_option(context, "catalog");
    }
    for (auto step : {read_command, read_environment, read_config, read_streams}) {
        if (auto done = step(context, out); !done) {
            return tl::unexpected(done.error());
        }
    }
    if (auto done = read_limits(context, out.program); !done) {
        return tl::unexpected(done.error());
    }
    return out;
}

model::Result<ExecOptions> telling_options_of(const sdk::ConnectorContext& context,
                                              const ExecOptions& options)
{
    ExecOptions out = options;
    if (context.write_back.contains("command")) {
        if (auto done = command_in(context.write_back, context, "write_back", out); !done) {
            return tl::unexpected(done.error());
        }
    }
    return out;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the configuration
std::vector<std::string> texts_in(const Json& config)
{
    if (config.is_string()) {
        return {config.get<std::string>()};
    }
    std::vector<std::string> out;
    if (config.is_structured()) {
        for (const Json& one : config) {
            for (std::string& text : texts_in(one)) {
                out.push_back(std::move(text));
            }
        }
    }
    return out;
}

} // namespace rosterd::exec
