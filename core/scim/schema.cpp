#include "core/scim/schema.hpp"

#include <array>

#include "core/scim/schema_tables.hpp"
#include "core/scim/words.hpp"

namespace rosterd::scim
{

const ResourceType& user_type()
{
    static const ResourceType type{"User", "/Users", &user_schema(), {&enterprise_schema()}};
    return type;
}

const ResourceType& group_type()
{
    static const ResourceType type{"Group", "/Groups", &group_schema(), {}};
    return type;
}

std::span<const ResourceType* const> resource_types()
{
    static const std::array types{&user_type(), &group_type()};
    return types;
}

std::span<const Schema* const> schemas()
{
    static const std::array all{&user_schema(), &group_schema(), &enterprise_schema()};
    return all;
}

const Attribute* find(std::span<const Attribute> attributes, std::string_view name)
{
    for (const Attribute& one : attributes) {
        if (same_word(one.name, name)) {
            return &one;
        }
    }
    return nullptr;
}

std::string extension_named(const ResourceType& type, std::string_view name)
{
    for (const Schema* extension : type.extensions) {
        if (same_word(extension->id, name)) {
            return extension->id;
        }
    }
    const bool own =
        name.size() > 4 && same_word(name.substr(0, 4), "urn:") && !same_word(name, type.core->id);
    return own ? std::string{name} : std::string{};
}

std::span<const Attribute> attributes_of(const ResourceType& type, std::string_view extension)
{
    for (const Schema* one : type.extensions) {
        if (same_word(one->id, extension)) {
            return one->attributes;
        }
    }
    return {};
}

} // namespace rosterd::scim
