// Schemas and resource types as a client asks for them (RFC 7643, 6 and 7).
#include "core/scim/schema.hpp"

namespace rosterd::scim
{

namespace
{

using model::Json;

const char* word(Type type)
{
    switch (type) {
    case Type::text:
        return "string";
    case Type::boolean:
        return "boolean";
    case Type::integer:
        return "integer";
    case Type::decimal:
        return "decimal";
    case Type::date_time:
        return "dateTime";
    case Type::reference:
        return "reference";
    case Type::binary:
        return "binary";
    case Type::complex:
        return "complex";
    }
    return "";
}

const char* word(Mutability mutability)
{
    switch (mutability) {
    case Mutability::read_write:
        return "readWrite";
    case Mutability::read_only:
        return "readOnly";
    case Mutability::immutable:
        return "immutable";
    case Mutability::write_only:
        return "writeOnly";
    }
    return "";
}

const char* word(Returned returned)
{
    switch (returned) {
    case Returned::always:
        return "always";
    case Returned::usual:
        return "default";
    case Returned::never:
        return "never";
    }
    return "";
}

Json to_json(const Attribute& attribute) // NOLINT(misc-no-recursion): attributes have two levels
{
    Json out{{"name", attribute.name},
             {"type", word(attribute.type)},
             {"multiValued", attribute.many},
             {"description", attribute.description},
             {"required", attribute.required},
             {"mutability", word(attribute.mutability)},
             {"returned", word(attribute.returned)}};
    if (attribute.type != Type::boolean && attribute.type != Type::complex) {
        out["caseExact"] = attribute.case_exact;
        out["uniqueness"] = attribute.unique ? "server" : "none";
    }
    if (!attribute.canonical.empty()) {
        out["canonicalValues"] = attribute.canonical;
    }
    if (!attribute.refers_to.empty()) {
        out["referenceTypes"] = attribute.refers_to;
    }
    for (const Attribute& part : attribute.parts) {
        out["subAttributes"].push_back(to_json(part));
    }
    return out;
}

} // namespace

Json to_json(const Schema& schema)
{
    Json out{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:Schema"}},
             {"id", schema.id},
             {"name", schema.name},
             {"description", schema.description},
             {"attributes", Json::array()}};
    for (const Attribute& attribute : schema.attributes) {
        out["attributes"].push_back(to_json(attribute));
    }
    return out;
}

Json to_json(const ResourceType& type)
{
    Json out{{"schemas", {"urn:ietf:params:scim:schemas:core:2.0:ResourceType"}},
             {"id", type.name},
             {"name", type.name},
             {"endpoint", type.endpoint},
             {"description", type.core->description},
             {"schema", type.core->id},
             {"schemaExtensions", Json::array()}};
    for (const Schema* extension : type.extensions) {
        out["schemaExtensions"].push_back({{"schema", extension->id}, {"required", false}});
    }
    return out;
}

} // namespace rosterd::scim
