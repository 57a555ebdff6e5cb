// Cuts CSV text into records without parsing them: a line end outside quotes ends a record, and
// being outside is told by the number of quotes so far. For valid CSV that gives exactly the
// records a strict parser finds; of invalid CSV at least one slice is itself invalid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sdk/encoding.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

struct RawRecord {
    std::string_view bytes; // without its line end; valid until the next call
    std::uint32_t row = 0; // as a spreadsheet shows it: blank lines count, quoted line breaks don't
    std::uint64_t offset = 0; // in the decoded text
    bool ended = true;        // by a line end, and not by the end of the text
};

class RecordScanner
{
public:
    explicit RecordScanner(TextReader& text);

    // False at the end. Lines with nothing in them are counted and left out. Errors: the reader's,
    // with the row; invalid for a quote that is never closed, or a record above 1 MiB.
    model::Result<bool> next(RawRecord& record);

private:
    model::Result<bool> refill(); // false at the end of the text
    model::Result<bool> take(std::size_t end, RawRecord& record);
    model::Result<bool> take_last(RawRecord& record);
    tl::unexpected<model::Error> unclosed() const;

    TextReader& text_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;   // of the record being looked for
    std::size_t scanned_ = 0; // up to here there is no end of it
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0; // bytes that stood before buffer_
    std::uint32_t row_ = 0;
    bool inside_ = false;   // quotes, at scanned_
    bool after_cr_ = false; // a line feed that comes now belongs to the last line end
};

} // namespace rosterd::sdk
