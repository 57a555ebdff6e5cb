#include "daemon/sandbox/seed_roster.hpp"

#include "connectors/sdk/table.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/versions.hpp"
#include "core/model/document.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/collector.hpp"

namespace rosterd::sandbox
{

namespace
{

bool is_employed(const model::Person& person, model::Date today)
{
    using enum model::EmploymentStatus;
    return person.status != terminated && person.status != prehire &&
           (!person.hired_on || *person.hired_on <= today) &&
           (!person.last_day || *person.last_day >= today);
}

} // namespace

model::Result<std::vector<model::Json>> read_roster(const std::string& path,
                                                    const std::string& region, model::Date today)
{
    ingest::IngestOptions options;
    options.region = region;
    options.today = today;
    sdk::TableOptions table;
    table.is_known_heading = known_headings(options.mapping);
    cycle::Collector collector{{}};
    const auto read = sdk::read_table(path, "seed", table, collector);
    if (!read) {
        return tl::unexpected(read.error());
    }
    options.template_paths = read->dingtalk_template;
    const std::vector<model::Record> records = collector.records().all();
    ingest::Ingested ingested = ingest::ingest(records, options);
    const ingest::Holders nobody{
        [](const std::string&, const std::string&) { return std::vector<ingest::Holder>{}; }};
    ingest::keep_one_each(ingested);
    ingest::quarantine_duplicates(ingested, nobody, options);
    std::vector<model::Json> people;
    for (const model::Person& person : ingested.people) {
        if (is_employed(person, today)) {
            people.push_back(model::Json::parse(model::document_of(person)));
        }
    }
    return people;
}

} // namespace rosterd::sandbox
