#include "connectors/sdk/row_writer.hpp"

#include <algorithm>

#include <xxhash.h>

#include "connectors/sdk/headings.hpp"

namespace rosterd::sdk
{

namespace
{

std::uint64_t seed_of(const std::vector<std::string>& headings, std::string_view format)
{
    std::string text{format};
    for (const std::string& heading : headings) {
        text += '\x1F';
        text += heading;
    }
    return XXH3_64bits(text.data(), text.size());
}

} // namespace

RowWriter::RowWriter(std::string file, std::string source, std::vector<std::string> headings,
                     std::string_view format, RecordSink& sink)
    : file_{std::move(file)}, source_{std::move(source)}, headings_{std::move(headings)},
      seed_{seed_of(headings_, format)}, sink_{sink}
{
}

std::uint64_t RowWriter::fingerprint(std::string_view text) const
{
    const std::uint64_t hash = XXH3_64bits_withSeed(text.data(), text.size(), seed_);
    return hash == 0 ? 1 : hash;
}

model::Result<bool> RowWriter::write(std::uint32_t row, std::uint64_t fingerprint,
                                     std::vector<std::string>& cells)
{
    if (is_blank(cells)) {
        return false;
    }
    if (const auto fits = fit(row, cells); !fits) {
        return tl::unexpected(fits.error());
    }
    model::Record record;
    record.origin = {source_, file_ + ":" + std::to_string(row), file_, row};
    record.fingerprint = fingerprint;
    record.cells.reserve(headings_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        // A column without a heading means something only where there is something in it.
        if (!headings_[i].empty() || !cells[i].empty()) {
            record.cells.push_back({headings_[i], std::move(cells[i])});
        }
    }
    sink_.record(std::move(record));
    return true;
}

model::Result<void> RowWriter::fit(std::uint32_t row, std::vector<std::string>& cells)
{
    for (std::size_t i = headings_.size(); i < cells.size(); ++i) {
        if (!trimmed(cells[i]).empty()) {
            return fault(row, i,
                         "the row has " + std::to_string(cells.size()) +
                             " cells, the heading row " + std::to_string(headings_.size()),
                         "is there a separator inside a cell? put that cell into quotation marks, "
                         "or give the column a heading");
        }
    }
    if (cells.size() < headings_.size()) {
        auto finding = finding_at(row, cells.size(), "row.short", model::Severity::warning);
        finding.message = "the row has " + std::to_string(cells.size()) +
                          " cells, the heading row " + std::to_string(headings_.size()) +
                          "; what stands in the missing ones is left as it is";
        finding.hint = "write all cells of the row, empty ones too";
        sink_.finding(std::move(finding));
    }
    cells.resize(std::min(cells.size(), headings_.size()));
    return {};
}

model::Finding RowWriter::finding_at(std::uint32_t row, std::size_t column, std::string rule,
                                     model::Severity severity) const
{
    model::Finding finding;
    finding.origin = {source_, row == 0 ? file_ : file_ + ":" + std::to_string(row), file_, row};
    finding.column = row > 0 && column < headings_.size() ? headings_[column] : "";
    finding.rule = std::move(rule);
    finding.severity = severity;
    return finding;
}

tl::unexpected<model::Error> RowWriter::fault(std::uint32_t row, std::size_t column,
                                              std::string message, std::string hint) const
{
    std::string where =
        file_ + ":" + std::to_string(row) + ": column " + std::to_string(column + 1);
    if (column < headings_.size() && !headings_[column].empty()) {
        where += " (" + headings_[column] + ")";
    }
    return model::fail(model::ErrorKind::invalid, where + ": " + std::move(message),
                       std::move(hint));
}

} // namespace rosterd::sdk
