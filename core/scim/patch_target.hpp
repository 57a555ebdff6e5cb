// What a PATCH operation's path leads to in a resource. Private to this room.
#pragma once

#include "core/scim/patch.hpp"

namespace rosterd::scim
{

// Where an attribute stands: the resource or an extension in it, and what is known about it.
struct PatchTarget {
    model::Json* object = nullptr;
    std::string extension; // its name in the resource
    std::string name;      // canonical where the schema knows it
    const Attribute* attribute = nullptr;
    const Attribute* sub = nullptr;
    std::string sub_name;
};

// Makes room for the extension that the path names. Faults: invalidPath, mutability.
Answer<PatchTarget> target_of(model::Json& resource, const PatchPath& path,
                              const ResourceType& type);

// A value as the attribute keeps it; null where there is to be none. `one_of_many`: not the list.
Answer<model::Json> value_for(const Attribute* attribute, const model::Json& value,
                              bool one_of_many);

// Puts the value that `type eq "work" and primary eq true` asks for into `out`; false for any other
// filter.
bool describe(const Filter& filter, const Attribute& attribute, model::Json& out);

} // namespace rosterd::scim
