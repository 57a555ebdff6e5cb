#include "daemon/cycle/ingest_in_parallel.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <span>
#include <thread>

namespace rosterd::cycle
{

ingest::Ingested ingest_in_parallel(std::span<const model::Record> records,
                                    const ingest::IngestOptions& options)
{
    constexpr std::size_t worth_a_thread = 1000;
    const std::size_t parts = std::clamp<std::size_t>(
        records.size() / worth_a_thread, 1, std::max(1u, std::thread::hardware_concurrency()));
    const std::size_t size = (records.size() + parts - 1) / parts;
    std::vector<std::future<ingest::Ingested>> futures;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t begin = std::min(part * size, records.size());
        const auto span = records.subspan(begin, std::min(size, records.size() - begin));
        futures.push_back(std::async(parts == 1 ? std::launch::deferred : std::launch::async,
                                     [span, &options] { return ingest::ingest(span, options); }));
    }
    if (parts == 1) {
        return futures[0].get();
    }
    ingest::Ingested all;
    all.people.reserve(records.size());
    const auto append = [](auto& to, auto& from) {
        std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    for (std::size_t part = 0; part < parts; ++part) {
        ingest::Ingested one = futures[part].get();
        for (std::size_t& index : one.record_of_person) {
            index += part * size;
        }
        for (std::size_t& index : one.faulty) {
            index += part * size;
        }
        append(all.people, one.people);
        append(all.record_of_person, one.record_of_person);
        append(all.departments, one.departments);
        append(all.findings, one.findings);
        append(all.faulty, one.faulty);
        all.columns.add(one.columns);
    }
    return all;
}

} // namespace rosterd::cycle
