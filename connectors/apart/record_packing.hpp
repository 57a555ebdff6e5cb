// A record as it crosses over. Its headings went before, once for all records that have the same;
// whether it is known is asked about on this side of the socket, so the question travels with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/apart/packing.hpp"
#include "core/model/record.hpp"

namespace rosterd::apart
{

// RecordSink::known() as the connector asked it.
struct Asked {
    std::uint64_t fingerprint = 0;
    std::uint32_t row = 0;
};

void pack(std::string& to, const Asked& asked);
void pack(std::string& to, const model::Record& record, const std::optional<Asked>& asked);
void pack(std::string& to, const std::string& employee_id, const model::Origin& origin);
void pack_headings(std::string& to, const std::vector<model::Cell>& cells);

// All of these throw Garbled.
Asked unpack_asked(std::string_view body);
std::vector<std::string> unpack_headings(std::string_view body);
struct Gone {
    std::string employee_id;
    model::Origin origin;
};
Gone unpack_gone(std::string_view body);

// The head at once; the rest, which a known record does not need, when it is asked for.
class PackedRecord
{
public:
    explicit PackedRecord(std::string_view body);

    const std::optional<Asked>& asked() const { return asked_; }
    std::uint64_t fingerprint() const { return fingerprint_; } // 0: none
    model::Record unpack(const std::vector<std::string>& headings);

private:
    Unpacker rest_;
    std::optional<Asked> asked_;
    std::uint64_t fingerprint_ = 0;
};

} // namespace rosterd::apart
