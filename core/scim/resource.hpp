// What a client sends, as it is kept: canonical attribute names, values of the schema's types.
#pragma once

#include "core/model/json.hpp"
#include "core/scim/fault.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

// The attributes of a resource that a client sent to create or replace one. Left out: what is read
// only or write only, what no schema knows, null and empty lists, which mean "no value". Members
// below a name with "urn:" in front are kept as they are: that is how HR suites send what the
// standard has no attribute for. Faults: invalidSyntax for what is no object, invalidValue, naming
// the attribute.
Answer<model::Json> accepted(const model::Json& body, const ResourceType& type);

// One attribute's value; null where no value is left. Texts are taken for booleans ("True", as
// older Entra clients write) and numbers for texts; one value is taken for a list of one, and a
// plain text for a complex value's `value`.
Answer<model::Json> coerced(const model::Json& value, const Attribute& attribute);

// The same for one value of an attribute that has many.
Answer<model::Json> coerced_one(const model::Json& value, const Attribute& attribute);

// What accepted() promises of the whole, once more after a change: required attributes are there,
// of many values one at most is primary.
Answer<void> complete(const model::Json& resource, const ResourceType& type);

// Whether arrays and objects stand deeper within one another than `most` levels. Reads the text
// alone, so that no parser or writer has to follow it down.
bool nested_deeper_than(std::string_view json, int most);

} // namespace rosterd::scim
