// By which keys a resource is found without looking at all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/scim/filter.hpp"
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

// "userName" and a value make a key; letters' case does not matter.
std::string key_of(std::string_view attribute, std::string_view value);

// All keys of a resource, each once: userName, externalId, employeeNumber, email and manager of a
// user; displayName, externalId and member of a group.
std::vector<std::string> keys_of(const model::Json& resource, const ResourceType& type);

// A key, or an id, that every resource has which the filter means; neither where it takes a look at
// all of them.
struct Narrowed {
    std::optional<std::string> key;
    std::optional<std::string> id;
};
Narrowed narrowed(const Filter& filter, const ResourceType& type);

} // namespace rosterd::scim
