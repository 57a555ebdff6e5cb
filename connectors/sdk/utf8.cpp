#include "connectors/sdk/encoding.hpp"

#include <cstring>

namespace rosterd::sdk
{

namespace
{

bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

// Length of a lead byte's sequence; 0 for a byte that can't begin one.
std::size_t length_of(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2) {
        return 0;
    }
    if (lead < 0xE0) {
        return 2;
    }
    return lead < 0xF0 ? 3 : (lead < 0xF5 ? 4 : 0);
}

// The second byte decides over-long forms, surrogates and the end of Unicode.
bool second_fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return is_continuation(second);
    }
}

bool sequence_fits(const unsigned char* at, std::size_t length)
{
    for (std::size_t i = 1; i < length; ++i) {
        if (i == 1 ? !second_fits(at[0], at[1]) : !is_continuation(at[i])) {
            return false;
        }
    }
    return true;
}

} // namespace

std::size_t valid_utf8_prefix(std::string_view bytes)
{
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t at = 0;
    while (at < bytes.size()) {
        std::uint64_t eight = 0;
        if (bytes.size() - at >= 8) {
            std::memcpy(&eight, data + at, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += 8;
                continue;
            }
        }
        const std::size_t length = length_of(data[at]);
        if (length == 0 || length > bytes.size() - at || !sequence_fits(data + at, length)) {
            return at;
        }
        at += length;
    }
    return at;
}

bool may_be_utf8(std::string_view bytes)
{
    const std::size_t valid = valid_utf8_prefix(bytes);
    const std::string_view rest = bytes.substr(valid);
    if (rest.empty()) {
        return true;
    }
    const auto* data = reinterpret_cast<const unsigned char*>(rest.data());
    return length_of(data[0]) > rest.size() && sequence_fits(data, rest.size());
}

} // namespace rosterd::sdk
