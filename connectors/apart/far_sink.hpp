// The sink that a connector in its own process writes to. Whether a record is known is not for it
// to say: the connector is told no, and what it then delivers is thrown away on rosterd's side if
// it was known. Nothing is waited for.
#pragma once

#include <optional>
#include <vector>

#include "connectors/apart/record_packing.hpp"
#include "connectors/apart/wire.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::apart
{

class FarSink final : public sdk::RecordSink
{
public:
    explicit FarSink(Wire& wire) : wire_{wire} {}

    bool known(std::uint64_t fingerprint, std::uint32_t row) override;
    void record(model::Record record) override;
    void tombstone(std::string employee_id, model::Origin origin) override;
    void finding(model::Finding finding) override;
    void restart() override;
    // The read is over: what is still to be asked is.
    void finish() { ask(); }

private:
    void ask(); // about the record that did not come
    void tell_headings(const std::vector<model::Cell>& cells);

    Wire& wire_;
    std::optional<Asked> asked_;
    std::vector<std::string> headings_;
};

} // namespace rosterd::apart
