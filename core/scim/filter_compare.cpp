#include "core/scim/filter_compare.hpp"

#include <optional>

#include "core/model/time.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

bool is_empty(const Json& value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_structured() && value.empty());
}

// Clients write true as "true" and "True".
std::optional<bool> truth_of(const Json& value)
{
    if (value.is_boolean()) {
        return value.get<bool>();
    }
    if (value.is_string() && same_word(value.get_ref<const std::string&>(), "true")) {
        return true;
    }
    if (value.is_string() && same_word(value.get_ref<const std::string&>(), "false")) {
        return false;
    }
    return std::nullopt;
}

std::string comparable(const Json& text, const Attribute* attribute)
{
    const auto& plain = text.get_ref<const std::string&>();
    return attribute != nullptr && attribute->case_exact ? plain : folded(plain);
}

bool equal(const Json& a, const Json& b, const Attribute* attribute)
{
    if (a.is_boolean() || b.is_boolean()) {
        const auto one = truth_of(a);
        return one && one == truth_of(b);
    }
    const bool same_kind = (a.is_string() && b.is_string()) || (a.is_number() && b.is_number());
    return same_kind && order_of(a, b, attribute) == 0;
}

bool partly(Compare compare, const Json& value, const Json& wanted, const Attribute* attribute)
{
    if (!value.is_string() || !wanted.is_string()) {
        return false;
    }
    const std::string text = comparable(value, attribute);
    const std::string part = comparable(wanted, attribute);
    return compare == Compare::co   ? text.find(part) != std::string::npos
           : compare == Compare::sw ? text.starts_with(part)
                                    : text.ends_with(part);
}

bool ordered(Compare compare, const Json& value, const Json& wanted, const Attribute* attribute)
{
    const bool comparable_kinds =
        (value.is_string() && wanted.is_string()) || (value.is_number() && wanted.is_number());
    if (!comparable_kinds) {
        return false;
    }
    const int order = order_of(value, wanted, attribute);
    return compare == Compare::gt   ? order > 0
           : compare == Compare::ge ? order >= 0
           : compare == Compare::lt ? order < 0
                                    : order <= 0;
}

} // namespace

bool fulfils(const Filter& filter, const Found& found)
{
    const Json& value = *found.value;
    switch (filter.compare) {
    case Compare::pr:
        return !is_empty(value);
    case Compare::eq:
        return filter.value.is_null() ? is_empty(value)
                                      : equal(value, filter.value, found.attribute);
    case Compare::ne:
        return filter.value.is_null() ? !is_empty(value)
                                      : !equal(value, filter.value, found.attribute);
    case Compare::co:
    case Compare::sw:
    case Compare::ew:
        return partly(filter.compare, value, filter.value, found.attribute);
    case Compare::gt:
    case Compare::ge:
    case Compare::lt:
    case Compare::le:
        return ordered(filter.compare, value, filter.value, found.attribute);
    }
    return false;
}

int order_of(const Json& a, const Json& b, const Attribute* attribute)
{
    const auto sign = [](const auto& one, const auto& other) {
        return one < other ? -1 : (other < one ? 1 : 0);
    };
    if (!a.is_string() || !b.is_string()) {
        return a == b ? 0 : (a < b ? -1 : 1);
    }
    if (attribute != nullptr && attribute->type == Type::date_time) {
        const auto one = model::parse_instant(a.get_ref<const std::string&>());
        const auto other = model::parse_instant(b.get_ref<const std::string&>());
        if (one && other) {
            return sign(*one, *other);
        }
    }
    return sign(comparable(a, attribute), comparable(b, attribute));
}

} // namespace rosterd::scim
