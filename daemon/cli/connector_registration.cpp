// The parser's side of `rosterd connector ...`.
#include "daemon/cli/registration.hpp"

#include "daemon/cli/connector_commands.hpp"

namespace rosterd::cli
{

namespace
{

void add_test(CLI::App& sub, Globals& globals, Chosen& chosen)
{
    static ConnectorTestArguments arguments;
    CLI::App* test = command(sub, "test", "Plays a definition's recordings, without a network",
                             "rosterd connector test our-hris.yaml --recordings recordings");
    test->add_option("FILE", arguments.file, "a definition for the connector rest")
        ->required()
        ->check(CLI::ExistingFile);
    test->add_option("--recordings", arguments.recordings,
                     "the folder; otherwise recordings/NAME beside the definition");
    test->callback([&] { chosen = [&] { return connector_test(globals, arguments); }; });
}

void add_new(CLI::App& sub, Globals& globals, Chosen& chosen)
{
    static NewArguments arguments;
    CLI::App* fresh =
        command(sub, "new", "A working start for a connector of your own, in this folder",
                "rosterd connector new our-hris; rosterd connector new hr --kind exec");
    fresh->add_option("NAME", arguments.name, "small letters, digits, '-' and '_'")->required();
    fresh
        ->add_option("--kind", arguments.kind,
                     "rest: a YAML file for a REST API; exec: a shell script; plugin: C++")
        ->check(CLI::IsMember({"rest", "exec", "plugin"}))
        ->capture_default_str();
    fresh->callback([&] { chosen = [&] { return connector_new(globals, arguments); }; });
}

void add_source_of(CLI::App& to, SourceArguments& arguments)
{
    to.add_option("--source", arguments.source,
                  "the name of a source of the configuration, which has the settings");
    to.add_option("--set", arguments.set,
                  "NAME=VALUE: a setting; secrets as ${file:PATH} or ${env:NAME}")
        ->allow_extra_args(false); // one each: what follows is something else
}

void add_record(CLI::App& sub, Globals& globals, Chosen& chosen)
{
    static RecordArguments arguments;
    CLI::App* record = command(
        sub, "record", "Reads the real HRIS, and keeps its answers without people and secrets",
        "rosterd connector record our-hris.yaml --set url=https://hr.example.com --set "
        "'token=${file:token}'");
    record->add_option("FILE", arguments.what.file, "a definition for the connector rest")
        ->required()
        ->check(CLI::ExistingFile);
    add_source_of(*record, arguments.what);
    record
        ->add_option("--since", arguments.since,
                     "a read of changes since this day, instant or token; STREAM=TIME for another "
                     "stream than people")
        ->allow_extra_args(false);
    record->add_option(
        "--out", arguments.out,
        "otherwise recordings/NAME/full.yaml beside the definition, or changes.yaml");
    record->callback([&] { chosen = [&] { return connector_record(globals, arguments); }; });
}

void add_preview(CLI::App& sub, Globals& globals, Chosen& chosen)
{
    static PreviewArguments arguments;
    CLI::App* preview =
        command(sub, "preview", "The first records as rosterd would take them, with what is wrong",
                "rosterd connector preview our-hris.yaml --set 'token=${env:TOKEN}' --limit 5\n"
                "  rosterd connector preview --source hr");
    preview
        ->add_option("FILE", arguments.what.file,
                     "a definition (.yaml), a program, or a CSV or XLSX file")
        ->check(CLI::ExistingFile);
    add_source_of(*preview, arguments.what);
    preview->add_option("--limit", arguments.limit, "how many people")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    preview->add_option("--region", arguments.region,
                        "where the company is registered: CN, HK, ... (default: as configured)");
    preview->add_option("--lang", arguments.language, "zh-TW, zh-CN or en")
        ->check(CLI::IsMember({"zh-TW", "zh-CN", "en"}));
    preview->callback([&] { chosen = [&] { return connector_preview(globals, arguments); }; });
}

} // namespace

void add_connector(CLI::App& app, Globals& globals, Chosen& chosen)
{
    CLI::App* sub =
        command(app, "connector", "What can be read; making and testing a connector",
                "rosterd connector new our-hris && rosterd connector test our-hris.yaml");
    sub->require_subcommand(1);
    CLI::App* list = command(*sub, "list", "The kinds of connectors, and the presets of rest",
                             "rosterd connector list --json");
    list->callback([&] { chosen = [&] { return connector_list(globals); }; });
    add_new(*sub, globals, chosen);
    add_test(*sub, globals, chosen);
    add_preview(*sub, globals, chosen);
    add_record(*sub, globals, chosen);
    static std::string schema = "rest";
    CLI::App* print = command(*sub, "schema", "A JSON Schema, by which editors complete and check",
                              "rosterd connector schema rosterd > rosterd.schema.json");
    print->add_option("OF", schema, "rest: a definition; rosterd: the configuration")
        ->check(CLI::IsMember({"rest", "rosterd"}))
        ->capture_default_str();
    print->callback([&] { chosen = [&] { return connector_schema(schema); }; });
}

} // namespace rosterd::cli
