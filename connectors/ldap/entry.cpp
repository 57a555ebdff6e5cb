#include "connectors/ldap/entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "connectors/sdk/encoding.hpp"

namespace rosterd::ldap
{

namespace
{

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_text(const std::string& value)
{
    const auto is_control = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
    };
    return std::ranges::none_of(value, is_control) && sdk::valid_utf8_prefix(value) == value.size();
}

} // namespace

bool same_name(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

const Attribute* Entry::find(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        attributes, [&](const Attribute& one) { return same_name(one.name, name); });
    return found == attributes.end() ? nullptr : &*found;
}

std::string Entry::first(std::string_view name) const
{
    const Attribute* const found = find(name);
    return found == nullptr || found->values.empty() ? std::string{} : found->values.front();
}

std::optional<Range> range_of(const std::string& name)
{
    constexpr std::string_view option = ";range=";
    const auto same = [](char a, char b) { return lower(a) == b; };
    const auto at = std::ranges::search(name, option, same).begin() - name.begin();
    if (static_cast<std::size_t>(at) == name.size()) {
        return std::nullopt;
    }
    const std::string bounds = name.substr(static_cast<std::size_t>(at) + option.size());
    Range range{name.substr(0, static_cast<std::size_t>(at)), std::nullopt};
    const auto dash = bounds.find('-');
    unsigned long last = 0;
    if (dash != std::string::npos &&
        std::from_chars(bounds.data() + dash + 1, bounds.data() + bounds.size(), last).ec ==
            std::errc{}) {
        range.next = last + 1;
    }
    return range;
}

std::optional<std::string> text_of(const Attribute& attribute)
{
    if (same_name(attribute.name, "objectGUID")) {
        return guid_text(attribute.values.empty() ? "" : attribute.values.front());
    }
    std::vector<std::string> values = attribute.values;
    std::ranges::sort(values); // a server may send them in any order
    std::string out;
    for (const std::string& value : values) {
        if (!is_text(value)) {
            return std::nullopt;
        }
        out += (out.empty() ? "" : ";") + value;
    }
    return out;
}

std::string guid_text(const std::string& bytes)
{
    if (bytes.size() != 16) {
        return {};
    }
    // The first three groups are little-endian numbers.
    constexpr std::array<std::size_t, 16> order{3, 2, 1,  0,  5,  4,  7,  6,
                                                8, 9, 10, 11, 12, 13, 14, 15};
    std::string out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        out += (i == 4 || i == 6 || i == 8 || i == 10) ? "-" : "";
        out += hex(std::string_view{bytes}.substr(order[i], 1));
    }
    return out;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string unhex(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        unsigned char byte = 0;
        const char* const end = text.data() + i + 2;
        if (std::from_chars(text.data() + i, end, byte, 16).ptr != end) {
            return {};
        }
        out += static_cast<char>(byte);
    }
    return out;
}

} // namespace rosterd::ldap
