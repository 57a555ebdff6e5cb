// From raw records to people, departments and findings. Total functions of values: every record
// comes out as a person or department, or as findings that say what to mend; nothing throws,
// nothing is lost.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ingest/mapping.hpp"
#include "core/ingest/stated_columns.hpp"
#include "core/model/finding.hpp"
#include "core/model/language.hpp"
#include "core/model/person.hpp"
#include "core/model/record.hpp"

namespace rosterd::ingest
{

using model::Language;

struct IngestOptions {
    std::string region = "CN"; // where the company is registered: decides how numbers are written
    Language language = Language::en;
    Mapping mapping;
    // Between department levels, tried in this order after '/'. DingTalk's template uses '-'.
    std::string path_separators = "/／\\>-－";
    bool template_paths = false; // DingTalk's template: '-' between levels, ',' between departments
    // For the duplicate check: whose last day is before this holds no number, mail or extension any
    // more. Without it only the status decides.
    std::optional<model::Date> today;
};

struct Ingested {
    std::vector<model::Person> people;         // without those in quarantine
    std::vector<std::size_t> record_of_person; // index of each person's record
    std::vector<model::Department> departments;
    std::vector<model::Finding> findings;
    std::vector<std::size_t> faulty; // indexes of records with a finding of severity error
    StatedColumns columns;           // of all records
};

// Maps, cleans and validates each record on its own. Split a large span over threads as you like:
// the answer for a record does not depend on the others.
Ingested ingest(std::span<const model::Record> records, const IngestOptions& options);

// Whether the record has a word, be it an empty one, on whom the person leads.
bool says_whom_one_leads(const model::Record& record, const IngestOptions& options);

// A person outside the ingested ones that holds a value, e.g. from the store.
struct Holder {
    std::string source, employee_id, name, where;
};
struct Holders {
    // Present people elsewhere with this employee_id, mobile, email, org_email, telephone or
    // userid.
    std::function<std::vector<Holder>(const std::string& field, const std::string& value)> find;
};

// Duplicates: two records, one employee_id; two people, one mobile, email, extension or userid.
// Both sides leave `ingested.people`, with a finding that names the other. `others` answers for
// people that did not change; those it names are returned so that they can be quarantined too.
struct Duplicated {
    std::vector<Holder> others; // outside people that are now in a conflict
};
Duplicated quarantine_duplicates(Ingested& ingested, const Holders& others,
                                 const IngestOptions& options);

// What is to be said about a source's headings, once a read: unknown ones (heading.unknown,
// heading.near: warnings), two for one field (heading.repeated: warning, names the one that
// counts), none for the id or the name (heading.missing: error). Origins are the caller's to fill
// in; no headings, no findings.
std::vector<model::Finding> heading_findings(std::span<const std::string> headings,
                                             const IngestOptions& options,
                                             model::RecordKind kind = model::RecordKind::person);

// Changes whenever the same records could be ingested differently: rules of this version, mapping,
// region. Language is not part of it.
std::uint64_t version_of(const IngestOptions& options);

} // namespace rosterd::ingest
