#include "connectors/sdk/name_order.hpp"

#include <algorithm>
#include <compare>

namespace rosterd::sdk
{

namespace
{

std::string_view digits_at_front(std::string_view text)
{
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

std::strong_ordering as_numbers(std::string_view one, std::string_view other)
{
    one.remove_prefix(std::min(one.find_first_not_of('0'), one.size()));
    other.remove_prefix(std::min(other.find_first_not_of('0'), other.size()));
    const auto order = one.size() <=> other.size();
    return order != 0 ? order : one <=> other;
}

std::strong_ordering in_natural_order(std::string_view one, std::string_view other)
{
    while (!one.empty() && !other.empty()) {
        const std::string_view number = digits_at_front(one);
        const std::string_view other_number = digits_at_front(other);
        const bool numbers = !number.empty() && !other_number.empty();
        const auto order =
            numbers ? as_numbers(number, other_number) : one.substr(0, 1) <=> other.substr(0, 1);
        if (order != 0) {
            return order;
        }
        one.remove_prefix(numbers ? number.size() : 1);
        other.remove_prefix(numbers ? other_number.size() : 1);
    }
    return one.size() <=> other.size();
}

} // namespace

bool stands_before(std::string_view name, std::string_view other)
{
    const std::string_view stem = name.substr(0, name.rfind('.'));
    const std::string_view other_stem = other.substr(0, other.rfind('.'));
    if (const auto order = in_natural_order(stem, other_stem); order != 0) {
        return order < 0;
    }
    const auto order = in_natural_order(name.substr(stem.size()), other.substr(other_stem.size()));
    return order != 0 ? order < 0 : name < other;
}

} // namespace rosterd::sdk
