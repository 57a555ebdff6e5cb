// check: a file's findings row by row; without a file, whether everything rosterd needs is there.
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <iterator>

#include <unistd.h>

#include "connectors/sdk/table.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/texts.hpp"
#include "core/ingest/versions.hpp"
#include "daemon/cli/annotate.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/findings_text.hpp"
#include "daemon/cli/output_file.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/alone.hpp"
#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/ingest_in_parallel.hpp"
#include "daemon/service/reach.hpp"

namespace rosterd::cli
{

namespace
{

bool has_errors(const std::vector<model::Finding>& findings)
{
    for (const model::Finding& one : findings) {
        if (one.severity == model::Severity::error) {
            return true;
        }
    }
    return false;
}

// The configured source that reads this very file lends its mapping; with a single source that one
// does.
ingest::IngestOptions options_for_file(const config::Settings& settings, const std::string& file)
{
    namespace fs = std::filesystem;
    const fs::path base = fs::path{settings.file}.parent_path();
    for (const config::SourceSettings& source : settings.sources) {
        const auto path = source.options.find("path");
        std::error_code ignored;
        if (settings.sources.size() == 1 ||
            (path != source.options.end() && path->is_string() &&
             fs::equivalent(base / path->get<std::string>(), file, ignored))) {
            return ingest_options(settings, source);
        }
    }
    ingest::IngestOptions options;
    options.region = settings.policy.region;
    return options;
}

struct Checked {
    sdk::TableSummary table;
    std::vector<model::Record> records;
    std::vector<model::Finding> findings; // in the file's order
    std::size_t people = 0;
};

model::Result<Checked> check_file(const CheckArguments& arguments, ingest::IngestOptions options,
                                  const model::Policy& policy)
{
    const std::string name = std::filesystem::path{arguments.file}.filename().string();
    cycle::Collector collector{{}, {.findings = static_cast<std::size_t>(-1)}}; // all are told
    sdk::TableOptions table;
    table.encoding = arguments.encoding;
    table.is_known_heading = known_headings(options.mapping);
    const auto read = sdk::read_table(arguments.file, name, table, collector);
    if (!read) {
        return tl::unexpected(read.error());
    }
    options.template_paths = read->dingtalk_template;
    Checked out{*read, collector.records().all(), collector.findings().take(name, options.language),
                0};
    ingest::Ingested ingested = cycle::ingest_in_parallel(out.records, options);
    const ingest::Holders nobody{
        [](const std::string&, const std::string&) { return std::vector<ingest::Holder>{}; }};
    ingest::keep_one_each(ingested);
    ingest::quarantine_duplicates(ingested, nobody, options);
    out.people = ingested.people.size();
    for (model::Finding& finding : ingest::heading_findings(read->headings, options)) {
        finding.origin = {name, name, name, 0};
        out.findings.push_back(std::move(finding));
    }
    if (out.records.empty()) {
        out.findings.push_back(ingest::tell({"rows.none", {}, {}}, "", "", options.language));
        out.findings.back().origin = {name, name, name, 0};
    }
    for (model::Finding& finding :
         cycle::findings_alone(ingested, policy, options.language, wall_clock())) {
        out.findings.push_back(std::move(finding));
    }
    std::move(ingested.findings.begin(), ingested.findings.end(), std::back_inserter(out.findings));
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const model::Finding& a, const model::Finding& b) {
                         return a.origin.row < b.origin.row;
                     });
    return out;
}

int show_file(const Globals& globals, const CheckArguments& arguments,
              const ingest::IngestOptions& options, const model::Policy& policy)
{
    const auto checked = check_file(arguments, options, policy);
    if (!checked) {
        if (globals.json) {
            print_json({{"error", checked.error().message}, {"hint", checked.error().hint}});
        }
        complain(checked.error());
        return checked.error().kind == model::ErrorKind::invalid ? exit_changes : exit_unreachable;
    }
    if (!arguments.annotate.empty()) {
        if (const auto free = may_write(arguments.annotate, "findings"); !free) {
            return complain(free.error());
        }
        const auto written =
            write_annotated(arguments.annotate, checked->records, checked->findings);
        if (!written) {
            return complain(written.error());
        }
    }
    if (globals.json) {
        print_json({{"file", arguments.file},
                    {"encoding", checked->table.encoding},
                    {"separator", checked->table.separator},
                    {"records", checked->records.size()},
                    {"people", checked->people},
                    {"findings", checked->findings}});
    } else {
        std::cout << findings_text(checked->findings, colour_on(STDOUT_FILENO))
                  << std::filesystem::path{arguments.file}.filename().string() << ": "
                  << checked->table.encoding << ", " << checked->table.separator << ", "
                  << checked->records.size() << " records, " << checked->people << " people; "
                  << findings_summary(checked->findings) << "\n";
    }
    return has_errors(checked->findings) ? exit_changes : exit_done;
}

int check_everything(const Globals& globals, const config::Settings& settings)
{
    const std::vector<service::Reach> reached = service::check_reach(settings);
    model::Json list = model::Json::array();
    int status = exit_done;
    for (const service::Reach& one : reached) {
        list.push_back(
            {{"what", one.what}, {"ok", one.ok}, {"message", one.message}, {"hint", one.hint}});
        if (!globals.json) {
            std::cout << (one.ok ? "ok    " : "FAIL  ") << one.what << ": " << one.message << "\n";
            if (!one.hint.empty()) {
                std::cout << "      " << one.hint << "\n";
            }
        }
        status = one.ok ? status : exit_unreachable;
    }
    if (globals.json) {
        print_json({{"checks", list}});
    }
    return status;
}

// A file can be checked before anything is configured. With a configuration its mapping counts, so
// a faulty one is not passed over; but not everybody who checks a file may read the usual one.
bool is_configured(const Globals& globals)
{
    if (globals.config.empty() || globals.config_named) {
        return !globals.config.empty();
    }
    const bool readable = access(globals.config.c_str(), R_OK) == 0;
    if (!readable && errno == EACCES) {
        std::cerr << "rosterd: this account may not read " << globals.config
                  << "; the file is checked without its mapping, region and language\n";
    }
    return readable;
}

int check_with(const Globals& globals, const CheckArguments& arguments,
               ingest::IngestOptions options, model::Policy policy, const std::string& language)
{
    if (!arguments.region.empty()) {
        options.region = arguments.region;
        policy.region = arguments.region;
    }
    options.language =
        model::language_of(arguments.language.empty() ? language : arguments.language);
    return show_file(globals, arguments, options, policy);
}

} // namespace

int check(const Globals& globals, const CheckArguments& arguments)
{
    if (arguments.file.empty()) {
        return with_settings(globals, [&](const config::Settings& settings) {
            return check_everything(globals, settings);
        });
    }
    if (!is_configured(globals)) {
        return check_with(globals, arguments, {}, {}, "en");
    }
    bool checked = false;
    const int status = with_settings(
        globals,
        [&](const config::Settings& settings) {
            checked = true;
            return check_with(globals, arguments, options_for_file(settings, arguments.file),
                              settings.policy, settings.language);
        },
        Secrets::not_needed);
    if (!checked) {
        std::cerr << "    without a configuration: rosterd check --config \"\" " << arguments.file
                  << "\n";
    }
    return status;
}

} // namespace rosterd::cli
