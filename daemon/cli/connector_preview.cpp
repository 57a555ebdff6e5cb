// connector preview: the first records of a source as rosterd would take them.
#include <algorithm>
#include <iostream>

#include "daemon/cli/columns.hpp"
#include "daemon/cli/connector_commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/findings_text.hpp"
#include "daemon/cli/first_records.hpp"
#include "daemon/compose.hpp"

namespace rosterd::cli
{

namespace
{

using model::Json;

constexpr std::size_t kWidest = 24; // cells of a column

std::string shown(const Json& value)
{
    if (!value.is_array()) {
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    std::string out;
    for (const Json& one : value) {
        out += (out.empty() ? "" : "; ") + shown(one);
    }
    return out;
}

// "error mobile: ... [mobile.format]"
std::string words(const model::Finding& one)
{
    return std::string{model::to_string(one.severity)} + " " +
           (one.field.empty() ? one.column : one.field) + ": " + one.message + " [" + one.rule +
           "]";
}

// Usual ones first, in the order of a personnel file; then what else there is.
std::vector<std::string> headings_of(const std::vector<Previewed>& all)
{
    static const std::vector<std::string> usual{
        "employee_id", "department_id", "key",         "name",  "mobile",
        "org_email",   "email",         "departments", "title", "manager_id",
        "work_place",  "hired_on",      "last_day",    "status"};
    std::vector<std::string> out, more;
    for (const Previewed& one : all) {
        for (const auto& item : one.fields.items()) {
            more.push_back(item.key());
        }
    }
    for (const std::string& name : usual) {
        if (std::ranges::find(more, name) != more.end()) {
            out.push_back(name);
        }
    }
    std::ranges::sort(more);
    for (const std::string& name : more) {
        if (std::ranges::find(out, name) == out.end()) {
            out.push_back(name);
        }
    }
    out.emplace_back("findings");
    return out;
}

void print_table(const std::vector<Previewed>& all)
{
    const std::vector<std::string> headings = headings_of(all);
    std::vector<std::vector<std::string>> rows;
    for (const Previewed& one : all) {
        std::vector<std::string> row;
        for (const std::string& heading : headings) {
            row.push_back(one.fields.contains(heading) ? shown(one.fields.at(heading)) : "");
        }
        row.back() = one.findings.empty() ? "" : words(one.findings.front());
        rows.push_back(row);
        for (std::size_t i = 1; i < one.findings.size(); ++i) { // each below the one before
            rows.emplace_back(headings.size());
            rows.back().back() = words(one.findings[i]);
        }
    }
    std::cout << in_columns(headings, rows, kWidest);
}

Json to_json(const std::vector<Previewed>& all)
{
    Json out = Json::array();
    for (const Previewed& one : all) {
        Json cells = Json::array();
        for (const model::Cell& cell : one.record.cells) {
            cells.push_back({cell.heading, cell.text});
        }
        out.push_back({{"where", one.record.origin.where},
                       {"stated", cells},
                       {"mapped", one.fields},
                       {"findings", one.findings}});
    }
    return out;
}

void print(const Globals& globals, const Preview& seen)
{
    if (globals.json) {
        return print_json({{"people", to_json(seen.people)},
                           {"departments", to_json(seen.departments)},
                           {"gone", seen.gone},
                           {"findings", seen.findings},
                           {"notes", seen.notes}});
    }
    if (!seen.departments.empty()) {
        print_table(seen.departments);
        std::cout << "\n";
    }
    print_table(seen.people);
    for (const std::string& id : seen.gone) {
        std::cout << "gone: " << in_cells(id, cells_of(id)) << "\n";
    }
    std::cout << "\n" << findings_text(seen.findings, colour_on(STDOUT_FILENO));
    std::cout << (seen.notes.empty() ? "these are the first " + std::to_string(seen.people.size()) +
                                           "; --limit shows more"
                                     : seen.notes)
              << "\n";
}

bool has_errors(const Preview& seen)
{
    return std::ranges::any_of(seen.people, [](const Previewed& one) {
        return std::ranges::any_of(one.findings, [](const model::Finding& finding) {
            return finding.severity == model::Severity::error;
        });
    });
}

int preview_of(const Globals& globals, config::Settings settings, const PreviewArguments& arguments)
{
    if (!arguments.region.empty()) {
        settings.policy.region = arguments.region;
    }
    if (!arguments.language.empty()) {
        settings.language = arguments.language;
    }
    FirstRecords sink{arguments.limit};
    auto sources = make_sources(
        settings, nullptr, [&] { return sink.enough(); },
        [](const std::string&, const std::string& line) { std::cerr << line << "\n"; });
    if (!sources) {
        return complain(sources.error());
    }
    const auto seen = preview(sources->front(), sink);
    if (!seen) {
        return complain(seen.error());
    }
    print(globals, *seen);
    return has_errors(*seen) ? exit_changes : exit_done;
}

} // namespace

int connector_preview(const Globals& globals, const PreviewArguments& arguments)
{
    return with_source(globals, arguments.what, [&](const config::Settings& settings) {
        return preview_of(globals, settings, arguments);
    });
}

} // namespace rosterd::cli
