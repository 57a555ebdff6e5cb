// The schemas that are served: User with the enterprise extension, and Group (RFC 7643).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::scim
{

enum class Type { text, boolean, integer, decimal, date_time, reference, binary, complex };
enum class Mutability {
    read_write,
    read_only, // ours: what a client says is left out
    immutable, // may be set once
    write_only // never answered, and not kept
};
enum class Returned {
    always, // whatever `attributes` asks for
    usual,  // unless it is excluded
    never,
};

struct Attribute {
    std::string name;
    Type type = Type::text;
    std::string description;
    bool many = false;
    bool required = false;
    bool case_exact = false;
    bool unique = false; // within a source
    Mutability mutability = Mutability::read_write;
    Returned returned = Returned::usual;
    std::vector<std::string> canonical; // usual values
    std::vector<std::string> refers_to; // of a reference
    std::vector<Attribute> parts;       // of a complex one
};

struct Schema {
    std::string id; // an URN
    std::string name;
    std::string description;
    std::vector<Attribute> attributes;
};

struct ResourceType {
    std::string name;     // "User"
    std::string endpoint; // "/Users"
    const Schema* core = nullptr;
    std::vector<const Schema*> extensions;
};

inline constexpr std::string_view kEnterprise =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const ResourceType& user_type();
const ResourceType& group_type();
std::span<const ResourceType* const> resource_types();
std::span<const Schema* const> schemas();

// By name, in any case; nullptr if there is none. The common ones (id, externalId, meta, schemas)
// are in common_attributes().
const Attribute* find(std::span<const Attribute> attributes, std::string_view name);
std::span<const Attribute> common_attributes();

// An extension's URN as the schema, or the resource that uses one of its own, spells it: any name
// with "urn:" in front. Empty for other names.
std::string extension_named(const ResourceType& type, std::string_view name);
// The extension's attributes; none for one that rosterd has never heard of.
std::span<const Attribute> attributes_of(const ResourceType& type, std::string_view extension);

// As /Schemas and /ResourceTypes answer them, without `meta`.
model::Json to_json(const Schema& schema);
model::Json to_json(const ResourceType& type);

} // namespace rosterd::scim
