#include "connectors/sdk/xlsx_elements.hpp"

#include <algorithm>
#include <array>

#include "connectors/sdk/xlsx_xml.hpp"

namespace rosterd::sdk
{

namespace
{

constexpr std::size_t kPiece = 64u << 10;
constexpr std::size_t kMaxElement = 4u << 20; // one row, or one shared string

} // namespace

model::Result<std::optional<std::string_view>> XlsxElements::next()
{
    for (;;) {
        if (const auto begin = find_begin()) {
            at_ = *begin;
            if (const auto end = find_end()) {
                const std::string_view element{buffer_.data() + at_, *end - at_};
                at_ = *end;
                return element;
            }
        } else {
            // What is left may be the first half of an opening tag.
            at_ = std::max(at_, buffer_.size() - std::min<std::size_t>(buffer_.size(), 64));
        }
        if (buffer_.size() - at_ > kMaxElement) {
            return broken_workbook(file_, "a single " + name_ + " is larger than 4 MiB");
        }
        const auto more = refill();
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            return finish();
        }
    }
}

// Where the next "<name" or "<prefix:name" begins.
std::optional<std::size_t> XlsxElements::find_begin()
{
    for (std::size_t open = buffer_.find('<', at_); open != std::string::npos;
         open = buffer_.find('<', open + 1)) {
        const std::size_t end = buffer_.find_first_of(" \t\r\n/>", open + 1);
        if (end == std::string::npos) {
            return std::nullopt;
        }
        tag_ = buffer_.substr(open + 1, end - open - 1);
        if (local_name(tag_) == name_) {
            return open;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> XlsxElements::find_end() const
{
    const std::size_t close = buffer_.find('>', at_);
    if (close == std::string::npos) {
        return std::nullopt;
    }
    if (buffer_[close - 1] == '/') {
        return close + 1;
    }
    const std::string closing = "</" + tag_ + ">";
    const std::size_t end = buffer_.find(closing, close);
    return end == std::string::npos ? std::nullopt : std::optional{end + closing.size()};
}

model::Result<bool> XlsxElements::refill()
{
    buffer_.erase(0, at_);
    at_ = 0;
    std::array<char, kPiece> chunk{};
    const auto got = pull_(chunk);
    if (!got) {
        return tl::unexpected(got.error());
    }
    tail_.append(chunk.data(), *got);
    tail_.erase(0, tail_.size() - std::min<std::size_t>(tail_.size(), 32));
    buffer_.append(chunk.data(), *got);
    return *got > 0;
}

model::Result<std::optional<std::string_view>> XlsxElements::finish()
{
    // A part that was cut short ends in the middle of an element.
    if (find_begin() || tail_.find_last_not_of(" \t\r\n") == std::string::npos ||
        tail_[tail_.find_last_not_of(" \t\r\n")] != '>') {
        return broken_workbook(file_, "it ends in the middle of a " + name_);
    }
    return std::optional<std::string_view>{};
}

tl::unexpected<model::Error> broken_workbook(const std::string& file, const std::string& what)
{
    return model::fail(model::ErrorKind::invalid, file + " is not a sound workbook: " + what,
                       "open it in the spreadsheet program and save it again as .xlsx");
}

} // namespace rosterd::sdk
