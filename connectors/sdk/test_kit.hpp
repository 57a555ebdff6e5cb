// For the tests of connectors, here and elsewhere: a sink that remembers, and the contract every
// connector keeps. Needs no test framework: violations come back as sentences.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

class RememberingSink final : public RecordSink
{
public:
    bool known(std::uint64_t fingerprint, std::uint32_t row) override;
    void record(model::Record record) override;
    void tombstone(std::string employee_id, model::Origin origin) override;
    void finding(model::Finding finding) override;
    void restart() override;

    // From now on what was delivered so far is known.
    void learn();
    // "heading=text, heading=text" of a record.
    static std::string text_of(const model::Record& record);

    std::vector<model::Record> records;
    std::vector<std::string> tombstones;
    std::vector<model::Finding> findings;
    std::vector<std::uint64_t> fingerprints; // asked for, in order
    std::vector<std::uint32_t> rows;         // likewise
    std::size_t recognised = 0;              // how many of them were known
    std::size_t restarts = 0;

private:
    std::unordered_set<std::uint64_t> known_;
};

// Counts and forgets, for reads of any size.
class CountingSink final : public RecordSink
{
public:
    CountingSink();
    bool known(std::uint64_t fingerprint, std::uint32_t row) override;
    void record(model::Record record) override;
    void tombstone(std::string employee_id, model::Origin origin) override;
    void finding(model::Finding finding) override;
    void restart() override;

    std::int64_t records = 0, tombstones = 0, findings = 0;
    std::int64_t most_bytes = 0; // of memory that the process took since this sink was made

private:
    std::int64_t before_ = 0;
};

struct ContractCase {
    // A connector over data that does not change between calls; several may exist at a time.
    std::function<std::unique_ptr<Connector>()> make;
    // Makes the source unreadable or unfinished: from now on a read is an error.
    std::function<void()> break_source;
};

// What a connector does against its promise, each as a sentence; empty if nothing. The source has
// at least one record.
std::vector<std::string> contract_violations(const ContractCase& contract);

// The same for how it presents itself: name, help, options.
std::vector<std::string> kind_violations(const ConnectorKind& kind);

} // namespace rosterd::sdk
