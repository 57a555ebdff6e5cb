#include "daemon/cycle/waiting.hpp"

#include <algorithm>
#include <unordered_map>

namespace rosterd::cycle
{

namespace
{

// Of each record; empty where it does not tell.
std::vector<std::string> employee_ids_of(const std::vector<model::Record>& records,
                                         const ingest::IngestOptions& options)
{
    const ingest::Ingested ingested = ingest::ingest(records, options);
    std::vector<std::string> ids(records.size());
    for (std::size_t i = 0; i < ingested.people.size(); ++i) {
        ids[ingested.record_of_person[i]] = ingested.people[i].employee_id;
    }
    std::unordered_map<std::string_view, std::string_view> id_at;
    for (const model::Finding& finding : ingested.findings) {
        if (!finding.employee_id.empty()) {
            id_at.emplace(finding.origin.where, finding.employee_id);
        }
    }
    for (const std::size_t index : ingested.faulty) {
        if (const auto found = id_at.find(records[index].origin.where); found != id_at.end()) {
            ids[index] = found->second;
        }
    }
    return ids;
}

} // namespace

std::vector<model::Record> still_waiting(std::vector<model::Record> waiting,
                                         const std::vector<model::Record>& said,
                                         const std::set<std::string>& gone,
                                         const ingest::IngestOptions& options)
{
    std::set<std::string> replaced = gone;
    if (!waiting.empty()) {
        const auto ids = employee_ids_of(said, options);
        replaced.insert(ids.begin(), ids.end());
        replaced.erase("");
    }
    const auto ids = employee_ids_of(waiting, options);
    std::vector<model::Record> left;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (!replaced.contains(ids[i])) {
            left.push_back(std::move(waiting[i]));
        }
    }
    return left;
}

std::vector<model::Record> faulty_of(const std::vector<model::Record>& records,
                                     const ingest::Ingested& ingested)
{
    std::vector<model::Record> out;
    out.reserve(ingested.faulty.size());
    for (const std::size_t index : ingested.faulty) {
        out.push_back(records[index]);
    }
    return out;
}

} // namespace rosterd::cycle
