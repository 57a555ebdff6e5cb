// The contract as a suite of situations that every kind of connector is put into: what it does when
// its source is whole, changes, breaks half-way, slows it down, refuses it, drifts, lets people go,
// or is huge. Needs no test framework: violations come back as sentences.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

// How a test brings each situation about: a fresh connector over a source that is in it. The
// sources hold the same people, three at least, but for what is said.
struct ContractMeans {
    using Make = std::function<std::unique_ptr<Connector>()>;

    Make complete;                     // all is well; the same each time
    std::function<void()> change;      // at the source of `complete`: a person is new or changed
    std::function<void()> change_back; // takes that back
    Make broken_half_way;              // breaks after the first record and before the last
    Make throttled;                    // is told to wait, or gets its answer slowly
    Make wrong_credentials;            // those configured are refused
    Make schema_drift;                 // a field is new, another is gone or of another type
    Make tombstones;                   // says by itself that a person is gone
    Make cancelled;                    // context.cancelled() says yes from the start
    Make million;                      // `records` people
    // Demanded of whoever answers `broke_off`: the first read breaks off after a place from which
    // it can go on, the next one goes on there.
    Make breaks_off;

    std::string secret;                   // of wrong_credentials: must not be in what is said
    std::int64_t records = 1'000'000;     // of million
    std::int64_t most_bytes = 64'000'000; // memory that reading these may add to the process
    // Situations that can't come about with this kind of connector, by the member's name, and why.
    std::map<std::string, std::string> absent;
};

// What the connector does against its promise in one situation after the other, each as a sentence
// that begins with the situation's name; empty if nothing. A situation that is neither given nor
// absent for a reason is a violation too.
std::vector<std::string> suite_violations(const ContractMeans& means);

} // namespace rosterd::sdk
