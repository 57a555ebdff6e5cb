#include "daemon/cli/first_records.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/ingest/columns.hpp"
#include "core/ingest/ingest.hpp"
#include "core/model/document.hpp"
#include "daemon/cycle/contained.hpp"

namespace rosterd::cli
{

namespace
{

using model::Json;
using model::Record;

// What is stated but not taken over, under the canonical names.
Json fields_as_stated(const Record& record, const ingest::IngestOptions& options)
{
    ingest::Columns columns{options.mapping};
    const ingest::Values values = columns.read(record);
    Json out = Json::object();
    for (const ingest::Canonical& one : ingest::kCanonical) {
        if (const auto& value = values[one.field]) {
            out[std::string{one.name}] = value->text;
        }
    }
    for (const auto& [name, value] : values.extensions) {
        out["ext." + name] = value.text;
    }
    return out;
}

Json fields_of(const model::Person& person)
{
    Json out = Json::parse(model::document_of(person));
    out.erase("origin");
    return out;
}

Json fields_of(const model::Department& department)
{
    Json out = department;
    out.erase("origin");
    return out;
}

std::vector<Previewed> stated(std::vector<Record> records, const ingest::IngestOptions& options)
{
    std::vector<Previewed> out;
    for (Record& record : records) {
        Json fields = fields_as_stated(record, options);
        out.push_back({std::move(record), std::move(fields), {}});
    }
    return out;
}

void take_over(const ingest::Ingested& ingested, Preview& out)
{
    for (std::size_t i = 0; i < ingested.people.size(); ++i) {
        out.people[ingested.record_of_person[i]].fields = fields_of(ingested.people[i]);
    }
    for (const model::Department& department : ingested.departments) {
        const auto found = std::ranges::find_if(out.departments, [&](const Previewed& one) {
            return one.record.origin == department.origin;
        });
        if (found != out.departments.end()) {
            found->fields = fields_of(department);
        }
    }
}

void sort_in(std::vector<model::Finding> findings, Preview& out)
{
    for (model::Finding& finding : findings) {
        bool told = false;
        for (std::vector<Previewed>* list : {&out.people, &out.departments}) {
            for (Previewed& one : *list) {
                if (!told && finding.origin.where == one.record.origin.where) {
                    one.findings.push_back(finding);
                    told = true;
                }
            }
        }
        if (!told) {
            out.findings.push_back(std::move(finding));
        }
    }
}

std::vector<model::Finding> findings_of_headings(const Preview& out,
                                                 const ingest::IngestOptions& options)
{
    std::vector<std::string> headings;
    for (const Previewed& one : out.people) {
        for (const model::Cell& cell : one.record.cells) {
            if (std::ranges::find(headings, cell.heading) == headings.end()) {
                headings.push_back(cell.heading);
            }
        }
    }
    auto findings = ingest::heading_findings(headings, options);
    if (out.people.empty() || out.people.front().record.origin.file.empty()) {
        std::erase_if(findings, [](const model::Finding& one) {
            return one.rule ==
                   "heading.not_there"; // only a table has the same columns in every row
        });
    }
    for (model::Finding& finding : findings) {
        finding.origin.where = out.people.empty() ? "" : out.people.front().record.origin.file;
    }
    return findings;
}

} // namespace

void FirstRecords::record(Record record)
{
    auto& list = record.kind == model::RecordKind::person ? people : departments;
    if (list.size() < limit_) {
        list.push_back(std::move(record));
    }
}

void FirstRecords::tombstone(std::string employee_id, model::Origin)
{
    if (gone.size() < limit_) {
        gone.push_back(std::move(employee_id));
    }
}

void FirstRecords::finding(model::Finding finding)
{
    findings.push_back(std::move(finding));
}

void FirstRecords::restart()
{
    *this = FirstRecords{limit_};
}

model::Result<Preview> preview(cycle::Source& source, FirstRecords& sink)
{
    const auto result = cycle::contained([&] { return source.connector->read({true, ""}, sink); });
    if (!result && !sink.enough()) {
        return tl::unexpected(result.error());
    }
    ingest::IngestOptions options = source.ingest;
    options.template_paths = result && result->template_paths;
    Preview out;
    out.notes = result ? result->notes : "";
    out.gone = std::move(sink.gone);
    ingest::Ingested people = ingest::ingest(sink.people, options);
    ingest::quarantine_duplicates(people, {[](const std::string&, const std::string&) {
                                      return std::vector<ingest::Holder>{};
                                  }},
                                  options);
    ingest::Ingested departments = ingest::ingest(sink.departments, options);
    out.people = stated(std::move(sink.people), options);
    out.departments = stated(std::move(sink.departments), options);
    take_over(people, out);
    take_over(departments, out);
    sort_in(std::move(sink.findings), out);
    sort_in(std::move(people.findings), out);
    sort_in(std::move(departments.findings), out);
    std::ranges::move(findings_of_headings(out, options), std::back_inserter(out.findings));
    return out;
}

} // namespace rosterd::cli
