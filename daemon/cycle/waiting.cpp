#include "daemon/cycle/waiting.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace rosterd::cycle
{

namespace
{

// Of each record; empty where it does not tell.
std::vector<std::string> employee_ids_of(std::span<const model::Record> records,
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
                                         const Spooled<model::Record>& said,
                                         const std::set<std::string>& gone,
                                         const ingest::IngestOptions& options)
{
    std::vector<model::Record> left;
    if (waiting.empty()) {
        return left;
    }
    const auto ids = employee_ids_of(waiting, options);
    const std::unordered_set<std::string> asked{ids.begin(), ids.end()};
    std::set<std::string> replaced = gone;
    said.each_batch([&](std::span<const model::Record> batch) {
        for (std::string& id : employee_ids_of(batch, options)) {
            if (!id.empty() && asked.contains(id)) {
                replaced.insert(std::move(id));
            }
        }
    });
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (!replaced.contains(ids[i])) {
            left.push_back(std::move(waiting[i]));
        }
    }
    return left;
}

std::vector<model::Record> faulty_of(const Spooled<model::Record>& records,
                                     const std::vector<bool>& faulty)
{
    auto earlier =
        std::ranges::count(faulty, true) - static_cast<std::ptrdiff_t>(state::kMostWaiting);
    std::vector<model::Record> out;
    records.each_of([&](std::size_t at) { return faulty[at] && earlier-- <= 0; },
                    [&](std::size_t, const model::Record& one) { out.push_back(one); });
    return out;
}

} // namespace rosterd::cycle
