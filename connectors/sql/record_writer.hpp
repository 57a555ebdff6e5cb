// Rows of a result as records into the sink; a row that is known there costs a hash.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sql/layout.hpp"
#include "connectors/sql/odbc.hpp"

namespace rosterd::sql
{

class RecordWriter
{
public:
    // `query`: the option's name, for where a record is from: "query employee_id=E1042". The sink
    // must outlive it.
    RecordWriter(std::string source, std::string query, model::RecordKind kind, Layout layout,
                 sdk::RecordSink& sink);

    // The present row's fingerprint; until the next call, write() is about this row. Errors:
    // invalid (a text that is not UTF-8).
    model::Result<std::uint64_t> look(const Rows& rows);
    void write();

    const Layout& layout() const { return layout_; }

private:
    std::string_view cell(std::size_t column) const;
    std::string where() const;

    std::string source_, query_;
    model::RecordKind kind_;
    Layout layout_;
    sdk::RecordSink& sink_;
    std::uint64_t seed_ = 0, fingerprint_ = 0;
    std::string texts_;             // the row's cells one after the other, each with a zero behind
    std::vector<std::size_t> ends_; // where each ends in it
};

} // namespace rosterd::sql
