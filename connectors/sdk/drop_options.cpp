#include "connectors/sdk/drop_reader.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

// One pattern or a list of them.
std::vector<std::string> patterns_of(const ConnectorContext& context, const std::string& name)
{
    const auto found = context.options.find(name);
    if (found == context.options.end() || !found->is_array()) {
        const std::string text = text_option(context, name);
        return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
    }
    std::vector<std::string> patterns;
    for (const model::Json& one : *found) {
        patterns.push_back(one.is_string() ? one.get<std::string>() : one.dump());
    }
    return patterns;
}

model::Result<NamePatterns> name_patterns(const ConnectorContext& context)
{
    const auto completeness = completeness_option(context, Completeness::complete);
    if (!completeness) {
        return tl::unexpected(completeness.error());
    }
    NamePatterns named{patterns_of(context, "full"), patterns_of(context, "changes")};
    std::vector<std::string> all = patterns_of(context, "pattern");
    if (named.full.empty() && named.changes.empty()) {
        if (all.empty()) {
            all = {"*.csv", "*.xlsx"};
        }
        (*completeness == Completeness::complete ? named.full : named.changes) = std::move(all);
    } else if (!all.empty() || !text_option(context, "completeness").empty()) {
        return model::fail(ErrorKind::invalid,
                           "source " + context.source +
                               ": `full` and `changes` say which names "
                               "are read as what; `pattern` and "
                               "`completeness` say it again",
                           "write either the two or the others");
    }
    return named;
}

} // namespace

std::vector<OptionSpec> drop_option_specs()
{
    std::vector<OptionSpec> specs{
        {"done", "path", false, "where files go that were read (done, below the folder)", {}},
        {"failed", "path", false, "where files go that can't be read (failed, below it)", {}},
        {"completeness",
         "string",
         false,
         "what one file holds: the whole roster, or changes",
         {"complete", "changes"}},
        {"pattern", "list", false, "which names are read (*.csv, *.xlsx)", {}},
        {"full", "list", false, "instead of both: names that hold the whole roster", {}},
        {"changes", "list", false, "... and names that hold changes", {}},
        {"keyring", "path", false, "file with the PGP keys that must have signed each file", {}},
    };
    for (OptionSpec& option : table_option_specs()) {
        specs.push_back(std::move(option));
    }
    return specs;
}

model::Result<DropOptions> drop_options(const ConnectorContext& context, const std::string& folder)
{
    if (text_option(context, folder).empty()) {
        return model::fail(ErrorKind::invalid,
                           "source " + context.source + ": `" + folder + "` is missing",
                           "write options: {" + folder + ": /srv/hr/drop}");
    }
    auto table = table_options(context);
    auto patterns = name_patterns(context);
    if (!table || !patterns) {
        return tl::unexpected(!table ? table.error() : patterns.error());
    }
    DropOptions options;
    options.path = path_option(context, folder);
    options.done = path_option(context, "done", "done", options.path);
    options.failed = path_option(context, "failed", "failed", options.path);
    options.patterns = std::move(*patterns);
    options.table = std::move(*table);
    if (!text_option(context, "keyring").empty()) {
        options.keyring = path_option(context, "keyring");
    }
    return options;
}

} // namespace rosterd::sdk
