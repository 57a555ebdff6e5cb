// Makes records of a table's rows and hands them over: what CSV and XLSX have in common.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

class RowWriter
{
public:
    // `format` goes into the fingerprints with the headings.
    RowWriter(std::string file, std::string source, std::vector<std::string> headings,
              std::string_view format, RecordSink& sink);

    // Of a record's text; never 0.
    std::uint64_t fingerprint(std::string_view text) const;
    bool known(std::uint64_t fingerprint, std::uint32_t row)
    {
        return sink_.known(fingerprint, row);
    }
    // A record the sink does not know. False if nothing but blanks stood in it. Fewer cells than
    // headings: finding row.short, and nothing is stated about the rest. More: invalid, unless they
    // are empty.
    model::Result<bool> write(std::uint32_t row, std::uint64_t fingerprint,
                              std::vector<std::string>& cells);

    // About the file (row 0) or a cell of it (column counted from 0).
    model::Finding finding_at(std::uint32_t row, std::size_t column, std::string rule,
                              model::Severity severity) const;
    tl::unexpected<model::Error> fault(std::uint32_t row, std::size_t column, std::string message,
                                       std::string hint) const;

private:
    model::Result<void> fit(std::uint32_t row, std::vector<std::string>& cells);

    std::string file_, source_;
    std::vector<std::string> headings_;
    std::uint64_t seed_;
    RecordSink& sink_;
};

} // namespace rosterd::sdk
