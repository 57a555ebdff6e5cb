// Numbers and texts one after the other, for what comes a million times.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "connectors/apart/frame.hpp"

namespace rosterd::apart
{

class Packer
{
public:
    explicit Packer(std::string& to) : to_{to} {}

    template <typename Number>
    void number(Number value)
    {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        to_.append(bytes, sizeof value);
    }
    void text(std::string_view value)
    {
        number(static_cast<std::uint32_t>(value.size()));
        to_.append(value);
    }

private:
    std::string& to_;
};

// Throws Garbled where more is asked for than there is.
class Unpacker
{
public:
    explicit Unpacker(std::string_view from) : from_{from} {}

    template <typename Number>
    Number number()
    {
        Number value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view text() { return take(number<std::uint32_t>()); }
    bool at_end() const { return from_.empty(); }

private:
    std::string_view take(std::size_t size)
    {
        if (size > from_.size()) {
            throw Garbled{"a frame that ends before what it says"};
        }
        const std::string_view out = from_.substr(0, size);
        from_.remove_prefix(size);
        return out;
    }

    std::string_view from_;
};

} // namespace rosterd::apart
