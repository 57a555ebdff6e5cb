#include "core/scim/filter_match.hpp"

#include <algorithm>

#include "core/model/time.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

// An object with what is known about its members: a resource, or one value of many.
struct Scope {
    const Json& object;
    std::span<const Attribute> attributes;
    const ResourceType* type; // of a resource
};

bool is_empty(const Json& value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_structured() && value.empty());
}

const Attribute* attribute_in(const Scope& scope, std::string_view name)
{
    if (const Attribute* own = find(scope.attributes, name)) {
        return own;
    }
    return scope.type != nullptr ? find(common_attributes(), name) : nullptr;
}

// Where the path begins: the resource itself, or one of its extensions.
struct Start {
    const Json* value = nullptr;
    const Attribute* attribute = nullptr;
    bool whole_extension = false;
};

Start start_of(const AttributePath& path, const Scope& scope)
{
    if (path.schema.empty() || (scope.type != nullptr && same_word(path.schema, scope.type->core->id))) {
        return {member(scope.object, path.name), attribute_in(scope, path.name)};
    }
    if (const Json* extension = member(scope.object, path.schema)) {
        const auto known = scope.type != nullptr ? attributes_of(*scope.type, path.schema)
                                                 : std::span<const Attribute>{};
        return {member(*extension, path.name), find(known, path.name)};
    }
    return {member(scope.object, path.schema + ":" + path.name), nullptr, true};
}

void add(const Json& value, const Attribute* attribute, const std::string& sub,
         std::vector<Found>& out)
{
    if (!value.is_object()) {
        if (sub.empty() || same_word(sub, "value")) { // "tags" may be a list of plain texts
            out.push_back({&value, attribute});
        }
        return;
    }
    const std::string_view part = sub.empty() ? "value" : std::string_view{sub};
    if (const Json* inner = member(value, part)) {
        out.push_back({inner, attribute != nullptr ? find(attribute->parts, part) : nullptr});
    } else if (sub.empty()) {
        out.push_back({&value, attribute});
    }
}

std::vector<Found> found_at(const AttributePath& path, const Scope& scope)
{
    std::vector<Found> out;
    const Start start = start_of(path, scope);
    if (start.value == nullptr) {
        return out;
    }
    if (start.whole_extension) {
        out.push_back({start.value, nullptr});
        return out;
    }
    if (!start.value->is_array()) {
        add(*start.value, start.attribute, path.sub, out);
        return out;
    }
    for (const Json& one : *start.value) {
        add(one, start.attribute, path.sub, out);
    }
    return out;
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

bool matches_in(const Filter& filter, const Scope& scope);

// The values of path[filter], or nothing if there is no such attribute.
std::vector<const Json*> elements(const Filter& filter, const Scope& scope)
{
    std::vector<const Json*> out;
    const Start start = start_of(filter.path, scope);
    const auto keep = [&](const Json& one) {
        const std::span<const Attribute> parts =
            start.attribute != nullptr ? std::span{start.attribute->parts}
                                       : std::span<const Attribute>{};
        if (matches_element(filter.parts[0], one, parts)) {
            out.push_back(&one);
        }
    };
    if (start.value != nullptr && start.value->is_array()) {
        std::ranges::for_each(*start.value, keep);
    } else if (start.value != nullptr) {
        keep(*start.value);
    }
    return out;
}

bool matches_comparison(const Filter& filter, const Scope& scope)
{
    std::vector<Found> found;
    if (filter.parts.empty()) {
        found = found_at(filter.path, scope);
    } else {
        const Attribute* attribute = start_of(filter.path, scope).attribute;
        for (const Json* element : elements(filter, scope)) {
            add(*element, attribute, filter.path.sub, found);
        }
    }
    if (found.empty()) {
        return (filter.compare == Compare::eq && filter.value.is_null()) ||
               (filter.compare == Compare::ne && !filter.value.is_null());
    }
    return std::ranges::any_of(found, [&](const Found& one) { return fulfils(filter, one); });
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as kDeepestFilter allows
bool matches_in(const Filter& filter, const Scope& scope)
{
    const auto fits = [&](const Filter& part) { return matches_in(part, scope); };
    switch (filter.kind) {
    case Filter::Kind::compare:
        return matches_comparison(filter, scope);
    case Filter::Kind::all:
        return std::ranges::all_of(filter.parts, fits);
    case Filter::Kind::any:
        return std::ranges::any_of(filter.parts, fits);
    case Filter::Kind::negation:
        return !fits(filter.parts[0]);
    case Filter::Kind::element:
        return !elements(filter, scope).empty();
    }
    return false;
}

} // namespace

std::vector<Found> values_at(const AttributePath& path, const Json& resource,
                             const ResourceType& type)
{
    return found_at(path, {resource, type.core->attributes, &type});
}

bool matches(const Filter& filter, const Json& resource, const ResourceType& type)
{
    return matches_in(filter, {resource, type.core->attributes, &type});
}

// NOLINTNEXTLINE(misc-no-recursion)
bool matches_element(const Filter& filter, const Json& element, std::span<const Attribute> parts)
{
    if (!element.is_object()) { // a plain value among many
        return matches_in(filter, {Json{{"value", element}}, parts, nullptr});
    }
    return matches_in(filter, {element, parts, nullptr});
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
