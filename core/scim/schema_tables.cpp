#include "core/scim/schema_tables.hpp"

#include <array>

namespace rosterd::scim
{

namespace
{

Attribute text(std::string name, std::string description)
{
    Attribute out;
    out.name = std::move(name);
    out.description = std::move(description);
    return out;
}

Attribute of_type(Type type, std::string name, std::string description)
{
    Attribute out = text(std::move(name), std::move(description));
    out.type = type;
    return out;
}

Attribute read_only(Attribute out)
{
    out.mutability = Mutability::read_only;
    return out;
}

Attribute exact(Attribute out)
{
    out.case_exact = true;
    return out;
}

Attribute complex(std::string name, std::string description, std::vector<Attribute> parts)
{
    Attribute out = of_type(Type::complex, std::move(name), std::move(description));
    out.parts = std::move(parts);
    return out;
}

Attribute reference(std::string name, std::string description, std::vector<std::string> to)
{
    Attribute out = exact(of_type(Type::reference, std::move(name), std::move(description)));
    out.refers_to = std::move(to);
    return out;
}

Attribute flag(std::string name, std::string description)
{
    return of_type(Type::boolean, std::move(name), std::move(description));
}

// value, display, type and primary, as every attribute with many values has them (RFC 7643, 2.4).
Attribute list(std::string name, std::string description, Attribute value,
               std::vector<std::string> types)
{
    Attribute type = text("type", "What the value is for.");
    type.canonical = std::move(types);
    Attribute out =
        complex(std::move(name), std::move(description),
                {std::move(value), text("display", "A name for people to read."), std::move(type),
                 flag("primary", "Whether this is the preferred value; at most one is.")});
    out.many = true;
    return out;
}

Attribute names()
{
    return complex("name", "The parts of the person's name.",
                   {text("formatted", "The whole name."), text("familyName", "The family name."),
                    text("givenName", "The given name."), text("middleName", "The middle names."),
                    text("honorificPrefix", "A title in front."),
                    text("honorificSuffix", "A suffix.")});
}

Attribute addresses()
{
    Attribute type = text("type", "What the address is for.");
    type.canonical = {"work", "home", "other"};
    Attribute out = complex(
        "addresses", "Postal addresses.",
        {text("formatted", "The whole address."), text("streetAddress", "Street and number."),
         text("locality", "The city."), text("region", "The state or region."),
         text("postalCode", "The postal code."), text("country", "ISO 3166-1 alpha-2."),
         std::move(type), flag("primary", "Whether this is the preferred one.")});
    out.many = true;
    return out;
}

Attribute user_name()
{
    Attribute out = text("userName", "The name that the person signs in with; one of a kind.");
    out.required = true;
    out.unique = true;
    return out;
}

Attribute password()
{
    Attribute out = text("password", "Accepted and not kept: accounts sign in elsewhere.");
    out.mutability = Mutability::write_only;
    out.returned = Returned::never;
    return out;
}

Attribute groups()
{
    Attribute type = text("type", "How the person is in the group.");
    type.canonical = {"direct"};
    Attribute out = complex("groups", "The groups that the person is in.",
                            {read_only(text("value", "The group's id.")),
                             read_only(reference("$ref", "The group's URI.", {"Group"})),
                             read_only(text("display", "The group's name.")), read_only(type)});
    out.many = true;
    return read_only(std::move(out));
}

} // namespace

std::span<const Attribute> common_attributes()
{
    static const std::vector<Attribute> common = [] {
        Attribute id = read_only(exact(text("id", "The id, given by rosterd.")));
        id.returned = Returned::always;
        Attribute schemas = exact(of_type(Type::reference, "schemas", "The schemas in use."));
        schemas.many = true;
        schemas.returned = Returned::always;
        Attribute meta = read_only(
            complex("meta", "About the resource.",
                    {exact(text("resourceType", "")), of_type(Type::date_time, "created", ""),
                     of_type(Type::date_time, "lastModified", ""),
                     reference("location", "", {"uri"}), exact(text("version", ""))}));
        return std::vector{id, exact(text("externalId", "The id, given by the client.")), schemas,
                           meta};
    }();
    return common;
}

const Schema& user_schema()
{
    static const Schema schema{
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "User",
        "A person",
        {user_name(),
         names(),
         text("displayName", "The name to show."),
         text("nickName", "What the person is called."),
         reference("profileUrl", "A page about the person.", {"external"}),
         text("title", "The position."),
         text("userType", "Employee, Contractor, ..."),
         text("preferredLanguage", "As in Accept-Language."),
         text("locale", "Such as zh-HK."),
         text("timezone", "An IANA name."),
         flag("active", "False: the person has left, or must not sign in."),
         password(),
         list("emails", "Mail addresses.", text("value", "The address."),
              {"work", "home", "other"}),
         list("phoneNumbers", "Telephone numbers.", text("value", "The number, best as RFC 3966."),
              {"work", "home", "mobile", "fax", "pager", "other"}),
         list("ims", "Messengers.", text("value", "The address."), {}),
         list("photos", "Pictures.", reference("value", "Where the picture is.", {"external"}),
              {"photo", "thumbnail"}),
         addresses(),
         groups(),
         list("entitlements", "What the person may do.", text("value", "The entitlement."), {}),
         list("roles", "The person's roles.", text("value", "The role."), {}),
         list("x509Certificates", "Certificates.",
              exact(of_type(Type::binary, "value", "DER in base64.")), {})}};
    return schema;
}

const Schema& enterprise_schema()
{
    static const Schema schema{
        std::string{kEnterprise},
        "EnterpriseUser",
        "What an employer knows about a person",
        {text("employeeNumber", "The number that HR knows the person by."),
         text("costCenter", "The cost centre."), text("organization", "The organisation."),
         text("division", "The division."), text("department", "The department."),
         complex("manager", "Whom the person reports to.",
                 {text("value", "The manager's id."),
                  reference("$ref", "The manager's URI.", {"User"}),
                  read_only(text("displayName", "The manager's name."))})}};
    return schema;
}

const Schema& group_schema()
{
    static const Schema schema = [] {
        Attribute name = text("displayName", "The group's name.");
        name.required = true;
        Attribute value = text("value", "The member's id.");
        value.mutability = Mutability::immutable;
        Attribute ref = reference("$ref", "The member's URI.", {"User", "Group"});
        ref.mutability = Mutability::immutable;
        Attribute type = text("type", "User or Group.");
        type.mutability = Mutability::immutable;
        type.canonical = {"User", "Group"};
        Attribute members = complex("members", "Who is in the group.",
                                    {value, ref, type, text("display", "The member's name.")});
        members.many = true;
        return Schema{
            "urn:ietf:params:scim:schemas:core:2.0:Group", "Group", "A group", {name, members}};
    }();
    return schema;
}

} // namespace rosterd::scim
