#include "connectors/apart/frame.hpp"

#include <cstring>

namespace rosterd::apart
{

namespace
{

using Length = std::uint32_t;
constexpr std::size_t kHead = 1 + sizeof(Length);

} // namespace

OpenFrame::OpenFrame(std::string& to, Says says) : to_{to}, begin_{to.size()}
{
    to_.push_back(static_cast<char>(says));
    to_.append(sizeof(Length), '\0');
}

void OpenFrame::close()
{
    const auto length = static_cast<Length>(to_.size() - begin_ - kHead);
    std::memcpy(to_.data() + begin_ + 1, &length, sizeof length);
}

void append_frame(std::string& to, Says says, std::string_view body)
{
    OpenFrame frame{to, says};
    to.append(body);
    frame.close();
}

void FrameCutter::add(std::string_view block)
{
    pending_.erase(0, at_);
    at_ = 0;
    pending_.append(block);
}

std::optional<Frame> FrameCutter::next()
{
    const std::string_view rest = std::string_view{pending_}.substr(at_);
    if (rest.size() < kHead) {
        return std::nullopt;
    }
    Length length = 0;
    std::memcpy(&length, rest.data() + 1, sizeof length);
    if (length > most_) {
        throw Garbled{"a frame of " + std::to_string(length) + " bytes"};
    }
    if (rest.size() - kHead < length) {
        return std::nullopt;
    }
    at_ += kHead + length;
    return Frame{static_cast<Says>(rest.front()), rest.substr(kHead, length)};
}

} // namespace rosterd::apart
