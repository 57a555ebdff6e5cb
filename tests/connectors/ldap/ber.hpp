// As much BER as a small LDAP responder needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rosterd::ldap
{

inline std::string tlv(int tag, const std::string& content)
{
    std::string out(1, static_cast<char>(tag));
    const std::size_t size = content.size();
    out += static_cast<char>(0x84);
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>((size >> shift) & 0xff);
    }
    return out + content;
}

inline std::string number(int tag, long long value)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((value >> shift) & 0xff);
    }
    while (bytes.size() > 1 && bytes[0] == 0 && (bytes[1] & 0x80) == 0) {
        bytes.erase(0, 1);
    }
    return tlv(tag, bytes);
}

struct Element {
    int tag = -1;
    std::string content;

    long long integer() const
    {
        long long value = 0;
        for (const char c : content) {
            value = value * 256 + static_cast<unsigned char>(c);
        }
        return value;
    }
};

// The number of bytes of the first element; 0 while it is not all there.
inline std::size_t size_of_first(std::string_view bytes, std::size_t& head)
{
    if (bytes.size() < 2) {
        return 0;
    }
    std::size_t length = static_cast<unsigned char>(bytes[1]);
    head = 2;
    if (length >= 0x80) {
        const std::size_t digits = length & 0x7f;
        head += digits;
        length = 0;
        for (std::size_t i = 2; i < head && i < bytes.size(); ++i) {
            length = length * 256 + static_cast<unsigned char>(bytes[i]);
        }
    }
    return bytes.size() < head + length ? 0 : head + length;
}

inline std::vector<Element> elements_of(std::string_view bytes)
{
    std::vector<Element> out;
    std::size_t head = 0;
    while (const std::size_t size = size_of_first(bytes, head)) {
        out.push_back(
            {static_cast<unsigned char>(bytes[0]), std::string{bytes.substr(head, size - head)}});
        bytes.remove_prefix(size);
    }
    return out;
}

} // namespace rosterd::ldap
