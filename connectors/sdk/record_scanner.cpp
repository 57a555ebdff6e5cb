#include "connectors/sdk/record_scanner.hpp"

#include <algorithm>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rosterd::sdk
{

namespace
{

constexpr std::size_t kChunk = 256u << 10;
constexpr std::size_t kMaxRecord = 1u << 20;

// The line end that ends the record, or `end`.
const char* find_line_end_slowly(const char* at, const char* end, bool& inside)
{
    for (; at != end; ++at) {
        if (*at == '"') {
            inside = !inside;
        } else if (!inside && (*at == '\n' || *at == '\r')) {
            return at;
        }
    }
    return end;
}

#ifdef __SSE2__
const char* find_line_end(const char* at, const char* end, bool& inside)
{
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r');
    for (; end - at >= 16; at += 16) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i hits = _mm_or_si128(
            _mm_cmpeq_epi8(block, quotes),
            _mm_or_si128(_mm_cmpeq_epi8(block, feeds), _mm_cmpeq_epi8(block, returns)));
        auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
        for (; mask != 0; mask &= mask - 1) {
            const char* hit = at + __builtin_ctz(mask);
            if (*hit == '"') {
                inside = !inside;
            } else if (!inside) {
                return hit;
            }
        }
    }
    return find_line_end_slowly(at, end, inside);
}
#else
const char* find_line_end(const char* at, const char* end, bool& inside)
{
    return find_line_end_slowly(at, end, inside);
}
#endif

} // namespace

RecordScanner::RecordScanner(TextReader& text) : text_{text}, buffer_(kChunk) {}

model::Result<bool> RecordScanner::next(RawRecord& record)
{
    for (;;) {
        if (after_cr_ && begin_ < size_) {
            begin_ += buffer_[begin_] == '\n' ? 1 : 0;
            scanned_ = begin_;
            after_cr_ = false;
        }
        const char* data = buffer_.data();
        const char* end = find_line_end(data + scanned_, data + size_, inside_);
        scanned_ = static_cast<std::size_t>(end - data);
        if (scanned_ < size_) {
            const bool blank = scanned_ == begin_;
            auto taken = take(scanned_, record);
            if (!blank) {
                return taken;
            }
            continue;
        }
        auto more = refill();
        if (!more) {
            return more;
        }
        if (!*more) {
            return take_last(record);
        }
    }
}

model::Result<bool> RecordScanner::refill()
{
    if (size_ - begin_ > kMaxRecord) {
        return unclosed();
    }
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, size_ - begin_);
        dropped_ += begin_;
        size_ -= begin_;
        scanned_ -= begin_;
        begin_ = 0;
    }
    if (size_ == buffer_.size()) {
        buffer_.resize(buffer_.size() * 2);
    }
    const auto got = text_.read(std::span{buffer_}.subspan(size_));
    if (!got) {
        const std::string_view partial{buffer_.data(), size_};
        const auto breaks = std::count(partial.begin(), partial.end(), '\n');
        return model::fail(got.error().kind,
                           "row " + std::to_string(row_ + 1) +
                               (breaks > 0 ? " (or a line of it)" : "") + ": " +
                               got.error().message,
                           got.error().hint);
    }
    size_ += *got;
    return *got > 0;
}

model::Result<bool> RecordScanner::take(std::size_t end, RawRecord& record)
{
    record.bytes = {buffer_.data() + begin_, end - begin_};
    record.row = ++row_;
    record.offset = dropped_ + begin_;
    record.ended = end < size_;
    after_cr_ = end < size_ && buffer_[end] == '\r';
    begin_ = scanned_ = std::min(end + 1, size_);
    return true;
}

model::Result<bool> RecordScanner::take_last(RawRecord& record)
{
    if (inside_) {
        return unclosed();
    }
    if (begin_ == size_) {
        return false;
    }
    return take(size_, record);
}

tl::unexpected<model::Error> RecordScanner::unclosed() const
{
    return model::fail(model::ErrorKind::invalid,
                       "row " + std::to_string(row_ + 1) +
                           ": a quotation mark opens here and is never closed, or a record is "
                           "longer than 1 MiB",
                       "close the quotation mark, and double those inside a cell (\"\")");
}

} // namespace rosterd::sdk
