#include "connectors/sdk/test_kit.hpp"

#include <algorithm>
#include <fstream>

#include <unistd.h>

namespace rosterd::sdk
{

bool RememberingSink::known(std::uint64_t fingerprint, std::uint32_t row)
{
    fingerprints.push_back(fingerprint);
    rows.push_back(row);
    const bool is_known = known_.contains(fingerprint);
    recognised += is_known ? 1 : 0;
    return is_known;
}

void RememberingSink::record(model::Record record)
{
    records.push_back(std::move(record));
}

void RememberingSink::tombstone(std::string employee_id, model::Origin)
{
    tombstones.push_back(std::move(employee_id));
}

void RememberingSink::finding(model::Finding finding)
{
    findings.push_back(std::move(finding));
}

void RememberingSink::restart()
{
    records.clear();
    tombstones.clear();
    findings.clear();
    fingerprints.clear();
    rows.clear();
    recognised = 0;
    ++restarts;
}

void RememberingSink::learn()
{
    for (const model::Record& record : records) {
        known_.insert(record.fingerprint);
    }
    restart();
    restarts = 0;
}

std::string RememberingSink::text_of(const model::Record& record)
{
    std::string text;
    for (const model::Cell& cell : record.cells) {
        text += (text.empty() ? "" : ", ") + cell.heading + "=" + cell.text;
    }
    return text;
}

namespace
{

std::int64_t resident_bytes()
{
    std::ifstream statm{"/proc/self/statm"};
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

} // namespace

CountingSink::CountingSink() : before_{resident_bytes()} {}

bool CountingSink::known(std::uint64_t, std::uint32_t)
{
    return false;
}

void CountingSink::record(model::Record)
{
    if (++records % 10'000 == 0) {
        most_bytes = std::max(most_bytes, resident_bytes() - before_);
    }
}

void CountingSink::tombstone(std::string, model::Origin)
{
    ++tombstones;
}

void CountingSink::finding(model::Finding)
{
    ++findings;
}

void CountingSink::restart()
{
    records = 0;
    tombstones = 0;
    findings = 0;
}

namespace
{

using Violations = std::vector<std::string>;

void expect(bool holds, const std::string& promise, Violations& violations)
{
    if (!holds) {
        violations.push_back(promise);
    }
}

void check_records(const RememberingSink& sink, Violations& violations)
{
    for (const model::Record& record : sink.records) {
        expect(!record.origin.source.empty() && !record.origin.where.empty(),
               "a record says which source it is from, and where in it", violations);
        expect(!record.cells.empty(), "a record has cells", violations);
        expect(record.fingerprint == 0 ||
                   std::count(sink.fingerprints.begin(), sink.fingerprints.end(),
                              record.fingerprint) > 0,
               "a record with a fingerprint was asked about by known() first", violations);
    }
}

std::vector<std::uint64_t> fingerprints_of(const RememberingSink& sink)
{
    std::vector<std::uint64_t> out;
    out.reserve(sink.records.size());
    for (const model::Record& record : sink.records) {
        out.push_back(record.fingerprint != 0 ? record.fingerprint : model::fingerprint_of(record));
    }
    return out;
}

void check_again(const ContractCase& contract, RememberingSink& first, const ReadResult& result,
                 Violations& violations)
{
    RememberingSink second;
    const auto again = contract.make()->read({true, ""}, second);
    expect(again.has_value(), "the same data can be read twice", violations);
    if (!again) {
        return;
    }
    expect(again->completeness == result.completeness && again->cursor == result.cursor,
           "the same data is as complete, and has the same cursor, each time", violations);
    expect(fingerprints_of(first) == fingerprints_of(second),
           "the same data has the same fingerprints each time", violations);
}

void check_known(const ContractCase& contract, RememberingSink& sink, Violations& violations)
{
    const std::size_t before = sink.records.size();
    const bool asks = !sink.fingerprints.empty();
    sink.learn();
    const auto again = contract.make()->read({true, ""}, sink);
    expect(again.has_value(), "known data can be read", violations);
    if (asks) {
        expect(sink.records.empty(), "a record that is known is not delivered", violations);
        expect(sink.recognised == before, "every record is asked about exactly once", violations);
    }
}

void check_cursor(const ContractCase& contract, const ReadResult& result, Violations& violations)
{
    RememberingSink sink;
    const auto connector = contract.make();
    const auto next = connector->read({false, result.cursor}, sink);
    expect(next.has_value(), "a read continues from its own cursor", violations);
    if (next && next->completeness == Completeness::nothing) {
        expect(sink.records.empty() && sink.tombstones.empty() && sink.fingerprints.empty(),
               "a read of nothing delivers nothing", violations);
        expect(next->cursor == result.cursor, "a read of nothing keeps the cursor", violations);
    }
}

} // namespace

std::vector<std::string> contract_violations(const ContractCase& contract)
{
    Violations violations;
    RememberingSink sink;
    const auto result = contract.make()->read({true, ""}, sink);
    if (!result) {
        return {"the source can be read: " + result.error().message};
    }
    expect(!sink.records.empty(), "the source delivers its records", violations);
    expect(result->completeness != Completeness::nothing,
           "a read that delivered records says how complete it was", violations);
    expect(!result->notes.empty(), "a read has a line for the log", violations);
    check_records(sink, violations);
    check_again(contract, sink, *result, violations);
    check_known(contract, sink, violations);
    check_cursor(contract, *result, violations);
    contract.break_source();
    RememberingSink thrown_away;
    const auto broken = contract.make()->read({true, ""}, thrown_away);
    expect(!broken, "a broken read is an error, never a short list", violations);
    expect(broken || !broken.error().message.empty(), "an error says what is wrong", violations);
    return violations;
}

std::vector<std::string> kind_violations(const ConnectorKind& kind)
{
    static const std::vector<std::string> types{"path",     "string",  "secret", "bool",
                                                "duration", "integer", "list",   "map"};
    Violations violations;
    expect(!kind.name.empty() && !kind.help.empty(), "a kind has a name and one line of help",
           violations);
    expect(static_cast<bool>(kind.make), "a kind can be made", violations);
    for (const OptionSpec& option : kind.options) {
        expect(!option.name.empty() && !option.help.empty(),
               "an option has a name and one line of help", violations);
        expect(std::find(types.begin(), types.end(), option.type) != types.end(),
               "option " + option.name + " has a type that the configuration knows", violations);
    }
    return violations;
}

} // namespace rosterd::sdk
