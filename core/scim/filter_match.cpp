#include "core/scim/filter_match.hpp"

#include <algorithm>

#include "core/scim/filter_compare.hpp"
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
    if (path.schema.empty() ||
        (scope.type != nullptr && same_word(path.schema, scope.type->core->id))) {
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

bool matches_in(const Filter& filter, const Scope& scope);

// The values of path[filter], or nothing if there is no such attribute.
std::vector<const Json*> elements(const Filter& filter, const Scope& scope)
{
    std::vector<const Json*> out;
    const Start start = start_of(filter.path, scope);
    const auto keep = [&](const Json& one) {
        const std::span<const Attribute> parts = start.attribute != nullptr
                                                     ? std::span{start.attribute->parts}
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

} // namespace rosterd::scim
