// Records of a stream on their way to the sink: each once, with its fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/rest/query_reader.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::rest
{

struct Tally {
    std::size_t listed = 0;    // records that the HRIS gave
    std::size_t delivered = 0; // of them, to the sink
    std::size_t gone = 0;
    std::optional<model::Instant> latest; // greatest watermark of the records
};

class Delivery
{
public:
    // All must outlive it.
    Delivery(const Session& session, StreamSpec& stream, const std::string& source,
             sdk::RecordSink& sink)
        : session_{session}, stream_{stream}, source_{source}, sink_{sink}
    {
    }

    // `pass` counts queries and windows: an id that comes again in the same one is a sign that the
    // list moved, in a later one it is passed over. Errors: conflict; transient (an expression over
    // ids, keep or gone that does not fit); invalid (a record without its id).
    model::Result<void> take(const model::Json& record, std::size_t pass, std::size_t page,
                             QuerySpec* over);
    // A record that only names who changed. What is not gone is to be fetched: its id, else
    // nullopt.
    model::Result<std::optional<std::string>> take_id(const model::Json& record, QuerySpec& query);

    const Tally& tally() const { return tally_; }

private:
    model::Result<bool> is_new(const std::string& id, std::size_t pass, std::size_t page);
    void tombstone(const std::string& employee_id, const std::string& id);
    void deliver(const std::string& id, std::size_t page, std::vector<Jq::Outcome>& said);
    void note_watermark(const std::vector<Jq::Outcome>& said);
    model::Result<bool> holds(const std::vector<Jq::Outcome>& said, std::size_t expression,
                              const std::string& what, const std::string& id) const;
    std::string where(const std::string& id, std::size_t page) const;
    std::string employee_id(const std::vector<Jq::Outcome>& said) const;

    const Session& session_;
    StreamSpec& stream_;
    const std::string& source_;
    sdk::RecordSink& sink_;
    std::unordered_map<std::uint64_t, std::uint32_t> seen_; // id's fingerprint: in which pass
    Tally tally_;
};

} // namespace rosterd::rest
