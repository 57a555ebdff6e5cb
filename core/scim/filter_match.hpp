// Which resources a filter means, and what a path leads to.
#pragma once

#include <span>
#include <vector>

#include "core/scim/filter.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

// A value that a path leads to, with what is known about it.
struct Found {
    const model::Json* value = nullptr;
    const Attribute* attribute = nullptr; // nullptr: of no schema that rosterd knows
};

// Every value that the path leads to: those of many one by one, and of complex ones without a
// sub-attribute their `value`. Nothing where the attribute is absent or unknown.
std::vector<Found> values_at(const AttributePath& path, const model::Json& resource,
                             const ResourceType& type);

// Of many values, one that fulfils a comparison is enough. An absent attribute equals null and
// differs from everything else. Texts are compared as the schema says of their case, those of no
// schema whatever their case.
bool matches(const Filter& filter, const model::Json& resource, const ResourceType& type);

// The same for one value of a complex attribute, as in emails[type eq "work"].
bool matches_element(const Filter& filter, const model::Json& element,
                     std::span<const Attribute> parts);

// Below zero, zero, above zero; text by its characters, times by when they are.
int order_of(const model::Json& a, const model::Json& b, const Attribute* attribute);

} // namespace rosterd::scim
