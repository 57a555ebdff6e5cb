#include "core/ingest/ingest.hpp"

#include "core/ingest/columns.hpp"
#include "core/ingest/notes.hpp"
#include "core/ingest/person.hpp"
#include "core/ingest/utf8.hpp"

namespace rosterd::ingest
{

namespace
{

// To be raised whenever the rules of this room change what a record becomes.
constexpr std::uint64_t kRulesVersion = 5;

std::uint64_t mixed(const FieldRule& rule, std::uint64_t seed)
{
    const auto mix = [&](std::string_view text) {
        seed = model::fingerprint(text, model::fingerprint(std::to_string(text.size()), seed));
    };
    const auto mix_optional = [&](const std::optional<std::string>& text) {
        mix(text ? "1" : "0");
        mix(text.value_or(""));
    };
    mix(rule.field);
    for (const auto* text :
         {&rule.from, &rule.constant, &rule.split, &rule.regex, &rule.otherwise, &rule.fallback}) {
        mix_optional(*text);
    }
    mix(std::to_string(rule.join.size()));
    for (const std::string& heading : rule.join) {
        mix(heading);
    }
    mix(rule.separator);
    mix(std::to_string(rule.index));
    mix(rule.replace);
    for (const auto& [from, to] : rule.lookup) {
        mix(from);
        mix(to);
    }
    return seed;
}

StatedColumns columns_in(const Values& values)
{
    const auto& status = values[Field::status];
    return {status && !trimmed(status->text).empty(), values[Field::last_day].has_value()};
}

} // namespace

Ingested ingest(std::span<const model::Record> records, const IngestOptions& options)
{
    Ingested out;
    Columns columns{options.mapping};
    out.people.reserve(records.size()); // large values: to move them costs more than to clean them
    out.record_of_person.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const model::Record& record = records[i];
        Values values = columns.read(record);
        Notes notes{record.origin, options.language, out.findings};
        leave_out_untold(values, notes);
        if (record.kind == model::RecordKind::person) {
            out.columns.add(columns_in(values));
            model::Person person = person_of(values, record.origin, options, notes);
            if (!notes.faulty()) {
                out.people.push_back(std::move(person));
                out.record_of_person.push_back(i);
            }
        } else {
            model::Department department = department_of(values, record.origin, notes);
            if (!notes.faulty()) {
                out.departments.push_back(std::move(department));
            }
        }
        if (notes.faulty()) {
            out.faulty.push_back(i);
        }
    }
    return out;
}

bool says_whom_one_leads(const model::Record& record, const IngestOptions& options)
{
    return Columns{options.mapping}.read(record)[Field::leads].has_value();
}

std::uint64_t version_of(const IngestOptions& options)
{
    std::uint64_t version = model::fingerprint(options.region, kRulesVersion);
    version = model::fingerprint(options.path_separators, version);
    version = model::fingerprint(options.mapping.recognise_headings ? "1" : "0", version);
    version = model::fingerprint(options.template_paths ? "1" : "0", version);
    for (const FieldRule& rule : options.mapping.rules) {
        version = mixed(rule, version);
    }
    return version;
}

} // namespace rosterd::ingest
