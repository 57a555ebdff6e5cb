#include "daemon/cycle/quarantine.hpp"

#include <string_view>
#include <unordered_set>

namespace rosterd::cycle
{

std::vector<std::string> quarantined_of(const std::vector<model::Record>& records,
                                        const ingest::Ingested& ingested,
                                        const ingest::Duplicated& duplicated,
                                        const std::string& source)
{
    std::unordered_set<std::string> places;
    for (const std::size_t index : ingested.faulty) {
        places.insert(records[index].origin.where);
    }
    std::unordered_set<std::string> ids;
    for (const model::Finding& finding : ingested.findings) {
        if (!finding.employee_id.empty() && places.contains(finding.origin.where)) {
            ids.insert(finding.employee_id);
        }
    }
    for (const ingest::Holder& other : duplicated.others) {
        if (other.source == source) {
            ids.insert(other.employee_id);
        }
    }
    return {ids.begin(), ids.end()};
}

void keep_people_in_faulty_records(const std::vector<state::RosterPerson>& candidates,
                                   const std::vector<model::Record>& records,
                                   const ingest::Ingested& ingested,
                                   std::vector<std::string>& quarantined)
{
    std::unordered_set<std::string_view> texts;
    for (const std::size_t index : ingested.faulty) {
        for (const model::Cell& cell : records[index].cells) {
            texts.insert(cell.text);
        }
    }
    if (texts.empty()) {
        return;
    }
    std::unordered_set<std::string> here{quarantined.begin(), quarantined.end()};
    for (const model::Person& person : ingested.people) {
        here.insert(person.employee_id);
    }
    for (const state::RosterPerson& one : candidates) {
        if (texts.contains(one.person.name) && !here.contains(one.person.employee_id)) {
            quarantined.push_back(one.person.employee_id);
        }
    }
}

std::vector<state::PersonRef> absent_of(const std::vector<state::RosterPerson>& candidates,
                                        const ingest::Ingested& ingested,
                                        const std::vector<std::string>& quarantined)
{
    std::unordered_set<std::string_view> here{quarantined.begin(), quarantined.end()};
    for (const model::Person& person : ingested.people) {
        here.insert(person.employee_id);
    }
    std::vector<state::PersonRef> absent;
    for (const state::RosterPerson& one : candidates) {
        if (!here.contains(one.person.employee_id)) {
            absent.push_back(one.ref);
        }
    }
    return absent;
}

} // namespace rosterd::cycle
